"""The handbook of a bundle as data: nothing is left out, everything leads somewhere, and the same comes out each time."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

import guardrails
from guardrails.explain.catalogue_handbook_en import SENTENCES
from guardrails.explain.condition_words import Line
from guardrails.explain.handbook_page import Handbook, Item, Outline, Page, Run, Sample, Section, Table, Terms, outline, words
from guardrails.files.bundles import load_bundle, read_bases
from guardrails.files.data import ParsedSchemas
from guardrails.language.compile_bundle import compile_bundle
from guardrails.workshop.examples import Example, changed, examples_of
from guardrails.workshop.handbook import handbook
from guardrails.workshop.handbook_shelf import Shelf, shelf_of
from guardrails.workshop.handbook_yaml import example_yaml
from guardrails.workshop.material import Material
from tests.workshop.rules import material, rule

HOUSE = Path(guardrails.__file__).parent


@cache
def starter() -> Material:
    """The starter as it is."""
    loaded = load_bundle("starter", ".", "")
    assert loaded.texts is not None
    bases = read_bases(loaded.places)
    return Material(loaded.texts, ParsedSchemas(loaded.schemas), bases, loaded.schemas)


@cache
def starter_book() -> Handbook:
    """The starter's handbook."""
    return book_of(starter())


def book_of(of: Material) -> Handbook:
    """The handbook of a bundle that can be used."""
    book, problems = handbook(of)
    assert book is not None, problems
    return book


def page(id: str, book: Handbook) -> Page:
    """One page of a handbook."""
    return next(p for p in book.pages if p.id == id)


def links(of: Page | Section) -> set[str]:
    """Where a page or a section leads within the handbook."""
    sections = of.sections if isinstance(of, Page) else (of,)
    runs: list[Run] = [*(of.trail if isinstance(of, Page) else ()), *(run for s in sections for run in s.heading)]
    found: set[str] = set()
    for block in (block for section in sections for block in section.blocks):
        match block:
            case Outline(items):
                runs += [run for item in items for run in _runs(item)]
            case Table(_, rows):
                runs += [run for row in rows for cell in row for run in cell]
            case Terms(terms):
                found |= {term.anchor for term in terms if "#" in term.anchor}
    return found | {run.to for run in runs if run.to and not run.to.startswith("http")}


def _runs(item: Item) -> list[Run]:
    return [*item.words, *(run for below in item.below for run in _runs(below))]


def test_every_rule_has_a_page_that_its_pack_and_the_index_lead_to() -> None:
    bundle, _ = compile_bundle(starter().texts, starter().schemas, {}, starter().texts.main)
    assert bundle is not None
    book = starter_book()
    index = page("index", book)
    codes = next(section for section in index.sections if section.key == "codes")
    found = {entry.to for entry in book.entries}
    for one in bundle.rules:
        id = f"rules/{one.name}"
        assert page(id, book).title == one.words.title
        assert id in links(page(f"packs/{one.pack}", book))
        assert id in links(codes)
        assert id in links(next(s for s in index.sections if s.key == f"pack-{one.pack}"))
        assert id in found
    assert {p.id for p in book.pages if p.id.startswith("lanes/")} == {f"lanes/{lane.name}" for lane in bundle.lanes}
    assert len({p.id for p in book.pages}) == len(book.pages)


def test_every_link_leads_to_a_page_or_a_word() -> None:
    book = starter_book()
    words_there = {f"glossary#{t.anchor}" for s in page("glossary", book).sections for b in s.blocks for t in b.terms}  # type: ignore[union-attr]
    there = {p.id for p in book.pages} | words_there
    for one in book.pages:
        assert links(one) <= there, one.id
    assert {entry.to for entry in book.entries} <= there


def test_a_rule_page_says_everything_in_order() -> None:
    rules = [p for p in starter_book().pages if p.id.startswith("rules/")]
    for one in rules:
        keys = [section.key for section in one.sections]
        assert {"asks", "counts", "why", "fix", "ask", "examples", "waiver", "sources", "history"} <= set(keys), one.id
        assert keys.index("fix") < keys.index("examples") < keys.index("ask")
        told = str(one)
        assert not re.search(r"\{(?:param|facts|field|org|title|found|wanted|element)\b", told), one.id
        shown = [b.expect for s in one.sections for b in s.blocks if isinstance(b, Sample)]
        assert "pass" in shown, one.id


def test_the_same_bundle_gives_the_same_handbook() -> None:
    assert book_of(starter()) == starter_book()


def test_a_lane_says_what_leads_there_and_what_drops_one_lane() -> None:
    shelf, _ = shelf_of(starter())
    assert shelf is not None
    for lane in shelf.bundle.lanes:
        told = str(page(f"lanes/{lane.name}", starter_book()))
        for trigger in lane.triggers:
            assert f"{trigger.id}: " in told
            assert trigger.drop.split("`")[0][:30].replace("'", "\\'") in told or trigger.drop in told.replace("\\'", "'")
    tracks = str([p for p in starter_book().pages if p.id.startswith("lanes/")])
    assert all(track.title.replace("'", "\\'") in tracks or track.title in tracks for track in shelf.bundle.fast_tracks)


def test_a_setting_stands_in_the_steps_with_the_value_that_the_bundle_gives_it() -> None:
    parameters = {"longest": {"title": "Longest trial", "type": "integer", "unit": "days", "default": 60, "at_most": 90}}
    made = rule(fix=["End it after {param.longest} days, for {title}, on {facts.next_free_slot}."])
    bundle = {"parameters": {"one.longest": 30}, "settable": ["one.longest"]}
    book = book_of(material(made, bundle=bundle, parameters=parameters))
    assert "End it after 30 days, for ‹name of the tool or campaign›, on ‹next free launch slot›." in str(book.pages)
    [settings] = [s for s in page("packs/one", book).sections if s.key == "settings"]
    table = settings.blocks[1]
    assert isinstance(table, Table)
    assert ["".join(run.text for run in cell) for cell in table.rows[0]] == [
        "Longest trial",
        "30 days",
        "up to 90",
        "one.longest (a workspace can set it)",
    ]


def test_the_rule_that_took_the_place_of_another_is_linked() -> None:
    book = book_of(material(rule(replaced_by="one/second"), rule(id="second")))
    assert "rules/one/second" in links(page("rules/one/owner-is-named", book))


def test_a_bundle_that_cannot_be_used_has_no_handbook() -> None:
    book, problems = handbook(material(rule(require={"field": "metadata.ownr", "present": True})))
    assert book is None
    assert [p.id for p in problems] == ["policy-unknown-path"]


def shelf() -> Shelf:
    """The starter's shelf."""
    found, _ = shelf_of(starter())
    assert found is not None
    return found


def test_an_example_shows_what_it_changes_as_the_manifest_then_says() -> None:
    found = shelf()
    for examples in found.examples.values():
        for example in examples:
            base, shape = found.bases[example.kind], found.shapes[example.kind]
            text = example_yaml(example, base, shape, found.bundle.organisation)
            manifest = text.partition("# in the company's organisation.yaml")[0]
            said = yaml.load(manifest, Loader=yaml.BaseLoader) or {}
            for path, value in example.change.items():
                if value is None:
                    assert f"# left out: {path.removeprefix('org.')}\n" in text, example.name
                elif not path.startswith("org."):
                    assert path.split(".")[0] in said, example.name
            _within(said, changed(base, example), example)


def _within(said: object, whole: object, example: Example) -> None:
    """Every key shown is in the changed manifest too."""
    if isinstance(said, dict) and said:
        assert isinstance(whole, dict), example.name
        for key, value in said.items():
            assert key in whole, (example.name, key)
            _within(value, whole[key], example)


def test_an_element_of_a_list_keeps_what_names_it() -> None:
    found = shelf()
    [wanted] = [e for some in found.examples.values() for e in some if "data.uses.0.lawful_basis" in e.change][:1]
    text = example_yaml(wanted, found.bases[wanted.kind], found.shapes[wanted.kind], {})
    assert re.search(r"uses:\n    - use: [\w.]+\n", text)


def test_a_change_that_leads_nowhere_is_shown_as_written() -> None:
    example = next(iter(examples_of_rule({"metadata.owner.nothing.below": "x"})))
    assert (
        example_yaml(example, {"metadata": {"owner": "mia"}}, shelf().shapes["Tool"], {}) == "metadata.owner.nothing.below: x\n"
    )


def test_organisation_and_days_are_told_apart() -> None:
    example = next(iter(examples_of_rule({"org.people": ["a@b.example"], "dates.end_at": "2026-12-01", "goal": None})))
    text = example_yaml(example, {"goal": {}}, shelf().shapes["Tool"], {})
    assert text == (
        "dates:\n  end_at: 2026-12-01\n# left out: goal\n# in the company's organisation.yaml\npeople:\n  - a@b.example\n"
    )


def examples_of_rule(change: dict[str, object]) -> list[Example]:
    """The examples of a rule with one that makes this change."""
    from guardrails.workshop.material import documents, of_kind

    made = material(rule(examples=[{"title": "it", "expect": "pass", "change": change}]))
    return [e for d in of_kind(documents(made.texts.files), "PolicyPack") for e in examples_of(d)]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Set `a.b` to `on: x`.", ["Set ", "=a.b", " to ", "=on: x", "."]),
        ("a ` b ` c", ["a ` b ` c"]),
        ("``a``", ["``a``"]),
        ("`<b>` `a|b` `a b`", ["`<b>` `a|b` `a b`"]),
        ("one\n  two\u202e", ["one two\\u{202E}"]),
    ],
)
def test_only_what_looks_like_a_field_is_code(text: str, runs: list[str]) -> None:
    assert ["=" + run.text if run.code else run.text for run in words(text)] == runs


def test_lines_nest_as_deep_as_they_are() -> None:
    made = outline([Line("a"), Line("b", 1), Line("c", 2), Line("d", 1), Line("e")])
    [a, e] = made.items
    assert [item.words[0].text for item in a.below] == ["b", "d"]
    assert a.below[0].below[0].words[0].text == "c"
    assert e.below == ()


def test_every_sentence_of_the_handbook_is_used() -> None:
    code = "".join(f.read_text() for f in HOUSE.rglob("handbook*") if f.suffix in (".py", ".html"))
    whole = set(re.findall(r"""["']([a-z_.]+)["']""", code))
    beginnings = tuple(re.findall(r"""["']([a-z_]+\.)(?:\{|["'] ~)""", code))
    assert [id for id in SENTENCES if id not in whole and not id.startswith(beginnings)] == []
