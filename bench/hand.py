"""The floor: C loader and 20 plain `if` rules in one process.  python hand.py PATH..."""

from __future__ import annotations

import sys

from documents import docs, report
from hand_rules import check


def main() -> None:
    n = failing = 0
    lines: list[str] = []
    for path, doc in docs(sys.argv[1:]):
        n += 1
        bad = check(doc)
        if bad:
            failing += 1
            lines.extend(f"{path}: {m}\n" for m in bad)
    report(n, failing, lines)


main()
