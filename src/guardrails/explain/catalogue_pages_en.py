"""The English sentences around pages: headings, lists of rules, and what nobody knows."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "manifest.counts": "{rules}: {counts}.",
    "count.not-yet": "{count} not yet",
    "count.not-known": "{count} not known",
    "count.unchecked": "{count} could not be checked",
    "count.waived": "{count} waived",
    "count.passed": "{count} passed",
    "count.later": "{count} for later",
    "count.silent": "{count} not asked at this stage",
    "count.skipped": "{count} not about it",
    "later": "later",
    "later.pilot": "It is asked for before the pilot.",
    "later.live": "It is asked for before launch.",
    "silent": "not asked here",
    "silent.reason": "It does not count at this stage.",
    "pack.head": "{title}: {rules} in the pack {name} {version}",
    "code.head": "{code}: {rules}",
    "rules.next": "For one of them:  {command} explain {name}",
    "problem.head": "What {id} means, with an example:",
    "problem.head.none": "What {id} means:",
    "no_such": "We know no rule, pack, file or problem '{name}'.",
    "no_such.near": "We know no rule, pack, file or problem '{name}'. The nearest name is {near}.",
    "no_such.rule": "We know no rule '{name}'.",
    "no_such.rule.near": "We know no rule '{name}'. The nearest name is {near}.",
    "rule.other_kind": "{rule} is about {kinds}; {title} is a {kind}.",
    "rule.with_file": "--rule goes with a file or its name; '{name}' is a rule already.",
}
