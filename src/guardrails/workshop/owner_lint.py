"""GOV-10: every group that `approvers` names is asked before a rule changes, as CODEOWNERS of the repository has it.

What this can't see: whether the branch insists on a review from code owners, and who is in a team. GitHub takes one yes of
any owner of a file; that each group says yes is a setting of the branch there. On GitLab each section asks for one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple, assert_never

from guardrails.workshop.code_owners import CodeOwners, Entry, github_owners, gitlab_owners
from guardrails.workshop.material import Document, Guarded, OwnersFile
from guardrails.workshop.remark import Level, Remark, remark

_READERS = {"github": github_owners, "gitlab": gitlab_owners}
_SERVICES = {"github": "GitHub", "gitlab": "GitLab"}
_READABLE = {
    "github": "Sections are GitLab's; `!` and `\\#` mean nothing there, and an owner is @person, @company/team or an address.",
    "gitlab": "Check the brackets, and keep it below 1,000 letters.",
}
_WAYS_OUT = {
    "github": "Add at the end, where it comes last: ",
    "gitlab": "Give each a section of its own: ",
}


class Group(NamedTuple):
    """A group whose yes is needed, and who can give it; `names` in small letters."""

    name: str
    members: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """Its members as they are compared: no service tells capitals apart."""
        return frozenset(map(str.casefold, self.members))

    @property
    def usual(self) -> str:
        """A member to write into CODEOWNERS, or a stand-in where nobody is named as it names people."""
        return next((who for who in self.members if "@" in who), f"@your-organisation/{self.name}")

    def is_among(self, owners: tuple[str, ...]) -> bool:
        """Whether one of its members is asked."""
        return not self.names.isdisjoint(map(str.casefold, owners))

    def is_all_of(self, owners: tuple[str, ...]) -> bool:
        """Whether nobody else can give the yes."""
        return bool(owners) and self.names.issuperset(map(str.casefold, owners))


def groups_of(bundle: Document) -> tuple[Group, ...]:
    """The groups of `approvers`; a plain list of people is for people to read."""
    named = bundle.fields.get("approvers")
    groups = named if isinstance(named, dict) else {}
    return tuple(Group(name, tuple(map(str, who))) for name, who in groups.items() if isinstance(who, list))


def unasked_groups(bundle: Document, guarded: Guarded | None) -> Iterator[Remark]:
    """Every place in CODEOWNERS where a group that has to say yes is not asked. Nothing for a bundle outside a repository."""
    groups = groups_of(bundle)
    if not groups or guarded is None:
        return
    if not guarded.owners:
        said = f"`approvers` names {_names(groups)}, and no CODEOWNERS file asks them."
        suggestion = f"Write .{guarded.service}/CODEOWNERS: {_lines(guarded.service, _everything(guarded), groups)}"
        yield remark("GOV-10", Level.SHOULD, bundle, ("approvers",), said, suggestion)
    for file in guarded.owners:
        if file.text is None:
            said = f"{file.path} can't be read, so nobody can tell whom it asks."
            suggestion = "Put a plain file of at most 256 KiB in its place."
            yield _at(file, 1, said, suggestion)
        else:
            yield from _in_file(file, _READERS[file.service](file.text), guarded, groups)


def _in_file(file: OwnersFile, owners: CodeOwners, guarded: Guarded, groups: Sequence[Group]) -> Iterator[Remark]:
    last = len((file.text or "").rstrip("\n").split("\n"))
    for number in owners.skipped:
        yield _at(file, number, f"{_SERVICES[file.service]} can't read this line and skips it.", _READABLE[file.service])
    for (gap, lacking), names in _gaps(file.service, owners, guarded, groups).items():
        path = _everything(guarded) if len(names) > 1 else f"/{_path(guarded, names[0])}"
        lines = _lines(file.service, path, groups if file.service == "github" else lacking)
        yield _at(file, gap.line or last, _sentence(gap, guarded, names, lacking), _WAYS_OUT[file.service] + lines)
    if not any(entry.owners for entry in owners.asked(file.path)):
        said = f"{file.path} has no owner itself, so whoever can write here changes who is asked."
        yield _at(file, last, said, f"Add the line: /{file.path} {groups[0].usual}")


class _Why(Enum):
    """Why the yes of a group is not sure."""

    NO_LINE = "no line is about the file"
    EMPTY = "the line takes all owners away"
    OTHERS = "nobody of the group is named"
    SHARED = "somebody else can say yes in its place"
    OPTIONAL = "its section needs no yes"


class _Gap(NamedTuple):
    """A line (0 where there is none) that does not make sure of a group's yes, and the owners that it names."""

    why: _Why
    line: int = 0
    owners: tuple[str, ...] = ()


def _gaps(
    service: str, owners: CodeOwners, guarded: Guarded, groups: Sequence[Group]
) -> dict[tuple[_Gap, tuple[Group, ...]], list[str]]:
    """What is the matter, for which groups, and the files that it is the matter with."""
    found: dict[tuple[_Gap, tuple[Group, ...]], list[str]] = {}
    for name in guarded.files:
        asked = owners.asked(_path(guarded, name))
        gaps = [(gap, group) for group in groups if (gap := _gap(service, asked, group))]
        for gap in dict.fromkeys(gap for gap, _ in gaps):
            found.setdefault((gap, tuple(group for other, group in gaps if other == gap)), []).append(name)
    return found


def _gap(service: str, asked: Sequence[Entry], group: Group) -> _Gap | None:
    """What is the matter with the lines that decide about one file, for one group."""
    if not asked:
        return _Gap(_Why.NO_LINE)
    needed = [entry for entry in asked if not entry.is_optional]
    named = [entry for entry in asked if group.is_among(entry.owners)]
    if any(entry in needed and (service == "github" or group.is_all_of(entry.owners)) for entry in named):
        return None
    shared = [entry for entry in named if entry in needed]
    why = _Why.SHARED if shared else _Why.OPTIONAL if named else _Why.OTHERS if any(e.owners for e in asked) else _Why.EMPTY
    entry = (shared or named or [e for e in asked if e.owners] or asked)[-1]
    return _Gap(why, entry.line, entry.owners)


def _sentence(gap: _Gap, guarded: Guarded, names: Sequence[str], lacking: Sequence[Group]) -> str:
    first, more = _path(guarded, names[0]), len(names) - 1
    files = f"{first} and {more} more" if more else first
    groups, owners = _names(lacking), ", ".join(gap.owners)
    match gap.why:
        case _Why.NO_LINE:
            return f"No line is about {files}, so nobody asks {groups}."
        case _Why.EMPTY:
            return f"This line leaves {files} without an owner, so nobody asks {groups}."
        case _Why.OTHERS:
            return f"Asked about {files}: {owners}. Nobody of {groups}."
        case _Why.SHARED:
            return f"Any of {owners} can say yes about {files} here, so a yes of {groups} is not sure."
        case _Why.OPTIONAL:
            return f"The section that asks {groups} about {files} is optional: it needs no yes."
        case _:
            assert_never(gap.why)


def _lines(service: str, path: str, groups: Sequence[Group]) -> str:
    """What to write into CODEOWNERS, so that these groups are asked about a path."""
    path = path.replace(" ", "\\ ")
    if service == "github":
        return f"{path} {' '.join(group.usual for group in groups)}"
    return ", ".join(f"[{group.name}] with the line {path} {group.usual}" for group in groups)


def _names(groups: Sequence[Group]) -> str:
    return " and ".join(f"`{group.name}`" for group in groups)


def _everything(guarded: Guarded) -> str:
    return f"/{guarded.way}/" if guarded.way else "*"


def _path(guarded: Guarded, name: str) -> str:
    return f"{guarded.way}/{name}" if guarded.way else name


def _at(file: OwnersFile, line: int, sentence: str, suggestion: str) -> Remark:
    return Remark("GOV-10", Level.SHOULD, file.shown, line, 1, sentence, suggestion)
