"""One slip in a manifest of any layout: `guardrails fix` gives back exactly the text before the slip, or nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path as File
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from guardrails.explain.labels import shape_at
from guardrails.explain.spelling import meant
from guardrails.model.value import Path
from guardrails.text.places import places, walk
from guardrails.text.source import Span
from tests.explain.mended import mended, mender

ROOT = File(__file__).parents[2]
BASES = {"Tool": "policies/base/tool.yaml", "Campaign": "policies/base/campaign.yaml"}


@cache
def base(kind: str) -> str:
    """A manifest that meets every rule."""
    return (ROOT / BASES[kind]).read_text()


def laid_out(text: str, chance: Random) -> str:
    """The same manifest in another layout: comments, blank lines, wider indents, other line ends, a byte order mark."""
    wide, gap, end = chance.randint(1, 3), chance.randint(1, 4), chance.choice(("\n", "\r\n"))
    lines = []
    for line in text.splitlines():
        bare = line.lstrip(" ")
        item = "-" + " " * (2 * wide - 1) + bare[2:] if bare.startswith("- ") else bare
        indented = " " * wide * (len(line) - len(bare)) + item.replace(": ", ":" + " " * gap, 1)
        commented = not bare.startswith("#") and chance.random() < 0.1
        lines.append(indented + ("   # prodcut: “emial”, Zoë" if commented else ""))
        lines += chance.choice(([], [], [], [], [], [""], ["", "  # titel: ü"]))
    return chance.choice(("", "\ufeff")) + end.join(lines) + chance.choice(("", end))


def words(kind: str, text: str) -> list[tuple[Path, Span, tuple[str, ...]]]:
    """Every key and every choice of a manifest: its path, its place, and what else could stand there."""
    (whole,) = places(text)
    found: list[tuple[Path, Span, tuple[str, ...]]] = []
    for path, place in walk(whole):
        if not path or path[0] in ("apiVersion", "kind"):
            continue
        block, shape = shape_at(mender().shapes[kind], path[:-1]), shape_at(mender().shapes[kind], path)
        if place.key and block:
            found.append((path, place.key, tuple(block.fields)))
        if shape and shape.choices:
            found.append((path, place.value, shape.choices))
    return found


def swapped(word: str, at: int) -> str:
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


SLIPS: Mapping[str, Callable[[str, int], str]] = {
    "swapped": swapped,
    "doubled": lambda word, at: word[: at + 1] + word[at:],
    "lost": lambda word, at: word[:at] + word[at + 1 :],
    "changed": lambda word, at: word[:at] + "x" + word[at + 1 :],
    "capital": lambda word, at: word[:at] + word[at : at + 1].upper() + word[at + 1 :],
    "all capitals": lambda word, at: word.upper(),
    "hyphens": lambda word, at: word.replace("_", "-"),
    "blanks": lambda word, at: word.replace("_", " "),
}


SEEDS = st.integers(0, 1 << 30)


@given(SEEDS, st.sampled_from(sorted(BASES)), st.sampled_from(sorted(SLIPS)))
def test_one_slip_is_undone_byte_for_byte_or_left(seed: int, kind: str, slip: str) -> None:
    chance = Random(seed)
    right = laid_out(base(kind), chance)
    path, span, known = chance.choice(words(kind, right))
    word = right[span.start : span.end]
    typed = SLIPS[slip](word, chance.randrange(len(word)))
    wrong = right[: span.start] + typed + right[span.end :]
    found = mended(wrong.encode())
    assert found.after in (right, wrong), (path, typed)
    certain = typed not in known and meant(typed, known, mender().words) == word
    if certain:
        assert found.after == right, (path, typed)
        assert found.changes == 1
        assert found.left == ()
    if slip in ("all capitals", "hyphens", "blanks"):
        assert found.after == right, (path, typed)
    assert mended(found.after.encode()).after == found.after


@given(SEEDS, st.sampled_from(sorted(BASES)))
def test_a_manifest_without_slips_stays(seed: int, kind: str) -> None:
    right = laid_out(base(kind), Random(seed))
    found = mended(right.encode())
    assert (found.after, found.changes, found.left) == (right, 0, ())


@given(st.binary(max_size=200) | st.text(alphabet="ab:-\t \n'\"“”\u00a0#[]{},?&*!|>%@`", max_size=60).map(str.encode))
def test_any_bytes_are_mended_or_left(junk: bytes) -> None:
    head = b"apiVersion: guardrails/v1\nkind: Tool\nmetadata: {name: a, stage: idea}\n"
    for text in (junk, head + junk):
        found = mended(text)
        assert mended(found.after.encode()).after == found.after
        assert len(found.after.splitlines()) == len(found.before.splitlines())
