"""What every HTML page of ours shares: templates that escape each value, and style that a browser knows by its hash."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


def page_environment(shown: Callable[[object], object]) -> Environment:
    """The templates. `shown` sees each value last, before it is escaped."""
    return Environment(
        loader=PackageLoader("guardrails.render"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def source(environment: Environment, *names: str) -> Markup:
    """The text of files of ours, one after the other, exactly as its hash is taken."""
    assert environment.loader is not None
    return Markup("".join(environment.loader.get_source(environment, name)[0] for name in names))  # noqa: S704 - ours


def hashed(text: str) -> str:
    """A style or script as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
