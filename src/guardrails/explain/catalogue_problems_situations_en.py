"""The English sentences for problems with the situations that test a whole bundle. Their readers write rules."""

from __future__ import annotations

from guardrails.explain.problem_words import ProblemWords

_SWAP = "Change line {line} to:  {typed}"
_NEVER_COMPARED = "What is never compared looks as if it held."


def _words(headline: str, *fix: str, why: str, label: tuple[str, ...] = (), what: tuple[str, ...] = ()) -> ProblemWords:
    words = ProblemWords((headline,), fix, label, what, why)
    return words._replace(one_fix=True, unread_note=False, drop_what_with="nearest", keeper=True)


SITUATION_PROBLEMS: dict[str, ProblemWords] = {
    "situation-not-read": _words(
        "Nobody would try the situations in {name}",
        "Move it to the folder tests itself, with a name like tests/webinar.test.yaml.",
        what=("Test files lie in the folder tests, and their names end with .yaml.",),
        why="A test that nobody reads looks as if it held.",
    ),
    "situation-manifest-how": _words(
        "Say how this tool or campaign comes about",
        "Write base (and change), or write the whole file under manifest.",
        why="It starts from a base manifest or is written whole, so that one place says what it holds.",
        label=("we need: base, or manifest",),
    ),
    "situation-change-nowhere": _words(
        'The change "{path}" leads nowhere',
        "Write the way to a field: groups by name, entries of a list by number, the first is 0.",
        why="On the way there is a single value, or an entry that the list does not have.",
        label=("no way leads there",),
    ),
    "situation-name-taken": _words(
        'Two files of this situation have the name "{name}"',
        "Give one of them another metadata.name.",
        why="What is expected goes by name, and so does a waiver.",
        label=("also the name of one above",),
    ),
    "situation-unknown-manifest": _words(
        'There is no "{manifest}" in this situation',
        _SWAP,
        "Use one of: {known}",
        "Write the metadata.name of a tool or campaign in it.",
        why=_NEVER_COMPARED,
        label=("the name is {nearest}", "no tool or campaign here has this name"),
    ),
    "situation-unknown-rule": _words(
        'This situation names a rule we don\'t know: "{rule}"',
        _SWAP,
        "Write the full name, pack and rule, like vendor/data-agreement-signed.",
        why=_NEVER_COMPARED,
        label=("the rule is called {nearest}", "no rule has this name"),
    ),
    "situation-unknown-lane": _words(
        'There is no lane "{lane}"',
        _SWAP,
        "Use one of: {known}",
        "Take the line out: this bundle has no lanes.",
        why="Nothing could ever come out so.",
        label=("the lane is called {nearest}", "no lane has this name"),
    ),
    "situation-other-kind": _words(
        '"{rule}" never looks at {manifest}',
        "Expect it of another file, or take the line out.",
        what=("{manifest} is a {kind}; the rule applies to: {kinds}.",),
        why=_NEVER_COMPARED,
        label=("this rule is for: {kinds}",),
    ),
    "situation-expects-nothing": _words(
        "Say what you expect of {manifest}",
        "Add verdict, lane or rules.",
        why=_NEVER_COMPARED,
        label=("nothing is expected here",),
    ),
    "situation-nothing-said": _words(
        'With "{outcome}" there is no {key} to compare',
        "Take the line out, or expect another outcome.",
        what=("Only a finding has a severity, a place and words.",),
        why=_NEVER_COMPARED,
        label=("a rule with {outcome} says nothing",),
    ),
}
