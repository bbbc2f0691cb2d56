"""Libraries as a small program over the C loader.

python loops.py jsonschema|jsonschema-rs|fastjsonschema|cel RULES PATH...
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from documents import docs, report

Judge = Callable[[Any], list[str]]


def by_jsonschema(rules: Any) -> Judge:
    from jsonschema import Draft202012Validator

    v = Draft202012Validator(rules)
    return lambda doc: [f"{'/'.join(map(str, e.absolute_schema_path))}: {e.message}" for e in v.iter_errors(doc)]


def by_jsonschema_rs(rules: Any) -> Judge:
    import jsonschema_rs

    v = jsonschema_rs.validator_for(rules)

    def judge(doc: Any) -> list[str]:
        if v.is_valid(doc):  # the quick answer first: that is how its authors advise to use it
            return []
        return [f"{'/'.join(map(str, e.schema_path))}: {e.message}" for e in v.iter_errors(doc)]

    return judge


def by_fastjsonschema(rules: Any) -> Judge:
    import fastjsonschema

    # it knows drafts 04, 06 and 07; the keywords used here are the same there. It stops at the first fault
    v = fastjsonschema.compile({**rules, "$schema": "http://json-schema.org/draft-07/schema#"})

    def judge(doc: Any) -> list[str]:
        try:
            v(doc)
        except fastjsonschema.JsonSchemaValueException as e:
            return [e.message]
        return []

    return judge


def by_cel(rules: Any) -> Judge:
    import celpy
    from celpy import celtypes

    env = celpy.Environment(runner_class=celpy.InterpretedRunner)
    # CEL has no sum: total() is a function that the host adds
    added = {"total": lambda xs: celtypes.IntType(sum(int(x) for x in xs))}
    programs = [(rid, env.program(env.compile(e), functions=added)) for rid, e in rules]

    def holds(program: Any, given: Any) -> bool:
        try:
            return bool(program.evaluate(given))
        except celpy.CELEvalError:
            return False

    def judge(doc: Any) -> list[str]:
        given = {"d": celpy.json_to_cel(doc)}
        return [rid for rid, p in programs if not holds(p, given)]

    return judge


LOOPS = {
    "jsonschema": by_jsonschema,
    "jsonschema-rs": by_jsonschema_rs,
    "fastjsonschema": by_fastjsonschema,
    "cel": by_cel,
}


def main() -> None:
    with open(sys.argv[2]) as f:
        judge = LOOPS[sys.argv[1]](json.load(f))
    n = failing = 0
    lines: list[str] = []
    for path, doc in docs(sys.argv[3:]):
        n += 1
        bad = judge(doc)
        if bad:
            failing += 1
            lines.extend(f"{path}: {m}\n" for m in bad)
    report(n, failing, lines)


main()
