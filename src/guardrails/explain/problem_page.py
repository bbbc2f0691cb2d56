"""What a problem means, shown on an example: a small file with the mistake in it, read and explained as `check` does."""

from __future__ import annotations

from collections.abc import Mapping

from guardrails.explain.condition_words import Line
from guardrails.explain.context import Context
from guardrails.explain.explanation import Briefing
from guardrails.explain.parts import Outline, Part
from guardrails.explain.problem_samples import FILES, SLOTS
from guardrails.explain.problems import explain
from guardrails.explain.sentences import say
from guardrails.explain.translated_shapes import TranslatedShapes
from guardrails.judge.manifests import Checker, names_taken, reading_of
from guardrails.language.manifest_kinds import ManifestShapes
from guardrails.language.schemas import Json
from guardrails.model.problem import Problem

_FILE = "tools/example.yaml"
_POLICY_FILES = (("policy-", "packs/example.yaml"), ("waiver-", "waivers/example.yaml"), ("workspace-", "guardrails.yaml"))


def problem_page(id: str, schemas: Mapping[str, Json], command: str) -> tuple[Part, ...]:
    """What the problem with this id means: the same explanation that a check gives, for an example."""
    data = FILES.get(id, b"")
    shown = sample_problem(id, schemas)
    context = Context(lambda name: _text(name, data), TranslatedShapes(ManifestShapes(schemas)), command)
    head = say("problem.head" if id in FILES else "problem.head.none", {"id": id})
    return Outline((Line(head),)), Briefing((), (explain(shown, context)._replace(more=""),), (), (), "")


def sample_problem(id: str, schemas: Mapping[str, Json]) -> Problem:
    """The problem that reading the example comes to; where no text can show it, one with sample values."""
    if id in FILES:
        found = reading_of(_FILE, FILES[id], Checker(schemas))
        problems = (*found.problems, *names_taken(list(found.manifests)))
        if problems:
            return problems[0]
    file = next((file for start, file in _POLICY_FILES if id.startswith(start)), _FILE)
    id, _, what = id.partition("unreadable-")
    slots = {"what": what} if what else SLOTS.get(id, {})
    return Problem(f"{id}unreadable" if what else id, file, slots=slots, area="manifest" if file == _FILE else "policy")


def _text(name: str, data: bytes) -> str:
    if name != _FILE or not data:
        raise KeyError(name)
    return data.decode("utf-8", "replace")
