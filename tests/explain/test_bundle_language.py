"""A report in a reader's language: its words are swapped, and nothing else."""

from __future__ import annotations

from guardrails.explain.bundle_language import bundle_in_language, in_language, rule_in_language
from guardrails.model import condition as asked
from guardrails.model import evidence as seen
from guardrails.model.fact_result import FactResult
from guardrails.model.report import Report
from guardrails.model.rule import Bundle
from tests.judge.runs import finding, judged, only, tool
from tests.language.bundles import BUNDLE, bundle_of, pack, rule
from tests.language.test_pack_languages import LANES, MAPS, PATTERN

HEAD = pack().replace("title: First rules", "title: {en: First rules, de: Erste Regeln}")


def bundle(condition: str = "require: {field: size, at_least: 9}", **more: str) -> Bundle:
    return bundle_of(rule(condition, words=MAPS), head=HEAD, before=PATTERN, lanes=LANES, **more)


def report(condition: str = "require: {field: size, at_least: 9}") -> Report:
    return judged(bundle(condition), tool("{colour: red, size: 3, key: x}"))


def test_a_finding_and_its_rule_are_told_in_the_language() -> None:
    german = in_language(report(), "de")
    told = finding(german).rule
    assert told.words.title == "Es ist gut"
    assert told.words.fix == ("Machen Sie es gut.",)
    assert told.words.faster == "Ask for help."
    assert german.bundle is not None
    assert german.bundle.rules == (told,)
    assert german.bundle.packs[0].title == "Erste Regeln"


def test_lanes_their_reasons_and_what_would_drop_them() -> None:
    german = in_language(report(), "de")
    assert german.bundle is not None
    (full, easy), [track] = german.bundle.lanes, german.bundle.fast_tracks
    assert (only(german).lane, only(german).lane_reasons) == ("full-review", ("es ist rot",))
    assert (full.title, full.promise) == ("Volle Prüfung", "first talk: bald; answer: in a week")
    assert (full.triggers[0].title, full.triggers[0].drop) == ("es ist rot", "Nehmen Sie Blau.")
    assert (easy.title, easy.promise) == ("Self-serve", "answer: at once")
    assert track.title == "Ein kleines"


def test_a_reason_that_hangs_on_an_answer_is_told_too() -> None:
    open_lane = judged(bundle(), tool("{size: 3}"))
    assert only(open_lane).lane_open == ("it is red",)
    assert only(in_language(open_lane, "de")).lane_open == ("es ist rot",)


def test_only_words_change() -> None:
    english, german = report(), in_language(report(), "de")
    assert [(f.outcome, f.severity, f.rule.name, f.evidence) for f in only(english).findings] == [
        (f.outcome, f.severity, f.rule.name, f.evidence) for f in only(german).findings
    ]
    assert (english.problems, only(english).counts, only(english).verdict) == (
        german.problems,
        only(german).counts,
        only(german).verdict,
    )


def test_a_pattern_is_known_by_its_title_in_the_language() -> None:
    german = finding(in_language(report("require: {field: key, matches: key}"), "de"))
    condition, evidence = german.rule.require, german.evidence
    assert isinstance(condition, asked.Test)
    assert isinstance(condition.operand, asked.Given)
    assert isinstance(condition.operand.value, dict)
    assert (condition.operand.value["title"], condition.operand.value["example"]) == ("ein Schlüssel", "k-schluessel")
    assert isinstance(evidence, seen.Tested)
    assert isinstance(evidence.wanted, dict)
    assert evidence.wanted["title"] == "ein Schlüssel"
    assert evidence.wanted["regex"] == "k-[a-z]+"


def test_a_rule_about_the_lane_gives_its_reasons_in_the_language() -> None:
    lane = "require: {field: facts.lane, is: self-serve}"
    facts = [finding(told).evidence for told in (report(lane), in_language(report(lane), "de"))]
    reasons = [e.fact.slots["reasons"] for e in facts if isinstance(e, seen.Tested) and isinstance(e.fact, FactResult)]
    assert reasons == ["it is red", "es ist rot"]


def test_rules_of_later_stages_are_told_too() -> None:
    coming = judged(bundle(), tool("{colour: red, size: 3}", stage="pilot"))
    [later] = only(in_language(coming, "de")).coming
    assert later.rule.words.title == "Es ist gut"


def test_a_reader_whose_language_is_not_there_gets_the_default_one() -> None:
    english = report()
    assert in_language(english, "fr") is english
    assert in_language(english, "en") is english
    assert english.bundle is not None
    assert bundle_in_language(english.bundle, "fr") is english.bundle
    assert in_language(english._replace(bundle=None), "de").bundle is None


def test_a_region_finds_its_language() -> None:
    assert in_language(report(), "de_AT") == in_language(report(), "de")
    [one] = bundle().rules
    assert rule_in_language(one, "pt-BR").words.note == "Da vida"
    assert rule_in_language(one, "pt") == one


def test_a_bundle_in_german_speaks_english_where_it_was_translated() -> None:
    words = MAPS.replace("en: Taken from life", "en: Taken from life, de: Vom Leben")
    german = bundle_of(rule(words=words), bundle=BUNDLE + "language: de\n", lanes=LANES.replace("title: Self", "title: Selbst"))
    english = bundle_in_language(german, "en")
    assert (german.rules[0].words.title, english.rules[0].words.title) == ("Es ist gut", "It is good")
    assert (german.lanes[0].promise, english.lanes[0].promise) == (
        "first talk: bald; answer: in a week",
        "first talk: soon; answer: in a week",
    )
