"""The English sentences for problems in what IT keeps: policy packs, waivers, workspaces. Their readers write rules."""

from __future__ import annotations

from guardrails.explain.problem_words import ProblemWords


def _words(
    headline: str | tuple[str, ...],
    fix: str | tuple[str, ...],
    label: str | tuple[str, ...] = (),
    what: str | tuple[str, ...] = (),
    why: str = "",
    *,
    one_fix: bool = False,
) -> ProblemWords:
    """An entry whose file IT keeps; nothing is judged until it is mended, so no note on the rest of the file."""
    return ProblemWords(
        headline=_listed(headline),
        fix=_listed(fix),
        label=_listed(label),
        what=_listed(what),
        why=why,
        one_fix=one_fix,
        unread_note=False,
        drop_what_with="nearest",
        keeper=True,
    )


def _listed(texts: str | tuple[str, ...]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else texts


_SILENT = "A name that nobody knows would switch the rule off without a word."
_SWAP = "Change line {line} to:  {typed}"

POLICY_PROBLEMS: dict[str, ProblemWords] = {
    "policy-unknown-key": _words(
        'We don\'t know the key "{key}" here',
        (_SWAP, "Change the key to one we know, or delete the line."),
        ("the key is called {nearest}", "not a key we know here"),
        "Keys we know here: {known}.",
        "A key that nobody reads would change nothing, without a word.",
        one_fix=True,
    ),
    "policy-unknown-operator": _words(
        'There is no operator "{operator}"',
        (_SWAP, "Change it to an operator from the list."),
        ("the operator is called {nearest}", "not an operator we know"),
        "Operators: {known}.",
        _SILENT,
        one_fix=True,
    ),
    "policy-unknown-path": _words(
        ('A {kind} has no field "{path}"', 'There is no field "{path}"'),
        (_SWAP, "Write the name of a field that this kind of file has."),
        ("the field is called {nearest}", "no such field in any kind of file"),
        why=_SILENT,
        one_fix=True,
    ),
    "policy-wrong-kind": _words(
        '"{operator}" can\'t judge {found}',
        "Use an operator for {found}, or test another field.",
        "{operator} needs {wanted}; {path} is {found}",
        why="The rule could never be judged.",
    ),
    "policy-impossible-value": _words(
        '"{path}" can never be "{value}"',
        (_SWAP, "Choose one of: {choices}", "Write a value that the field can hold."),
        ("the value is called {nearest}", "we need: {choices}", "the field has no such choice"),
        why="A value that no file can hold makes the rule always or never true.",
        one_fix=True,
    ),
    "policy-unknown-definition": _words(
        'There is no definition "{name}"',
        (_SWAP, "Add it under definitions, or use one of: {known}", "Add it under definitions."),
        ("the definition is called {nearest}", "not defined in this pack"),
        why=_SILENT,
        one_fix=True,
    ),
    "policy-definition-circle": _words(
        "Definitions go round in a circle",
        "Take one step out of the circle.",
        "this leads back to itself",
        "The circle: {names}.",
        "A definition that rests on itself has no answer.",
    ),
    "policy-unknown-parameter": _words(
        'There is no parameter "{name}"',
        (_SWAP, "Add it under parameters, or use one of: {known}", "Add it under parameters."),
        ("the parameter is called {nearest}", "not a parameter of this pack"),
        why=_SILENT,
        one_fix=True,
    ),
    "policy-parameter-range": _words(
        'Parameter "{name}" is {found}; it needs to be {wanted}',
        "Change line {line} to a value that is {wanted}.",
        "we need {wanted}",
        why="The pack's owner set this range.",
    ),
    "policy-unknown-slot": _words(
        'There is no slot "{slot}" for texts',
        (_SWAP, "Use one of: {known}", "Take the slot out of the text."),
        ("the slot is called {nearest}", "nothing can be filled in here"),
        why="Readers would see the braces in place of a value.",
        one_fix=True,
    ),
    "policy-unknown-language": _words(
        'We don\'t know the language "{code}"',
        (_SWAP, "Write the code of a language, such as en, de or pt-BR."),
        ("the code is written {nearest}", "not the code of a language"),
        why="Nobody who reads that language would find the text.",
        one_fix=True,
    ),
    "policy-no-default-text": _words(
        "The {part} has no text in {language}",
        "Add a text under {language}, the language of this bundle.",
        "{language} is missing here",
        why="Everybody whose language is not there reads the text in {language}.",
    ),
    "policy-unknown-fact": _words(
        'There is no fact "{name}"',
        (_SWAP, "Use one of: {known}", "Take the fact out of the condition."),
        ("the fact is called {nearest}", "not a fact we can work out"),
        why=_SILENT,
        one_fix=True,
    ),
    "policy-crosses-list": _words(
        '"{path}" crosses the list "{list}"',
        "Wrap the condition in each, some or none over {list}.",
        "{list} holds several entries, and any could be meant",
        why="With several entries nobody can say which one the rule means.",
    ),
    "policy-unknown-pattern": _words(
        'There is no pattern "{name}"',
        (_SWAP, "Add it under patterns, or use one of: {known}", "Add it under patterns, with an example."),
        ("the pattern is called {nearest}", "not a pattern of this pack"),
        why=_SILENT,
        one_fix=True,
    ),
    "policy-bad-pattern": _words(
        'We can\'t read the pattern "{name}"',
        "Write it in RE2 syntax: no look-around, no back-references.",
        ("{reason}", "RE2 can't read this"),
        why="RE2 always finishes in time, whatever text it gets.",
    ),
    "policy-duplicate-rule": _words(
        'Two rules are called "{rule}"',
        "Give the newer rule a name of its own. Names are never used twice.",
        ("also in {other}", "written once before"),
        why="Waivers and reports point at this name.",
    ),
    "policy-missing-part": _words(
        ('"{rule}" has no "{part}" yet', 'There is no "{part}" yet'),
        "Add a line that starts with:  {part}:",
        "add {part} here",
        why="A rule without all its parts leaves people with half an answer.",
    ),
    "policy-idea-blocks": _words(
        '"{rule}" is more than advice at the idea stage',
        "Change it to advise, or take the idea stage out.",
        "we need: advise",
        "It is {severity} now.",
        "An idea is meant to be shared early, so nothing stops it.",
    ),
    "policy-days-order": _words(
        "The days of this rule are out of order",
        ("Choose a later day for {step}, or an earlier one for {earlier}.", "Put the days in order."),
        "{step} on {day}, and {earlier} on {earlier_day} only",
        why="People hear of a rule first, are warned next, and are stopped last.",
    ),
    "policy-not-first": _words(
        "Who goes first comes later than everybody else",
        ("Choose a day until {others}.", "Take the day away here, or give everybody a later one."),
        ("{step} on {day}; everybody else: {others}", "{step} on {day}; everybody else: from the start"),
        why="A group that goes first finds out for the others whether the rule works.",
    ),
    "policy-absent-unanswered": _words(
        '"{path}" can\'t be tested with absent',
        "Test it with is, in or present, or mark the field x-absent: none.",
        "leaving this out means nobody has answered yet",
        why="A missing answer would make the rule true, and leaving it out would pay off.",
    ),
    "policy-applies-to-nothing": _words(
        'The rule "{rule}" can never apply to anything',
        "Compare applies_to, severity and when with the kinds and stages we have.",
        "no file can match this",
    ),
    "policy-no-rules": _words(
        "There are no rules to check with",
        "Add a pack with at least one rule, and name it in bundle.yaml.",
        why="With no rules everything would look fine.",
    ),
    "policy-not-found": _words(
        ('We can\'t find the policies "{name}"', "We can't find the policies"),
        "Check the name under policies in guardrails.yaml, or in bundle.yaml.",
        "nothing lies there",
        why="Without rules nothing can be judged.",
    ),
    "schema-unreadable": _words(
        "{file} is not a schema that we can read",
        "Save it as JSON, with curly brackets around all of it.",
        why="Without it nobody knows which fields there are.",
    ),
    "policy-not-settable": _words(
        '"{name}" can\'t be set in a workspace',
        ("Take line {line} out of {file}.", "To set it here, ask IT to list it in bundle.yaml."),
        "only the bundle sets this",
        "What a workspace can set: {settable}.",
        "A workspace may add to the rules, never loosen them.",
    ),
    "waiver-malformed": _words(
        ('We can\'t use this waiver: check "{label}"', "We can't use this waiver yet"),
        "Add what is missing, then run the check anew.",
        ("we need {wanted}", "this part does not fit yet"),
        why="A waiver that can't be read might cover too much, so nothing is judged.",
    ),
    "waiver-no-date": _words(
        "This waiver has no end date",
        (
            "Add a line like:  expires: {latest}",
            "Add a line with the last day it is needed:  expires: 2027-03-01",
        ),
        "add expires here",
        why="A waiver without an end stays long after its reason has gone.",
        one_fix=True,
    ),
    "waiver-too-long": _words(
        "This waiver lasts longer than {limit} days",
        ("Change line {line} to:  expires: {latest}", "Choose an earlier date."),
        ("we need {latest} or earlier", "we need an earlier date"),
        "It ends on {expires}.",
        "Short waivers get looked at; long ones get forgotten.",
        one_fix=True,
    ),
    "waiver-self-approved": _words(
        "{person} asked for this waiver and approved it",
        "Ask another approver from bundle.yaml to approve it.",
        "we need someone else here",
        why="A second pair of eyes is the point of an approval.",
    ),
    "waiver-other-approver": _words(
        "{person} is not among those who approve waivers",
        ("Ask one of them to approve it: {approvers}.", "Ask one of the people whom bundle.yaml lists to approve it."),
        "we need one of them here",
        why="The bundle names the people who decide about such a risk.",
        one_fix=True,
    ),
    "waiver-unknown-rule": _words(
        'This waiver names a rule we don\'t know: "{rule}"',
        (_SWAP, "Write the full name, pack and rule, like vendor/data-agreement-signed."),
        ("the rule is called {nearest}", "no rule has this name"),
        why="Until the name matches, the waiver covers nothing.",
        one_fix=True,
    ),
    "waiver-unknown-manifest": _words(
        'This waiver names "{manifest}", which nobody has declared',
        (_SWAP, "Write the metadata.name of the tool or campaign."),
        ("the name is {nearest}", "no tool or campaign has this name"),
        why="Until the name matches, the waiver covers nothing.",
        one_fix=True,
    ),
    "waiver-not-waivable": _words(
        'There is no waiver for "{rule}"',
        ("Delete this waiver.", "Run {command} explain {rule} for the ways to meet the rule."),
        "this rule has no waivers",
        why="Its owner decided that this rule holds for everybody.",
    ),
    "workspace-not-found": _words(
        ("There is no guardrails.yaml in {folder}", "There is no guardrails.yaml here"),
        (
            "Go to the folder that holds your tools and campaigns.",
            "For a new workspace, add a file guardrails.yaml there.",
        ),
        what="We looked in every folder above it, too.",
    ),
    "baseline-unusable": _words(
        ('We can\'t use this baseline: check "{label}"', "We can't use this baseline yet"),
        "Take the entry out or mend it, then run the check anew.",
        ("we need {wanted}", "this part does not fit yet"),
        why="A baseline that can't be read might cover too much, so nothing is judged.",
    ),
    "baseline-unknown-rule": _words(
        'This entry names a rule we don\'t know: "{rule}"',
        (_SWAP, "Take the entry out; with --update-baseline that is done for you."),
        ("the rule is called {nearest}", "no rule has this name"),
        why="A name that nobody knows covers nothing, and nobody would notice.",
    ),
    "baseline-not-found": _words(
        "There is no baseline {file}",
        "Check the name; to write a new one:  {command} check --baseline {file} --update-baseline",
        why="Without it everything that was there before would count.",
    ),
    "workspace-malformed": _words(
        ('We can\'t use this workspace file: check "{label}"', "We can't use this workspace file yet"),
        "Compare it with the example in the handbook, then run the check anew.",
        ("we need {wanted}", "this part does not fit yet"),
    ),
    "no-manifests": _words(
        "There are no tools or campaigns to check",
        (
            "Write the first one; this makes an example:  {command} init",
            "Or change manifests in guardrails.yaml to where they lie.",
        ),
        what="We looked for: {globs}.",
        why="When nothing is checked, nothing is shown as fine.",
    ),
    "nothing-matched": _words(
        ("No tool or campaign matches {paths}", "No tool or campaign matches"),
        "Check the name and the folder, or leave it out to check everything.",
        why="When nothing is checked, nothing is shown as fine.",
    ),
}
