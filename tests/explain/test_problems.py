"""Every problem has its sentences, and every sentence is one that a colleague would say."""

from __future__ import annotations

import pytest

from guardrails.explain.catalogue_problems_en import PROBLEMS
from guardrails.explain.context import Context
from guardrails.explain.problems import explain
from guardrails.model.problem import Problem, Spot
from tests.explain.situations import SHAPES, TOOL

NO_FILES: dict[str, str] = {}
IDS = [
    "file-too-large",
    "file-not-utf8",
    "file-nul",
    "file-control-character",
    "file-hidden-character",
    "file-too-deep",
    "file-too-many-values",
    "file-more-problems",
    "file-alias",
    "file-tag",
    "file-duplicate-key",
    "file-key-not-text",
    "file-comma-in-number",
    "file-number-too-long",
    "file-number-not-finite",
    "file-empty",
    "file-tab",
    "file-missing-blank-after-colon",
    "file-unclosed-quote",
    "file-wrong-indent",
    "file-list-under-value",
    "file-smart-quotes",
    "file-two-colons",
    "file-nonbreaking-space",
    "file-second-document",
    "file-unreadable",
    "file-not-found",
    "file-link",
    "file-outside",
    "file-not-regular",
    "file-submodule",
    "schema-unreadable",
    "git-not-there",
    "git-no-repository",
    "git-not-trusted",
    "git-unknown-ref",
    "git-no-common",
    "git-stopped",
    "ref-without-workspace",
    "ref-brings-rules",
    "no-longer-checked",
    "kind-changed",
    "stage-went-back",
    "field-unknown",
    "field-wrong-kind",
    "field-thousands",
    "field-not-a-choice",
    "field-format",
    "field-range",
    "field-too-long",
    "field-repeated",
    "field-missing",
    "kind-unknown",
    "api-version",
    "name-taken",
    "policy-unknown-key",
    "policy-unknown-operator",
    "policy-unknown-path",
    "policy-wrong-kind",
    "policy-impossible-value",
    "policy-unknown-definition",
    "policy-definition-circle",
    "policy-unknown-parameter",
    "policy-parameter-range",
    "policy-unknown-slot",
    "policy-unknown-language",
    "policy-no-default-text",
    "policy-unknown-fact",
    "policy-crosses-list",
    "policy-unknown-pattern",
    "policy-bad-pattern",
    "policy-duplicate-rule",
    "policy-missing-part",
    "policy-idea-blocks",
    "policy-days-order",
    "policy-not-first",
    "policy-absent-unanswered",
    "policy-applies-to-nothing",
    "policy-no-rules",
    "policy-not-found",
    "policy-not-settable",
    "waiver-malformed",
    "waiver-no-date",
    "waiver-too-long",
    "waiver-self-approved",
    "baseline-unusable",
    "baseline-unknown-rule",
    "baseline-not-found",
    "waiver-other-approver",
    "waiver-unknown-rule",
    "waiver-unknown-manifest",
    "waiver-not-waivable",
    "source-address",
    "source-address-scheme",
    "source-address-tag",
    "source-address-folder",
    "source-address-password",
    "source-not-locked",
    "lock-other-source",
    "lock-unsigned",
    "source-not-here",
    "content-differs",
    "folder-differs",
    "starter-differs",
    "source-branch",
    "source-unknown-tag",
    "source-out-of-reach",
    "content-too-much",
    "tag-moved",
    "lock-edited",
    "tag-unsigned",
    "tag-unknown-signer",
    "tag-key-expired",
    "tag-other-name",
    "signing-not-there",
    "signers-not-there",
    "cache-not-written",
    "lock-not-written",
    "layer-unknown-rule",
    "tighten-is-milder",
    "waiver-rule-retired",
    "workspace-not-found",
    "workspace-malformed",
    "no-manifests",
    "nothing-matched",
    "situation-not-read",
    "situation-manifest-how",
    "situation-change-nowhere",
    "situation-name-taken",
    "situation-unknown-manifest",
    "situation-unknown-rule",
    "situation-unknown-lane",
    "situation-other-kind",
    "situation-expects-nothing",
    "situation-nothing-said",
]
# What each problem always brings with it (the others may be missing).
ALWAYS = {
    "key": "owner", "label": "way to sign in", "found": "basic", "wanted": "a whole number", "limit": "200", "name": "crm",
    "operator": "at_most", "path": "auth", "value": "x", "slot": "titel", "list": "pages", "rule": "vendor/a", "part": "why",
    "person": "Jo Kim", "manifest": "crm", "names": "a, b, a", "severity": "block", "expires": "2027-01-01", "other": "b.yaml",
    "code": "DE", "language": "en", "tag": "v3.2.0", "source": "policies", "on": "2027-01-01", "lane": "ligth",
    "outcome": "pass", "kinds": "Tool",
}  # fmt: skip


def example(id: str, **slots: str) -> Problem:
    area = "policy" if id.startswith(("policy", "waiver", "workspace")) else "manifest"
    return Problem(id, "a.yaml", Spot(path=("auth",)), slots or ALWAYS, area)


@pytest.mark.parametrize("id", IDS)
def test_every_problem_has_a_headline_a_matter_a_next_step_and_somebody_to_ask(id: str) -> None:
    said = explain(example(id), Context({"a.yaml": TOOL}.__getitem__, SHAPES))
    assert said.headline
    assert said.fix
    assert said.ask
    assert len(said.headline.split()) <= 12
    assert said.why or said.what or any(e.label for e in said.excerpts) or len(said.fix) > 0
    assert "{" not in "".join((said.headline, *said.what, *said.why, *said.fix, *(e.label for e in said.excerpts)))


@pytest.mark.parametrize("id", IDS)
def test_a_problem_without_any_slot_or_source_still_has_an_answer(id: str) -> None:
    if PROBLEMS[id].headline[-1].count("{"):
        return
    said = explain(Problem(id, "gone.yaml"), Context(NO_FILES.__getitem__, {}))
    assert said.headline
    assert said.fix
    assert said.line == 0


def test_the_catalogue_knows_exactly_these_ids() -> None:
    assert {id for id in PROBLEMS if not id.startswith("file-unreadable-")} == set(IDS)


def test_an_unknown_id_still_names_the_file_and_a_next_step() -> None:
    said = explain(
        Problem("brand-new", "a.yaml", slots={"id": "brand-new"}),
        Context({"a.yaml": TOOL}.__getitem__, SHAPES),
    )
    assert "a.yaml" in said.headline
    assert said.fix


def test_a_misspelt_field_gets_the_line_to_type() -> None:
    problem = Problem("field-unknown", "a.yaml", Spot(path=("auth",), on_key=True), {"key": "auth", "nearest": "author"})
    said = explain(problem, Context({"a.yaml": TOOL}.__getitem__, SHAPES))
    assert said.fix == ("Change line 9 to:  author: basic",)
    assert said.excerpts[0].label == "the field is called author"


def test_a_missing_field_points_at_its_nearest_parent_and_asks_the_question() -> None:
    problem = Problem(
        "field-missing",
        "a.yaml",
        Spot(path=("metadata", "nick")),
        {"label": "nick", "key": "nick", "kind": "Tool"},
    )
    said = explain(problem, Context({"a.yaml": TOOL}.__getitem__, SHAPES))
    assert said.line == 3
    assert said.excerpts[0].label == "add it here"


def test_a_field_of_the_schema_brings_its_question_and_an_example() -> None:
    text = TOOL.replace("  name: brightmailer\n", "")
    problem = Problem("field-missing", "a.yaml", Spot(path=("metadata", "name")), {"key": "name", "kind": "Tool"})
    said = explain(problem, Context({"a.yaml": text}.__getitem__, SHAPES))
    assert said.headline == 'Add "short name" to this file'
    assert said.what == ("What is its short name?",)
    assert said.fix == ("Add a line like:  name: brightmailer",)


def test_a_warning_is_no_more_than_good_to_know() -> None:
    said = explain(
        Problem("policy-applies-to-nothing", "a.yaml", slots={"rule": "a/b"}, area="policy", warning=True),
        Context(NO_FILES.__getitem__, {}),
    )
    assert said.status == "good-to-know"
    assert said.notes == ()
