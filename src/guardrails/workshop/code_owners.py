"""A CODEOWNERS file as GitHub and as GitLab read it: who is asked about a path.

GitHub: the last line that matches decides. GitLab: each section asks its own people, and in it the last line that matches
decides. Their patterns differ too: below a folder `docs` GitHub sees everything, GitLab nothing unless it ends with a slash.
Patterns run on RE2, because a pull request can bring them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_WORDS = re.compile(r"(?<!\\)\s+")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
_OWNER = re.compile(r"@[\w.-]+(?:/[\w.-]+)*|[^\s@#]+@[\w-]+(?:\.[\w-]+)+")
_ROLE = re.compile(r"@@\w+")
_HEADING = re.compile(r"(?P<optional>\^)?\[(?P<name>[^\]]*)\](?:\[\d*\])?(?:\s+(?P<owners>.*))?$")
_ABROAD = re.compile(r"!|\\#|\^?\[|.*\*\*\*")
"""What means something to git or to GitLab, and nothing to GitHub."""
_IN_SET = re.compile(r"\[([!^]?)((?:\\.|[^\]\\])+)\]")
_LONGEST = 1000
"""Letters of a pattern."""

Matches = Callable[[str], bool]


class Entry(NamedTuple):
    """A line that names owners of paths; `section` as it is written first, "" before any. `excludes` takes paths out of it."""

    line: int
    matches: Matches
    owners: tuple[str, ...]
    section: str = ""
    is_optional: bool = False
    excludes: bool = False


@dataclass(frozen=True, slots=True)
class CodeOwners:
    """The lines of a file in order, by section; `skipped` are those that the service can't read, by their number."""

    sections: tuple[tuple[Entry, ...], ...]
    skipped: tuple[int, ...] = ()

    def asked(self, path: str) -> list[Entry]:
        """The line that decides about a path, from the top of the repository with `/`: one at most for each section."""
        found: list[Entry] = []
        for lines in self.sections:
            entry = next((one for one in reversed(lines) if not one.excludes and one.matches(path)), None)
            if entry and not any(one.excludes and one.matches(path) for one in lines):
                # Of two headings with one name, the one that asks for a yes wins.
                found.append(entry._replace(is_optional=all(one.is_optional for one in lines)))
        return found


def github_owners(text: str) -> CodeOwners:
    """The file as GitHub reads it. A line that it can't read is skipped."""
    entries: list[Entry] = []
    skipped: list[int] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        pattern, *owners = _words(_COMMENT.sub("", line))
        matches = None if _ABROAD.match(pattern) else _matcher(pattern, _github_regex)
        if pattern and (matches is None or not all(map(_OWNER.fullmatch, owners))):
            skipped.append(number)
        elif pattern and matches is not None:
            entries.append(Entry(number, matches, tuple(owners)))
    return CodeOwners((tuple(entries),), tuple(skipped))


def gitlab_owners(text: str) -> CodeOwners:
    """The file as GitLab reads it. Words that name nobody are left out, and it knows no comment behind a line."""
    by_section: dict[str, list[Entry]] = {}
    skipped: list[int] = []
    names: dict[str, str] = {}
    section, is_optional = "", False
    usual: tuple[str, ...] = ()
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        if (heading := _HEADING.match(stripped)) and heading["name"].strip():
            section = names.setdefault(heading["name"].strip().casefold(), heading["name"].strip())
            is_optional, usual = bool(heading["optional"]), _named((heading["owners"] or "").split())
            continue
        pattern, *words = _words(stripped)
        matches = _matcher(pattern.removeprefix("!"), _gitlab_regex)
        if matches is None:
            skipped.append(number)
        else:
            owners = _named(words) if words else usual
            entry = Entry(number, matches, owners, section, is_optional, pattern.startswith("!"))
            by_section.setdefault(section, []).append(entry)
    return CodeOwners(tuple(map(tuple, by_section.values())), tuple(skipped))


def _words(line: str) -> list[str]:
    """The pattern and what stands behind it; a blank in a pattern has a backslash before it."""
    return _WORDS.split(line.strip())


def _named(words: list[str]) -> tuple[str, ...]:
    return tuple(word for word in words if _OWNER.fullmatch(word) or _ROLE.fullmatch(word))


def _matcher(pattern: str, regex: Callable[[str], str]) -> Matches | None:
    """A test of whole paths; None where the pattern is none, or too long to be one."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        compiled = re2.compile(regex(pattern), options) if len(pattern) <= _LONGEST else None
    except re2.error:
        return None
    return (lambda path: compiled.fullmatch(path) is not None) if compiled else None


def _github_regex(pattern: str) -> str:
    """Like a line of .gitignore, but that `docs/*` ends at the folder."""
    is_folder, body = pattern.endswith("/"), pattern.strip("/")
    if not body:
        return r"[^\s\S]"
    segments = body.split("/")
    if "/" not in pattern.rstrip("/"):
        segments.insert(0, "**")
    below = "/.+" if is_folder else "" if segments[-1] == "*" else "(?:/.+)?"
    return "".join(_joined(segments, last=".+")) + ("" if segments[-1] == "**" else below)


def _gitlab_regex(pattern: str) -> str:
    """Like a shell's pattern for whole paths; without a slash at its beginning it fits in every folder."""
    whole = pattern if pattern.startswith("/") else f"**/{pattern}"
    whole = f"{whole}**/*" if whole.endswith("/") else whole
    return "".join(_joined(whole.removeprefix("/").split("/"), last="[^/]*", has_sets=True))


def _joined(segments: list[str], last: str, has_sets: bool = False) -> Iterator[str]:
    """The parts of a regular expression over paths. `last` stands for `**` at the end; before, it is any number of folders."""
    for segment in segments[:-1]:
        yield "(?:[^/]+/)*" if segment == "**" else f"{_glob(segment, has_sets)}/"
    yield last if segments[-1] == "**" else _glob(segments[-1], has_sets)


def _glob(segment: str, has_sets: bool) -> str:
    """A pattern within one folder."""
    out, at = "", 0
    while at < len(segment):
        letter = segment[at]
        found = _IN_SET.match(segment, at) if has_sets and letter == "[" else None
        if found:
            out += _set(found[1], found[2])
            at = found.end()
            continue
        if letter == "\\" and at + 1 < len(segment):
            at += 1
            out += re.escape(segment[at])
        else:
            out += {"*": "[^/]*", "?": "[^/]"}.get(letter) or re.escape(letter)
        at += 1
    return out


def _set(negated: str, letters: str) -> str:
    inner = re.sub(r"\\(.)|([^-\w])", lambda m: re.escape(m[1] or m[2]), letters)
    return f"[^/{inner}]" if negated else f"[{inner}]"
