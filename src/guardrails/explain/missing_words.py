"""Answers that are not there yet, as one question each, or as one list for everything a stage asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from guardrails.explain.context import Context
from guardrails.explain.explanation import UNCHECKED, Excerpt, Explanation
from guardrails.explain.finding_words import STATUS, ask_line, path_text
from guardrails.explain.grammar import grammar
from guardrails.explain.grouping import Waiting
from guardrails.explain.labels import label, question, shape_at
from guardrails.explain.placing import Placement, placed
from guardrails.explain.plain_values import element_name
from guardrails.explain.problems import as_typed, few
from guardrails.explain.secret_spans import masked
from guardrails.explain.sentences import say, say_counted
from guardrails.model.manifest import Manifest
from guardrails.model.problem import Spot
from guardrails.model.report import Question
from guardrails.model.shape import Shape
from guardrails.model.stage import Severity
from guardrails.model.value import Path
from guardrails.text.values import Value

_LONGEST_HEADLINE = 11
_MOST_QUESTIONS = 8


class MissingWords(NamedTuple):
    """Words for the missing answers of one manifest."""

    manifest: Manifest
    context: Context

    @property
    def shape(self) -> Shape:
        """The shape of the manifest."""
        return self.context.shapes.get(self.manifest.kind, Shape("object"))

    def waiting_draft(self, waiting: Waiting) -> tuple[str, Severity | None, Callable[[bool, bool], Explanation]]:
        """A missing answer's status and severity, and how to write about it."""
        status = STATUS[waiting.severity] if waiting.severity else UNCHECKED
        return status, waiting.severity, lambda in_full, placed: self.waiting(waiting)._replace(in_full=in_full)

    def questions_draft(self, questions: Sequence[Question]) -> tuple[str, Severity | None, Callable[[bool, bool], Explanation]]:
        """The same for the list of everything else that is asked."""
        worst = min((q.severity for q in questions), key=lambda s: s.rank)
        return STATUS[worst], worst, lambda in_full, placed: self.questions(questions)._replace(in_full=in_full)

    def waiting(self, waiting: Waiting) -> Explanation:
        """One answer that several rules wait for."""
        asked = question(self.shape, waiting.path)
        named = label(self.shape, waiting.path)
        short = bool(asked) and len(asked.split()) <= _LONGEST_HEADLINE
        owners = list(dict.fromkeys(f.rule.owner for f in waiting.findings))
        rules = tuple(f.rule.name for f in waiting.findings)
        element = "" if any(f.rule.hide_value for f in waiting.findings) else self._element(waiting.path)
        what = [] if short or not asked else [asked]
        what += [self._say("tell.about", element=element, label=named)] if element else []
        if any(f.asks_when for f in waiting.findings):
            what.append(self._say("tell.when"))
        if waiting.also:
            what.append(say_counted("tell.also", len(waiting.also)))
        status = STATUS[waiting.severity] if waiting.severity else UNCHECKED
        inside = grammar().asked(asked)
        headline = self._say("tell.question", question=inside) if short else self._say("tell.label", label=named)
        explanation = Explanation(
            id=rules[0] if rules else "questions",
            status=status,
            status_text=say(f"status.{status}"),
            severity=waiting.severity,
            headline=headline,
            file=self.manifest.file,
            line=0,
            column=0,
            what=tuple(what),
            why=self._who_waits(waiting),
            fix=self._steps(waiting.path),
            ask=ask_line(owners[0]) if len(owners) == 1 else self._partner(),
            more=f"{self.context.command} explain {rules[0]}" if rules else "",
            rules=rules,
        )
        return self._with_place(explanation, waiting.path, named)

    def questions(self, questions: Sequence[Question]) -> Explanation:
        """Everything else that the stage asks for, in one list."""
        worst = min((q.severity for q in questions), key=lambda s: s.rank)
        what = [self._item(q.path) for q in questions[:_MOST_QUESTIONS]]
        if len(questions) > _MOST_QUESTIONS:
            what.append(self._say("questions.more", count=str(len(questions) - _MOST_QUESTIONS)))
        explanation = Explanation(
            id="questions",
            status=STATUS[worst],
            status_text=say(f"status.{STATUS[worst]}"),
            severity=worst,
            headline=say_counted("questions.headline", len(questions), {"title": masked(self.manifest.title)}),
            file=self.manifest.file,
            line=0,
            column=0,
            what=tuple(what),
            why=(say("questions.why"),),
            fix=self._first_line(questions),
            ask=self._partner(),
        )
        return self._with_place(explanation, questions[0].path, "") if len(questions) == 1 else self._at_top(explanation)

    def _item(self, path: Path) -> str:
        asked = question(self.shape, path) or label(self.shape, path)
        return self._say("questions.item", field=path_text(path), question=asked)

    def _first_line(self, questions: Sequence[Question]) -> tuple[str, ...]:
        """How to begin: the first question with a line that may be typed without stating a fact about the world."""
        if len(questions) == 1:
            return self._steps(questions[0].path)
        for question_ in questions:
            shape = shape_at(self.shape, question_.path)
            line = example_line(question_.path, shape)
            if shape is not None and not shape.attested and line:
                return (self._say("questions.fix", line=line),)
        return (say("questions.fix.attested"),)

    def _element(self, path: Path) -> str:
        """The name of the list element that the place belongs to; empty outside a list."""
        at = max((n for n, step in enumerate(path) if isinstance(step, int)), default=-1)
        here: Value = self.manifest.fields
        for step in path[: at + 1]:
            if isinstance(here, list) and isinstance(step, int):
                here = here[step] if step < len(here) else None
            else:
                here = here.get(str(step)) if isinstance(here, dict) else None
        items = shape_at(self.shape, path[: at + 1])
        return element_name(here, items) if at >= 0 and isinstance(here, dict) else ""

    def _steps(self, path: Path) -> tuple[str, ...]:
        """What to type; for a fact about the world only the way to write down what is true."""
        shape = shape_at(self.shape, path)
        if shape is not None and shape.attested:
            if shape.choices:
                return (self._say("tell.attested.choices", choices=few(list(shape.choices))),)
            return (say("tell.attested"),)
        line = example_line(path, shape)
        if line:
            return (self._say("tell.line", line=line),)
        below = first_line_below(shape) if shape else ""
        if below:
            return (self._say("tell.block", key=str(path[-1]), line=below),)
        return (self._say("tell.line", line=f"{path[-1]}:"),)

    def _who_waits(self, waiting: Waiting) -> tuple[str, ...]:
        titles = list(dict.fromkeys(f.rule.words.title for f in waiting.findings))
        if not titles:
            return ()
        some = "; ".join(titles[:3])
        if len(titles) > 3:
            some = say("list.more", {"items": some, "count": str(len(titles) - 3)})
        return (say_counted("tell.wait", len(titles), {"rules": some}),)

    def _partner(self) -> str:
        metadata = self.manifest.fields.get("metadata")
        partner = metadata.get("it_partner") if isinstance(metadata, dict) else None
        if isinstance(partner, str) and partner != "unknown":
            return self._say("questions.ask", partner=masked(partner))
        return say("questions.ask.nobody")

    def _with_place(self, explanation: Explanation, path: Path, named: str) -> Explanation:
        spot = placed(self.context, self.manifest.file, Spot(document=self.manifest.document, path=path))
        here = say("tell.here" if len(path) > 1 else "tell.in_file")
        what = say("caret.missing", {"label": named}) if named and not spot.missing else here
        excerpt = spot.excerpt(what)
        return _placed(explanation, spot, (excerpt,) if excerpt else ())

    def _at_top(self, explanation: Explanation) -> Explanation:
        spot = Spot(document=self.manifest.document, path=("metadata", "name"))
        return _placed(explanation, placed(self.context, self.manifest.file, spot), ())

    def _say(self, id: str, **slots: str) -> str:
        return say(id, {"title": masked(self.manifest.title), **slots})


def _placed(explanation: Explanation, spot: Placement, excerpts: tuple[Excerpt, ...]) -> Explanation:
    return explanation._replace(line=spot.line, column=spot.column, end_column=spot.end_column, excerpts=excerpts)


def example_line(path: Path, shape: Shape | None) -> str:
    """A line of YAML with an example answer: `users: 12`; empty where one line is not enough."""
    key = path[-1] if path else ""
    if shape is None or not isinstance(key, str) or not shape.examples:
        return ""
    example = _flow(shape.examples[0])
    return f"{key}: {example}" if example else ""


def first_line_below(shape: Shape) -> str:
    """The first line inside a block or a list of blocks: `start: 2026-08-17`, `- use: newsletter`."""
    if shape.kind == "list" and shape.items is not None:
        key = shape.items.identifies
        line = example_line((key,), shape.items.fields.get(key)) if key else ""
        return f"- {line}" if line else ""
    open_fields = [(key, child) for key, child in shape.fields.items() if not child.attested]
    # What the stage asks for comes first; what is only relevant to some is still better than nothing.
    for key, child in sorted(open_fields, key=lambda field: field[1].needed is None):
        line = example_line((key,), child)
        if line:
            return line
    return ""


def _flow(value: Value) -> str:
    if isinstance(value, str | int | float):
        return as_typed(value)
    if isinstance(value, list) and value and all(isinstance(v, str | int | float) for v in value):
        return "[" + ", ".join(as_typed(v) for v in value if isinstance(v, str | int | float)) + "]"
    return ""
