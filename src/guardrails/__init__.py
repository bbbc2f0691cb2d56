"""guardrails: IT's rules for marketing technology, checked early and explained in plain language.

The command line calls `guardrails.check`; so can you:

    from datetime import date
    import guardrails

    checked = guardrails.check(start="examples", today=date.today())
    print(checked.report.manifests[0].verdict)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from guardrails.version import VERSION

if TYPE_CHECKING:
    from guardrails.files.checking import Checked, check

__version__ = VERSION
__all__ = ["Checked", "__version__", "check"]


def __getattr__(name: str) -> object:
    """Import the API when it is first used, so that `guardrails --version` stays quick."""
    if name in ("check", "Checked"):
        from guardrails.files import checking

        return getattr(checking, name)
    raise AttributeError(f"module 'guardrails' has no attribute {name!r}")
