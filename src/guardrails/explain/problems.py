"""Problems to explanations: what stands in the way of reading an input, and the line to type."""

from __future__ import annotations

import re
from collections.abc import Mapping

from guardrails.explain.catalogue_problems_en import PROBLEMS, WITHOUT_NOTE
from guardrails.explain.catalogue_problems_git_en import STEPS_ASIDE
from guardrails.explain.context import Context
from guardrails.explain.explanation import GOOD_TO_KNOW, MUST_FIX, UNCHECKED, Explanation
from guardrails.explain.labels import question, shape_at
from guardrails.explain.linked import also_settled, can_be_mended
from guardrails.explain.local_forms import decimal
from guardrails.explain.placing import Placement, placed
from guardrails.explain.problem_words import ProblemWords
from guardrails.explain.retelling import retold
from guardrails.explain.secret_spans import masked
from guardrails.explain.sentences import say, template
from guardrails.explain.tongue import spoken
from guardrails.explain.typed import typed
from guardrails.model.problem import Problem
from guardrails.model.shape import Shape
from guardrails.model.stage import Severity
from guardrails.model.value import Path
from guardrails.text.clean import visible

_SLOT = re.compile(r"\{(\w+)\}")
_LISTS = ("choices", "known", "settable")
_WHOLE = (*_LISTS, "question", "typed", "write")
_NEEDS_QUOTES = re.compile(r"^$|^[-+.\d]+$(?<!\d\d-\d\d)|: |:$| #|^[\[\]{}&*!|>@`%\"'#,?-]|^(?:true|false|null|~)$")
_MOST_LISTED = 5
_OURS = frozenset({"found", "wanted", "reason"})
"""Slots that hold words of the engine."""
_QUOTES_THE_FILE = frozenset({"field-not-a-choice", "field-format", "api-version", "field-repeated"})
"""Problems whose `found` is a value as typed."""


def explain(problem: Problem, context: Context) -> Explanation:
    """Everything to say about one problem; an id without an entry still gets a headline and a next step."""
    finer = f"{problem.id}-{problem.slots.get('what', '')}"
    words = words_for(finer) or words_for(problem.id)
    if words is None:
        words = ProblemWords((template("problems.unknown.headline"),), (template("problems.unknown.fix"),))
    spot = placed(context, problem.source, problem.spot)
    slots = _slots(problem, spot, context)
    label = say("tell.here") if spot.missing else _first(words.label, slots)
    excerpt = spot.excerpt(label)
    status = status_of(problem)
    by_keeper = words.keeper or problem.area == "policy"
    return Explanation(
        id=problem.id,
        status=status,
        status_text=say(f"status.{status}"),
        severity={GOOD_TO_KNOW: Severity.ADVISE, MUST_FIX: Severity.BLOCK}.get(status),
        headline=_first(words.headline, slots),
        file=problem.source,
        line=spot.line,
        column=spot.column,
        end_column=spot.end_column,
        excerpts=(excerpt,) if excerpt else (),
        what=() if slots.get(words.drop_what_with) else _complete(words.what, slots),
        why=_complete((words.why,), slots),
        fix=_complete(words.fix, slots)[: 1 if words.one_fix else None],
        faster=_command(problem, context),
        ask=say("problems.keeper" if by_keeper else "problems.author"),
        notes=(*also_settled(problem, context), *_notes(problem, words)),
        more=_more(finer if finer in PROBLEMS else problem.id, context),
    )


def status_of(problem: Problem) -> str:
    """Most problems leave something unread; a manifest that steps aside has been read and is to be put right."""
    if problem.warning:
        return GOOD_TO_KNOW
    return MUST_FIX if problem.id in STEPS_ASIDE else UNCHECKED


def _command(problem: Problem, context: Context) -> str:
    """The command that mends it, where it does."""
    if not can_be_mended(problem, context):
        return ""
    return say("change.run_fix", {"command": context.command, "file": typed(context.folder + problem.source)})


def _more(id: str, context: Context) -> str:
    """The command that shows the problem on an example; nothing for an id without a page."""
    return f"{context.command} explain {id}" if id in PROBLEMS else ""


def words_for(id: str) -> ProblemWords | None:
    """The sentences for a problem id in the language of this run; how they are picked is the same in every language."""
    english, own = PROBLEMS.get(id), spoken().problems.get(id)
    return english if english is None or own is None else english._replace(**own._asdict())


def _notes(problem: Problem, words: ProblemWords) -> tuple[str, ...]:
    """What was left unread because of this; a warning stops nothing."""
    if problem.warning or problem.id in WITHOUT_NOTE:
        return ()
    if problem.area == "policy":
        return (say("problems.nothing_judged"),)
    return (say("problems.unread" if words.unread_note else "problems.rules_wait"),)


def _slots(problem: Problem, spot: Placement, context: Context) -> dict[str, str]:
    """What the problem brought, and what its place and its schema add."""
    given = {key: value for key, value in problem.slots.items() if value}
    path = problem.spot.path
    slots = {**_from_shape(context.shapes.get(given.get("kind", "")), path), **given}
    key = given.get("key") or _key(path)
    if key and "example" in slots:
        slots["like"] = f"{key}: {slots['example']}"
    if "line" in given:
        slots["above"] = given["line"]
    if problem.id == "file-too-large":
        slots |= _sizes(given)
    if "write" in given:
        slots["write"] = given["write"].strip()
    slots |= {"file": problem.source, "command": context.command}
    slots.pop("line", None)
    if spot.line:
        slots["line"] = str(spot.line)
    if "nearest" in given and not spot.missing:
        slots["typed"] = spot.with_replaced(given["nearest"])
    for name in _OURS if problem.id not in _QUOTES_THE_FILE else _OURS - {"found"}:
        if name in given:
            slots[name] = retold(given[name])
    if "character" in given and "name" in given:
        slots["name"] = retold(given["name"])
    for name in _LISTS:
        if name in slots:
            slots[name] = few(slots[name].split(", "))
    return {name: _value(value, 200 if name in _WHOLE else 60) for name, value in slots.items() if value}


def _sizes(given: Mapping[str, str]) -> dict[str, str]:
    """Bytes as people say them."""
    named = {"limit": given.get("limit", ""), "size": given.get("size") or given.get("bytes", "")}
    return {name: _size(int(text)) if text.isdecimal() else text for name, text in named.items()}


def _size(count: int) -> str:
    return say("number.unit", {"number": decimal(float(f"{count / 1_048_576:.3g}")), "unit": "MiB"})


def _from_shape(whole: Shape | None, path: Path) -> dict[str, str]:
    """The marketer's question and what an answer looks like."""
    shape = shape_at(whole, path) if whole else None
    if whole is None or shape is None:
        return {}
    example = shape.examples[0] if shape.examples else ""
    return {
        "label": shape.title,
        "question": question(whole, path),
        "choices": ", ".join(shape.choices),
        "example": as_typed(example) if isinstance(example, str | int | float) else "",
    }


def as_typed(value: str | int | float) -> str:
    """A single value as it is typed in a manifest."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f'"{text}"' if isinstance(value, str) and _NEEDS_QUOTES.search(text) else text


def _key(path: Path) -> str:
    last = path[-1] if path else ""
    return last if isinstance(last, str) else ""


def few(names: list[str]) -> str:
    """At most five names, and how many more there are."""
    shown = ", ".join(masked(visible(name)) for name in names[:_MOST_LISTED])
    rest = len(names) - _MOST_LISTED
    return say("list.more", {"items": shown, "count": str(rest)}) if rest > 0 else shown


def _value(text: str, longest: int) -> str:
    """A value as it may stand in a sentence: one line, no secrets, not too long."""
    text = masked(visible(text))
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _first(templates: tuple[str, ...], slots: Mapping[str, str]) -> str:
    return next(iter(_complete(templates, slots)), "")


def _complete(templates: tuple[str, ...], slots: Mapping[str, str]) -> tuple[str, ...]:
    """The sentences whose slots are all filled, filled in one pass: a value is never read as a template."""
    whole = (t for t in templates if t and all(name in slots for name in _SLOT.findall(t)))
    return tuple(_SLOT.sub(lambda found: slots[found[1]], template) for template in whole)
