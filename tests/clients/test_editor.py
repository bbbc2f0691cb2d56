"""An editor with the YAML language server and the schemas that `guardrails init` writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guardrails.cli.main import main
from tests.clients.language_server import Json, Server
from tests.clients.npm import node, package
from tests.clients.standing import ROOT

pytestmark = pytest.mark.client
SETTINGS = {"yaml": {"validate": True, "completion": True, "schemaStore": {"enable": False}}}


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The language server, in a workspace that was set up a moment ago."""
    program = package("yaml-language-server", "2.0.0") / "yaml-language-server" / "bin" / "yaml-language-server"
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    with Server([node(), str(program), "--stdio"], tmp_path, SETTINGS) as server:
        yield server


def written(folder: Path, name: str, text: str) -> Path:
    """A tool of that text, which names its schema as the first files of `guardrails init` do."""
    file = folder / "tools" / name
    file.write_text(f"# yaml-language-server: $schema=../.guardrails/tool.schema.json\n{text}", "utf-8")
    return file


def told(marks: list[Json], line: int) -> str:
    """What stands at a line, counted from 0."""
    return " ".join(mark["message"] for mark in marks if mark["range"]["start"]["line"] == line)


def test_an_editor_marks_what_is_amiss_and_offers_what_fits(editor: Server, tmp_path: Path) -> None:
    text = (ROOT / "policies" / "base" / "tool.yaml").read_text("utf-8")
    assert editor.marks(written(tmp_path, "fine.yaml", text)) == []

    amiss = written(
        tmp_path, "amiss.yaml", text.replace("category: email_marketing", "category: emial").replace("product:", "produkt:")
    )
    lines = amiss.read_text("utf-8").splitlines()
    category = lines.index("category: emial")
    marks = editor.marks(amiss)
    assert "email_marketing" in told(marks, category)
    assert "Property produkt is not allowed" in told(marks, next(i for i, s in enumerate(lines) if s.startswith("produkt:")))
    offered = editor.choices(amiss, category, len("category: "))
    assert {"email_marketing", "ad_platform"} <= set(offered)


def test_a_first_file_shows_the_questions_of_an_idea_and_nothing_else(editor: Server, tmp_path: Path) -> None:
    marks = editor.marks(tmp_path / "tools" / "first-tool.yaml")
    assert marks
    assert [mark["message"] for mark in marks if "Missing property" not in mark["message"]] == []
