"""Secrets in a whole line: besides those with a telling look, those that a field's name or an address gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from guardrails.explain.masking import secrets as telling
from guardrails.explain.masking import stand_in
from guardrails.explain.tongue import spoken

_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*")
_NAMED = re.compile(
    r"""(?:^|[\s{(,"'/?&;])[\w.-]*(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|private[_-]?key|access[_-]?key)"""
    r"""["']?\s*[:=]\s*["']?([^\s"'#,{}\[\]]{6,})""",
    re.IGNORECASE,
)
_BEARER = re.compile(r"\b(?:Bearer|Basic)\s+([\w.+/=~-]{12,})")
_IN_ADDRESS = re.compile(r"://[^\s/:@]*:([^\s/@]+)@")
_LOGIN = re.compile(r"(?<![\w.+-])(?!mailto:)[\w.+-]+:([^\s/:@]{6,})@[\w-]+\.\w")
_HEX = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{32,}(?![0-9A-Za-z])")
# `shared_password`, 2026, an address: the answers that a field with such a name has in a manifest.
_PLAIN_ANSWER = re.compile(r"(?:[a-z]+(?:[_-][a-z0-9]+)*|[0-9]+|https?://.*|\S+@\S+)$")


def masked(text: str) -> str:
    """The text with every secret shortened to its beginning and its length."""
    return _masked(text, spoken().code)


@lru_cache(maxsize=1024)
def _masked(text: str, language: str) -> str:
    """The same, kept for a while: `language` is the one in which the length is told."""
    parts: list[str] = []
    done = 0
    for start, end in secrets(text):
        parts += (text[done:start], stand_in(text[start:end]))
        done = end
    return "".join(parts) + text[done:]


def secrets(text: str) -> list[tuple[int, int]]:
    """Where secrets stand, in order, without overlaps."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(_found(text)):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _found(text: str) -> Iterator[tuple[int, int]]:
    yield from telling(text)
    for pattern in (_HEX, _PRIVATE_KEY):
        yield from (m.span() for m in pattern.finditer(text))
    for pattern in (_BEARER, _IN_ADDRESS, _LOGIN):
        yield from (m.span(1) for m in pattern.finditer(text))
    yield from (m.span(1) for m in _NAMED.finditer(text) if not _PLAIN_ANSWER.match(m[1]) and "…(" not in m[1])
