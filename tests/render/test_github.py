"""Annotations: what a runner takes, as many as it keeps, the worst first, escaped like its own toolkit does it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from guardrails.explain.explanation import MUST_FIX, UNCHECKED
from guardrails.render.github import answer, command, output_lines, outputs
from tests.clients.npm import node, package
from tests.explain.situations import WORKED, busy_day, hostile
from tests.render.finished import CANARY, NASTY, everywhere, told_of

COMMAND = re.compile(r"^::(error|warning|notice) ((?:\w+=[^:,]*,?)+)::(.*)$")
SCRIPT = """
import {{ readFileSync }} from "node:fs";
import * as core from "{core}";
for (const [type, properties, message] of JSON.parse(readFileSync(0, "utf8")))
  ({{error: core.error, warning: core.warning, notice: core.notice}})[type](message, properties);
"""
TOOLKIT = {
    "title": "title",
    "file": "file",
    "line": "startLine",
    "endLine": "endLine",
    "col": "startColumn",
    "endColumn": "endColumn",
}
"""Our names of properties (the runner's), and the toolkit's."""


def test_a_busy_day(golden: Callable[[str, str], None]) -> None:
    golden("formats/busy.github", answer(told_of(busy_day(), home="examples/")))


@pytest.mark.client
def test_commands_are_those_of_the_toolkit(tmp_path: Path) -> None:
    """`@actions/core` itself writes the same, byte for byte, for every nasty text in every place."""
    texts = (*NASTY, "", "%", "%25", "a%0Ab", "a\r\nb", "\n", "::", ",,", "é\u00a0日本語🚀", "x" * 5000)
    place: dict[str, str | int] = {"line": 3, "endLine": 3, "col": 1, "endColumn": 5}
    table: list[tuple[str, dict[str, str | int], str]] = [
        (type, {"title": t, "file": f"{t}.yaml", **place}, t) for type in ("error", "warning", "notice") for t in texts
    ]
    table += [("error", {"title": t}, t) for t in texts]
    asked = [(type, {TOOLKIT[name]: value for name, value in given.items() if value}, text) for type, given, text in table]
    core = package("@actions/core", "3.0.1") / "@actions" / "core" / "lib" / "core.js"
    script = tmp_path / "annotate.mjs"
    script.write_text(SCRIPT.format(core=core.as_uri()), "utf-8")
    done = subprocess.run([node(), str(script)], input=json.dumps(asked).encode(), capture_output=True, timeout=60, check=True)
    assert done.stdout.decode().split("\n")[:-1] == [command(type, given, text) for type, given, text in table]


@pytest.mark.parametrize("name", WORKED)
def test_every_finding_is_a_mark_on_its_line(name: str) -> None:
    case = WORKED[name]
    lines = answer(told_of(case, home="shop/")).splitlines()
    marks = [found for found in map(COMMAND.match, lines) if found]
    briefing = told_of(case).briefing(None)
    entries = [*briefing.problems, *(e for one in briefing.manifests for e in one.explanations)]
    assert len(marks) == len(entries)
    for found, entry in zip(marks, entries, strict=True):
        properties = dict(pair.split("=", 1) for pair in found[2].split(","))
        assert properties["file"] == f"shop/{entry.file}"
        assert int(properties["line"]) == entry.line
        assert properties.get("endLine", properties["line"]) == properties["line"]
        assert (found[1] == "error") == (entry.status in (MUST_FIX, UNCHECKED))
        assert found[3].startswith(entry.headline.replace("%", "%25"))


def test_ten_of_a_type_are_enough_and_the_worst_come_first() -> None:
    told = told_of(busy_day())
    briefing = told.briefing(None)
    first = briefing.manifests[0]
    worst = next(e for e in first.explanations if e.status == MUST_FIX)
    many = tuple(worst._replace(headline=f"Number {n}") for n in range(15))
    more = briefing._replace(problems=briefing.problems * 12, manifests=(first._replace(explanations=many),))
    lines = answer(told._replace(briefing=lambda full: more)).splitlines()
    errors = [line for line in lines if line.startswith("::error")]
    assert len(errors) == 10
    assert [re.sub(".*::", "", line)[:8] for line in errors[:9]] == [f"Number {n}" for n in range(9)]
    assert errors[9] == "::error title=guardrails::And 18 more like this. The summary of this job tells all of them."
    assert not [line for line in lines if line.startswith(("::warning", "::notice"))]


@pytest.mark.parametrize("letter", ["x", "🚀", "\n%"])
def test_a_message_is_cut_to_what_a_runner_keeps(letter: str) -> None:
    told = told_of(WORKED["agreement"])
    (one,) = told.briefing(None).manifests
    long = one.explanations[0]._replace(why=(letter * 9000,))
    briefing = told.briefing(None)._replace(manifests=(one._replace(explanations=(long,)),))
    found = COMMAND.match(answer(told._replace(briefing=lambda full: briefing)).splitlines()[0])
    assert found
    message = found[3].replace("%0A", "\n").replace("%25", "%")
    assert 4090 <= len(message.encode("utf-16-le")) / 2 <= 4096
    assert message.endswith("…")


@pytest.mark.parametrize("text", NASTY)
def test_a_hostile_text_adds_no_command(text: str) -> None:
    for told in (everywhere(text), told_of(hostile(text.replace("'", "")))):
        lines = answer(told).splitlines()
        briefing = told.briefing(None)
        marked = [*briefing.problems, *(e for one in briefing.manifests for e in one.explanations if e.status != "waived")]
        commands = [line for line in lines if line.lstrip().startswith("::")]
        assert len(commands) == len(marked)
        assert all(map(COMMAND.match, commands))
        rest = [line for line in lines if line not in commands] + [part for line in commands for part in line.split("%0A")]
        assert not [line for line in rest if re.search(r"##[\w.]*\[|[\x00-\x1f\x7f-\x9f\u202e]", line)]
        assert not [part for line in commands for part in line.split("%0A")[1:] if part.lstrip().startswith("::")]
        assert "AKIAIOSFODNN7EXAMPLE" not in "".join(lines)
        assert CANARY not in "".join(lines)


def test_outputs_say_how_it_came_out() -> None:
    assert outputs(told_of(busy_day()), "out.sarif") == {
        "verdict": "not-yet",
        "blocking": "4",
        "warnings": "2",
        "advice": "1",
        "unchecked": "1",
        "exit-code": "1",
        "sarif-file": "out.sarif",
    }
    assert outputs(told_of(WORKED["tab"]), "")["verdict"] == "not-yet"
    assert outputs(everywhere("x"), "")["verdict"] == "not-checked"


def test_an_output_ends_where_its_mark_stands() -> None:
    assert output_lines({"a": "1", "sarif-file": "x\na=2"}, "m0") == "a<<m0\n1\nm0\nsarif-file<<m0\nx\na=2\nm0\n"
    with pytest.raises(AssertionError):
        output_lines({"a": "m0"}, "m0")
