"""What a fact came to, and what its explanation rests on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from guardrails.model.value import Gap, Path
from guardrails.text.values import Value


class FactResult(NamedTuple):
    """A fact's value, the message that explains it (id and slots), and the manifest paths that it rests on.

    `asks` is the path of an answer without which the fact can't be worked out; `unjudged` tells that it can't be worked
    out for another reason.
    """

    value: Value | Gap
    message: str = ""
    slots: Mapping[str, Value] = MappingProxyType({})
    about: tuple[Path, ...] = ()
    asks: Path | None = None
    ways: tuple[tuple[tuple[Path, Value], ...], ...] = ()
