"""The documentation is true: what it shows is what comes out, what it names is there, what it links to exists."""

from __future__ import annotations

import difflib
import re
import shlex
from functools import cache
from pathlib import Path

import click
import pytest
import yaml

from guardrails.cli.main import COMMANDS
from guardrails.cli.main import guardrails as group
from guardrails.judge.verdict import Exit
from guardrails.language.facts import FACTS
from guardrails.language.operators import OPERATORS
from tests.docs import story
from tests.docs.blocks import PAGES, ROOT, Block, blocks, fences, marks, page_name, rewritten, without_fences
from tests.docs.running import NotAsMarkedError, run, shown
from tests.docs.samples import amiss
from tests.docs.tables import TABLES

README = ROOT / "README.md"
_NOT_OUR_TONE = r"\b(?:violations?|denied|forbidden|illegal|non-compliant|simply|please|seamless\w*|powerful|robust)\b"
_OUTPUT = {"console", "text", "diff"}
_COMMAND = re.compile(r"(?:^\$ |`|^)(guardrails [a-z][^`\n|]*)", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


@cache
def _text(page: Path) -> str:
    return page.read_text("utf-8")


def _named(text: str) -> dict[str, str]:
    return {name: block.body for block in blocks(text) if (name := block.option("name"))}


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_a_page_shows_what_comes_out(
    page: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = page.read_text("utf-8")
    named = _named(text)
    amiss: list[str] = []
    is_story = text.startswith("<!-- story -->")
    if is_story:
        for key, value in story.surroundings(tmp_path).items():
            monkeypatch.setenv(key, value)
        story.set_up(tmp_path)

    def renew(block: Block) -> str:
        try:
            return _told(block, tmp_path) if is_story else _renewed(block, tmp_path / f"line-{block.line}", named)
        except NotAsMarkedError as reason:
            amiss.append(str(reason))
            return block.body

    fresh = rewritten(text, renew)
    if request.config.getoption("--update-golden"):
        page.write_text(fresh, "utf-8")
    if amiss:
        pytest.fail("\n".join(amiss), pytrace=False)
    changed = "".join(difflib.unified_diff(text.splitlines(True), fresh.splitlines(True), "as written", "as it comes out", n=1))
    if changed and not request.config.getoption("--update-golden"):
        pytest.fail(f"run pytest --update-golden and read what changed in {page_name(page)}:\n{changed}", pytrace=False)


def _told(block: Block, folder: Path) -> str:
    if block.mark == "edit":
        story.edit(block, folder)
        return block.body
    return story.told(block, folder)


def _renewed(block: Block, folder: Path, named: dict[str, str]) -> str:
    match block.mark:
        case "run":
            return shown(block, folder, named)
        case "table":
            return TABLES[block.subject]()
        case "diff":
            return _difference(*block.subject.split())
        case _:
            return block.body


def _difference(old: str, new: str) -> str:
    lines = difflib.unified_diff(_text(ROOT / old).splitlines(), _text(ROOT / new).splitlines(), n=0, lineterm="")
    return "".join(f"{line}\n" for line in lines if not line.startswith(("---", "+++", "@@")))


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_the_yaml_of_a_page_is_what_it_says(page: Path) -> None:
    named = _named(_text(page))
    for block in blocks(_text(page)):
        if block.mark == "check":
            assert amiss(block, named) == [], f"{page_name(page)}, line {block.line}"


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_mark_has_its_block(page: Path) -> None:
    assert len(blocks(_text(page))) == marks(_text(page))


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_output_and_manifests_never_stand_without_a_mark(page: Path) -> None:
    bare = [(language, body) for before, language, body in fences(_text(page)) if not before.startswith("<!-- ")]
    assert [body for language, body in bare if language in _OUTPUT or "apiVersion: guardrails" in body] == []


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in _LINK.findall(without_fences(_text(page))):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        file, _, anchor = target.partition("#")
        place = (page.parent / file).resolve() if file else page
        assert place.exists(), target
        assert place.is_relative_to(ROOT), target
        if anchor:
            assert anchor in _anchors(place), target


def _anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", without_fences(_text(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-") for t in titles}


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_command_and_option_named_exists(page: Path) -> None:
    for line in _COMMAND.findall(_text(page).replace(" \\\n", " ")):
        words = [w for w in shlex.split(line.replace("'", "").replace('"', ""))[1:] if w not in ("&&", "…")]
        unknown = _unknown(words)
        assert unknown == [], f"{line!r}: {unknown}"


def _unknown(words: list[str]) -> list[str]:
    """What of a command line our command does not know; words that are no options of a command are its arguments."""
    here: click.Command = group
    context = click.Context(group)
    unknown: list[str] = []
    for at, word in enumerate(words):
        if word == "guardrails":
            return unknown + _unknown(words[at + 1 :])
        if word.startswith("-") and word != "-":
            known = {o for p in here.get_params(context) for o in p.opts} | {"-h", "--help", "--version"}
            unknown += [] if word.partition("=")[0] in known else [word]
        elif isinstance(here, click.Group):
            inner = here.get_command(context, word)
            if inner is None:
                return [*unknown, word]
            here = inner
    return unknown


def test_the_pages_name_every_command_operator_fact_and_exit_code() -> None:
    commands, language = _text(ROOT / "docs" / "commands.md"), _text(ROOT / "docs" / "rule-language.md")
    assert [c for c in COMMANDS if f"`guardrails {c}" not in commands] == []
    assert [o for o in OPERATORS if f"`{o}`" not in language] == []
    assert [f for f in FACTS if f"`{f}`" not in language] == []
    assert [code.value for code in Exit if not re.search(rf"^\| {code.value} \|", commands, re.MULTILINE)] == []


def test_the_hook_is_the_one_that_init_writes(tmp_path: Path) -> None:
    [snippet] = [body for _, language, body in fences(_text(README)) if language == "yaml" and body.startswith("repos:")]
    assert run("guardrails init", tmp_path)[0] == Exit.FINE
    [shown_hook] = yaml.safe_load(snippet)["repos"][0]["hooks"]
    [written] = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    assert shown_hook.items() <= {k: v for k, v in written.items() if k != "stages"}.items()
    assert shown_hook["entry"] == "guardrails check"


def test_the_readme_is_short_enough_to_read() -> None:
    assert len(_text(README).splitlines()) <= 250


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_no_place_of_one_machine_is_named(page: Path) -> None:
    assert re.findall(r"(?:/(?:work|tmp|home|Users)\b|C:\\)[/\\]?\w*", _text(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_the_tone_is_the_one_we_ask_for(page: Path) -> None:
    prose = without_fences(_text(page)).lower()
    assert re.findall(_NOT_OUR_TONE, prose) == []
