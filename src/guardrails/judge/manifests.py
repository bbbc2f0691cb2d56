"""From a file's bytes to manifests: read strictly, checked against the schema of their kind.

The quick check answers for the many good files; for the others the jsonschema library says what is the matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from guardrails.language.manifest_kinds import manifest_schemas, schema_file
from guardrails.language.quick import Check, quick_check
from guardrails.language.schemas import Json
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Problem, Spot
from guardrails.model.stage import Stage
from guardrails.model.value import Fields
from guardrails.text.reader import read
from guardrails.text.values import SEPARATED, Value

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

    from guardrails.model.shape import Shape


class Reading(NamedTuple):
    """What one file came to."""

    manifests: tuple[Manifest, ...] = ()
    problems: tuple[Problem, ...] = ()


_MOST_PROBLEMS = 25
"""With so many problems the rest of a file is not looked at: its author has enough to do, and the check ends soon."""


class Checker:
    """The schemas of all kinds of manifest, ready to check with."""

    def __init__(self, schemas: Mapping[str, Json]) -> None:
        self.schemas = schemas
        self._quick: dict[str, Check] = {}
        self._validators: dict[str, Draft7Validator] = {}

    def shape(self, fields: Value) -> Shape | None:
        """The shape of a document's kind, if it has one."""
        kind = fields.get("kind") if isinstance(fields, dict) else None
        file = schema_file(self.schemas, kind) if isinstance(kind, str) else None
        if file is None:
            return None
        from guardrails.language.shapes import shape_of

        return shape_of(self.schemas, file)

    def validator(self, kind: str) -> Draft7Validator:
        """The jsonschema library's validator for a kind, which tells what is the matter."""
        if kind not in self._validators:
            from guardrails.language.schema_faults import validator

            self._validators[kind] = validator(self.schemas, self.files[kind])
        return self._validators[kind]

    @property
    def files(self) -> dict[str, str]:
        """Every kind with its schema file; reads all schemas, so only where something is the matter."""
        return manifest_schemas(self.schemas)

    def fits(self, kind: Value, fields: Value) -> bool:
        """Whether a document fits the schema of its kind."""
        if not isinstance(kind, str):
            return False
        check = self._quick.get(kind)
        if check is None:
            file = schema_file(self.schemas, kind)
            if file is None:
                return False
            check = self._quick[kind] = quick_check(self.schemas, file)
        return check(fields)


def read_quickly(data: bytes, checker: Checker) -> list[Value] | None:
    """The documents of a file if nothing at all is the matter with it; else None. The passing path."""
    values, fault = read(data)
    if fault is not None or not values or SEPARATED.search(data):
        return None
    for value in values:
        if type(value) is not dict or not checker.fits(value.get("kind"), value):
            return None
    return values


def reading_of(file: str, data: bytes, checker: Checker) -> Reading:
    """The manifests of a file and the problems with it."""
    values, fault = read(data)
    if fault is not None:
        return Reading(problems=(Problem(fault.id, file, Spot(fault.start, fault.end), fault.slots),))
    if not values:
        return Reading(problems=(Problem("file-empty", file),))
    manifests: list[Manifest] = []
    problems: list[Problem] = []
    for number, value in enumerate(values):
        fields = without_blanks(value, checker.shape(value))
        faults = manifest_faults(file, number, fields, checker)
        if SEPARATED.search(data):
            from guardrails.judge.separated_sums import separated_sums

            faults += separated_sums(file, number, fields, checker.shape(value), data)
        problems += faults
        if not faults and isinstance(fields, dict):
            manifests.append(manifest_of(file, number, fields))
        if len(problems) >= _MOST_PROBLEMS:
            problems.append(Problem("file-more-problems", file, slots={"limit": str(len(problems))}))
            break
    return Reading(tuple(manifests), tuple(problems))


def without_blanks(value: Value, shape: Shape | None) -> Value:
    """A document without the fields that were left blank: `owner:` alone says as little as no line at all.

    A blank key that the schema does not know stays, so that it is told.
    """
    fields = shape.fields if shape else {}
    if isinstance(value, dict):
        return {k: without_blanks(v, fields.get(k)) for k, v in value.items() if v is not None or k not in fields}
    return [without_blanks(v, shape.items if shape else None) for v in value] if isinstance(value, list) else value


def manifest_faults(file: str, number: int, fields: Value, checker: Checker) -> list[Problem]:
    """What does not fit about a document of a file, from which what was left blank is gone."""
    kind = fields.get("kind") if isinstance(fields, dict) else None
    if checker.fits(kind, fields):
        return []
    if not isinstance(kind, str) or kind not in checker.files:
        return [_no_kind(file, number, fields, checker)]
    from guardrails.language.schema_faults import oversized, schema_faults

    found = oversized(fields, file, number) or schema_faults(checker.validator(kind), fields, file, number, "manifest", kind)
    if not found:
        raise AssertionError(f"quick check and schema disagree about {file}, document {number}")
    return found


def _no_kind(file: str, number: int, fields: Value, checker: Checker) -> Problem:
    from guardrails.text.nearest import nearest

    if not isinstance(fields, dict):
        return Problem("file-empty" if fields is None else "file-unreadable", file, Spot(document=number))
    kind = fields.get("kind", "")
    near = nearest(str(kind), list(checker.files)) if kind else None
    slots = {"found": str(kind), "choices": ", ".join(checker.files), "nearest": near or ""}
    return Problem("kind-unknown", file, Spot(document=number, path=("kind",)), slots)


def manifest_of(file: str, number: int, fields: Fields) -> Manifest:
    """A manifest whose schema has accepted it."""
    metadata = fields["metadata"]
    assert isinstance(metadata, dict)
    name = str(metadata["name"])
    title = metadata.get("title") or fields.get("product") or name
    return Manifest(str(fields["kind"]), name, str(title), Stage(metadata["stage"]), file, number, fields)


def names_taken(manifests: list[Manifest]) -> list[Problem]:
    """Two manifests of one kind can't share a name: a reference or a waiver would not know which is meant."""
    first: dict[tuple[str, str], Manifest] = {}
    problems: list[Problem] = []
    for manifest in sorted(manifests, key=lambda m: (m.file, m.document)):
        other = first.setdefault((manifest.kind, manifest.name), manifest)
        if other is not manifest:
            spot = Spot(document=manifest.document, path=("metadata", "name"))
            problems.append(Problem("name-taken", manifest.file, spot, {"name": manifest.name, "other": other.file}))
    return problems
