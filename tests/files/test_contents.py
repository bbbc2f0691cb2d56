"""The fingerprint of a bundle: the same for the same files, whatever their order and ends of lines, and else another."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from guardrails.files.contents import fingerprint, packed, unpacked

NAMES = st.text("abc/.-é\n 1", min_size=1, max_size=12)
TEXTS = st.binary(max_size=60).map(lambda data: data.replace(b"\r", b""))
FILES = st.dictionaries(NAMES, TEXTS, max_size=6)


@given(FILES, st.randoms(use_true_random=False))
def test_neither_order_nor_ends_of_lines_matter(files: dict[str, bytes], random: Random) -> None:
    names = list(files)
    random.shuffle(names)
    other = {name: files[name].replace(b"\n", b"\r\n") for name in names}
    assert fingerprint(packed(other)) == fingerprint(packed(files))


@given(FILES)
def test_what_was_packed_comes_out_again(files: dict[str, bytes]) -> None:
    assert unpacked(packed(files)) == files


@given(FILES, FILES)
def test_other_files_have_another_fingerprint(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert (fingerprint(packed(one)) == fingerprint(packed(other))) == (one == other)
