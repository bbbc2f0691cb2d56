"""The answer as JUnit XML: a suite for each file, a case for each rule that had something to say, one for all that held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from guardrails.explain.sentences import say_counted
from guardrails.model.stage import Outcome
from guardrails.render.cleaned import cleaned
from guardrails.render.listing import Item, file_from_top, items
from guardrails.render.passages import headline, plain
from guardrails.render.told import Told


class _Case(NamedTuple):
    """A test: `sort` is failure, error, skipped, or "" for one that passed, with `text` to read all the same."""

    name: str
    group: str
    sort: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""


class _Suite(NamedTuple):
    file: str
    cases: tuple[_Case, ...]

    def count(self, sort: str) -> int:
        return sum(case.sort == sort for case in self.cases)


def answer(told: Told) -> str:
    """The whole run. Counts of a suite are those of its cases, as readers of this format add them up."""
    suites = _suites(told)
    counts = {"tests": sum(len(s.cases) for s in suites), "failures": _sum(suites, "failure"), "errors": _sum(suites, "error")}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {_attributes(name='guardrails', **counts)}>"]
    lines += [line for suite in suites for line in _suite(suite)]
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _sum(suites: Iterable[_Suite], sort: str) -> int:
    return sum(suite.count(sort) for suite in suites)


def _suites(told: Told) -> list[_Suite]:
    """Files in the order in which they are told, those without a word last."""
    cases: dict[str, list[_Case]] = {}
    for item in items(told):
        cases.setdefault(item.place.file or cleaned(item.explanation.file) or "guardrails", []).append(_case(told, item))
    for report in told.report.manifests:
        held = report.counts.get(Outcome.PASSED, 0)
        file = file_from_top(told, report.manifest.file) or cleaned(report.manifest.file)
        if held:
            name = say_counted("junit.held", held)
            cases.setdefault(file, []).append(_Case(name, cleaned(report.manifest.name)))
    return [_Suite(file, tuple(_told_apart(some))) for file, some in cases.items()]


def _told_apart(cases: Sequence[_Case]) -> Iterator[_Case]:
    """The cases of a suite with names of their own: readers compare runs by them."""
    seen: Counter[tuple[str, str]] = Counter()
    for case in cases:
        seen[case.name, case.group] += 1
        again = seen[case.name, case.group]
        yield case._replace(name=f"{case.name} ({again})") if again > 1 else case


def _case(told: Told, item: Item) -> _Case:
    """What stops the change has failed; what was not read or judged is an error; the rest is there to read."""
    name = f"{item.rule}: {cleaned(item.element)}" if item.element else item.rule
    group = cleaned(item.manifest.name) if item.manifest is not None else "guardrails"
    case = _Case(name, group, "", item.rule, headline(item.explanation), f"{_where(item)}\n{plain(item.explanation)}")
    if item.waived:
        return case._replace(sort="skipped")
    if item.severity is None:
        return case._replace(sort="error")
    return case._replace(sort="failure") if item.problem is None and item.severity.rank <= told.fail_on.rank else case


def _where(item: Item) -> str:
    """`path:line:column`, which editors and build servers link."""
    place = item.place
    return f"{place.file}:{place.line}:{place.column}" if place.line else place.file or cleaned(item.explanation.file)


def _suite(suite: _Suite) -> Iterator[str]:
    counts = {"tests": len(suite.cases), "failures": suite.count("failure"), "errors": suite.count("error")}
    yield f"  <testsuite {_attributes(name=suite.file, **counts, skipped=suite.count('skipped'), file=suite.file)}>"
    for case in suite.cases:
        yield from _written(case)
    yield "  </testsuite>"


def _written(case: _Case) -> Sequence[str]:
    start = f"    <testcase {_attributes(name=case.name, classname=case.group)}"
    if case.sort:
        about = _attributes(type=case.kind, message=case.message)
        inner = f"      <{case.sort} {about}>{escape(case.text)}</{case.sort}>"
    elif case.text:
        inner = f"      <system-out>{escape(case.text)}</system-out>"
    else:
        return (f"{start}/>",)
    return (f"{start}>", inner, "    </testcase>")


def _attributes(**values: str | int) -> str:
    return " ".join(f"{name}={quoteattr(str(value))}" for name, value in values.items())
