"""What is the same for every manifest of a run, worked out once: the tools by name, the catalogue of products."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


class Once(Generic[_Given, _Made]):
    """A function whose last results are kept by the very object that they were made from (which must not change)."""

    __slots__ = ("_kept", "_work")
    _MOST = 4

    def __init__(self, work: Callable[[_Given], _Made]) -> None:
        self._work = work
        self._kept: list[tuple[_Given, _Made]] = []

    def __call__(self, given: _Given) -> _Made:
        """The result for this object."""
        for known, made in self._kept:
            if known is given:
                return made
        made = self._work(given)
        self._kept = [(given, made), *self._kept[: self._MOST - 1]]
        return made
