"""A laid-out YAML text in another layout: keys, indents, blank lines, comments and line ends as a writer might leave them.

It knows nothing of the code under test: it goes by lines and columns, so it takes texts that are in our layout already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

_KEY = re.compile(r"""(?:[\w./-]+|"[^"]*"|'[^']*'):(?: |$)""")
_BESIDE = re.compile(r"(?:^|\s+)#[^'\"]*$")


@dataclass
class Part:
    """A key or an entry of a list (a dash): the comments above, its own lines from its column on, and the parts inside."""

    above: list[str]
    own: list[str]
    inside: list[Part] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What it is called; nothing for an entry of a list."""
        return "" if self.is_entry else self.own[0].split(":")[0]

    @property
    def is_entry(self) -> bool:
        """Whether it is an entry of a list."""
        return self.own[0].startswith("- ") or self.own[0] == "-"


def parts(text: str) -> tuple[list[Part], list[str]]:
    """The parts of a text in our layout, and the comments behind the last one."""
    return _parts(text.splitlines(), 0)


def _parts(lines: Sequence[str], column: int) -> tuple[list[Part], list[str]]:
    found: list[Part] = []
    above: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.strip() or line.lstrip().startswith("#"):
            above.append(line.strip())
            continue
        start = at
        while at < len(lines) and (not lines[at].strip() or len(lines[at]) - len(lines[at].lstrip()) > column):
            at += 1
        while at > start and not lines[at - 1].strip():
            at -= 1
        found.append(_part(above, line[column:], [rest[column:] for rest in lines[start:at]]))
        above = []
    return found, above


def _part(above: list[str], head: str, below: list[str]) -> Part:
    if head.startswith("- ") and (_KEY.match(head[2:]) or head.startswith("- - ")):
        return Part(above, ["-"], *_parts([f"  {head[2:]}", *below], 2))
    if below and _BESIDE.sub("", head).endswith(":") and (_KEY.match(below[0].strip()) or below[0].lstrip()[:2] in ("- ", "#")):
        return Part(above, [head], *_parts(below, 2))
    return Part(above, [head, *below])


def shuffled(inside: list[Part], chance: Random, leave: Sequence[str] = ()) -> list[Part]:
    """The same with the keys of every mapping in another order, but inside of the keys `leave`; lists stay as they are."""
    again = [
        part if part.key in leave else Part(part.above, part.own, shuffled(part.inside, chance, leave), part.foot)
        for part in inside
    ]
    if again and not again[0].is_entry:
        chance.shuffle(again)
    return again


def commented(inside: Sequence[Part], chance: Random, number: Iterator[int]) -> list[Part]:
    """The same with comments of its own, each once: `about` directly above a key, `beside` behind a value."""
    done: list[Part] = []
    for part in inside:
        above = [f"# about {next(number)}, {part.key}"] if part.key and chance.random() < 0.2 else []
        beside = f" # beside {next(number)}" if len(part.own) == 1 and part.own != ["-"] and chance.random() < 0.2 else ""
        own = [f"{part.own[0]}{beside}", *part.own[1:]]
        done.append(Part([*part.above, *above], own, commented(part.inside, chance, number), part.foot))
    return done


def written(inside: Sequence[Part], foot: Sequence[str], chance: Random, gaps: bool, column: int = 0) -> list[str]:
    """The lines of parts with other indents; with `gaps` also with more blank lines, and blanks at line ends."""
    lines: list[str] = []
    for part in inside:
        lines += [""] * (chance.choice((0, 0, 0, 1, 3)) if gaps else 0)
        lines += [f"{' ' * column}{line}".rstrip() for line in part.above]
        lines += _one(part, chance, gaps, column)
    return lines + [f"{' ' * column}{line}".rstrip() for line in foot]


def _one(part: Part, chance: Random, gaps: bool, column: int) -> list[str]:
    head = f"{' ' * column}{part.own[0]}{chance.choice(('', '  ')) if gaps else ''}"
    if not part.inside:
        deeper = " " * (column + chance.choice((0, 0, 1, 4)))
        return [head, *(line and f"{deeper}{line}" for line in part.own[1:])]
    if part.own != ["-"]:
        deeper_by = chance.randint(0 if part.inside[0].is_entry else 1, 5)
        return [head, *written(part.inside, part.foot, chance, gaps, column + deeper_by)]
    first, *others = written(part.inside, part.foot, chance, gaps, column + chance.randint(2, 5))
    if first.strip()[:1] in ("", "#") or chance.random() < 0.2:
        return [f"{' ' * column}-", first, *others]
    return [f"{' ' * column}-{first[column + 1 :]}", *others]
