"""The examples of a bundle's rules, as written in its packs, and what each makes of the base manifests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from guardrails.model.value import Fields, Path
from guardrails.text.values import Value
from guardrails.workshop.material import Document

DEFAULT_DAY = "2026-11-23"
"""The day that an example is judged for if it names none: a Monday."""
_ORGANISATION = "org."


class ChangeError(ValueError):
    """A change that can't be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example: change the base manifest of `kind` and see whether the rule comes out as expected.

    `expect` is pass, fail, skip or ask. `at` is the place that the finding points to, `says` are words that it holds.
    `others` are changes of the other kinds' base manifests, by kind: what the rule sees when it follows a reference.
    """

    pack: str
    rule: str
    number: int
    title: str
    expect: str
    kind: str
    stage: str
    as_of: date
    change: Mapping[str, Value]
    others: Mapping[str, Fields]
    at: str
    says: tuple[str, ...]
    document: Document
    path: Path

    @property
    def name(self) -> str:
        """The example's name in lists: its rule, its number and its title."""
        return f"{self.pack}/{self.rule}, example {self.number}: {self.title}"


def examples_of(pack: Document) -> Iterator[Example]:
    """The examples of a pack that compiled, in order."""
    rules = pack.fields.get("rules")
    for index, rule in enumerate(rules if isinstance(rules, list) else []):
        if isinstance(rule, dict):
            yield from _of_rule(pack, rule, ("rules", index))


def _of_rule(pack: Document, rule: Fields, at: Path) -> Iterator[Example]:
    kinds = rule.get("applies_to")
    first = str(kinds[0] if isinstance(kinds, list) and kinds else kinds)
    listed = rule.get("examples")
    for index, block in enumerate(listed if isinstance(listed, list) else []):
        if not isinstance(block, dict):
            continue
        change, says, others = block.get("change"), block.get("says"), block.get("others")
        yield Example(
            pack=str(pack.fields.get("name")),
            rule=str(rule.get("id")),
            number=index + 1,
            title=str(block.get("title")),
            expect=str(block.get("expect")),
            kind=str(block.get("kind", first)),
            stage=str(block.get("stage", "")),
            as_of=date.fromisoformat(str(block.get("as_of", DEFAULT_DAY))),
            change=change if isinstance(change, dict) else {},
            others={k: v for k, v in others.items() if isinstance(v, dict)} if isinstance(others, dict) else {},
            at=str(block.get("at", "")),
            says=tuple(str(word) for word in says) if isinstance(says, list) else (),
            document=pack,
            path=(*at, "examples", index),
        )


def changed(base: Fields, example: Example) -> Fields:
    """The base manifest with the example's changes. Raises ChangeError for a change that leads nowhere."""
    changes = {k: v for k, v in example.change.items() if not k.startswith(_ORGANISATION)}
    if example.stage:
        changes = {"metadata.stage": example.stage, **changes}
    return _with(base, changes)


def changed_other(base: Fields, example: Example, kind: str) -> Fields:
    """The base manifest of another kind with the example's changes. Raises ChangeError for a change that leads nowhere."""
    return _with(base, example.others.get(kind, {}))


def changed_organisation(base: Fields, example: Example) -> Fields | None:
    """The organisation's data with the example's changes; None where it changes nothing there."""
    changes = {k.removeprefix(_ORGANISATION): v for k, v in example.change.items() if k.startswith(_ORGANISATION)}
    return _with(base, changes) if changes else None


def _with(base: Fields, changes: Mapping[str, Value]) -> Fields:
    fields = deepcopy(base)
    for path, value in changes.items():
        put(fields, path, value)
    return fields


def put(fields: Fields, path: str, value: Value) -> None:
    """Set the value at a dotted path, making the groups on the way; null takes the key out. Raises ChangeError."""
    keys, value = path.split("."), deepcopy(value)
    here: Value = fields
    for key in keys[:-1]:
        here = _step(here, key, path, make=value is not None)
        if here is None:
            return
    last = keys[-1]
    if isinstance(here, list):
        _put_in_list(here, last, path, value)
    elif not isinstance(here, dict):
        raise ChangeError(f"`{path}` goes through a value that has nothing inside.")
    elif value is None:
        here.pop(last, None)
    else:
        here[last] = value


def _step(here: Value, key: str, path: str, make: bool) -> Value:
    if isinstance(here, list):
        return here[_index(here, key, path)]
    if not isinstance(here, dict):
        raise ChangeError(f"`{path}` goes through a value that has nothing inside.")
    if key not in here:
        if not make:
            return None
        here[key] = {}
    return here[key]


def _put_in_list(here: list[Value], key: str, path: str, value: Value) -> None:
    if key == str(len(here)) and value is not None:
        here.append(value)
    elif value is None:
        del here[_index(here, key, path)]
    else:
        here[_index(here, key, path)] = value


def _index(here: list[Value], key: str, path: str) -> int:
    if not key.isdecimal() or int(key) >= len(here):
        raise ChangeError(f"`{path}` needs the number of an element; the list has {len(here)}, counted from 0.")
    return int(key)
