"""What Tab offers, in real shells: commands, options, formats, rules and manifest files; nothing that a shell would run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from guardrails.cli.main import guardrails as group
from guardrails.cli.main import main
from tests.cli.workspaces import ROOT, Workspace

STARTER = f"""\
#!{sys.executable}
import sys
sys.path[0] = {str(ROOT / "src")!r}
from guardrails.cli.main import run
run()
"""
BASH = """\
eval "$(guardrails completion bash)"
COMP_WORDS=({words}); COMP_CWORD={last}
compopt() {{ :; }}
_guardrails_completion guardrails
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """\
autoload -U compinit && compinit -D
eval "$(guardrails completion zsh)"
compadd() {{ [[ "$*" == *completions* ]] && print -l -- $completions; return 0 }}
_describe() {{ print -l -- ${{completions_with_descriptions%%:*}} }}
_path_files() {{ :; }}
words=({words}); CURRENT={place}
_guardrails_completion
"""
FISH = """\
guardrails completion fish | source
complete --do-complete '{line}'
"""


@pytest.fixture
def path(work: Workspace) -> str:
    """A PATH on which our command comes first."""
    folder = work.root.parent / "bin"
    folder.mkdir()
    command = folder / "guardrails"
    command.write_text(STARTER)
    command.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def offered(shell: str, line: str, path: str, work: Workspace) -> list[str]:
    """What a shell offers for a line that is being typed."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    words = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    scripts = {"bash": BASH, "zsh": ZSH, "fish": FISH}
    script = scripts[shell].format(words=quoted, last=len(words) - 1, place=len(words), line=line)
    options = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    environment = {**os.environ, "PATH": path, "HOME": str(work.root.parent)}
    done = subprocess.run(
        [shell, *options, "-c", script], capture_output=True, text=True, cwd=work.root, env=environment, timeout=60, check=False
    )
    assert done.stderr == ""
    return sorted(found.partition("\t")[0] for found in done.stdout.splitlines() if found)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_offers_what_there_is(shell: str, path: str, work: Workspace) -> None:
    work.write("tools/$(touch gone).yaml", "x: 1\n")
    work.write("tools/`touch gone`.yaml", "x: 1\n")
    work.write("tools/a;b.yaml", "x: 1\n")
    assert offered(shell, "guardrails ch", path, work) == ["check"]
    assert offered(shell, "guardrails check --for", path, work) == ["--format"]
    assert offered(shell, "guardrails check --format js", path, work) == ["json"]
    assert offered(shell, "guardrails check tools/", path, work) == ["tools/sparrow.yaml"]
    assert offered(shell, "guardrails explain one/", path, work) == ["one/good"]
    assert not (work.root / "gone").exists()


def test_a_fault_offers_nothing(path: str, work: Workspace) -> None:
    work.write("guardrails.yaml", "\tx\n")
    work.write("policies/packs/one.yaml", "\tx\n")
    assert offered("bash", "guardrails explain one/", path, work) == []
    assert offered("bash", "guardrails check tools/", path, work) == []


def test_it_is_quick(work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    from guardrails.cli.completing import manifests, rules

    option = click.Option(["--rule"])
    rules(click.Context(group), option, "one/")
    for number in range(300):
        work.write(f"tools/tool-{number}.yaml", "x: 1\n")
    start = time.perf_counter()
    assert len(manifests(click.Context(group), option, "tools/")) == 301
    assert [item.value for item in rules(click.Context(group), option, "one/")] == ["one/good"]
    assert time.perf_counter() - start < 1


def test_every_shell_has_its_lines(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert main(["completion", shell]) == 0
        assert "_GUARDRAILS_COMPLETE" in capsys.readouterr().out
    assert main(["completion", "tcsh"]) == 2
