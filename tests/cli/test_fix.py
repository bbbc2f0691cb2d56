"""`guardrails fix`: it shows, asks, writes whole files, and goes nowhere it should not."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guardrails.cli.main import main
from guardrails.files.writing import Written, write_over
from tests.cli.workspaces import TOOL, Answer, Workspace

SLIPS = (("title: MailSparrow", "titel: MailSparrow"), ("criticality: medium", "criticality: Medium   # so they say"))
Fix = Callable[..., Answer]


def slipped(text: str = TOOL) -> str:
    """The passing tool with two slips."""
    for right, wrong in SLIPS:
        assert right in text
        text = text.replace(right, wrong, 1)
    return text


RIGHT = TOOL.replace("criticality: medium", "criticality: medium   # so they say")


@pytest.fixture
def fix(work: Workspace) -> Fix:
    """Run `guardrails fix` in the workspace."""

    def run(*arguments: str) -> Answer:
        code = main(["fix", *arguments])
        told = work.capture.readouterr()
        return Answer(code, told.out, told.err)

    return run


def test_it_shows_a_diff_and_writes_with_yes(work: Workspace, fix: Fix) -> None:
    file = work.write("tools/sparrow.yaml", slipped())
    shown = fix("--diff")
    assert shown.code == 1
    assert file.read_text() == slipped()
    assert shown.out == (
        "--- tools/sparrow.yaml\n+++ tools/sparrow.yaml\n@@ -3,7 +3,7 @@\n kind: Tool\n metadata:\n   name: mailsparrow\n"
        "-  titel: MailSparrow newsletters\n+  title: MailSparrow newsletters\n   stage: live\n"
        "   owner: mia.lopez@brand.example\n   backup_owner: jo.kim@brand.example\n@@ -16,7 +16,7 @@\n"
        "   website: https://www.mailsparrow.example\n category: email_marketing\n form: saas\n"
        "-criticality: Medium   # so they say\n+criticality: medium   # so they say\n goal:\n"
        "   outcome: More companies ask for a demo after reading our newsletter for a while\n"
        "   company_goal: online-sales\n\n2 changes in 1 file; what the answers say stays the same.\n"
    )
    done = fix("--yes")
    assert (done.code, done.err) == (0, "Done.\n")
    assert done.out == shown.out
    assert file.read_text() == RIGHT
    assert work.check().code == 0


def test_a_second_run_changes_nothing(work: Workspace, fix: Fix) -> None:
    file = work.write("tools/sparrow.yaml", slipped())
    fix("--yes")
    before = file.stat()
    again = fix("--yes")
    assert (again.code, again.out, again.err) == (0, "There is nothing to mend.\n", "")
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize(("typed", "text"), [("y\n", RIGHT), ("n\n", slipped()), ("\n", slipped())])
def test_it_asks(work: Workspace, fix: Fix, monkeypatch: pytest.MonkeyPatch, typed: str, text: str) -> None:
    file = work.write("tools/sparrow.yaml", slipped())
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    asked = fix()
    assert "Make these changes? [y/N]" in asked.err
    assert "Make these" not in asked.out
    assert file.read_text() == text
    assert asked.code == (0 if text == RIGHT else 1)


def test_no_answer_is_a_no(work: Workspace, fix: Fix, monkeypatch: pytest.MonkeyPatch) -> None:
    file = work.write("tools/sparrow.yaml", slipped())
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert fix().code == 130
    assert file.read_text() == slipped()


def test_what_is_left_is_counted(work: Workspace, fix: Fix) -> None:
    work.write("tools/sparrow.yaml", slipped() + "colour: red\n")
    done = fix("--yes")
    assert done.code == 1
    assert "1 thing is left for you, in 1 file. To see what: guardrails check tools/sparrow.yaml" in done.told
    again = fix("--yes")
    assert again.code == 1
    assert again.out == "1 thing is left for you, in 1 file. To see what:  guardrails check tools/sparrow.yaml\n"


def test_only_what_was_named(work: Workspace, fix: Fix, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = work.write("tools/a.yaml", slipped()), work.write("tools/b/b.yaml", slipped())
    assert fix("tools/b", "--yes").code == 0
    assert (one.read_text(), two.read_text()) == (slipped(), RIGHT)
    monkeypatch.chdir(work.root / "tools")
    assert "--- ../tools/a.yaml" in fix("a.yaml", "--yes").out
    assert one.read_text() == RIGHT


@pytest.mark.parametrize("arguments", [("--no",), ("nowhere.yaml",), ("-",)])
def test_a_command_line_that_is_off(work: Workspace, fix: Fix, arguments: tuple[str, ...]) -> None:
    assert fix(*arguments).code == 2


def test_nothing_to_look_at_and_rules_that_cannot_be_used(work: Workspace, fix: Fix) -> None:
    (work.root / "tools" / "sparrow.yaml").unlink()
    assert (fix().code, fix().err) == (4, "There is no manifest here.\n")
    work.write("tools/sparrow.yaml", slipped())
    work.write("guardrails.yaml", "kind: Workspace\n")
    assert fix("--yes").code == 3


def test_line_ends_a_mark_and_odd_layout_stay(work: Workspace, fix: Fix) -> None:
    def odd(text: str) -> bytes:
        text = "# Grüße  \n\n" + text.replace("metadata:\n", "metadata:   # ü “x”\n\n") + "# end, no line end"
        return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()

    file = work.write("tools/sparrow.yaml", odd(slipped()))
    assert fix("--yes").code == 0
    assert file.read_bytes() == odd(RIGHT)


@pytest.mark.skipif(os.name == "nt", reason="permissions are another thing there")
def test_permissions_stay(work: Workspace, fix: Fix) -> None:
    file = work.write("tools/sparrow.yaml", slipped())
    file.chmod(0o640)
    fix("--yes")
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(f.name for f in file.parent.iterdir()) == ["sparrow.yaml"]


def test_rules_waivers_and_settings_are_never_touched(work: Workspace, fix: Fix) -> None:
    work.write("guardrails.yaml", (work.root / "guardrails.yaml").read_text().replace("tools/**", "**"))
    base = work.write("policies/base/tool.yaml", slipped())
    pack = work.root / "policies" / "packs" / "one.yaml"
    before = pack.read_bytes(), (work.root / "guardrails.yaml").read_bytes()
    loose = work.write("tools/waiver.yaml", "kind: Waiver\nresaon:x\n")
    inner = work.write("tools/guardrails.yaml", slipped())
    fix("--yes")
    fix("policies/base/tool.yaml", "tools/guardrails.yaml", "policies", "guardrails.yaml", "--yes")
    assert (base.read_text(), inner.read_text(), loose.read_text()) == (slipped(), slipped(), "kind: Waiver\nresaon:x\n")
    assert (pack.read_bytes(), (work.root / "guardrails.yaml").read_bytes()) == before


def test_links_are_not_followed(work: Workspace, fix: Fix, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text(slipped())
    aside = work.write("aside/kept.yaml", slipped())
    (work.root / "tools" / "link.yaml").symlink_to(outside)
    (work.root / "tools" / "near.yaml").symlink_to(aside)
    (work.root / "tools" / "folder").symlink_to(aside.parent, target_is_directory=True)
    (work.root / "tools" / "away").symlink_to(tmp_path, target_is_directory=True)
    for paths in ((), ("tools/link.yaml", "tools/near.yaml"), ("tools/folder/kept.yaml", "tools/away/outside.yaml")):
        assert fix(*paths, "--yes").code == 1
    assert fix("tools", "../outside.yaml", "--yes").code == 1
    assert outside.read_text() == slipped()
    assert aside.read_text() == slipped()
    for name in ("tools/near.yaml", "tools/folder/kept.yaml", "tools/../aside/kept.yaml", "../outside.yaml", "tools/none.yaml"):
        assert write_over(str(work.root), name, slipped().encode(), b"x") is Written.REFUSED
    assert (work.root / "tools" / "link.yaml").is_symlink()


def test_a_file_that_changed_meanwhile_stays(work: Workspace, fix: Fix, monkeypatch: pytest.MonkeyPatch) -> None:
    file = work.write("tools/sparrow.yaml", slipped())

    def late(root: str, name: str, before: bytes, after: bytes) -> Written:
        file.write_text("somebody was quicker")
        return write_over(root, name, before, after)

    monkeypatch.setattr("guardrails.files.fixing.write_over", late)
    done = fix("--yes")
    assert done.code == 1
    assert "tools/sparrow.yaml stays as it was" in done.err
    assert file.read_text() == "somebody was quicker"


def test_hostile_files_speak_to_nobody(work: Workspace, fix: Fix) -> None:
    evil = work.write("tools/x.yaml", slipped() + "# \u202e ::set-env:: ##[group]\n")
    work.write("tools/y.yaml", b"\xff\xfe" * 9)
    work.write("tools/z.yaml", "[" * 5000)
    work.write("tools/a\x1b[2J.yaml", slipped())
    shown = fix("--diff")
    assert shown.code == 1
    assert "\x1b" not in shown.out
    assert "\u202e" not in shown.out
    assert evil.read_text().startswith(slipped())
    assert "MailSparrow" in shown.out


def test_secrets_beside_a_change_are_not_shown(work: Workspace, fix: Fix) -> None:
    secret = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
    file = work.write("tools/sparrow.yaml", slipped().replace("criticality: Medium", f"fallback: {secret}\ncriticality: Medium"))
    shown = fix("--diff")
    assert secret not in shown.out
    fix("--yes")
    assert secret in file.read_text()
