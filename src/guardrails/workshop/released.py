"""P20: what a version has published keeps its name. Waivers, reports and people point at a rule's id and code for years.

A bundle writes down what it has released (`released.yaml`). A line is added for each new rule and never taken away; a rule
that is gone says there what took its place, or that it was dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from guardrails.model.value import Fields, Path
from guardrails.workshop.material import Document
from guardrails.workshop.remark import Level, Remark, remark
from guardrails.workshop.rule_texts import RuleTexts

MUST, SHOULD = Level.MUST, Level.SHOULD


class Line(NamedTuple):
    """One released rule, and where it is written down."""

    fields: Fields
    document: Document
    path: Path

    @property
    def rule(self) -> str:
        """Its full name."""
        return str(self.fields.get("rule"))

    @property
    def code(self) -> str:
        """The code that it was released with."""
        return str(self.fields.get("code"))

    @property
    def successor(self) -> str:
        """The rule that took its place, or nothing."""
        return str(self.fields.get("replaced_by", ""))


def released_ids(lists: Sequence[Document], rules: Sequence[RuleTexts], version: str) -> Iterator[Remark]:
    """Everything about the ids and codes of a bundle's rules that a release has fixed; nothing where no list is kept."""
    lines = [line for document in lists for line in _lines(document)]
    if not lines:
        return
    there = {rule.name: rule for rule in rules}
    for number, line in enumerate(lines):
        rule = there.get(line.rule)
        yield from _gone(line, there) if rule is None else _still_there(line, rule)
        if line.rule in {earlier.rule for earlier in lines[:number]}:
            told = f"{line.rule} stands in the list of released rules twice."
            yield remark("P20", MUST, line.document, line.path, told, "Keep the older line.")
    known = {line.rule for line in lines}
    for name, rule in there.items():
        if name not in known:
            yield from _new(rule, lines, version)


def _lines(document: Document) -> Iterator[Line]:
    listed = document.fields.get("rules")
    for index, fields in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(fields, dict):
            yield Line(fields, document, ("rules", index))


def _gone(line: Line, there: dict[str, RuleTexts]) -> Iterator[Remark]:
    """A released rule that is no longer there: its line says what became of it."""
    if line.successor and line.successor not in there:
        told = f"{line.rule} is replaced by {line.successor}, and no such rule is there."
        yield remark("P20", MUST, line.document, (*line.path, "replaced_by"), told, "Name the rule that people find now.")
    elif not line.successor and not line.fields.get("dropped"):
        told = f"{line.rule} was released and is gone; waivers and reports still point at it."
        suggestion = "Give the rule its id back, or add `replaced_by` or `dropped` to this line."
        yield remark("P20", MUST, line.document, line.path, told, suggestion)


def _still_there(line: Line, rule: RuleTexts) -> Iterator[Remark]:
    """A released rule that is there: it keeps its code, and an id that was given up stays so."""
    code = str(rule.fields.get("code", ""))
    if line.successor or line.fields.get("dropped"):
        told = f"{rule.name} takes the id of a rule that was given up."
        yield remark("P20", MUST, rule.pack, (*rule.path, "id"), told, "Choose an id that nobody has used.")
    elif code != line.code:
        told = f"{rule.name} was released with the code {line.code} and has {code or 'none'} now."
        yield remark("P20", MUST, rule.pack, (*rule.path, "code"), told, "Go back to the released code.")


def _new(rule: RuleTexts, lines: Sequence[Line], version: str) -> Iterator[Remark]:
    """A rule that no release has had: it takes no code of a rule that is gone, and goes on the list with its release."""
    code = str(rule.fields.get("code", ""))
    before = [line for line in lines if line.code == code]
    given_up = [line for line in before if line.successor or line.fields.get("dropped")]
    if before and before == given_up and all(line.successor != rule.name for line in given_up):
        told = f"{rule.name} takes the code {code}, which meant {given_up[0].rule}."
        yield remark("P20", MUST, rule.pack, (*rule.path, "code"), told, "Choose a code that nobody has used.")
    told = f"{rule.name} is not on the list of released rules yet."
    suggestion = f"Before the release, add to released.yaml: {{rule: {rule.name}, code: {code}, since: {version}}}"
    yield remark("P20", SHOULD, rule.pack, (*rule.path, "id"), told, suggestion)
