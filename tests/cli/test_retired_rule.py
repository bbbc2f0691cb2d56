"""A retired rule is explained with its last day and the reason, and asked no more from then on."""

from __future__ import annotations

from guardrails.cli.main import main
from tests.cli.workspaces import Workspace

RETIRE = "retire: [{rule: one/good, on: 2027-01-01, why: Our contracts settle this now.}]\n"


def test_explain_says_from_when_a_rule_is_not_asked_and_why(work: Workspace) -> None:
    bundle = work.root / "policies" / "bundle.yaml"
    bundle.write_text(bundle.read_text() + RETIRE)
    assert main(["explain", "one/good"]) == 0
    assert "Not asked from Friday 1 January 2027 on. Our contracts settle this now." in " ".join(
        work.capture.readouterr().out.split()
    )


def test_a_check_asks_it_until_the_day_before(work: Workspace) -> None:
    bundle = work.root / "policies" / "bundle.yaml"
    bundle.write_text(bundle.read_text() + RETIRE)
    work.tool("status: signed", "status: sent")
    assert work.check("--as-of", "2026-12-31").code == 1
    assert work.check("--as-of", "2027-01-01").code == 0
