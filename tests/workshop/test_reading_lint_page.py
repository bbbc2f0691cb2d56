"""The page about the reading lint lists every check with the levels that it really has."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.workshop import test_released, test_word_lint

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (P\d\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def listed() -> dict[str, str]:
    """The checks on the page, with their levels."""
    return {id: levels for id, levels, _, _ in ROW.findall((ROOT / "docs/reading-lint.md").read_text())}


def shown() -> dict[str, str]:
    """The checks that a test shows at work, with the levels that it shows."""
    found = {case[0] for case in test_word_lint.CASES} | {said for case in test_released.CASES for said in case[1]}
    found |= {"P17 W", "P18 E", "P18 W"}
    levels: dict[str, list[str]] = {}
    for said in sorted(found):
        levels.setdefault(said[:3], []).append(said[4:])
    return {id: ", ".join(some) for id, some in levels.items()}


def test_the_page_lists_every_check_once() -> None:
    assert list(listed()) == [f"P{number:02}" for number in range(1, 21)]


def test_the_page_gives_each_check_the_levels_that_it_has() -> None:
    page = listed()
    by_level = {id: set(levels.split(", ")) for id, levels in page.items()}
    assert by_level == {id: set(levels.split(", ")) for id, levels in shown().items()}


def test_the_code_has_no_check_beyond_the_page() -> None:
    texts = "".join(file.read_text() for file in sorted((ROOT / "src/guardrails/workshop").glob("*.py")))
    named = {node.value for node in ast.walk(ast.parse(_only_code(texts))) if isinstance(node, ast.Constant)}
    assert {id for id in named if isinstance(id, str) and re.fullmatch(r"P\d\d", id)} == set(listed())


def _only_code(texts: str) -> str:
    """Several modules as one that can be parsed."""
    return texts.replace("from __future__ import annotations\n", "")
