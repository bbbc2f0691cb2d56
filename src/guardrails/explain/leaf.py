"""The smallest piece of evidence in words: one value against one operator."""

from __future__ import annotations

from collections.abc import Mapping

from guardrails.explain.grammar import clause, grammar, quoted
from guardrails.explain.labels import is_yes_or_no, the_other_answer
from guardrails.explain.leaf_slots import is_entry, leaf_slots, told_slots
from guardrails.explain.plain_values import answers, bare, plain
from guardrails.explain.point import Point
from guardrails.explain.retelling import retold_by_fact
from guardrails.explain.scene import Scene, from_organisation
from guardrails.explain.sentences import knows, say
from guardrails.language.operators import OPERATORS
from guardrails.model.evidence import FactResult, Tested
from guardrails.model.truth import Truth
from guardrails.model.value import UNKNOWN, Gap, Path

_TIME_OF_DAY = "o'clock"
_NO_NEED_FOR_FACTS = frozenset({"present", "absent", "empty", "not_empty", "includes_none", "only"})


def leaf_point(leaf: Tested, scene: Scene) -> Point:
    """What is the matter with a leaf that does not hold."""
    scene = scene.at_home(leaf.condition.path.start)
    if leaf.fact is not None:
        scene = scene._replace(names=())
    if leaf.truth is Truth.UNANSWERED:
        return _unanswered(leaf, scene)
    if leaf.truth is Truth.UNJUDGED:
        return _unjudged(leaf, scene)
    if isinstance(leaf.wanted, Gap):
        return _nothing_to_compare_with(leaf, scene)
    if is_entry(leaf) or scene.names[-1:] == (scene.plain(leaf.found, leaf.field),):
        scene = scene._replace(names=scene.names[:-1])  # what was found is the element's own name
    slots = told_slots(leaf, scene)
    need = _need(leaf, scene, slots)
    if leaf.fact is not None and leaf.fact.message:
        said = (
            need if OPERATORS[leaf.condition.operator].name not in _NO_NEED_FOR_FACTS and not isinstance(leaf.found, bool) else ""
        )
        return Point(_rests_on(leaf.fact), say("caret", {"need": need}) if said else "", fact_words(leaf.fact), said)
    return Point(
        path=leaf.field,
        label=_caret(leaf, scene, need, slots),
        clause=say(_found_id(leaf, scene), slots),
        need=need,
        names=scene.named,
        state="missing" if leaf.found is Gap.NOTHING else "differs",
        question=scene.question(leaf.field),
        attested=_attested(scene, leaf.field),
        document=scene.document,
        extra=_nearest(leaf, scene),
        lacks=(slots["is"], slots["nothing"]) if leaf.condition.operator == "present" else (),
    )


def missing_point(path: Path, scene: Scene, need: str, caret_need: str = "", state: str = "missing") -> Point:
    """The answer at `path` is not there yet, or is not known yet."""
    words = scene.words(path)
    if is_yes_or_no(scene.shape_at(path)):
        words |= {
            "nothing": say("label.no_answer", words),
            "place": say("label.answer", words),
            "is": grammar().verbs(plural=False)["is"],
        }
    caret = "caret.missing.wanted" if caret_need else "caret.missing"
    return Point(
        path=path,
        label=say(caret, {**words, "need": caret_need}),
        clause=say("unknown" if state == "unknown" else "missing", words),
        need=need,
        names=scene.named,
        state=state,
        question=scene.question(path),
        attested=_attested(scene, path),
        document=scene.document,
        lacks=(words["is"], words["nothing"]) if state == "missing" else (),
    )


def fact_words(fact: FactResult) -> str:
    """A fact's own sentence, filled with the values that it was worked out from."""
    return say(fact.message, _fact_slots(fact))


def _fact_slots(fact: FactResult) -> dict[str, str]:
    name = fact.message.removeprefix("fact.").partition(".")[0]
    return {slot: retold_by_fact(bare(value), name) for slot, value in fact.slots.items()}


def true_clause(leaf: Tested, scene: Scene) -> str:
    """A leaf that holds, as a clause with the value found: "the vendor country is US"."""
    scene = scene.at_home(leaf.condition.path.start)
    if leaf.fact is not None and leaf.fact.message and leaf.truth is Truth.YES:
        return clause(leaf.fact.message, _fact_slots(leaf.fact))
    slots = leaf_slots(leaf, scene)
    if leaf.found == UNKNOWN:
        return say("because.unknown", slots)
    if leaf.found is Gap.NOTHING:
        return say("found.nothing", slots)
    own = "because.at." + ".".join(k for k in leaf.field if isinstance(k, str))
    if knows(own) and not scene.document and OPERATORS[leaf.condition.operator].dual != "includes_any":
        concerned = slots.get("extra") if leaf.condition.operator == "includes_other_than" else slots.get("shared")
        return say(own, {**slots, "found": concerned or slots["found"]})
    if is_yes_or_no(scene.shape_at(leaf.field)) and leaf.condition.operator not in ("present", "absent"):
        return say("because.yes_no", slots)
    for_operator = f"because.{leaf.condition.operator}"
    return say(for_operator if knows(for_operator) else "because", slots)


def _need(leaf: Tested, scene: Scene, slots: Mapping[str, str]) -> str:
    """What follows "we need"."""
    operator = leaf.condition.operator
    other = the_other_answer(operator, leaf.wanted)
    if other is not None and is_yes_or_no(scene.shape_at(leaf.field)):
        return quoted(plain(other))
    left = _only_choice_left(leaf, scene)
    if left:
        return answers(left, scene.shape_at(leaf.field))
    if leaf.wanted == [] and operator in ("in", "includes_any", "only") and not from_organisation(leaf.condition.operand):
        return say("need.empty_list")
    return say(_need_id(leaf, scene), slots)


def _need_id(leaf: Tested, scene: Scene) -> str:
    """The sentence for an operator, or a finer one: for a fact, a time of day, a list of the company."""
    need, shape = OPERATORS[leaf.condition.operator].need, scene.shape_at(leaf.field)
    finer = [f"{need}.{leaf.field[-1]}"] if leaf.condition.path.start == "facts" else []
    finer += [f"{need}.clock"] if shape is not None and shape.unit == _TIME_OF_DAY else []
    finer += [f"{need}.org"] if isinstance(leaf.wanted, list) and from_organisation(leaf.condition.operand) else []
    return next(filter(knows, finer), need)


def _only_choice_left(leaf: Tested, scene: Scene) -> str:
    """The one choice that is left where others are not wanted; several would read like an offer to relabel it."""
    shape = scene.shape_at(leaf.field)
    if leaf.condition.operator not in ("is_not", "not_in") or shape is None or shape.kind != "choice" or shape.attested:
        return ""
    unwanted = leaf.wanted if isinstance(leaf.wanted, list) else [leaf.wanted]
    left = [choice for choice in shape.choices if choice not in unwanted and choice != UNKNOWN]
    return left[0] if len(left) == 1 else ""


def _found_id(leaf: Tested, scene: Scene) -> str:
    operator = leaf.condition.operator
    if leaf.found is Gap.NOTHING and operator != "present":
        return "found.nothing"
    if leaf.found in ([], "none") and operator in ("includes_all", "includes_any", "includes_other_than"):
        return "found.list_is_empty"
    if leaf.found == ["none"] and operator in ("includes_any", "includes_other_than"):
        return "found.is"
    if is_yes_or_no(scene.shape_at(leaf.field)) and operator not in ("present", "absent"):
        return "found.yes_no"
    return OPERATORS[operator].found


def _caret(leaf: Tested, scene: Scene, need: str, slots: Mapping[str, str]) -> str:
    """The few words at the caret; a yes or no is shown as it is typed."""
    if leaf.found is Gap.NOTHING or leaf.condition.operator == "present":
        return say("caret.missing", slots)
    if isinstance(leaf.wanted, bool) and leaf.condition.operator in ("is", "is_not"):
        typed = leaf.wanted if leaf.condition.operator == "is" else not leaf.wanted
        return say("caret", {"need": "true" if typed else "false"})
    return say("caret", {"need": _as_typed(need)})


def _as_typed(need: str) -> str:
    """A single answer without the quotes that a sentence needs."""
    opening, closing = grammar().quotes
    one = need.removeprefix(opening).removesuffix(closing)
    quoted_once = need == f"{opening}{one}{closing}" and opening not in one and closing not in one
    return one if quoted_once and " " not in one else need


def _unanswered(leaf: Tested, scene: Scene) -> Point:
    """Nobody has said yet: the field itself, a block above it, what it is compared with, or what a fact needs."""
    path = leaf.missing or leaf.field
    words = scene.words(leaf.field)
    if leaf.condition.path.start == "facts" and leaf.fact is not None and leaf.missing == leaf.fact.asks:
        return missing_point(path, scene, say("missing.for_fact", words))
    unknown = leaf.found == UNKNOWN
    if path == leaf.field:
        need = "" if isinstance(leaf.wanted, Gap) else _need(leaf, scene, _hypothetical(leaf, scene))
        short = _as_typed(need) if leaf.condition.operator in ("is", "in") else ""
        return missing_point(path, scene, need, short, "unknown" if unknown else "missing")
    if leaf.field[: len(path)] == path:
        own = (
            words["label"].removeprefix(say("label.borrowed", {"block": scene.label(path), "label": ""})).strip()
        )  # "its status", not "its data agreement status"
        return missing_point(path, scene, say("missing.fields", {"labels": own}))
    return missing_point(path, scene.at_home("root") if path[:1] != leaf.field[:1] else scene, say("missing.operand", words))


def _hypothetical(leaf: Tested, scene: Scene) -> dict[str, str]:
    """Slots for what is needed where nothing was found: everything wanted is missing."""
    slots = told_slots(leaf, scene)
    return {**slots, "missing": slots["wanted_all"], "shared": slots["wanted"]}


def _nothing_to_compare_with(leaf: Tested, scene: Scene) -> Point:
    return Point(
        leaf.field,
        say("caret.unjudged"),
        say("unjudged.wanted", scene.words(leaf.field)),
        names=scene.named,
        document=scene.document,
    )


def _unjudged(leaf: Tested, scene: Scene) -> Point:
    slots = leaf_slots(leaf, scene)
    if leaf.fact is not None:
        words = fact_words(leaf.fact) if leaf.fact.message else say("unjudged.fact", slots)
        return Point(_rests_on(leaf.fact), say("caret.unjudged"), words, state="unjudged")
    return Point(
        leaf.field,
        say("caret.unjudged"),
        say("unjudged", slots),
        names=scene.named,
        state="unjudged",
        document=scene.document,
    )


def _rests_on(fact: FactResult) -> Path:
    return fact.about[0] if fact.about else fact.asks or ()


def _attested(scene: Scene, path: Path) -> bool:
    shape = scene.shape_at(path)
    return shape is not None and shape.attested


def _nearest(leaf: Tested, scene: Scene) -> str:
    """The accepted word that was most likely meant."""
    if leaf.condition.operator != "in" or not isinstance(leaf.wanted, list) or not isinstance(leaf.found, str) or scene.hide:
        return ""
    from guardrails.text.nearest import nearest

    shape = scene.shape_at(leaf.field)
    if shape is not None and shape.kind == "choice" and leaf.found in shape.choices:
        return ""
    near = nearest(leaf.found, [w for w in leaf.wanted if isinstance(w, str)])
    return say("near", {"nearest": near}) if near else ""
