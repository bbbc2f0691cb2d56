"""The package as people get it: what is in it, and the same answer from every way to install it."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from guardrails.files.contents import PackedTree, fingerprint, gathered, packed
from guardrails.files.trees import DISK
from guardrails.judge.verdict import Exit
from tests.cli.workspaces import RULE
from tests.clients.standing import DAY, PROGRAMS, ROOT, client, files_of_the_project, made_once, must, plain_environment, run
from tests.language.bundles import BUNDLE, ORGANISATION, pack

pytestmark = pytest.mark.client
DEMO = ("check", "examples", "--as-of", DAY)
PLACES = {"src/guardrails/": "guardrails/", "policies/": "guardrails/_data/policies/", "schemas/": "guardrails/_data/schemas/"}
"""Which folder of the project lies where in the wheel."""


@pytest.fixture(scope="session")
def dist(shared: Path, project: Path, offline: dict[str, str]) -> Path:
    """A folder with the sdist, and the wheel built from it, as a registry would get them."""
    uv = client("uv")
    return made_once(shared / "dist", lambda folder: _built(uv, project, folder, offline))


def _built(uv: str, project: Path, folder: Path, offline: dict[str, str]) -> None:
    must([uv, "build", "--quiet", "--python", sys.executable, "--out-dir", folder, project], folder, offline)


def one(folder: Path, ending: str) -> Path:
    """The one file with that ending."""
    [found] = folder.glob(f"*{ending}")
    return found


def test_the_sdist_is_the_project_with_its_tests_and_nothing_else(dist: Path) -> None:
    with tarfile.open(one(dist, ".tar.gz")) as archive:
        held = sorted(member.name.partition("/")[2] for member in archive if member.isfile())
    assert held == sorted([*files_of_the_project(), "PKG-INFO"])


def test_the_wheel_is_the_package_with_its_data_and_nothing_else(dist: Path) -> None:
    with zipfile.ZipFile(one(dist, ".whl")) as archive:
        held = [name for name in archive.namelist() if ".dist-info/" not in name]
        [metadata] = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".dist-info/METADATA")]
    shipped = [into + n.removeprefix(top) for n in files_of_the_project() for top, into in PLACES.items() if n.startswith(top)]
    assert sorted(held) == sorted(shipped)
    assert {"guardrails/py.typed", "guardrails/_data/schemas/tool.schema.json", "guardrails/explain/languages/de.yaml"} <= set(
        held
    )
    assert "License-File: LICENSE" in metadata
    assert "Requires-Python: >=3.11" in metadata


def test_the_wheel_has_the_starter_with_the_same_content(dist: Path) -> None:
    """Its tests too: they are part of what a fingerprint counts."""
    top = PLACES["policies/"]
    with zipfile.ZipFile(one(dist, ".whl")) as archive:
        files = {name.removeprefix(top): archive.read(name) for name in archive.namelist() if name.startswith(top)}
    shipped = gathered(PackedTree("starter", files), "starter", "starter")
    ours = gathered(DISK, str(ROOT / "policies"), "starter")
    assert "tests/dates.test.yaml" in shipped.files
    assert fingerprint(packed(shipped.files)) == fingerprint(packed(ours.files))


def test_what_a_registry_checks_is_in_order(dist: Path, offline: dict[str, str]) -> None:
    wheel, sdist = one(dist, ".whl"), one(dist, ".tar.gz")
    must([client("twine"), "--no-color", "check", "--strict", wheel, sdist], dist, offline)
    must([client("check-wheel-contents"), "--no-config", wheel], dist, offline)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a blank in its name that holds the examples, and modules that nobody should import."""
    folder = tmp_path / "our work"
    (folder / "examples").parent.mkdir()
    for name in files_of_the_project():
        if name.startswith("examples/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((ROOT / name).read_bytes())
    for module in ("click", "yaml", "guardrails", "sitecustomize"):
        (folder / f"{module}.py").write_text("raise SystemExit(0)\n")
    return folder


def _installed(way: str, dist: Path, project: Path, into: Path, offline: dict[str, str]) -> Path:
    """The command, after installing it one way into a folder."""
    match way:
        case "uv tool":
            return _by_uv_tool(one(dist, ".whl"), into, offline)
        case "pipx":
            return _by_pipx(one(dist, ".whl"), into, offline)
        case "editable":
            return _in_a_new_environment(["--editable", project], into, offline)
        case _:
            return _in_a_new_environment([one(dist, ".whl" if way == "wheel" else ".tar.gz")], into, offline)


def _in_a_new_environment(what: list[str | Path], folder: Path, offline: dict[str, str]) -> Path:
    uv, new = client("uv"), folder / "environment"
    must([uv, "venv", "--quiet", "--python", sys.executable, new], folder, offline)
    must([uv, "pip", "install", "--quiet", "--python", new, *what], folder, offline)
    return new / "bin" / "guardrails"


def _by_uv_tool(wheel: Path, folder: Path, offline: dict[str, str]) -> Path:
    homes = {"UV_TOOL_DIR": str(folder / "tools"), "UV_TOOL_BIN_DIR": str(folder / "bin")}
    must([client("uv"), "tool", "install", "--quiet", "--python", sys.executable, wheel], folder, {**offline, **homes})
    return folder / "bin" / "guardrails"


def _by_pipx(wheel: Path, folder: Path, offline: dict[str, str]) -> Path:
    homes = {"PIPX_HOME": str(folder / "pipx"), "PIPX_BIN_DIR": str(folder / "bin"), "PIPX_DEFAULT_PYTHON": sys.executable}
    must([client("pipx"), "install", wheel], folder, {**offline, **homes})
    return folder / "bin" / "guardrails"


@pytest.fixture(scope="session")
def wanted(shared: Path) -> str:
    """What the demo's command answers from the sources in front of us."""

    def answer(folder: Path) -> None:
        script = "from guardrails.cli.main import run; run()"
        here = plain_environment(shared / "home", PYTHONPATH=str(ROOT / "src"))
        (folder / "told").write_text(run([sys.executable, "-P", "-c", script, *DEMO], ROOT, here)[1], "utf-8")

    return (made_once(shared / "demo", answer) / "told").read_text("utf-8")


@pytest.mark.parametrize("way", ["wheel", "sdist", "editable", "uv tool", "pipx"])
def test_every_installation_finds_its_data_and_gives_the_answer_of_the_demo(
    way: str, dist: Path, project: Path, place: Path, tmp_path: Path, offline: dict[str, str], wanted: str, shared: Path
) -> None:
    into = tmp_path / "a home"
    into.mkdir()
    command = _installed(way, dist, project, into, offline)
    here = plain_environment(shared / "home")
    assert run([command, *DEMO], place, here) == (Exit.BLOCKED, wanted)
    file = f"{place}/examples/campaigns/friday-flash-sale.yaml"
    code, told = run([command, "check", file, "--as-of", DAY, "--lang", "de"], tmp_path, here)
    assert (code, "Noch nicht" in told) == (Exit.BLOCKED, True), told
    assert '"title": "tool manifest"' in must([command, "schema", "tool"], tmp_path, here)
    if way == "wheel":
        for name, text in (("bundle", BUNDLE), ("organisation", ORGANISATION), ("packs/one", pack(RULE))):
            (tmp_path / "tiny" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "tiny" / f"{name}.yaml").write_text(text)
        must([command, "policy", "docs", "tiny", "--format", "html", "--out", "handbook"], tmp_path, here)
        assert (tmp_path / "handbook" / "html" / "index.html").is_file()


def test_the_package_is_no_program_of_its_own() -> None:
    """`python -m` takes modules from the folder it is started in, which a pull request may have filled (safety)."""
    assert find_spec("guardrails.__main__") is None
    assert (PROGRAMS / "guardrails").exists()
