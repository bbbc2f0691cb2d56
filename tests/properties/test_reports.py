"""Laws of whole reports: order, counting, adding a rule, finding words for everything, and the bundle cache."""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guardrails.explain.briefing import brief
from guardrails.explain.context import Context
from guardrails.files.policy_cache import cached_bundle, keep_bundle
from guardrails.judge.questions import Questions
from guardrails.judge.run import Day, Run
from guardrails.judge.verdict import Exit, exit_code
from guardrails.model.manifest import Manifest
from guardrails.model.report import Report
from guardrails.model.rule import Bundle
from guardrails.model.stage import Stage
from tests.judge.runs import tool
from tests.language.bundles import bundle_of, rule
from tests.language.small import TODAY, parsed, schemas, shapes
from tests.properties.conditions import CONDITIONS, FIELDS, ORGANISATION, Node

_SEVERITIES = ("{live: block}", "{pilot: warn, live: block}", "{idea: advise, live: warn}", "{live: advise}")
_PATTERNS = "patterns:\n  secret: {title: a key, regex: '[ab]+', example: ab}\n"
_ORGANISATION = "apiVersion: guardrails/v1\nkind: Organisation\nmetadata: {name: tiny, title: Tiny}\n"


def _as_yaml(node: object) -> str:
    import json

    return json.dumps(node, ensure_ascii=False)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A rule's text with random conditions."""
    lines = [f"require: {_as_yaml(draw(CONDITIONS))}"]
    if draw(st.booleans()):
        lines.insert(0, f"when: {_as_yaml(draw(CONDITIONS))}")
    return "\n".join(lines) + f"\n#{draw(st.sampled_from(_SEVERITIES))}"


def bundle(texts: Sequence[str]) -> Bundle:
    """A bundle of such rules."""
    made = [rule(t.rpartition("\n#")[0], id=f"rule-{i}", severity=t.rpartition("\n#")[2]) for i, t in enumerate(texts)]
    organisation = _ORGANISATION + "".join(f"{k}: {_as_yaml(v)}\n" for k, v in ORGANISATION.items())
    return bundle_of(*made, before=_PATTERNS, organisation=organisation)


@st.composite
def manifests(draw: st.DrawFn) -> list[Manifest]:
    """A few manifests with different names."""
    stages = st.sampled_from(["idea", "pilot", "live"])
    return [
        tool(_as_yaml(draw(FIELDS)), name=name, stage=draw(stages)) for name in ("kite", "owl", "wren")[: draw(st.integers(1, 3))]
    ]


def report_of(found: Bundle, declared: Sequence[Manifest]) -> Report:
    """The report."""
    return Run(found, Questions(schemas()), Day(TODAY)).report(declared, [])


@given(st.lists(rules(), min_size=1, max_size=3), manifests(), st.randoms())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_report_counts_every_pair_once_whatever_the_order(texts: list[str], declared: list[Manifest], chance: object) -> None:
    found = bundle(texts)
    report = report_of(found, declared)
    for told in report.manifests:
        assert sum(told.counts.values()) == len(found.rules)
        names = [f.rule.name for f in (*told.findings, *told.coming)]
        assert len(names) == len(set(names))
    shuffled = list(declared)
    assert hasattr(chance, "shuffle")
    chance.shuffle(shuffled)
    assert report_of(found, shuffled) == report
    again = pickle.loads(pickle.dumps(found, protocol=5))
    assert report_of(again, declared) == report


@given(st.lists(rules(), min_size=2, max_size=3), manifests())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_adding_a_rule_never_makes_a_manifest_ready(texts: list[str], declared: list[Manifest]) -> None:
    less, more = report_of(bundle(texts[:-1]), declared), report_of(bundle(texts), declared)
    if exit_code(less) is not Exit.FINE:
        assert exit_code(more) is not Exit.FINE
    rank = {"ready": 0, "ready-with-advice": 1, "not-yet": 2}
    for before, after in zip(less.manifests, more.manifests, strict=True):
        assert rank[after.verdict] >= rank[before.verdict]


@given(st.lists(rules(), min_size=1, max_size=2), manifests())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_everything_found_is_explained_in_full(texts: list[str], declared: list[Manifest]) -> None:
    report = report_of(bundle(texts), declared)
    sources = {m.file: _as_yaml(m.fields) for m in declared}
    briefing = brief(report, Context(sources.__getitem__, shapes()))
    for told, answer in zip(
        sorted(report.manifests, key=lambda m: m.manifest.file), sorted(briefing.manifests, key=lambda a: a.file), strict=True
    ):
        explained = [e for e in answer.explanations if e.id != "questions"]
        spoken_of = {name for e in explained for name in e.rules}
        assert {f.rule.name for f in told.findings} == spoken_of
        for e in answer.explanations:
            assert e.headline
            assert e.status
            assert e.what or e.headline.startswith("Tell us"), e  # one open answer: the headline is the question
            assert e.why, e
            assert e.fix, e
            assert e.ask, e
            assert "{" not in e.headline.replace("{{", ""), e.headline


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    return tmp_path / "guardrails"


def test_a_kept_bundle_gives_the_same_report(cache: Path) -> None:
    found = bundle_of(rule(), rule("require: {each: parts, require: {field: name, is_not: x}}", id="two"))
    declared = [tool("{colour: blue, parts: [{name: x}]}"), tool("", name="owl", stage="pilot")]
    keep_bundle(b"key", found)
    kept = cached_bundle(b"key")
    assert kept == found
    assert kept is not None
    assert report_of(kept, declared) == report_of(found, declared)
    assert [f.suffix for f in cache.iterdir()] == [".bundle"]
    assert cached_bundle(b"other") is None
    if os.name != "nt":
        assert cache.stat().st_mode & 0o077 == 0


def test_a_damaged_or_foreign_cache_file_is_ignored(cache: Path) -> None:
    keep_bundle(b"key", bundle_of(rule()))
    [file] = cache.iterdir()
    whole = file.read_bytes()
    for at in (0, 2, 3, 6, 7, 8, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert cached_bundle(b"key") is None, at
        file.write_bytes(whole[:at])
        assert cached_bundle(b"key") is None, at
    file.write_bytes(whole)
    assert cached_bundle(b"key") is not None


class Evil:
    """Something that would run code when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch canary",)


@pytest.mark.parametrize("content", [Evil(), [1, 2], "text", Stage.LIVE, {"name": "tiny"}])
def test_a_well_signed_file_that_is_no_bundle_runs_nothing(
    content: object, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep_bundle(b"key", cast("Bundle", content))
    [file] = cache.iterdir()
    assert file.stat().st_size > 0
    assert cached_bundle(b"key") is None
    assert not (tmp_path / "canary").exists()


def test_the_strategies_make_what_compiles() -> None:
    node: Node = {"field": "root.colour", "is": "red"}
    assert parsed(_as_yaml(node)) == node
