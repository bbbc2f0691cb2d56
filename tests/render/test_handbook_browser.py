"""The handbook's search in a real browser, opened from the file system; skipped where there is no Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.render.test_handbook import site

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), None)
OPTIONS = (
    *("--headless", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--virtual-time-budget=2000"),
    *("--enable-logging=stderr", "--dump-dom"),
)

pytestmark = pytest.mark.skipif(BROWSER is None, reason=f"no browser here: none of {', '.join(NAMES)} is installed")


class Found(HTMLParser):
    """The links below the element with the id `found`, and whether it is shown."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inside = self.shown = False
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A section begins, or a link within it."""
        attributes = dict(attrs)
        if attributes.get("id") == "found":
            self.inside, self.shown = True, "hidden" not in attributes
        if self.inside and tag == "a":
            self.links.append(attributes["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        """The section ends."""
        self.inside = self.inside and tag != "section"


def opened(folder: Path, address: str) -> tuple[Found, str]:
    """What stands in a page once its script has run, and what the browser said."""
    for name, text in site().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    assert BROWSER is not None
    sandbox = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    command = [BROWSER, *OPTIONS, *sandbox, f"--user-data-dir={folder / 'profile'}", (folder / "index.html").as_uri() + address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return Found(done.stdout), done.stderr


def test_the_search_finds_a_code_from_a_file(tmp_path: Path) -> None:
    found, said = opened(tmp_path, "?q=ven-03")
    assert found.shown
    assert "rules/vendor/data-agreement-signed.html" in found.links
    assert "rules/launch/campaign-has-an-end.html" not in found.links
    assert "Content Security Policy" not in said
    assert "Uncaught" not in said


def test_without_a_question_the_index_is_shown(tmp_path: Path) -> None:
    found, _ = opened(tmp_path, "")
    assert not found.shown
    assert found.links == []
