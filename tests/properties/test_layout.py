"""Whatever layout somebody leaves a bundle's file in, `guardrails policy fmt` moves and trims lines, and loses nothing."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.text.reader import read
from guardrails.text.values import Value
from guardrails.workshop.layout.layout import Laid, lay_out
from tests.properties.disorder import Part, commented, parts, shuffled, written

ROOT = Path(__file__).parents[2]
FILES = sorted(
    file.relative_to(ROOT).as_posix() for folder in ("policies", "examples/policies") for file in (ROOT / folder).rglob("*.yaml")
)
PACKS = [file for file in FILES if "/packs/" in file]
NAMED_BY_AUTHORS = ("definitions", "parameters", "change", "read", "title", "headline", "why", "fix", "faster", "note", "lead")
"""Keys in whose mappings no schema knows an order."""
HARD = """\
# On top of all.

apiVersion: guardrails/v1
kind: PolicyPack
name: hard # the name
title: "On # two
  lines"
description: plain words
  go on # beside
rules:
  # About the first.
  - id: one # its id
    title: 'It''s # not a comment'
    when: {all: [
      {field: a.b, is: yes}, # inside of brackets
      {field: c, present: true},
    ]}
    why: | # beside a block of text
      # No comment either.
        - nor: a list

      The end.
    fix:
      - >-
        One
        two
      - |2
          far
      - "with \\
        a line that goes on"

  - id: two
    severity: {pilot: warn}
    examples:
      - expect: pass
        change:
          a: 1
      - title:
          en: words
      # At the end of the examples.
    # At the end of two.
# At the end of all.
"""
SEEDS = st.integers(0, 2**32)
TIMES = settings(max_examples=60, deadline=None)


@cache
def schemas() -> ParsedSchemas:
    return ParsedSchemas(shipped_schema_texts())


def laid(text: str) -> Laid:
    return lay_out("it.yaml", text.encode(), schemas())


def values(text: str) -> list[Value]:
    found, fault = read(text.encode())
    assert fault is None, fault
    return found


@cache
def text_of(file: str) -> str:
    return HARD if file == "hard" else (ROOT / file).read_text()


def part_of(text: str, chance: Random) -> tuple[list[Part], list[str]]:
    """The parts of one document; of a long list only two entries, so that a run stays short."""
    inside, foot = parts(text)
    for part in inside:
        if len(part.inside) > 2 and part.inside[0].is_entry:
            at = chance.randrange(len(part.inside) - 1)
            part.inside = part.inside[at : at + 2]
    return inside, foot


def disordered(file: str, chance: Random, gaps: bool, top_too: bool = True) -> str:
    """A file in another layout, with comments of its own (`top_too`: also above its topmost keys), each document by itself."""
    number = count()
    done: list[str] = []
    for text in text_of(file).split("\n---\n"):
        inside, foot = part_of(text, chance)
        inside = shuffled(inside, chance)
        if top_too:
            inside = commented(inside, chance, number)
        else:
            inside = [Part(p.above, p.own, commented(p.inside, chance, number), p.foot) for p in inside]
        done.append("\n".join(written(inside, foot, chance, gaps)) + "\n")
    return "---\n".join(done)


def bare(text: str) -> Counter[str]:
    """The lines without indents, dashes and blanks: what laying out may not touch, in whatever order."""
    return Counter(line for line in (re.sub(r"^[\s-]+(?=\s|$)", "", one).strip() for one in text.splitlines()) if line)


def below_comments(text: str) -> dict[str, str]:
    """For each comment `about`: the key on the next line that is no comment."""
    lines = [line.strip().removeprefix("- ") for line in text.splitlines()]
    first = {
        at: next(one for one in lines[at:] if one and one[0] != "#") for at, line in enumerate(lines) if line[:7] == "# about"
    }
    return {lines[at]: found.split(":")[0] for at, found in first.items()}


@given(st.sampled_from([*FILES, "hard"]), SEEDS)
@TIMES
def test_values_comments_and_lines_stay_and_a_second_run_changes_nothing(file: str, seed: int) -> None:
    chance = Random(seed)
    before = disordered(file, chance, gaps=True)
    end, mark = chance.choice(("\n", "\r\n")), chance.choice(("", "\ufeff"))
    after = laid(mark + before.replace("\n", end))
    text = after.after.decode()
    assert (after.problem, after.stuck) == (None, None)
    assert values(text) == values(before)
    assert bare(text.removeprefix("\ufeff")) == bare(before)
    assert laid(text).after == after.after
    assert "\r" not in text
    assert "\n\n\n" not in text
    assert re.search(r"[^\n]\n\Z", text)


@given(st.sampled_from([*FILES, "hard"]), SEEDS)
@TIMES
def test_a_comment_stays_above_its_key(file: str, seed: int) -> None:
    chance = Random(seed)
    before = disordered(file, chance, gaps=False, top_too=False)
    for comment, key in below_comments(laid(before).after.decode()).items():
        assert comment.endswith(f", {key}")


@given(st.sampled_from(PACKS), SEEDS)
@TIMES
def test_a_rule_comes_back_to_our_layout_from_any_other(file: str, seed: int) -> None:
    chance = Random(seed)
    inside, foot = part_of(text_of(file), chance)
    once = "\n".join(written(inside, foot, Random(0), gaps=False)) + "\n"
    usual = laid(once).after
    mixed = [
        Part(p.above, p.own, shuffled(p.inside, chance, NAMED_BY_AUTHORS), p.foot) if p.key == "rules" else p for p in inside
    ]
    other = "\n".join(written(mixed, foot, chance, gaps=False)) + "\n"
    assert laid(other).after.decode() == usual.decode()


def test_our_own_files_are_laid_out() -> None:
    assert [file for file in FILES if laid(text_of(file)).after != text_of(file).encode()] == []
    assert laid(HARD).after.decode() == HARD


def test_the_disorder_keeps_what_it_mixes() -> None:
    """The mixing is only a fair test if it neither loses nor changes anything itself."""
    for text in (text for file in [*FILES, "hard"] for text in text_of(file).split("\n---\n")):
        inside, foot = parts(text)
        mixed = "\n".join(written(shuffled(inside, Random(1)), foot, Random(1), gaps=True)) + "\n"
        assert values(mixed) == values(text)
        assert bare(mixed) == bare(text)


LETTERS = (
    "a",
    "kind",
    "é",
    "'",
    '"',
    "\\",
    "#",
    " # c",
    "|",
    ">-",
    "|+2",
    "|1",
    "[",
    "]",
    "{",
    "}",
    ",",
    "---",
    "...",
    "&x ",
    "!",
    "\u2028",
)
GAPS = (" ", "  ", "\t", "\n", "\n\n", "\n  ", "\n    ", "\n- ", "\r\n", "\r", "\n---\n", "\n...\n", ": ", ":", "- ", "-", "? ")
SLIPS = st.lists(
    st.tuples(st.integers(0, len(HARD)), st.integers(0, 3), st.sampled_from(LETTERS + GAPS + GAPS)), min_size=1, max_size=4
)


@given(SLIPS)
@settings(max_examples=200, deadline=None)
def test_a_text_with_slips_is_laid_out_or_left_alone(slips: list[tuple[int, int, str]]) -> None:
    """Whatever it becomes by letters put in and left out: nobody's text may get lost, and nothing may fall over."""
    text = HARD
    for at, left_out, put_in in slips:
        text = text[:at] + put_in + text[at + left_out :]
    after = laid(text)
    if after.differs:
        assert (after.problem, after.stuck) == (None, None)
        assert values(after.after.decode()) == values(text)
        assert laid(after.after.decode()).after == after.after
