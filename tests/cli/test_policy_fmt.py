"""`guardrails policy fmt`: what it prints, writes and leaves alone, and its exit codes."""

from __future__ import annotations

import io
import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.test_policy import told
from tests.cli.workspaces import ROOT

LANES = "lanes.yaml"
STUCK = "apiVersion: guardrails/v1\nkind: Released\n? rules\n: []\n"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A copy of the starter with one file in another layout."""
    shutil.copytree(ROOT / "policies", tmp_path / "rules")
    mess(tmp_path / "rules" / LANES)
    return tmp_path / "rules"


def mess(file: Path) -> None:
    lines = file.read_text().replace("apiVersion: guardrails/v1\nkind: Lanes\n", "kind: Lanes\napiVersion: guardrails/v1\n")
    file.write_bytes(lines.replace("\n", "\r\n").encode())


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def fmt(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    return told(["fmt", str(folder), *options], capsys)


@pytest.mark.parametrize("folder", ["policies", "examples/policies"])
def test_our_own_rules_are_laid_out(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = fmt(ROOT / folder, capsys, "--check")
    assert (code, err) == (0, "")
    assert out.endswith(" files: all laid out\n")


def test_it_writes_what_differs_and_a_second_run_nothing(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = fmt(bundle, capsys)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"{bundle}/{LANES}"
    assert out.endswith(" 1 laid out now\n")
    once = contents(bundle)
    assert once == contents(ROOT / "policies")
    code, out, _ = fmt(bundle, capsys)
    assert (code, contents(bundle)) == (0, once)
    assert out.endswith(" files: all laid out\n")


def test_check_names_the_file_and_writes_nothing(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(bundle)
    code, out, err = fmt(bundle, capsys, "--check")
    assert (code, err, contents(bundle)) == (1, "", before)
    assert [line for line in out.splitlines() if ".yaml" in line] == [f"{bundle}/{LANES}"]
    assert out.endswith(" 1 to lay out\n")


def test_diff_shows_the_lines_and_writes_nothing(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bundle / LANES).write_bytes((bundle / LANES).read_bytes().replace(b"\r\n", b"\n"))
    before = contents(bundle)
    code, out, _ = fmt(bundle, capsys, "--diff")
    assert (code, contents(bundle)) == (1, before)
    assert f"--- {bundle}/{LANES}\n+++ {bundle}/{LANES}\n" in out
    changed = [line for line in out.splitlines() if line.startswith(("+a", "+k", "-a", "-k"))]
    assert sorted(changed) == ["+apiVersion: guardrails/v1", "-apiVersion: guardrails/v1"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
def test_permissions_stay(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bundle / LANES).chmod(0o640)
    assert fmt(bundle, capsys)[0] == 0
    assert stat.S_IMODE((bundle / LANES).stat().st_mode) == 0o640
    assert not list(bundle.rglob("*.part"))


def test_a_file_that_can_not_be_laid_out_is_named_and_stays(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bundle / "released.yaml").write_text(STUCK)
    code, out, _ = fmt(bundle, capsys)
    assert code == 3
    assert f"{bundle}/released.yaml:3:3 guardrails can't lay this out yet; the file stays as it is\n" in out
    assert out.endswith(": 1 laid out now; 1 can't be laid out yet, so it stays as it is\n")
    assert (bundle / "released.yaml").read_text() == STUCK
    assert b"\r" not in (bundle / LANES).read_bytes()
    assert fmt(bundle, capsys, "--check")[0] == 3


@pytest.mark.parametrize("data", [b"", b"a: [\n", b"a: 1\na: 2\n", b"a: &x 1\n", b"\xff\xfe", b"a: " + b"b" * 1_100_000])
@pytest.mark.parametrize("name", ["bundle.yaml", "packs/web.yaml"])
def test_a_file_that_can_not_be_read_is_explained_and_stays(
    bundle: Path, name: str, data: bytes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (bundle / name).write_bytes(data)
    monkeypatch.chdir(bundle.parent)
    code, out, err = told(["fmt", "rules"], capsys)
    assert code == 3
    assert f"rules/{name}" in out
    assert "Traceback" not in out + err
    assert (bundle / name).read_bytes() == data
    assert b"\r" not in (bundle / LANES).read_bytes()


def test_a_link_is_not_followed(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = bundle.parent / LANES
    (bundle / LANES).rename(elsewhere)
    try:
        (bundle / LANES).symlink_to(elsewhere)
    except OSError:
        pytest.skip("this account may not make links")
    before = elsewhere.read_bytes()
    assert fmt(bundle, capsys)[0] == 3
    assert (bundle / LANES).is_symlink()
    assert elsewhere.read_bytes() == before


def test_a_signed_file_stays_because_the_signature_holds_its_bytes(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waiver = bundle / "waivers/one.yaml"
    waiver.parent.mkdir()
    waiver.write_text("kind: Waiver\napiVersion: guardrails/v1\n")
    waiver.with_name("one.yaml.sig").write_text("a signature")
    code, out, _ = fmt(bundle, capsys)
    assert code == 0
    assert out.endswith(": 1 laid out now; 1 signed, so it stays as it is\n")
    assert waiver.read_text().startswith("kind")


def test_a_folder_that_nobody_may_write_into(
    bundle: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("guardrails.files.writing.os.replace", refused)
    before = contents(bundle)
    code, out, _ = fmt(bundle, capsys)
    assert (code, contents(bundle)) == (1, before)
    assert f"{bundle}/{LANES}: can't be written, or has changed since; it stays as it is\n" in out


def test_no_such_bundle_and_one_that_is_not_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fmt(tmp_path / "nothing", capsys)[0] == 2
    (tmp_path / "guardrails.yaml").write_text(
        "apiVersion: guardrails/v1\nkind: Workspace\npolicies: {source: starter}\nmanifests: [tools/*.yaml]\n"
    )
    monkeypatch.chdir(tmp_path)
    code, _, err = told(["fmt"], capsys)
    assert code == 2
    assert "Name the folder of a bundle of your own." in err


def test_without_a_folder_the_bundle_of_the_workspace(
    bundle: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (bundle.parent / "guardrails.yaml").write_text(
        "apiVersion: guardrails/v1\nkind: Workspace\npolicies: {source: rules}\nmanifests: [tools/*.yaml]\n"
    )
    monkeypatch.chdir(bundle.parent)
    code, out, _ = told(["fmt"], capsys)
    assert (code, out.splitlines()[0]) == (0, f"rules/{LANES}")
    assert contents(bundle) == contents(ROOT / "policies")


def typed(data: bytes, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], *options: str) -> object:
    from guardrails.cli.main import main

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    code = main(["policy", "fmt", "-", *options])
    sys.stdout.flush()
    return code, capfdbinary.readouterr().out


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    before, wanted = b"kind: Lanes\r\napiVersion: v\r\n", b"apiVersion: v\nkind: Lanes\n"
    assert typed(before, monkeypatch, capfdbinary) == (0, wanted)
    assert typed(wanted, monkeypatch, capfdbinary, "--check") == (0, b"")
    assert typed(before, monkeypatch, capfdbinary, "--check") == (1, b"")
    assert typed(STUCK.encode(), monkeypatch, capfdbinary) == (3, b"")
    assert typed(b"a: [\n", monkeypatch, capfdbinary) == (3, b"")
