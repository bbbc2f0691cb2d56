"""Keys and passwords that stand in a manifest; a secret itself never leaves this module, only the place of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrails.language.facts.world import World
from guardrails.model.fact_result import FactResult
from guardrails.model.value import Fields, Path
from guardrails.text.values import Value

_SHAPES = (
    r"-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY",  # other BEGIN lines hold certificates, which are public
    r"(?:sk|rk)_live_[0-9A-Za-z]{10}",
    r"xox[beops]-[0-9A-Za-z-]{10}",
    r"xapp-[0-9]-[0-9A-Za-z-]{20}",
    r"EAA[MC][0-9A-Za-z]{100}",
    r"gh[pousr]_[0-9A-Za-z]{30}",
    r"github_pat_[0-9A-Za-z_]{30}",
    r"glpat-[0-9A-Za-z_-]{16}",
    r"A(?:KIA|SIA)[0-9A-Z]{16}",
    r"SG\.[0-9A-Za-z_-]{16,40}\.[0-9A-Za-z_-]{16}",
)
_KEY = re.compile(rf"(?<![0-9A-Za-z])(?:{'|'.join(_SHAPES)})")
# Such a key is meant to be seen in a page's code; everywhere else nobody can tell what it opens.
_BROWSER_KEY = re.compile(r"(?<![0-9A-Za-z])AIza[0-9A-Za-z_-]{35}")
_PAGE_CODE = frozenset({"src", "csp"})
_IN_ADDRESS = re.compile(r"://[^\s/:@]{1,100}:[^\s/:@]{3,200}@")
# What follows such a word is a password if it mixes capitals, small letters and digits; an answer in words does not.
_NAMED = re.compile(
    r"""(?:^|[\s{,"'])(?:pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key)["']?\s{0,3}[:=]\s{0,3}"""
    r"""["']?([^\s"'#,{}\[\]@]{8,200})(?![^\s"'#,{}\[\]])""",
    re.IGNORECASE,
)
_MIXED = tuple(re.compile(part) for part in ("[a-z]", "[A-Z]", "[0-9]"))
_MOST_NAMED = 20


def secrets_in_file(world: World) -> FactResult:
    """The places (as dotted paths) where something stands that looks like a key or a password."""
    found = [path for path, text in _all_texts(world.manifest.fields) if _looks_secret(path, text)][:_MOST_NAMED]
    names: list[Value] = [".".join(map(str, path)) for path in found]
    message = "fact.secrets_in_file" if names else "fact.secrets_in_file.none"
    return FactResult(names, message, {"places": ", ".join(map(str, names))}, tuple(found))


def _all_texts(fields: Fields) -> Iterator[tuple[Path, str]]:
    """Every text of a manifest with its path, in the order of the file; no recursion.

    A key that is a secret itself counts as a text of its parent, so that no path tells it.
    """
    waiting: list[tuple[Path, Value]] = [((), fields)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            telling = [key for key in value if _KEY.search(key)]
            yield from ((path, key) for key in telling[:1])
            waiting += [((*path, key), below) for key, below in reversed(value.items()) if key not in telling]
        elif isinstance(value, list):
            waiting += [((*path, at), below) for at, below in reversed(list(enumerate(value)))]


def _looks_secret(path: Path, text: str) -> bool:
    if _KEY.search(text) or _IN_ADDRESS.search(text):
        return True
    if _BROWSER_KEY.search(text) and not (path[:1] == ("pages",) and path[-1] in _PAGE_CODE):
        return True
    return any(all(part.search(found[1]) for part in _MIXED) for found in _NAMED.finditer(text))
