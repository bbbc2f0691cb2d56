"""The example company with some of its files changed: what is then said about them, and whether a changed file is ready."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from guardrails import Checked
from guardrails.explain.briefing import brief
from guardrails.explain.context import Context
from guardrails.explain.explanation import Alternative, Briefing, ManifestAnswer
from guardrails.files.answering import context_of
from guardrails.judge.manifests import Checker
from guardrails.judge.questions import Questions
from guardrails.judge.run import Day, Run
from guardrails.language.scope import Inventory
from guardrails.model.manifest import Manifest
from guardrails.model.report import ManifestReport
from guardrails.model.stage import Stage
from guardrails.model.value import Fields
from guardrails.text.values import Value
from tests.examples.foretold import TODAY, checked


def declared(name: str, changes: Mapping[str, Value] | None = None, stage: str = "live", called: str = "") -> Manifest:
    """An example with other answers, by path ("email.dmarc", "pages.0.name"; None takes one away), under another name."""
    whole = next(m for m in checked().manifests if m.name == name)
    fields: Fields = deepcopy(dict(whole.fields))
    heading = fields["metadata"]
    assert isinstance(heading, dict)
    fields["metadata"] = {**heading, "stage": stage, "name": called or name}
    for path, value in (changes or {}).items():
        _set(fields, path.split("."), value)
    return whole._replace(fields=fields, stage=Stage(stage), name=called or name, file=f"{called or name}.yaml")


def _set(fields: Value, keys: list[str], value: Value) -> None:
    for key in keys[:-1]:
        assert isinstance(fields, dict | list)
        fields = fields[int(key)] if isinstance(fields, list) else fields.setdefault(key, {})
    assert isinstance(fields, dict)
    fields[keys[-1]] = value
    if value is None:
        del fields[keys[-1]]


def company(*changed: Manifest, organisation: Fields | None = None, curt: bool = False) -> Checked:
    """A check of these manifests among the other examples; the organisation's file with these lines.

    `curt`: the rules' own texts name no way out.
    """
    usual = checked()
    bundle = usual.policies.bundle
    assert bundle is not None
    bundle = bundle._replace(organisation={**bundle.organisation, **(organisation or {})})
    if curt:
        rules = (r._replace(words=r.words._replace(lead="", fix=("Ask us.",), faster="")) for r in bundle.rules)
        bundle = bundle._replace(rules=tuple(rules))
    run = Run(bundle, Questions(usual.policies.schemas), Day(TODAY))
    names = {(m.kind, m.name) for m in changed}
    manifests = (*changed, *(m for m in usual.manifests if (m.kind, m.name) not in names))
    report = run.report(manifests, [], {m.file for m in changed})
    return usual._replace(report=report, run=run, manifests=manifests)


def context(found: Checked) -> Context:
    """What explaining it needs; changed files have no text."""
    return context_of(found)._replace(sources=lambda name: "")


def told(*changed: Manifest, organisation: Fields | None = None, curt: bool = False) -> ManifestAnswer:
    """What is said about the first of them."""
    return answer(briefed(*changed, organisation=organisation, curt=curt), changed[0])


def briefed(*changed: Manifest, organisation: Fields | None = None, curt: bool = False) -> Briefing:
    """All that is said."""
    found = company(*changed, organisation=organisation, curt=curt)
    return brief(found.report, context(found))


def answer(briefing: Briefing, manifest: Manifest) -> ManifestAnswer:
    """What is said about one manifest."""
    return next(a for a in briefing.manifests if (a.kind, a.name) == (manifest.kind, manifest.name))


def ways(kind: str, *changed: Manifest, organisation: Fields | None = None, curt: bool = False) -> list[Alternative]:
    """The ways of one kind for the first of them."""
    return [way for way in told(*changed, organisation=organisation, curt=curt).ways if way.kind == kind]


def judged(manifest: Manifest, found: Checked) -> ManifestReport:
    """A manifest judged by itself, in place of the declared one."""
    assert found.run is not None
    others = [m for m in found.manifests if (m.kind, m.name) != (manifest.kind, manifest.name)]
    return found.run.judge(manifest, Inventory([*others, manifest]))


def fits(manifest: Manifest) -> bool:
    """Whether the schema of its kind takes it."""
    return Checker(checked().policies.schemas).fits(manifest.kind, manifest.fields)
