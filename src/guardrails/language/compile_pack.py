"""From a pack file to rules: structure, names, conditions, severities and slots, all checked with places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from guardrails.language.compile_condition import ConditionCompiler
from guardrails.language.compile_operand import Names
from guardrails.language.compile_rollout import rollout_of
from guardrails.language.durations import duration
from guardrails.language.faults import Faults
from guardrails.language.pack_words import WORDS, patterns_of, words_of
from guardrails.language.paths import Ground, Lost, find_path
from guardrails.language.text_maps import check_languages, languages, text_in, texts_in, written_texts
from guardrails.model.condition import All, Condition, FieldPath, Given, Test
from guardrails.model.rule import Owner, Pack, Rule
from guardrails.model.shape import Shape
from guardrails.model.stage import Severity, Stage
from guardrails.model.value import Fields, Path
from guardrails.text.values import Value

SLOT = re.compile(r"\{([^{}]*)\}")
_PLAIN_SLOTS = frozenset({"title", "name", "found", "wanted", "element"})
_STOP_LIST = "org.blocked_vendors"
_WITH_SLOTS = ("headline", "lead", "why", "faster", "fix")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What all packs of a bundle are checked against: shapes by kind, and the organisation's shape and data."""

    kinds: Mapping[str, Shape]
    organisation_shape: Shape
    organisation: Fields

    def over(self, kinds: tuple[str, ...]) -> Ground:
        """The ground of conditions about manifests of these kinds."""
        here = tuple((k, self.kinds[k]) for k in kinds if k in self.kinds)
        return Ground(here, here, self.organisation_shape)


def owner_of(value: Value) -> Owner:
    """An owner block as an Owner."""
    block = value if isinstance(value, dict) else {}
    return Owner(*(str(block.get(k, "")) for k in ("team", "contact", "chat", "replies_within")))


def parameter_values(pack: Fields, name: str, given: Mapping[str, Value], faults: Faults) -> dict[str, Value]:
    """The pack's parameters with what the bundle or workspace sets, each within its range."""
    declared = pack.get("parameters")
    values: dict[str, Value] = {}
    for key, block in (declared if isinstance(declared, dict) else {}).items():
        if not isinstance(block, dict):
            continue
        value = given.get(f"{name}.{key}", block.get("default"))
        values[key] = value
        wanted = _outside(value, block)
        if wanted and f"{name}.{key}" not in given:
            faults.note(
                "policy-parameter-range", ("parameters", key, "default"), name=f"{name}.{key}", found=str(value), wanted=wanted
            )
    return values


def settings_out_of_range(pack: Fields, name: str, given: Mapping[str, Value]) -> dict[str, tuple[str, str]]:
    """What was set outside its range: full parameter name to (value, what it should be instead)."""
    declared = pack.get("parameters")
    blocks = declared if isinstance(declared, dict) else {}
    wanted = {
        f"{name}.{key}": (str(given[f"{name}.{key}"]), _outside(given[f"{name}.{key}"], block))
        for key, block in blocks.items()
        if isinstance(block, dict) and f"{name}.{key}" in given
    }
    return {full: pair for full, pair in wanted.items() if pair[1]}


def _outside(value: Value, block: Fields) -> str:
    """What a parameter's value should be instead, or nothing if it is fine."""
    kind = block.get("type")
    if kind == "list":
        return "" if isinstance(value, list) else "a list"
    if kind == "text":
        return "" if isinstance(value, str) else "text"
    if kind == "days":
        span = duration(value)
        if span is None and type(value) is not int:
            return "a time span like 90 days"
        value = span.amount if span is not None else value
    if type(value) is not int and not (kind == "number" and type(value) is float):
        return "a number" if kind == "number" else "a whole number"
    low, high = block.get("at_least"), block.get("at_most")
    if isinstance(low, int | float) and value < low:
        return f"at least {low}"
    return f"at most {high}" if isinstance(high, int | float) and value > high else ""


@dataclass(frozen=True, slots=True)
class PackCompiler:
    """Compiles one pack file whose structure the pack schema has accepted."""

    fields: Fields
    file: str
    grounds: Grounds
    faults: Faults
    conditions: ConditionCompiler
    language: str
    shared_definitions: frozenset[str] = frozenset()

    def compile(self) -> tuple[Pack, tuple[Rule, ...]]:
        """The pack and its rules in order."""
        f = self.fields
        texts = {k: str(f.get(k, "")) for k in ("name", "version", "reviewed", "review_by")}
        check_languages(f, ("title",), (), self.language, self.faults)
        title, title_in = text_in(f.get("title"), self.language, self.language), texts_in(f.get("title"), self.language)
        pack = Pack(owner=owner_of(f.get("owner")), file=self.file, title=title, title_in=title_in, **texts)
        rules = f.get("rules")
        compiled = [
            self._rule(r, ("rules", i), pack)
            for i, r in enumerate(rules if isinstance(rules, list) else [])
            if isinstance(r, dict)
        ]
        if not compiled:
            self.faults.note("policy-no-rules", ("rules",))
        self._unused_definitions()
        return pack, tuple(compiled)

    def _unused_definitions(self) -> None:
        """A definition that no rule uses is checked too: it must make sense for at least one kind."""
        for name in self.conditions.definitions:
            if name in self.shared_definitions:
                continue
            tries = []
            for kind in self.grounds.kinds:
                faults = Faults(self.file, self.faults.document)
                compiler = ConditionCompiler(self.conditions.names, faults, self.conditions.definitions, self.grounds.kinds)
                compiler.condition({"meets": name}, ("definitions", name), self.grounds.over((kind,)))
                tries.append(faults.found)
            best = min(tries, key=len, default=[])
            for problem in best:
                self.faults.add(problem.id, problem.spot.path, problem.slots, problem.spot.on_key)

    def _rule(self, r: Fields, at: Path, pack: Pack) -> Rule:
        applies_to = self._applies_to(r.get("applies_to"), (*at, "applies_to"))
        ground = self.grounds.over(applies_to)
        severity = self._severity(r.get("severity"), (*at, "severity"), r)
        raised = r.get("raised")
        raised = raised if isinstance(raised, dict) else {}
        if ground.here:
            when = self._when(r, at, ground)
            require = self.conditions.condition(r.get("require"), (*at, "require"), ground)
            raised_when = self.conditions.condition(raised["when"], (*at, "raised", "when"), ground) if "when" in raised else None
        else:
            when, require, raised_when = None, All(()), None
        check_languages(r, WORDS, at, self.language, self.faults)
        self._slots(r, at, ground)
        if not severity and not raised:
            self.faults.note("policy-applies-to-nothing", (*at, "severity"), True, True, rule=f"{pack.name}/{r.get('id')}")
        rollout, goes_first = rollout_of(r, at, ground, self.conditions, self.language)
        return Rule(
            pack=pack.name,
            id=str(r.get("id", "")),
            code=str(r.get("code", "")),
            applies_to=applies_to,
            severity=severity,
            when=when,
            require=require,
            raised_when=raised_when,
            raised_severity=self._severity(raised.get("severity"), (*at, "raised", "severity"), r),
            owner=owner_of(r["ask"]) if "ask" in r else pack.owner,
            words=words_of(r, self.language, self.language),
            rollout=rollout,
            review_by=pack.review_by,
            waivable=r.get("waivable") is not False,
            hide_value="hide_value" in r,
            verified=r.get("verified") is not False,
            replaced_by=str(r.get("replaced_by", "")),
            since=str(r.get("since", "")),
            words_in={code: words_of(r, code, self.language) for code in self._other_languages(r)},
            goes_first=goes_first,
        )

    def _other_languages(self, r: Fields) -> list[str]:
        return [code for code in languages(r.get(key) for key in WORDS) if code != self.language]

    def _applies_to(self, value: Value, at: Path) -> tuple[str, ...]:
        kinds = value if isinstance(value, list) else [value]
        for index, kind in enumerate(kinds):
            if kind not in self.grounds.kinds:
                place = (*at, index) if isinstance(value, list) else at
                self.faults.unknown("kind-unknown", place, str(kind), self.grounds.kinds, "found")
        return tuple(str(k) for k in kinds if k in self.grounds.kinds)

    def _severity(self, value: Value, at: Path, r: Fields) -> dict[Stage, Severity]:
        found: dict[Stage, Severity] = {}
        for stage, word in (value if isinstance(value, dict) else {}).items():
            if not isinstance(word, str):
                continue
            found[Stage(stage)] = Severity(word)
            if stage == "idea" and word != "advise" and not _reads_stop_list(r.get("require")):
                self.faults.note("policy-idea-blocks", (*at, stage), rule=str(r.get("id")), severity=word)
        return found

    def _when(self, r: Fields, at: Path, ground: Ground) -> Condition | None:
        parts: list[Condition] = []
        regions = r.get("regions")
        if isinstance(regions, list):
            found = find_path("audience.regions", ground)
            if not isinstance(found, Lost):
                listed: list[Value] = [*regions, *(["GLOBAL"] if "GLOBAL" not in regions else [])]
                parts.append(Test(found.path, "includes_any", Given(listed)))
        if "when" in r:
            parts.append(self.conditions.condition(r["when"], (*at, "when"), ground))
        if len(parts) > 1:
            return All(tuple(parts))
        return parts[0] if parts else None

    def _slots(self, r: Fields, at: Path, ground: Ground) -> None:
        for key in _WITH_SLOTS:
            for place, text in written_texts(r.get(key), (*at, key)):
                self._check_slots(text, place, ground)

    def _check_slots(self, text: str, at: Path, ground: Ground) -> None:
        for slot in SLOT.findall(text):
            first, _, rest = slot.partition(".")
            if slot in _PLAIN_SLOTS or (first == "param" and rest in self.conditions.names.parameters):
                continue
            path = rest if first == "field" else slot
            if first in ("facts", "field", "org") and rest and not isinstance(find_path(path, ground, pluck=True), Lost):
                continue
            known = {*_PLAIN_SLOTS, *(f"param.{p}" for p in self.conditions.names.parameters)}
            self.faults.unknown("policy-unknown-slot", at, slot, known, "slot")
        rest_of_text = SLOT.sub("", text)
        if "{" in rest_of_text or "}" in rest_of_text:
            self.faults.note("policy-unknown-slot", at, slot=rest_of_text.strip()[:40])


def _reads_stop_list(node: Value) -> bool:
    """Whether a condition compares with the list of vendors we left: only that may stop an idea."""
    if isinstance(node, dict):
        return any(_reads_stop_list(v) for v in node.values())
    if isinstance(node, list):
        return any(_reads_stop_list(v) for v in node)
    return isinstance(node, str) and node.startswith(_STOP_LIST)


def compile_pack(
    fields: Fields,
    file: str,
    grounds: Grounds,
    parameters: Mapping[str, Value],
    shared: Mapping[str, Value],
    faults: Faults,
    language: str,
) -> tuple[Pack, tuple[Rule, ...]]:
    """Compile one pack. `shared` are the bundle's definitions; the pack's own win over them. `language`: of plain texts."""
    own = fields.get("definitions")
    definitions = {**shared, **(own if isinstance(own, dict) else {})}
    values = parameter_values(fields, str(fields.get("name", "")), parameters, faults)
    declared = fields.get("parameters")
    for key, block in (declared if isinstance(declared, dict) else {}).items():
        if isinstance(block, dict):
            check_languages(block, ("title", "unit"), ("parameters", key), language, faults)
    patterns = patterns_of(fields, faults, language) if "patterns" in fields else {}
    names = Names(values, patterns, grounds.organisation)
    conditions = ConditionCompiler(names, faults, definitions, grounds.kinds)
    only_shared = frozenset(shared) - frozenset(own if isinstance(own, dict) else {})
    return PackCompiler(fields, file, grounds, faults, conditions, language, only_shared).compile()


__all__ = ["SLOT", "FieldPath", "Grounds", "PackCompiler", "compile_pack", "owner_of", "parameter_values"]
