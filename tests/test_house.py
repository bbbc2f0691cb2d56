"""The house: imports go down only, only the command line prints, tables are complete, and the passing path stays light."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from guardrails.cli.main import COMMANDS
from guardrails.explain.catalogue_en import SENTENCES
from guardrails.language.facts import FACTS, fact_function
from guardrails.language.operators import OPERATORS
from tests.cli.workspaces import RULE, TOOL, WORKSPACE
from tests.language.bundles import BUNDLE, ORGANISATION, pack

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src" / "guardrails"
MODULES = sorted(HOUSE.rglob("*.py"))


def name_of(file: Path) -> str:
    """A module's name from its path in the house, for test ids."""
    return file.relative_to(HOUSE).as_posix()


def tree_of(file: Path) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(file.read_text())


def test_imports_go_down_only() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*command, "--no-cache"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", [f for f in MODULES if f.parent.name != "cli"], ids=name_of)
def test_nothing_below_the_command_line_prints_or_ends_the_process(file: Path) -> None:
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"print", "exit", "quit", "sys.exit", "input", "breakpoint", "eval", "exec", "compile"}, called
            assert called not in {"date.today", "datetime.now", "datetime.utcnow", "datetime.today", "time.time"}, called
            assert not called.startswith(("sys.stdout", "sys.stderr", "click.")), called
            # a child process of ours ends here, without running what its parent has still to do
            assert called != "os._exit" or name_of(file) == "files/workers.py", called


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_loaded_text_is_never_a_template(file: Path) -> None:
    """No str.format on anything but a text written in our own source (safety T8)."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "format_map"):
            ours = node.func.value  # a text in the source, or a constant that holds one
            assert isinstance(ours, ast.Constant) or (isinstance(ours, ast.Name) and ours.id.isupper()), ast.unparse(node)


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_a_module_says_what_it_is_for(file: Path) -> None:
    tree = tree_of(file)
    told = (ast.get_docstring(tree) or "").strip()
    assert told.partition("\n\n")[0].rstrip().endswith((".", ":")), "the first paragraph is a sentence"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} says nothing about itself"


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_names_say_more_than_helper(file: Path) -> None:
    assert file.stem not in {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


def test_every_operator_has_its_sentences() -> None:
    missing = {s for op in OPERATORS.values() for s in (op.need, op.found)} - set(SENTENCES)
    assert missing == set()


def test_every_fact_has_its_function() -> None:
    for name, fact in FACTS.items():
        assert fact.name == name
        assert callable(fact_function(name))
    functions = {f.stem for f in (HOUSE / "language" / "facts").glob("*.py")}
    assert {fact.module for fact in FACTS.values()} <= functions


def test_every_command_is_in_the_table() -> None:
    found: dict[str, click.Command] = {}
    for file in sorted((HOUSE / "cli").glob("*.py")):
        module = import_module(f"guardrails.cli.{file.stem}")
        command = getattr(module, file.stem, None)
        if isinstance(command, click.Command):
            found[file.stem] = command
    assert set(found) == set(COMMANDS)
    for name, command in found.items():
        assert command.name == name
        assert command.help
        assert COMMANDS[name].endswith(".")


HEAVY = (
    "jsonschema",
    "jinja2",
    "referencing",
    "re2",
    "publicsuffixlist",
    "difflib",
    "zoneinfo",
    "asyncio",
    "email",
    "babel",
    "urllib.request",
)
EXPLAINING = (
    "guardrails.language.evidence",
    "guardrails.language.schema_faults",
    "guardrails.language.compile_bundle",
    "guardrails.text.diagnose",
    "guardrails.text.places",
    "guardrails.text.breaches",
    "guardrails.judge.weighing",
    "guardrails.explain.matter",
    "guardrails.explain.finding_words",
    "guardrails.explain.problems",
    "guardrails.workshop",
    "guardrails.explain.language_file",
    "guardrails.explain.retelling",
    "guardrails.cli.fault",
)


def test_a_run_that_passes_imports_only_what_passing_needs(tmp_path: Path) -> None:
    files = {"guardrails.yaml": WORKSPACE, "policies/bundle.yaml": BUNDLE, "policies/organisation.yaml": ORGANISATION}
    for name, text in {**files, "policies/packs/one.yaml": pack(RULE), "tools/a.yaml": TOOL}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    script = (
        "import sys\nfrom guardrails.cli.main import main\ncode = main(['check', '--as-of', '2026-11-23'])\n"
        "sys.stdout.flush()\nprint(code, *sorted(sys.modules), file=sys.stderr)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": str(tmp_path / "cache")}

    def modules() -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=True
        )
        code, *loaded = done.stderr.split()
        assert code == "0", done.stdout
        return loaded

    cold, warm = set(modules()), set(modules())
    assert "guardrails.language.compile_bundle" in cold, "the first run compiles"
    assert sorted(warm & {*HEAVY, *EXPLAINING}) == []
    assert len(warm) < len(cold)
