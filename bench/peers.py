"""The peers: what each is, how it is installed into the cache folder, how it is called on the workload."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ALL = frozenset(f"R{n:02d}" for n in range(1, 21))
SCHEMA = ALL - {"R09", "R17"}  # a sum, and a comparison of two fields, cannot be said in JSON Schema


class UnavailableError(Exception):
    """A peer cannot be had here; the text says why."""


@dataclass(frozen=True, slots=True)
class Home:
    """The cache folder, outside git: data/, rules/ and one folder a peer."""

    root: Path

    def rules(self, name: str) -> str:
        return str(self.root / "rules" / name)

    def peer(self, name: str) -> Path:
        return self.root / "peers" / name

    def data(self, quoted: bool = False) -> Path:
        return self.root / "data" / "quoted" if quoted else self.root / "data"


Call = Callable[[Home, list[Path]], list[str]]


@dataclass(frozen=True, slots=True)
class Peer:
    """One tool to compare with. `says`: rules it can say. `slow`: few runs. `optional`: only when named."""

    name: str
    title: str
    packages: tuple[str, ...]
    call: Call
    says: frozenset[str] = ALL
    npm: bool = False
    slow: bool = False
    optional: bool = False
    quoted: bool = False
    timeout: int = 300

    @property
    def version(self) -> str:
        return self.packages[0].rpartition("==" if not self.npm else "@")[2]


def python(home: Home, name: str) -> str:
    return str(home.peer(name) / "bin" / "python")


def tool(name: str, *options: str) -> Call:
    """Call a command of the peer's own environment; {…} in its options names a file of rules."""

    def call(home: Home, files: list[Path]) -> list[str]:
        filled = [home.rules(o[1:-1]) if o.startswith("{") else o for o in options]
        return [str(home.peer(name) / "bin" / name), *filled, *map(str, files)]

    return call


def loop(name: str, rules: str) -> Call:
    """Call a library through the loop of loops.py."""

    def call(home: Home, files: list[Path]) -> list[str]:
        return [python(home, name), str(HERE / "loops.py"), name, home.rules(rules), *map(str, files)]

    return call


def listed(files: list[Path]) -> list[str]:
    """Name each file: for tools that take no folder."""
    return [str(f) for p in files for f in (sorted(p.glob("*.yaml")) if p.is_dir() else [p])]


def globbed(files: list[Path]) -> list[str]:
    return [f"{p}/*.yaml" if p.is_dir() else str(p) for p in files]


def call_check_jsonschema(home: Home, files: list[Path]) -> list[str]:
    return [*tool("check-jsonschema", "--schemafile", "{schema.json}")(home, []), *listed(files)]


def call_sourcemeta(home: Home, files: list[Path]) -> list[str]:
    # the wheel's own command is a Python script that starts this binary: the binary is the fair peer
    name = f"jsonschema-{platform.system().lower()}-{platform.machine()}"
    found = sorted(home.peer("sourcemeta").glob(f"lib/python*/site-packages/sourcemeta_jsonschema/{name}"))
    if not found:
        raise UnavailableError(f"its wheel holds no {name}")
    return [
        str(found[0]),
        "validate",
        "--fast",
        "--continue",
        "--extension",
        ".yaml",
        home.rules("schema.json"),
        *map(str, files),
    ]


def call_ajv(home: Home, files: list[Path]) -> list[str]:
    script = home.peer("ajv") / "node_modules" / "ajv-cli" / "dist" / "index.js"
    return [
        "node",
        str(script),
        "validate",
        "--spec=draft2020",
        "--strict=false",
        "--all-errors",
        "--errors=line",
        "-s",
        home.rules("schema.json"),
        *(x for f in globbed(files) for x in ("-d", f)),
    ]


def call_spectral(home: Home, files: list[Path]) -> list[str]:
    script = home.peer("spectral") / "node_modules" / "@stoplight" / "spectral-cli" / "dist" / "index.js"
    return [
        "node",
        str(script),
        "lint",
        "-r",
        home.rules("spectral/spectral.json"),
        "--ignore-unknown-format",
        "--quiet",
        "-f",
        "text",
        *globbed(files),
    ]


def call_checkov(home: Home, files: list[Path]) -> list[str]:
    where = [x for p in files for x in ("-d" if p.is_dir() else "-f", str(p))]
    return [
        str(home.peer("checkov") / "bin" / "checkov"),
        "--framework",
        "yaml",
        "--external-checks-dir",
        str(HERE / "checkov_rules"),
        "--compact",
        "--quiet",
        "--skip-download",
        *where,
    ]


PEERS = [
    Peer(
        "jsonschema-rs",
        "jsonschema-rs in a Python loop",
        ("jsonschema-rs==0.60.3", "pyyaml==6.0.3"),
        loop("jsonschema-rs", "schema.json"),
        SCHEMA,
    ),
    Peer(
        "fastjsonschema",
        "fastjsonschema in a Python loop",
        ("fastjsonschema==2.22.3", "pyyaml==6.0.3"),
        loop("fastjsonschema", "schema.json"),
        SCHEMA,
    ),
    Peer(
        "jsonschema",
        "jsonschema in a Python loop",
        ("jsonschema==4.26.0", "pyyaml==6.0.3"),
        loop("jsonschema", "schema.json"),
        SCHEMA,
    ),
    Peer(
        "cel",
        "cel-python in a Python loop",
        ("cel-python==0.5.0", "pyyaml==6.0.3"),
        loop("cel", "cel.json"),
        slow=True,
    ),
    Peer(
        "check-jsonschema",
        "check-jsonschema",
        ("check-jsonschema==0.39.0",),
        call_check_jsonschema,
        SCHEMA,
        slow=True,
    ),
    Peer(
        "yamllint",
        "yamllint (reads, no policy)",
        ("yamllint==1.38.0",),
        tool("yamllint", "-c", "{yamllint.yaml}"),
        frozenset(),
        slow=True,
    ),
    Peer(
        "sourcemeta",
        "sourcemeta jsonschema (C++), fast mode",
        ("sourcemeta-jsonschema==17.3.0",),
        call_sourcemeta,
        SCHEMA,
    ),
    Peer("ajv", "ajv", ("ajv-cli@5.0.0",), call_ajv, SCHEMA, npm=True, quoted=True),
    Peer("spectral", "Spectral", ("@stoplight/spectral-cli@6.16.3",), call_spectral, npm=True, slow=True),
    Peer(
        "semgrep",
        "Semgrep",
        ("semgrep==1.182.0",),
        tool(
            "semgrep",
            "scan",
            "--metrics=off",
            "--disable-version-check",
            "--no-git-ignore",
            "--quiet",
            "--error",
            "--config",
            "{semgrep.json}",
        ),
        ALL - {"R09"},
        slow=True,
        optional=True,
    ),
    Peer("checkov", "Checkov", ("checkov==3.3.30",), call_checkov, slow=True, optional=True),
]
BY_NAME = {p.name: p for p in PEERS}


def run_quietly(argv: list[str], timeout: int) -> None:
    try:
        got = subprocess.run(argv, capture_output=True, text=True, timeout=timeout, check=False)
    except (OSError, subprocess.TimeoutExpired) as e:
        raise UnavailableError(f"{Path(argv[0]).name} {type(e).__name__}") from e
    if got.returncode:
        lines = (got.stderr or got.stdout).strip().splitlines() or ["no reason given"]
        raise UnavailableError(lines[-1][:160])


def install(peer: Peer, home: Home) -> None:
    """Put a peer into a folder of its own, once; `UnavailableError` says why that did not work."""
    folder = home.peer(peer.name)
    stamp, want = folder / "installed.json", json.dumps([*peer.packages, sys.version_info[:2]])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == want:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if peer.npm:
        if not shutil.which("node") or not shutil.which("npm"):
            raise UnavailableError("node and npm are not here")
        (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
        run_quietly(
            [
                "npm",
                "--prefix",
                str(folder),
                "install",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                *peer.packages,
            ],
            600,
        )
    else:
        venv.create(folder, with_pip=True, symlinks=os.name != "nt")
        run_quietly(
            [
                python(home, peer.name),
                "-m",
                "pip",
                "install",
                "-q",
                "--disable-pip-version-check",
                *peer.packages,
            ],
            900,
        )
    stamp.write_text(want, encoding="utf-8")
