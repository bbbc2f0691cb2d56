"""The page of a run in a real browser: it fits a phone and a screen, and asks nobody for anything."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from guardrails.render.html_report import answer
from tests.explain.situations import busy_day
from tests.render.finished import everywhere, told_of
from tests.render.test_handbook_browser import BROWSER, NAMES

# A frame of that width is measured from outside: a page of its own could not run our script, its policy has none.
FRAME = """<!doctype html><iframe id="f" src="page.html" width="{width}" height="900" style="border:0"></iframe>
<script>
const frame = document.getElementById("f");
frame.onload = () => {{
  const page = frame.contentDocument, root = page.documentElement;
  const wide = [...page.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > root.clientWidth + 1);
  const styled = getComputedStyle(page.querySelector("main")).maxWidth !== "none";
  document.body.dataset.said = [root.scrollWidth <= root.clientWidth, styled, wide.length, page.defaultView.performance
    .getEntriesByType("resource").length].join(" ");
}};
</script>"""

pytestmark = pytest.mark.skipif(BROWSER is None, reason=f"no browser here: none of {', '.join(NAMES)} is installed")


@pytest.mark.client
@pytest.mark.parametrize("width", [390, 1200])
def test_the_page_fits_and_loads_nothing(width: int, tmp_path: Path) -> None:
    """A busy day, and one very long word wherever a word can stand."""
    for name, text in (("busy", answer(told_of(busy_day()))), ("long", answer(everywhere("x" * 400)))):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "page.html").write_text(text, "utf-8")
        (folder / "frame.html").write_text(FRAME.format(width=width), "utf-8")
        shown, said = _opened(folder)
        assert 'data-said="true true 0 0"' in shown, (name, re.findall(r'data-said="[^"]*"', shown))
        assert "CONSOLE" not in said
        assert "Content Security Policy" not in said


def _opened(folder: Path) -> tuple[str, str]:
    """The frame's page once its script has run, and what the browser said."""
    assert BROWSER is not None
    options = ["--headless", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--virtual-time-budget=2000"]
    options += ["--enable-logging=stderr", "--dump-dom", "--allow-file-access-from-files", "--window-size=1300,1000"]
    options += ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    command = [BROWSER, *options, f"--user-data-dir={folder / 'profile'}", (folder / "frame.html").as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, done.stderr
