"""A language is one file: complete, with slots that fill, chosen by the reader, and without a trace of English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.core import Locale
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from guardrails.explain.catalogue_problems_en import PROBLEMS
from guardrails.explain.context import Context
from guardrails.explain.counting import counted, kind_word, number, time_span
from guardrails.explain.days import counted_day, short_day
from guardrails.explain.grammar import clause, grammar, quoted
from guardrails.explain.labels import label, label_slots
from guardrails.explain.language_file import LanguageFileError, language_of
from guardrails.explain.local_forms import decimal, percent, plural_form
from guardrails.explain.plain_values import day_in_words, plain
from guardrails.explain.problems import explain
from guardrails.explain.retelling import retold, retold_by_fact, retold_span
from guardrails.explain.secret_spans import masked
from guardrails.explain.sentences import catalogue, say, say_counted, slots_in, template
from guardrails.explain.tongue import ENGLISH, Language, choice, matching, speaking, spoken
from guardrails.explain.translated_shapes import TranslatedShapes, translated
from guardrails.files.languages import codes, language
from guardrails.files.workers import shared_out
from guardrails.model.problem import Problem, Spot
from guardrails.model.shape import Shape
from guardrails.text.reader import read, read_ours
from tests.explain.languages import POLISH, SHIPPED, polish, schema_texts

GERMAN = language("de")
NO_FILES: dict[str, str] = {}
FOLDER = Path(__file__).parents[2] / "src" / "guardrails" / "explain" / "languages"
FORMS = ("zero", "one", "two", "few", "many", "other")
TODAY = date(2026, 11, 23)
shipped = pytest.mark.parametrize("other", SHIPPED, ids=lambda one: one.code)


@pytest.fixture
def german() -> Iterator[None]:
    with speaking(GERMAN):
        yield


@shipped
def test_a_language_has_every_sentence_and_no_other(other: Language) -> None:
    english = {id for id in catalogue() if not id.startswith(tuple(f"problem.{problem}." for problem in PROBLEMS))}
    assert sorted(english - other.sentences.keys()) == []
    forms = Locale.parse(other.locale).plural_form.tags | {"other"}
    more = {id for id in other.sentences.keys() - english if id.rpartition(".")[2] not in forms}
    assert sorted(more) == []


@shipped
def test_a_language_has_every_problem_with_the_same_parts(other: Language) -> None:
    assert sorted(other.problems) == sorted(PROBLEMS)
    for id, parts in other.problems.items():
        for part, texts in parts._asdict().items():
            english = getattr(PROBLEMS[id], part)
            assert bool(texts) == bool(english), (id, part)
            if part != "why":
                assert len(texts) == len(english), (id, part)


@shipped
def test_a_language_has_the_words_of_every_schema(other: Language) -> None:
    assert sorted(schema_texts() - other.fields.keys()) == []


@shipped
def test_no_sentence_needs_a_slot_that_the_english_one_lacks(other: Language) -> None:
    for id, text in other.sentences.items():
        name, _, form = id.rpartition(".")
        english = catalogue().get(id) or catalogue()[f"{name}.other"]
        extra = {"count"} if form in FORMS else set()
        assert set(slots_in(text)) <= {*slots_in(english), *extra, *_of_a_label(english)}, id


def _of_a_label(english: str) -> set[str]:
    """A sentence about a place may name it in any of the forms that come together."""
    together = {"label", "place", "nothing", "is", "includes", "does", "a"}
    return together if together & set(slots_in(english)) else set()


@shipped
def test_no_problem_needs_a_slot_that_the_english_one_lacks(other: Language) -> None:
    for id, parts in other.problems.items():
        for part, texts in parts._asdict().items():
            english = getattr(PROBLEMS[id], part)
            pairs = [(texts, english)] if part == "why" else zip(texts, english, strict=True)
            for text, source in pairs:
                assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", source)), (id, part, text)


@shipped
def test_a_language_is_typed_with_its_own_quotes(other: Language) -> None:
    texts = [*other.sentences.values(), *(t for p in other.problems.values() for t in (*p.headline, *p.what, *p.fix, p.why))]
    assert [text for text in texts if '"' in text and "gerade" not in text] == []
    assert [text for text in texts if text != text.strip()] == []


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT"}, "de"),
        ({"LANG": "de-CH"}, "de"),
        ({"LANG": "de@euro"}, "de"),
        ({"LANG": "DE"}, "de"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": ""}, "en"),
        ({"LANG": "xx_XX.UTF-8"}, "en"),
        ({"LANG": "deu"}, "en"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "en_GB", "LC_ALL": "de_DE"}, "de"),
        ({"LC_ALL": "C", "LANG": "de_DE"}, "en"),
        ({"LC_ALL": "en_GB", "LANGUAGE": "de"}, "de"),
        ({"LANGUAGE": "xx:de:en"}, "de"),
        ({"LANGUAGE": "xx:yy", "LANG": "de"}, "en"),
        ({"LANGUAGE": ":", "LANG": "de"}, "de"),
        ({"LANGUAGE": "de", "GUARDRAILS_LANG": "en"}, "en"),
        ({"LANG": "en_GB", "GUARDRAILS_LANG": "de"}, "de"),
    ],
)
def test_the_environment_chooses_the_language(environment: dict[str, str], chosen: str) -> None:
    assert choice(environment, ("en", "de")) == chosen


def test_a_region_of_its_own_comes_first() -> None:
    assert matching("de_AT.UTF-8", ("en", "de", "de-AT")) == "de-AT"
    assert matching("de_CH", ("en", "de", "de-AT")) == "de"
    assert matching("fr", ("en", "de")) is None


def test_every_language_that_is_there_can_be_read() -> None:
    assert codes()[0] == "en"
    assert "de" in codes()
    assert [language(code).code for code in codes()] == list(codes())


@pytest.mark.parametrize("code", [code for code in codes() if code != "en"])
def test_a_file_of_a_language_stands_a_second_look(code: str) -> None:
    data = (FOLDER / f"{code}.yaml").read_bytes()
    assert read(data) == (read_ours(data), None)


def test_outside_a_block_everything_is_english() -> None:
    assert spoken() is ENGLISH
    with speaking(GERMAN):
        assert spoken() is GERMAN
        with speaking(ENGLISH):
            assert say("verdict.ready") == "Ready"
        assert say("verdict.ready") == "Bereit"
    assert say("verdict.ready") == "Ready"


def test_what_a_language_lacks_is_told_in_english() -> None:
    with speaking(polish()):
        assert say("verdict.ready") == "Ready"
        assert explain(Problem("file-nul", "a.yaml"), Context(NO_FILES.__getitem__, {})).headline == "a.yaml is not a text file"
        assert translated(Shape("text", title="vendor", question="Who makes it?")).question == "Who makes it?"


def test_a_second_language_is_one_file_and_no_code() -> None:
    with speaking(polish()):
        told = [say_counted("verdict.not_yet", n) for n in (1, 3, 5)]
        assert told == ["Jeszcze nie: 1 rzecz", "Jeszcze nie: 3 rzeczy (few)", "Jeszcze nie: 5 rzeczy (many)"]
        assert [number(n, "days") for n in (1, 3, 1.5)] == ["1 dzien", "3 dni", "1,5 dnia"]
        assert say("found.is", {**label_slots("Dostawca"), "found": "X"}) == "pole Dostawca ma X"
        assert clause("because.unclear") == "to nie jest jasne"
        assert grammar().team("Privacy") == "dzial Privacy"
        assert quoted("a b") == "„a b”"
        block = Shape("object", title="Umowa", fields={"status": Shape("text", title="Stan")})
        assert label(Shape("object", fields={"contract": block}), ("contract", "status")) == "Umowa Stan"
        said = explain(Problem("file-tab", "a.yaml", Spot(start=0)), Context(lambda name: "\ta: 1\n", {}))
        assert said.headline == "Linia 1 zaczyna sie tabulatorem"
        assert said.fix == explain(Problem("file-tab", "a.yaml"), Context(NO_FILES.__getitem__, {})).fix


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"- list\n",
        b"language: de\n",
        POLISH.replace(b"problems:\n  file-tab:", b"problems:\n  file-tab: {hint: [x]}\n  other:"),
        POLISH.replace(b"sentences:", b"sentences: 5\nrest:"),
        POLISH.replace(b"vendor: Dostawca", b"vendor: 7"),
        POLISH.replace(b"vendor: Dostawca", b"days: Dostawca"),
    ],
)
def test_a_file_that_is_not_a_language_is_our_own_fault(data: bytes) -> None:
    with pytest.raises(LanguageFileError):
        language_of("pl", data)


@given(st.integers(0, 10**9) | st.floats(0, 10**6).map(lambda n: round(n, 2)))
def test_english_without_a_library_says_what_the_library_says(count: float) -> None:
    assert plural_form(count) == ("one" if count == 1 else "other")
    if isinstance(count, int):
        assert plural_form(count) == Locale.parse("en_GB").plural_form(count)
    assert decimal(count) == format_decimal(count, format="#,##0.##", locale="en_GB")


@pytest.mark.usefixtures("german")
def test_numbers_days_and_plurals_are_german() -> None:
    assert decimal(1234.5) == "1.234,5"
    assert percent(12.5) == "12,5\xa0%"
    assert short_day("2027-02-01") == "1. Februar 2027"
    assert counted_day("2027-02-01", TODAY) == "1. Februar 2027 (in 70 Tagen)"
    assert counted_day("2026-11-24", TODAY) == "24. November 2026 (in 1 Tag)"
    assert day_in_words("2026-11-27T16:55") == "Freitag, 27. November 2026, 16:55 Uhr"
    assert [counted(n, "rule") for n in (0, 1, 2)] == ["0 Regeln", "1 Regel", "2 Regeln"]
    assert [time_span(n, "month") for n in (1, 2)] == ["1 Monat", "2 Monate"]
    assert [number(n, "days") for n in (1, 1500)] == ["1 Tag", "1.500 Tage"]
    assert [kind_word("Campaign"), kind_word("Campaign", many=True)] == ["Kampagne", "Kampagnen"]


@pytest.mark.usefixtures("german")
def test_values_are_quoted_joined_and_hidden_in_german() -> None:
    assert plain(["a b", "c"]) == "„a b“ und c"
    assert plain(True) == "ja"
    assert masked("token=sk_" + "live_abcdefghijkl1234567890").endswith("Zeichen)")


def test_what_is_hidden_is_counted_in_the_language_of_each_run() -> None:
    text = "token=sk_" + "live_abcdefghijkl1234567890"
    assert masked(text).endswith("characters)")
    with speaking(GERMAN):
        assert masked(text).endswith("Zeichen)")
    assert masked(text).endswith("characters)")


@pytest.mark.parametrize(
    ("english", "german_words"),
    [
        ("a list", "eine Liste"),
        ("a number or none", "eine Zahl oder none"),
        ("at most 40 entries", "höchstens 40 Einträge"),
        ("at least 0.5", "mindestens 0.5"),
        ("a date like 2026-11-23", "ein Datum wie 2026-11-23"),
        ("a text of at least 3 letters", "ein Text mit mindestens 3 Zeichen"),
        ("what nobody translated", "what nobody translated"),
    ],
)
def test_words_of_the_engine_are_retold(english: str, german_words: str) -> None:
    assert retold(english) == english
    with speaking(GERMAN):
        assert retold(english) == german_words


@pytest.mark.parametrize(
    ("fact", "english", "german_words"),
    [
        ("next_free_slot", "Tuesday 1 December, 10:00", "Dienstag, 1. Dezember, 10:00"),
        ("launch_weekday", "Friday", "Freitag"),
        ("launch_in_quiet_window", "Friday 15:00 to Monday 07:00", "Freitag 15:00 bis Montag 07:00"),
        ("three_year_cost", "licence 61,000, our own days 4,500.50", "Lizenz 61.000, eigene Tage 4.500,5"),
        ("missing_cost_lines", "training, leaving", "Schulung, Ausstieg"),
        (
            "dpia_signs",
            "watching visitors, children, patients or staff",
            "Beobachten von Besuchern, Kinder, Patienten oder Beschäftigte",
        ),
        ("tool_we_own", "MailSparrow (owner mia@brand.example)", "MailSparrow (zuständig: mia@brand.example)"),
        ("tags_on_pay_pages", "a tag on checkout", "ein Website-Tag auf checkout"),
        ("uses_over_retention", "newsletter 800 days (limit 730)", "newsletter 800 Tage (Grenze 730)"),
        ("stop_list_reason", "a list on page one", "a list on page one"),
    ],
)
def test_what_facts_say_is_retold(fact: str, english: str, german_words: str) -> None:
    assert retold_by_fact(english, fact) == english
    with speaking(GERMAN):
        assert retold_by_fact(english, fact) == german_words


@pytest.mark.usefixtures("german")
def test_how_soon_a_team_answers_is_retold() -> None:
    assert [retold_span(text) for text in ("1 workday", "2 weeks", "soon")] == ["1 Arbeitstag", "2 Wochen", "soon"]


def test_shapes_are_translated_for_each_language_and_never_changed() -> None:
    shapes = TranslatedShapes({"Tool": Shape("object", fields={"vendor": Shape("text", title="vendor", unit="days")})})
    with speaking(GERMAN):
        field = shapes["Tool"].fields["vendor"]
        assert (field.title, field.unit) == ("Anbieter", "days")
    assert shapes["Tool"].fields["vendor"].title == "vendor"


@pytest.mark.usefixtures("german")
def test_worker_processes_keep_the_language() -> None:
    work = shared_out(list(range(500)), lambda n: [say("verdict.ready"), n])
    assert work == [["Bereit", n] for n in range(500)]


@pytest.mark.parametrize("id", sorted(id for id in catalogue() if id.endswith((".one", ".other"))))
def test_plural_forms_come_in_pairs_where_a_number_chooses(id: str) -> None:
    name, _, form = id.rpartition(".")
    if form == "other" and not id.startswith(("words.", "reason.", "page.")):
        assert template(f"{name}.one")
