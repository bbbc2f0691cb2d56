# ruff: noqa: E501  (tables: one case a line)
"""Texts of a bundle in several languages: what they compile to, what stands in for a text that is missing, and each mistake."""

from __future__ import annotations

import pytest

from guardrails.files.policy_cache import cached_bundle, keep_bundle
from guardrails.language.bundle_texts import BundleTexts
from guardrails.language.text_maps import is_code, lookups
from guardrails.model.value import Path
from tests.language.bundles import BUNDLE, WORDS, bundle_of, compiled, pack, rule, texts

MAPS = """\
    code: ONE-01
    title: {en: It is good, de: Es ist gut}
    headline: {en: "{title} is not good yet", de: "{title} ist noch nicht gut", pt-BR: "{title} ainda não está bom"}
    why:
      en: Good things last. Others break.
      de: Gutes hält. Anderes bricht.
    fix:
      en: [Make it good., Or leave it.]
      de: [Machen Sie es gut.]
    faster: Ask for help.
    note: {en: Taken from life, pt-BR: Da vida}
    sources: [{title: Our own practice, read: judgement}]
    examples: [{title: good, expect: pass}]
"""
LANES = """\
apiVersion: guardrails/v1
kind: Lanes
lanes:
  - name: full-review
    title: {en: Full review, de: Volle Prüfung}
    promise: {first_talk: {en: soon, de: bald}, answer: in a week}
    lead_workdays: 5
    triggers:
      - id: R1
        title: {en: it is red, de: es ist rot}
        applies_to: Tool
        when: {field: colour, is: red}
        drop: {en: Take blue., de: Nehmen Sie Blau.}
  - {name: self-serve, title: Self-serve, promise: {answer: at once}, lead_workdays: 0}
fast_tracks:
  - name: small
    title: {en: A small one, de: Ein kleines}
    applies_to: Tool
    when: {field: size, less_than: 2}
    turns: [R1]
"""
PATTERN = """\
patterns:
  key:
    title: {en: a key, de: ein Schlüssel}
    regex: 'k-[a-z]+'
    example: {en: k-key, de: k-schluessel}
"""
PARAMETER = """\
parameters:
  most: {title: {en: Most, de: Höchstens}, type: integer, unit: {en: days, de: Tage}, default: 3}
"""


def test_the_default_language_is_english_and_the_others_stand_beside_it() -> None:
    [one] = bundle_of(rule(words=MAPS)).rules
    assert (one.words.title, one.words.headline) == ("It is good", "{title} is not good yet")
    assert one.words.fix == ("Make it good.", "Or leave it.")
    assert set(one.words_in) == {"de", "pt-BR"}
    german = one.words_in["de"]
    assert (german.title, german.why, german.fix) == ("Es ist gut", "Gutes hält. Anderes bricht.", ("Machen Sie es gut.",))


def test_a_text_that_a_language_lacks_is_there_in_the_default_one() -> None:
    [one] = bundle_of(rule(words=MAPS)).rules
    german, brazilian = one.words_in["de"], one.words_in["pt-BR"]
    assert (german.faster, german.note, german.sources) == (one.words.faster, one.words.note, one.words.sources)
    assert (brazilian.headline, brazilian.note) == ("{title} ainda não está bom", "Da vida")
    assert (brazilian.title, brazilian.fix) == (one.words.title, one.words.fix)


def test_a_regional_language_takes_a_missing_text_from_the_language_it_belongs_to() -> None:
    words = MAPS.replace("note: {en: Taken from life, pt-BR: Da vida}", "note: {en: Taken from life, de-CH: Vom Leben}")
    [one] = bundle_of(rule(words=words)).rules
    assert (one.words_in["de-CH"].note, one.words_in["de-CH"].title) == ("Vom Leben", "Es ist gut")


def test_plain_texts_have_no_other_language() -> None:
    [one] = bundle_of(rule()).rules
    assert one.words_in == {}


def test_a_bundle_in_another_language_says_so_once() -> None:
    words = MAPS.replace("en: Taken from life", "en: Taken from life, de: Vom Leben")
    german = bundle_of(rule(words=words), bundle=BUNDLE + "language: de\n")
    [one] = german.rules
    assert (one.words.title, one.words.faster) == ("Es ist gut", "Ask for help.")
    assert one.words_in["en"].title == "It is good"
    assert one.words_in["pt-BR"].title == "Es ist gut"


def test_titles_of_packs_lanes_triggers_and_fast_tracks() -> None:
    bundle = bundle_of(
        rule(), head=pack().replace("title: First rules", "title: {en: First rules, de: Erste Regeln}"), lanes=LANES
    )
    (full, easy), [track] = bundle.lanes, bundle.fast_tracks
    [trigger] = full.triggers
    assert (bundle.packs[0].title, bundle.packs[0].title_in) == ("First rules", {"de": "Erste Regeln"})
    assert (full.title, full.title_in, easy.title_in) == ("Full review", {"de": "Volle Prüfung"}, {})
    assert full.promise == "first talk: soon; answer: in a week"
    assert full.promise_in["de"] == (("first_talk", "bald"), ("answer", "in a week"))
    assert (trigger.title, trigger.title_in, trigger.drop_in) == ("it is red", {"de": "es ist rot"}, {"de": "Nehmen Sie Blau."})
    assert (track.title, track.title_in) == ("A small one", {"de": "Ein kleines"})


def test_a_compiled_bundle_with_languages_comes_back_from_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    bundle = bundle_of(rule("require: {field: key, matches: key}", words=MAPS), before=PATTERN + PARAMETER, lanes=LANES)
    keep_bundle(b"content", bundle)
    assert cached_bundle(b"content") == bundle


AT: Path = ("rules", 0)
FAULTS: tuple[tuple[BundleTexts, str, str, Path, dict[str, str]], ...] = (
    # texts, problem, file, place, some of its slots
    (texts(pack(rule(words=MAPS.replace("en: It is good", "fr: C'est bon")))), "policy-no-default-text", "packs/one.yaml", (*AT, "title"), {"part": "title", "language": "en"}),
    (texts(pack(rule(words=MAPS.replace("en: [", "fr: [")))), "policy-no-default-text", "packs/one.yaml", (*AT, "fix"), {"part": "fix"}),
    (texts(pack(rule(words=MAPS.replace("de: Es", "DE: Es")))), "policy-unknown-language", "packs/one.yaml", (*AT, "title", "DE"), {"code": "DE", "nearest": "de"}),
    (texts(pack(rule(words=MAPS.replace("pt-BR: Da", "pt_br: Da")))), "policy-unknown-language", "packs/one.yaml", (*AT, "note", "pt_br"), {"nearest": "pt-BR"}),
    (texts(pack(rule(words=MAPS.replace("de: Es", "german: Es")))), "policy-unknown-language", "packs/one.yaml", (*AT, "title", "german"), {"code": "german", "nearest": ""}),
    (texts(pack(rule(words=MAPS.replace("de: Es", "dd: Es")))), "policy-unknown-language", "packs/one.yaml", (*AT, "title", "dd"), {"nearest": ""}),
    (texts(pack(rule(words=MAPS.replace("{title} ist", "{titel} ist")))), "policy-unknown-slot", "packs/one.yaml", (*AT, "headline", "de"), {"slot": "titel", "nearest": "title"}),
    (texts(pack(rule(words=MAPS.replace("[Machen Sie es gut.]", "[Gut., 'So: {param.mst}']")))), "policy-unknown-slot", "packs/one.yaml", (*AT, "fix", "de", 1), {"slot": "param.mst"}),
    (texts(pack(rule(), head=pack().replace("title: First rules", "title: {de: Erste}"))), "policy-no-default-text", "packs/one.yaml", ("title",), {}),
    (texts(pack(rule(), before=PARAMETER.replace("en: days", "fr: jours"))), "policy-no-default-text", "packs/one.yaml", ("parameters", "most", "unit"), {}),
    (texts(pack(rule(), before=PARAMETER.replace("en: Most", "fr: Max"))), "policy-no-default-text", "packs/one.yaml", ("parameters", "most", "title"), {}),
    (texts(pack(rule(), before=PATTERN.replace("en: a key", "fr: une clef"))), "policy-no-default-text", "packs/one.yaml", ("patterns", "key", "title"), {}),
    (texts(pack(rule(), before=PATTERN.replace("k-schluessel", "Schluessel"))), "policy-bad-pattern", "packs/one.yaml", ("patterns", "key", "example", "de"), {"reason": "its own example does not match"}),
    (texts(pack(rule()), lanes=LANES.replace("en: Full", "fr: Full")), "policy-no-default-text", "lanes.yaml", ("lanes", 0, "title"), {}),
    (texts(pack(rule()), lanes=LANES.replace("en: soon", "fr: tôt")), "policy-no-default-text", "lanes.yaml", ("lanes", 0, "promise", "first_talk"), {"part": "first_talk"}),
    (texts(pack(rule()), lanes=LANES.replace("de: Nehmen", "xq: Nehmen")), "policy-unknown-language", "lanes.yaml", ("lanes", 0, "triggers", 0, "drop", "xq"), {}),
    (texts(pack(rule()), lanes=LANES.replace("en: A small", "fr: A small")), "policy-no-default-text", "lanes.yaml", ("fast_tracks", 0, "title"), {}),
    (texts(pack(rule(words=MAPS)), bundle=BUNDLE + "language: pt-BR\n"), "policy-no-default-text", "packs/one.yaml", (*AT, "title"), {"language": "pt-BR"}),
    (texts(pack(rule()), bundle=BUNDLE + "language: xq\n"), "policy-unknown-language", "bundle.yaml", ("language",), {"code": "xq"}),
    (texts(pack(rule()), bundle=BUNDLE + "language: English\n"), "field-format", "bundle.yaml", ("language",), {"label": "default language"}),
    # what is wrong in one language of a map is told there, in the words of the key
    (texts(pack(rule(words=MAPS.replace("de: Es ist gut", "de: ''")))), "field-format", "packs/one.yaml", (*AT, "title", "de"), {"label": "the good state"}),
    (texts(pack(rule(words=MAPS.replace("de: Es ist gut", f"de: {'gut ' * 60}")))), "field-too-long", "packs/one.yaml", (*AT, "title", "de"), {"limit": "120"}),
    (texts(pack(rule(words=MAPS.replace("de: [Machen Sie es gut.]", "de: Machen Sie es gut.")))), "field-wrong-kind", "packs/one.yaml", (*AT, "fix", "de"), {"wanted": "a list"}),
    (texts(pack(rule(words=WORDS.replace("[Make it good.]", "Make it good.")))), "field-wrong-kind", "packs/one.yaml", (*AT, "fix"), {"wanted": "a list or a group of fields"}),
    (texts(pack(rule(words=WORDS.replace("title: It is good", "title: 7")))), "field-wrong-kind", "packs/one.yaml", (*AT, "title"), {"wanted": "text or a group of fields"}),
)  # fmt: skip


@pytest.mark.parametrize(("given", "id", "file", "path", "slots"), FAULTS)
def test_a_mistake_in_a_map_of_languages(given: BundleTexts, id: str, file: str, path: Path, slots: dict[str, str]) -> None:
    bundle, problems = compiled(given)
    assert bundle is None
    [problem] = [p for p in problems if p.id == id and p.spot.path == path]
    assert (problem.source, problem.area, problem.warning) == (file, "policy", False)
    assert {name: problem.slots.get(name) for name in slots} == slots


@pytest.mark.parametrize("code", ["en", "de", "pt-BR", "zh-Hant-TW", "es-419", "gsw"])
def test_a_code_as_bcp_47_writes_it(code: str) -> None:
    assert is_code(code)


@pytest.mark.parametrize("code", ["", "EN", "de_AT", "de-at", "german", "xq", "e", "zh-hant"])
def test_what_is_no_code(code: str) -> None:
    assert not is_code(code)


def test_a_reader_finds_the_wider_language_next() -> None:
    assert list(lookups("zh_Hant_TW")) == ["zh-Hant-TW", "zh-Hant", "zh"]
