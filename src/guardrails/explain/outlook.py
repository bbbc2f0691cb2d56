"""The look ahead in a few lines: the nearest date in detail, what comes after it by number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guardrails.explain.days import short_day
from guardrails.explain.explanation import Outlook, ToDo
from guardrails.explain.plain_values import listed
from guardrails.explain.sentences import say, say_counted

_MOST_HEADINGS = 3
_MOST_TITLES = 3
_MOST_TITLES_LATER = 2
_MOST_TEAMS = 2
_MOST_NAMES = 3


def outlook(coming: Sequence[ToDo], today: date) -> tuple[Outlook, ...]:
    """The things to do in the order they come in, under one heading for each stage or date."""
    sections: dict[str, list[ToDo]] = {}
    for todo in coming:
        sections.setdefault(todo.before, []).append(todo)
    told = list(sections.items())[:_MOST_HEADINGS]
    shown = [Outlook(say("ahead.heading", {"before": before}), _lines(some, not at)) for at, (before, some) in enumerate(told)]
    left = len(coming) - sum(len(some) for _, some in told)
    if left:
        shown[-1] = shown[-1]._replace(lines=(*shown[-1].lines, say_counted("ahead.later", left)))
    return tuple(shown)


def _lines(todos: Sequence[ToDo], in_full: bool) -> tuple[str, ...]:
    of_kind = {kind: [t for t in todos if t.kind == kind] for kind in ("review", "answers", "rule", "perhaps")}
    lines = [t.text for t in of_kind["review"]]
    answers = of_kind["answers"]
    lines += [t.text for t in answers] if in_full or len(answers) == 1 else _questions(answers)
    rules = _rules(of_kind["rule"], in_full)
    count = sum(len(t.rules) for t in of_kind["perhaps"])
    if count and not in_full and len(rules) == 1:
        return (*lines, say("ahead.things.perhaps", {"things": rules[0], "count": str(count)}))
    lines += rules
    if count and answers:
        lines.append(say_counted("ahead.perhaps.these", count))
    else:
        lines += [t.text for t in of_kind["perhaps"]]
    return tuple(lines)


def _questions(answers: Sequence[ToDo]) -> list[str]:
    """Questions by number: "6 for the vendor and 2 for you"."""
    if not answers:
        return []
    parts = [
        say("ahead.asks.part", {"count": str(len(t.paths)), "who": t.ask or say(f"ahead.who.{t.who}")})
        for t in sorted(answers, key=lambda t: -len(t.paths))
    ]
    return [say("ahead.asks.all", {"parts": listed(parts, "and", _MOST_TEAMS + _MOST_NAMES)})]


def _rules(rules: Sequence[ToDo], in_full: bool) -> list[str]:
    """A few rules by their titles; of many the first of the teams that have the most, and the others by number."""
    if len(rules) <= (_MOST_TITLES if in_full else _MOST_TITLES_LATER):
        return [say("ahead.rule", {"rule": t.text, "team": _team(t)}) if t.ask else t.text for t in rules]
    teams: dict[str, list[ToDo]] = {}
    for todo in rules:
        teams.setdefault(todo.ask, []).append(todo)
    if not in_full:
        return [_things(list(teams), len(rules))]
    # Whom to ask first comes first; without dates, who has the most to say.
    named = sorted(teams, key=lambda team: (teams[team][0].by, -len(teams[team])))[:_MOST_TEAMS]
    lines = [_first(teams[team]) for team in named]
    rest = [team for team in teams if team not in named]
    return [*lines, _things(rest, sum(len(teams[team]) for team in rest))] if rest else lines


def _first(some: Sequence[ToDo]) -> str:
    """One team's things: "Procurement: 5 things, first: The data agreement is signed"."""
    first = some[0]
    if len(some) == 1:
        return say("ahead.rule", {"rule": first.text, "team": _team(first)})
    return say("ahead.things.first", {"team": _team(first), "count": str(len(some)), "rule": first.text})


def _things(teams: Sequence[str], count: int) -> str:
    return say_counted("ahead.things", count, {"teams": listed(teams, "and", _MOST_NAMES)})


def _team(todo: ToDo) -> str:
    return say("ahead.team", {"team": todo.ask, "day": short_day(todo.by)}) if todo.by else todo.ask
