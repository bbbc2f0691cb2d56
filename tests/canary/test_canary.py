"""A secret in any field, key, comment or file name can be read in no output of any format (safety T16)."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from guardrails.cli.main import main
from guardrails.render.formats import FORMATS
from tests.canary.secrets import CORES, SECRETS, left_over
from tests.canary.workspace import GUARDRAILS, furnish
from tests.cli.workspaces import workspace_in
from tests.language.bundles import rule

_HEAD = "apiVersion: guardrails/v1\nkind: Tool\n"
DAY = "2026-11-23"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace full of secrets, made once."""
    root = tmp_path_factory.mktemp("canary") / "work"
    furnish(root)
    return root


@pytest.fixture
def small(tmp_path: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A few of its files, as a workspace of their own."""
    root = tmp_path / "small"
    (root / "tools").mkdir(parents=True)
    for name in ("guardrails.yaml", *(f"tools/{file.name}" for file in (workspace / "tools").glob("*.yaml"))):
        number = name.removeprefix("tools/tool-").removesuffix(".yaml")
        if not number.isdecimal() or int(number) % 9 == 0:
            shutil.copyfile(workspace / name, root / name)
    monkeypatch.chdir(root)
    return root


@pytest.fixture(autouse=True)
def standing_there(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder, and a cache of its own."""
    monkeypatch.chdir(workspace)
    monkeypatch.setenv("XDG_CACHE_HOME", str(workspace.parent / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(workspace.parent / "cache"))


def told(capture: pytest.CaptureFixture[str]) -> str:
    """All that was printed."""
    out, err = capture.readouterr()
    return out + err


def test_the_search_finds_secrets() -> None:
    for sort, secret in SECRETS.items():
        assert CORES[sort] in secret
        assert left_over(f"x {secret[:40]}\n{secret[40:]} y")


def test_no_format_tells_a_secret(workspace: Path) -> None:
    from guardrails.cli.answer import told_of
    from guardrails.files.checking import check
    from guardrails.judge.verdict import exit_code
    from guardrails.render.formats import answer

    checked = check(today=date.fromisoformat(DAY))
    assert len(checked.report.problems) > 100
    assert len(checked.report.manifests) > 50
    finished = told_of(checked, 100, exit_code(checked.report))
    everything = finished.briefing(None)
    finished = finished._replace(briefing=lambda full: everything)
    leaks = {name: left for name in FORMATS if (left := left_over(answer(name, finished)))}
    assert leaks == {}


@pytest.mark.parametrize("sort", SECRETS)
def test_no_command_tells_a_secret(sort: str, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = next(file.name for file in small.glob("tools/*-broken.yaml") if left_over(file.name)[0].startswith(sort))
    slip, idle = (f"tools/{sort.replace(' ', '-')}-{what}.yaml" for what in ("slip", "idle"))
    for file in small.glob("tools/*.yaml"):
        if file.name != odd and f"tools/{file.name}" not in (slip, idle):
            file.unlink()
    lines = [["explain", slip], ["explain", SECRETS[sort]], ["check", "-q"], ["check", "--lang", "de"], ["fix", "--diff"]]
    lines += [["check", f"nowhere/{odd}"], ["check", f"--{odd}"], ["check", "--format", odd], ["check", "--as-of", odd], [odd]]
    for line in lines:
        assert main(line) != 0
        output = told(capsys)
        assert output
        assert (line, left_over(output)) == (line, [])


def test_no_letter_tells_a_secret(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(small / "tools")
    (small / "tools").mkdir()
    for number, secret in enumerate(SECRETS.values()):
        told_once = json.dumps(secret)
        metadata = {"name": f"tool-{number}", "title": secret, "stage": "idea", "owner": "mia@brand.example"}
        fields = f"product: {told_once}\nvendor: {{name: {told_once}, country: IE}}\n"
        (small / "tools" / f"t{number}.yaml").write_text(f"{_HEAD}metadata: {json.dumps(metadata)}\n{fields}")
    main(["check", "--as-of", DAY, "--letters", "letters"])
    output = told(capsys)
    assert left_over(output) == []
    written = list((small / "letters").rglob("*.*"))
    assert written, output
    assert [file.name for file in written if left_over(file.name + file.read_text())] == []


def test_no_baseline_holds_a_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b").mkdir()
    work = workspace_in(tmp_path / "b", capsys, monkeypatch)
    work.pack(rule("require: {each: integrations, named_by: system, require: {field: auth, is: none}}"))
    for number, secret in enumerate(SECRETS.values()):
        file = work.tool("system: crm", f"system: {json.dumps(secret)}")
        text = file.read_text().replace("name: mailsparrow", f"name: tool-{number}")
        file.unlink()
        work.write(f"tools/t{number}.yaml", text)
    answer = work.check("--baseline", "baseline.yaml", "--update-baseline")
    # the private key is too long for such a name, so that file is a problem
    assert "4 things stay out of it" in answer.err, answer.told
    text = (work.root / "baseline.yaml").read_text()
    assert text.count("stop-list") == 4
    assert left_over(text) == []
    assert answer.code == 1


def test_no_cache_holds_a_secret(workspace: Path, small: Path) -> None:
    main(["check", "-q"])
    kept = list((workspace.parent / "cache").rglob("*.bundle"))
    assert kept
    assert [file.name for file in kept if left_over(file.read_bytes().decode("latin-1"))] == []


def test_no_handbook_holds_a_secret(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["policy", "docs", "--out", "handbook"])
    pages = [file for file in (small / "handbook").rglob("*") if file.is_file()]
    assert pages
    assert [file.name for file in pages if left_over(file.read_text())] == []
    assert left_over(told(capsys)) == []


def test_no_report_of_a_fault_tells_a_secret(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(f"at {list(SECRETS.values())}")

    monkeypatch.setattr("guardrails.files.checking.load_policies", breaks)
    assert main(["check", *[f"tools/{name}" for name in os.listdir("tools")[:5]]]) == 5
    assert left_over(told(capsys)) == []


def test_no_workspace_file_tells_a_secret(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secrets = [json.dumps(secret) for secret in SECRETS.values()]
    parameters = ", ".join(f"{secret}: {secret}" for secret in secrets)
    lines = [f"policies: {{source: starter, parameters: {{{parameters}}}}}", f"manifests: [{', '.join(secrets)}]"]
    lines += [f"policies: {{source: {secret}}}" for secret in secrets] + [f"{secret}: 1" for secret in secrets]
    for line in lines:
        kept = [text for text in GUARDRAILS.splitlines() if not text.startswith(line.partition(":")[0] + ":")]
        (small / "guardrails.yaml").write_text("\n".join([*kept, line]) + "\n")
        assert main(["check", *(f"--format={form}={form}.out" for form in FORMATS)]) != 0
        answers = {form: (small / f"{form}.out").read_text() for form in FORMATS} | {"printed": told(capsys)}
        assert (line, {form: left for form, text in answers.items() if (left := left_over(text))}) == (line, {})
