"""What is the matter where the quick check says no: the jsonschema library's verdict as facts with places.

Imported only when something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from guardrails.language.compile_operand import kind_words
from guardrails.language.schemas import FORMATS, MOST_ITEMS, Json, alternatives
from guardrails.model.problem import Problem, Spot
from guardrails.model.value import Path
from guardrails.text.nearest import nearest
from guardrails.text.values import Value

if TYPE_CHECKING:
    from jsonschema import Draft7Validator
    from jsonschema.exceptions import ValidationError

MOST_FAULTS = 25
"""So many faults of one document are told; a file with thousands would hold up everybody's check."""

_FORMAT_WORDS = {
    "date": ("a date like 2026-11-23", "2026-11-23"),
    "moment": ("a day and time like 2027-03-10T10:00", "2027-03-10T10:00"),
    "email": ("an e-mail address", "mia.lopez@brand.example"),
    "host": ("a host name like www.brand.example", "www.brand.example"),
    "web-address": ("a web address like https://www.brand.example", "https://www.brand.example"),
}
_KINDS: Mapping[type, str] = {dict: "object", list: "array", str: "string"}
_TYPE_WORDS = {
    "object": "a group of fields",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}
_OTHER_KIND = "another kind of value"


def validator(schemas: Mapping[str, Json], file: str) -> Draft7Validator:
    """The library's validator for a schema file, with our formats and without the generated stage questions."""
    from jsonschema import Draft7Validator, FormatChecker
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT7

    checker = FormatChecker(formats=())
    for name, fits in FORMATS.items():
        checker.checks(name)(lambda value, fits=fits: not isinstance(value, str) or fits(value))
    resources = [(name, Resource.from_contents(_plain(schema), default_specification=DRAFT7)) for name, schema in schemas.items()]
    registry: Registry[Any] = Registry().with_resources(resources)
    top = _plain(schemas[file])
    top.pop("$id", None)
    return Draft7Validator({"$ref": file} if file in schemas else top, registry=registry, format_checker=checker)


def _plain(schema: Json) -> Json:
    """A copy without what only editors need: stage conditions, identifiers, languages, patterns beside a format of ours."""
    copied: Json = {}
    for key, value in schema.items():
        if key in ("allOf", "$id", "$schema", "propertyNames") or (key == "pattern" and schema.get("format") in FORMATS):
            continue
        copied[key] = (
            _plain(value) if isinstance(value, dict) else [_plain_item(v) for v in value] if isinstance(value, list) else value
        )
    if copied.get("type") == "array" and "maxItems" not in copied:
        copied["maxItems"] = MOST_ITEMS
    return copied


def oversized(value: Value, file: str, document: int) -> list[Problem]:
    """Lists with more entries than any may hold, found before anything looks at every entry."""
    found: list[Problem] = []
    waiting: list[tuple[Path, Value]] = [((), value)]
    while waiting:
        path, here = waiting.pop()
        if isinstance(here, dict):
            waiting += [((*path, key), inner) for key, inner in here.items()]
        elif isinstance(here, list) and len(here) > MOST_ITEMS:
            slots = {
                "label": str(path[-1]) if path else "",
                "found": f"{len(here):,} entries",
                "wanted": f"at most {MOST_ITEMS} entries",
            }
            found.append(Problem("field-range", file, Spot(document=document, path=path), slots))
        elif isinstance(here, list):
            waiting += [((*path, index), inner) for index, inner in enumerate(here)]
    return found[:MOST_FAULTS]


def _plain_item(value: Value) -> Value:
    return _plain(value) if isinstance(value, dict) else value


def schema_faults(check: Draft7Validator, value: Value, file: str, document: int, area: str, kind: str = "") -> list[Problem]:
    """The faults of a document, one for each place, in order; of very many the first MOST_FAULTS."""
    found: dict[Path, Problem] = {}
    for error in sorted(_deepest(check.iter_errors(value)), key=lambda e: ([str(p) for p in e.absolute_path], str(e.validator))):
        for id, path, on_key, slots in _fact(error):
            spot = Spot(document=document, path=path, on_key=on_key)
            found.setdefault(path, Problem(id, file, spot, {**slots, "kind": kind}, area))
            if len(found) >= MOST_FAULTS:
                return list(found.values())
    return list(found.values())


def _deepest(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """Errors, with each "none of these alternatives" replaced by what is wrong with the alternative that was meant."""
    for error in errors:
        if error.validator != "anyOf" or not error.context:
            yield error
            continue
        real = [e for e in error.context if e.schema_path and e.schema_path[0] == _real_branch(error)]
        deep = [e for e in real if len(e.absolute_path) > len(error.absolute_path) or e.validator != "type"]
        if deep:
            yield from _deepest(deep)
        else:
            yield error


def _real_branch(error: ValidationError) -> int:
    """The alternative that was meant: the one for this kind of value, else the first that is not only words."""
    branches: Any = error.validator_value
    real = [i for i, b in enumerate(branches) if not (isinstance(b, dict) and set(b) <= {"enum", "enumDescriptions"})]
    kind = _KINDS.get(type(error.instance))
    return next((i for i in real if kind is not None and branches[i].get("type") == kind), real[0] if real else 0)


_Facts = Iterator[tuple[str, Path, bool, dict[str, str]]]


def _fact(error: ValidationError) -> _Facts:
    path: Path = tuple(error.absolute_path)
    schema = _described(error)
    label = str(schema.get("title", "") or (path[-1] if path else ""))
    found: Value = error.instance  # type: ignore[assignment]  # the library's own type has an "unset" that never is
    limit: Any = error.validator_value
    match error.validator:
        case "additionalProperties" if isinstance(found, dict):
            known = list(schema.get("properties", {}))
            for key in found:
                if key not in known:
                    slots = {
                        "key": key,
                        "nearest": nearest(key, [k for k in known if k not in found]) or "",
                        "known": ", ".join(known),
                    }
                    yield "field-unknown", (*path, key), True, slots
        case "required" if isinstance(found, dict):
            for key in limit:
                if key not in found:
                    yield "field-missing", (*path, key), False, _missing(schema, key)
        case "enum" | "const":
            choices = limit if error.validator == "enum" else [limit]
            yield _choice(path, label, found, [str(c) for c in choices])
        case "type":
            wanted = _TYPE_WORDS.get(str(limit), _OTHER_KIND)
            example = _example(schema)
            yield (
                "field-wrong-kind",
                path,
                False,
                {"label": label, "found": kind_words(found), "wanted": wanted, "example": example},
            )
        case "anyOf":
            yield "field-wrong-kind", path, False, _none_of_these(limit, schema, label, found)
        case _:
            yield _detail(error, path, label, schema)


def _none_of_these(branches: list[Any], schema: Mapping[str, Any], label: str, found: Value) -> dict[str, str]:
    node, words = alternatives({**schema, "anyOf": branches})
    kinds = [_TYPE_WORDS.get(str(b.get("type")), _OTHER_KIND) for b in branches if "type" in b] or [_OTHER_KIND]
    slots = {"label": label, "found": kind_words(found), "wanted": " or ".join(kinds), "example": _example(schema)}
    if isinstance(found, str) and node.get("type") != "string":
        slots["wanted"] = " or ".join([*kinds, *sorted(words)])
        slots["nearest"] = nearest(found, sorted(words)) or ""
    return slots


def _described(error: ValidationError) -> Mapping[str, Any]:
    """The schema that was not met; where it has no title (one of some alternatives), with the words of what is around it."""
    schema = error.schema if isinstance(error.schema, dict) else {}
    if "title" in schema or not isinstance(error.parent, type(error)):
        return schema
    around = _described(error.parent)
    return {**{key: around[key] for key in ("title", "examples") if key in around}, **schema}


def _choice(path: Path, label: str, found: Value, choices: list[str]) -> tuple[str, Path, bool, dict[str, str]]:
    if path == ("apiVersion",):
        return "api-version", path, False, {"found": str(found), "wanted": choices[0]}
    near = nearest(found, choices) if isinstance(found, str) else None
    slots = {"label": label, "found": _shown(found), "choices": ", ".join(choices), "nearest": near or ""}
    return "field-not-a-choice", path, False, slots


def _detail(
    error: ValidationError, path: Path, label: str, schema: Mapping[str, object]
) -> tuple[str, Path, bool, dict[str, str]]:
    found: Any = error.instance
    limit: Any = error.validator_value
    match error.validator:
        case "format" | "pattern":
            words = _FORMAT_WORDS.get(str(limit), ("written like the example", _example(schema)))
            return (
                "field-format",
                path,
                False,
                {"label": label, "found": _shown(found), "wanted": words[0], "example": _example(schema) or words[1]},
            )
        case "minimum" | "exclusiveMinimum":
            return "field-range", path, False, {"label": label, "found": _shown(found), "wanted": f"at least {limit}"}
        case "maximum" | "exclusiveMaximum":
            return "field-range", path, False, {"label": label, "found": _shown(found), "wanted": f"at most {limit}"}
        case "maxLength":
            return "field-too-long", path, False, {"label": label, "found": str(len(found)), "limit": str(limit)}
        case "uniqueItems":
            twice = next((v for i, v in enumerate(found) if v in found[:i]), "")
            index = next((i for i, v in enumerate(found) if v in found[:i]), 0)
            return "field-repeated", (*path, index), False, {"label": label, "found": _shown(twice)}
        case "minItems" | "minLength":
            if error.validator == "minLength":
                wanted = f"a text of at least {limit} letter{'' if limit == 1 else 's'}"
                return (
                    "field-format",
                    path,
                    False,
                    {"label": label, "found": _shown(found), "wanted": wanted, "example": _example(schema)},
                )
            many = f"{limit} entry" if limit == 1 else f"{limit} entries"
            return "field-range", path, False, {"label": label, "found": str(len(found)), "wanted": f"at least {many}"}
        case "maxItems":
            return (
                "field-range",
                path,
                False,
                {"label": label, "found": f"{len(found)} entries", "wanted": f"at most {limit} entries"},
            )
        case _:
            return (
                "field-wrong-kind",
                path,
                False,
                {"label": label, "found": kind_words(found), "wanted": "what the example shows"},
            )


def _missing(schema: Mapping[str, object], key: str) -> dict[str, str]:
    properties = schema.get("properties")
    node = properties.get(key, {}) if isinstance(properties, dict) else {}
    return {"label": str(node.get("title", key)), "key": key, "example": _example(node)}


def _example(node: object) -> str:
    examples = node.get("examples") if isinstance(node, dict) else None
    return _shown(examples[0]) if isinstance(examples, list) and examples else ""


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_shown(v)}" for k, v in value.items()) + "}"
    return "" if value is None else str(value)
