"""A baseline file as a Baseline: an entry that is not complete, or names what nobody knows, is told and covers nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from guardrails.language.faults import Faults
from guardrails.language.manifest_kinds import schema_file
from guardrails.language.quick import quick_check
from guardrails.language.schemas import Json
from guardrails.model.baseline import Baseline, Entry, Key
from guardrails.model.problem import Problem, Spot
from guardrails.model.stage import Severity
from guardrails.model.value import Fields
from guardrails.text.reader import read
from guardrails.text.values import LIMITS, Value

SCHEMA = "baseline.schema.json"
BASELINE_LIMITS = LIMITS._replace(max_bytes=4 * LIMITS.max_bytes, max_events=20 * LIMITS.max_events)
"""An old repository has thousands of entries, and its baseline is written by us."""


def compile_baseline(
    file: str, data: bytes, rules: Collection[str], schemas: Mapping[str, Json], dropping: bool = False
) -> tuple[Baseline, list[Problem]]:
    """The entries of a baseline file, and what is the matter with it.

    With `dropping` (an update) an entry for a rule that is gone is left out; else it is told.
    """
    values, fault = read(data, BASELINE_LIMITS)
    if fault is not None:
        return Baseline(file, ()), [Problem(fault.id, file, Spot(fault.start, fault.end), fault.slots, "policy")]
    fields = values[0] if values else None
    if len(values) != 1 or not isinstance(fields, dict) or not quick_check(schemas, SCHEMA)(fields):
        return Baseline(file, ()), _malformed(file, fields, len(values), schemas)
    faults = Faults(file)
    found: list[Entry] = []
    gone = 0
    listed = fields["entries"]
    for at, entry in enumerate(listed if isinstance(listed, list) else ()):
        assert isinstance(entry, dict)
        rule = str(entry.get("rule", ""))
        if ("rule" in entry) == ("question" in entry):
            faults.note("baseline-unusable", ("entries", at), label="entries", wanted="either a rule or a question")
        elif schema_file(schemas, str(entry["kind"])) is None:
            faults.note("baseline-unusable", ("entries", at, "kind"), label="kind", wanted="a kind of manifest, such as Tool")
        elif rule and rule not in rules:
            if dropping:
                gone += 1
            else:
                faults.unknown("baseline-unknown-rule", ("entries", at, "rule"), rule, rules, "rule")
        else:
            found.append(_entry(entry))
    return Baseline(file, tuple(found), gone), faults.found


def _malformed(file: str, fields: Value, documents: int, schemas: Mapping[str, Json]) -> list[Problem]:
    from guardrails.language.schema_faults import schema_faults, validator

    if documents > 1:
        return [Problem("baseline-unusable", file, Spot(document=1), area="policy")]
    found = schema_faults(validator(schemas, SCHEMA), fields if isinstance(fields, dict) else {}, file, 0, "policy")
    return found or [Problem("baseline-unusable", file, area="policy")]


def _entry(fields: Fields) -> Entry:
    subject = fields.get("rule") or fields.get("question")
    key = Key(str(fields["kind"]), str(fields["manifest"]), str(subject), str(fields.get("element", "")))
    return Entry(key, Severity(fields["severity"]), str(fields["recorded"]))
