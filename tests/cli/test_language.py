"""`--lang` and the environment: the same findings, told in the reader's language."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guardrails.cli.main import main
from guardrails.explain.sentences import catalogue
from guardrails.files.languages import language

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = ("--as-of", "2026-11-23")
SALE = "campaigns/friday-flash-sale.yaml"
Run = Callable[..., tuple[int, str, str]]
_IDS = ("id", "rule", "code", "outcome", "severity", "status", "path", "line", "column", "file", "name", "kind", "asks", "rules")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    monkeypatch.chdir(EXAMPLES)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        told = capfdbinary.readouterr()
        return code, told.out.decode(), told.err.decode()

    return call


def test_a_check_in_german(run: Run) -> None:
    code, out, _ = run("check", SALE, *DAY, "--lang", "de")
    assert code == 1
    for words in (
        "Vorschau: So sieht es am 23. November 2026 aus.",
        "Noch nicht:",
        "Muss sein  ",
        "Zeile 93",
        "Wir brauchen",
        "startet, wenn niemand da ist",
    ):
        assert words in out
    assert run("check", SALE, *DAY)[1].startswith("Tuesday 1 December, 10:00 is free")


@pytest.mark.parametrize(
    "arguments",
    [("check", *DAY), ("explain", SALE, *DAY), ("explain", "launch/someone-is-there-at-launch"), ("explain", "file-tab")],
    ids=lambda a: "-".join(a[:2]),
)
def test_no_built_in_sentence_stays_english(run: Run, arguments: tuple[str, ...]) -> None:
    _, out, _ = run(*arguments, "--lang", "de")
    shown = " ".join(out.split())
    german = " ".join(language("de").sentences.values())
    pieces = {piece.strip(' ."') for text in catalogue().values() for piece in re.split(r"\{[^}]*\}|:  ", text)}
    # A pack may say the same words; those are IT's.
    packs = " ".join(" ".join(file.read_text("utf-8").split()) for file in EXAMPLES.parent.rglob("policies/**/*.yaml"))
    long = {piece for piece in pieces if len(piece) >= 18 and " " in piece and piece not in german + packs}
    assert len(long) > 300
    assert sorted(piece for piece in long if piece in shown) == []


def test_ids_do_not_change_with_the_language(run: Run) -> None:
    english, german = (json.loads(run("check", *DAY, "--format", "json", "--lang", lang)[1]) for lang in ("en", "de"))
    assert (english["language"], german["language"]) == ("en", "de")
    assert _ids(english) == _ids(german)
    assert english["manifests"] != german["manifests"]


def _ids(node: Any) -> Any:
    """What a program goes by: everything but the words."""
    if isinstance(node, dict):
        return {key: value if key in _IDS else _ids(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_ids(item) for item in node]
    return None if isinstance(node, str) else node


def test_the_environment_is_asked_and_the_option_wins(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    assert "Muss sein" in run("check", SALE, *DAY)[1]
    monkeypatch.setenv("GUARDRAILS_LANG", "en")
    assert "Must fix" in run("check", SALE, *DAY)[1]
    assert "Muss sein" in run("check", SALE, *DAY, "--lang", "de-CH")[1]


def test_a_language_that_is_not_there_names_those_that_are(run: Run) -> None:
    code, out, err = run("check", "--lang", "xx")
    assert (code, out) == (2, "")
    assert "There are: en, de." in err


def test_mending_in_german(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert os.getcwd() == str(tmp_path)
    code, _, err = run("fix", "--lang", "de")
    assert (code, err.strip()) == (4, "Hier gibt es keine Datei zu einem Tool oder einer Kampagne.")
