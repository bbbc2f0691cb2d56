"""Waivers that lie in a workspace: read as strictly as the bundle's, and judged by the bundle's terms."""

from __future__ import annotations

from collections.abc import Mapping

from guardrails.language.compile_bundle import read_documents
from guardrails.language.compile_waiver import compile_waivers
from guardrails.language.schemas import Json
from guardrails.model.problem import Problem, Spot
from guardrails.model.rule import Bundle, Waiver


def workspace_waivers(
    files: Mapping[str, bytes], bundle: Bundle, schemas: Mapping[str, Json]
) -> tuple[list[Waiver], list[Problem]]:
    """The waivers in files by their shown names, and the problems with them: any of those means that nothing is judged.

    IT may retire a rule without breaking a workspace: a waiver for a rule that is not there is held as "orphaned".
    """
    documents = read_documents(files, schemas)
    others = [(d, kind) for kind, found in documents.by_kind.items() if kind != "Waiver" for d in found]
    slots = {"choices": "Waiver", "nearest": "Waiver"}
    strange = [
        Problem("kind-unknown", file, Spot(document=n, path=("kind",)), {"found": k, **slots}, "policy")
        for (file, n, _), k in others
    ]
    waivers, problems = compile_waivers(documents.of("Waiver"), bundle.rules, bundle.waiver_terms)
    names = {rule.name for rule in bundle.rules}
    kept = [p for p in problems if p.id != "waiver-unknown-rule"]
    return [w if w.rule in names else w._replace(hold="orphaned") for w in waivers], [*documents.problems, *strange, *kept]
