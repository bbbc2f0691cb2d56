"""Hostile input (safety T1–T6, T8, T11, T20, T21) through the command line in a process of its own, with a generous limit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.workspaces import RULE, TOOL, WORKSPACE, Answer
from tests.language.bundles import BUNDLE, ORGANISATION, pack, rule

SOURCE = Path(__file__).parents[2] / "src"
LIMIT = 60
"""Seconds. Far more than a run takes; what hangs is ended by it."""

HEAD = "apiVersion: guardrails/v1\nkind: Tool\nmetadata: {name: a, stage: live}\n"


def run(folder: Path, tool: str | bytes, one: str = "", bundle: str = BUNDLE) -> Answer:
    """`guardrails check` over one tool, in a process of its own."""
    files = {"guardrails.yaml": WORKSPACE, "policies/bundle.yaml": bundle, "policies/organisation.yaml": ORGANISATION}
    files["policies/packs/one.yaml"] = one or pack(RULE)
    for name, text in {**files, "tools/a.yaml": tool}.items():
        file = folder / "work" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", "from guardrails.cli.main import run; run()", "check", "--as-of", "2026-11-23"],
        cwd=folder / "work", env=environment, capture_output=True, timeout=LIMIT, check=False,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def bomb(levels: int) -> str:
    """Aliases that grow tenfold a level."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, levels)]
    return HEAD + "\n".join(lines) + "\n"


REFUSED: dict[str, str | bytes] = {
    "alias bomb": bomb(12),
    "cyclic alias": HEAD + "a: &a {b: *a}\n",
    "merge key": HEAD + "a: &a {b: 1}\nc: {<<: *a}\n",
    "deep list": HEAD + "product: " + "[" * 5_000,
    "deeper list": HEAD + "product: " + "[" * 100_000,
    "deep blocks": HEAD + "product:\n" + "".join(" " * i + "- \n" for i in range(1, 600)),
    "deep flow map": HEAD + "product: " + "{a: " * 100_000,
    "deep questions": HEAD + "? " * 50_000,
    "too big": HEAD + "fallback: " + "x" * 1_100_000 + "\n",
    "many values": HEAD + "data: {buckets: [" + "a," * 250_000 + "a]}\n",
    "long number": HEAD + "criticality: " + "9" * 500_000 + "\n",
    "duplicate key": HEAD + "product: a\nProduct: b\n",
    "duplicate in other letters": HEAD + "produit\u00e9: a\nproduite\u0301: b\n",
    "python tag": HEAD + "product: !!python/object/apply:os.system ['touch canary']\n",
    "python name": HEAD + "product: !!python/name:os.system\n",
    "verbatim tag": HEAD + "product: !<tag:yaml.org,2002:python/object/new:os.system> [x]\n",
    "tag directive": "%TAG ! tag:yaml.org,2002:\n---\n" + HEAD + "product: !str x\n",
    "set": HEAD + "product: !!set {a}\n",
    "binary": HEAD + "product: !!binary eA==\n",
    "utf-16": ("\ufeff" + TOOL).encode("utf-16-le"),
    "latin-1": (HEAD + "product: caf\u00e9\n").encode("latin-1"),
    "nul": HEAD + "product: a\0b\n",
    "escape": HEAD + "product: a\x1b[2Jb\n",
    "escaped escape": HEAD + 'product: "a\\e[2Jb"\n',
    "bidi": HEAD + "product: a\u202eb\n",
    "zero width in a key": HEAD + "prod\u200buct: a\n",
    "no-break space": HEAD + "vendor:\n\u00a0\u00a0name: a\n",
    "line separator": HEAD + "product: a\u2028b\n",
    "lone surrogate": HEAD + 'product: "\\ud800"\n',
    "late byte order mark": HEAD + "product: a\ufeffb\n",
    "8-bit control": HEAD + "product: a\u009b31mb\n",
    "infinity": HEAD + "criticality: .inf\n",
    "long line": HEAD + "product: " + "[a, " * 50_000 + "\n",
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_file_is_refused_in_plain_words(case: str, tmp_path: Path) -> None:
    answer = run(tmp_path, REFUSED[case])
    assert answer.code == 1, answer
    assert answer.err == ""
    assert "tools/a.yaml" in answer.out
    assert "Could not check" in answer.out or "Must fix" in answer.out
    assert "Ready" not in answer.out
    assert len(answer.out) < 6_000
    assert_plain(answer.out)
    assert not (tmp_path / "work" / "canary").exists()


def assert_plain(text: str) -> None:
    """Nothing that a terminal would act on."""
    import unicodedata

    odd = {c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c != "\n"}
    assert odd == set()


TEMPLATES = (
    "{{7*7}}",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
    "{0.__class__}",
    "{title.__init__.__globals__}",
    "%s%n%(x)s",
    "{param.most}",
    "[link=https://evil.example]x[/link]",
    "::error::x",
    "##[error]x",
    "$(touch canary)",
    "`touch canary`",
)


@pytest.mark.parametrize("some", [TEMPLATES[:7], TEMPLATES[7:]])
def test_a_template_in_a_manifest_is_only_text(some: tuple[str, ...], tmp_path: Path) -> None:
    tool = TOOL.replace("title: MailSparrow newsletters", f"title: '{' '.join(some)}'").replace("status: signed", "status: sent")
    answer = run(tmp_path, tool)
    assert answer.code == 1
    shown = "".join(answer.out.split())
    for template in some:
        assert "".join(template.split()).replace("##[", "#\N{MIDDLE DOT}[") in shown, template
    assert "49" not in shown
    assert "##[" not in shown  # a command of the Actions log, wherever it stands in a line
    assert not any(line.lstrip().startswith("::") for line in answer.out.splitlines())
    assert not (tmp_path / "work" / "canary").exists()


def test_a_template_in_a_rule_is_refused_or_only_text(tmp_path: Path) -> None:
    words = rule(RULE.splitlines()[3].strip()).replace("Good things last.", "Good ${7*7} #[x] %s $(touch canary) last.")
    answer = run(tmp_path, TOOL.replace("status: signed", "status: sent"), pack(words.replace("#[x] ", "")))
    assert answer.code in (1, 3)
    assert "49" not in answer.out
    for slot in ("{7*7}", "{0.__class__}", "{title.__class__}", "{param}", "{org}"):
        broken = pack(RULE.replace("fix: [Make it good.]", f"fix: ['{slot}']"))
        refused = run(tmp_path, TOOL, broken)
        assert refused.code == 3, slot
        assert slot.strip("{}") in refused.out


def test_odd_names_of_files_are_shown_plainly(tmp_path: Path) -> None:
    names = ("a\x1b[31mb.yaml", "a\nb.yaml", "a\u202eb.yaml", "{{7*7}}.yaml", "::error::x.yaml", "-rf.yaml", "a b#%2e%2e.yaml")
    folder = tmp_path / "work" / "tools"
    folder.mkdir(parents=True)
    for index, name in enumerate(names):
        text = TOOL.replace("name: mailsparrow", f"name: tool-{index}").replace("status: signed", "status: sent")
        (folder / name).write_text(text)
    answer = run(tmp_path, TOOL)
    assert answer.code == 1
    assert_plain(answer.out)
    assert "49.yaml" not in answer.out
    assert "Checked 8 tools" in answer.out


SLOW = ("^(a+)+$", "(a|aa)+$", "(a|a?)+$", "(.*a){20}$", "([a-z]+)*=", "(x+x+)+y", "(a*)*b", "^(([a-z])+.)+[A-Z]([a-z])+$")


def test_a_slow_pattern_is_quick_or_refused(tmp_path: Path) -> None:
    patterns = "".join(f"  p{i}: {{title: x, regex: '{p}|ok', example: ok}}\n" for i, p in enumerate(SLOW))
    rules = [rule(f"require: {{field: fallback, not_matches: p{i}}}", id=f"r{i}") for i in range(len(SLOW))]
    tool = TOOL.replace("fallback: Sign-ups", "fallback: " + "a" * 3_500 + "! Sign-ups")
    answer = run(tmp_path, tool, pack(*rules, before="patterns:\n" + patterns))
    assert answer.code in (0, 1, 3), answer
    assert answer.err == ""


@pytest.mark.parametrize("regex", ["(?=a)a", "(?<!a)b", r"(a)\1", "(?P<x>a)(?P=x)", "((a{1000}){1000}){1000}", "["])
def test_a_pattern_that_can_run_long_is_refused_when_loaded(regex: str, tmp_path: Path) -> None:
    patterns = f"patterns:\n  p: {{title: x, regex: '{regex}', example: a}}\n"
    answer = run(tmp_path, TOOL, pack(RULE, before=patterns))
    assert answer.code == 3
    assert "one.yaml" in answer.out
