"""Signatures of waivers, with the real ssh-keygen: whose key, for what, on which day, and not a letter changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from guardrails.files import signatures
from guardrails.files.signatures import NAMESPACE, hold_of, lines_for, signed

KEYGEN = shutil.which("ssh-keygen")
needs_keygen = pytest.mark.skipif(KEYGEN is None, reason="ssh-keygen is not here (Debian: openssh-client)")
TEXT = b"approved_by: sam@brand.example\ngranted: 2026-11-24\n"
SAM, DAY = "sam@brand.example", "2026-11-24"


def new_key(folder: Path, name: str) -> Path:
    """A key without a passphrase."""
    file = folder / name
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(file)]
    subprocess.run(command, check=True, timeout=30)
    return file


def line(key: Path, person: str = SAM, options: str = f'namespaces="{NAMESPACE}"') -> bytes:
    """A line of allowed_signers."""
    return f"{person} {options} {key.with_name(key.name + '.pub').read_text()}".encode()


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two people's keys."""
    folder = tmp_path_factory.mktemp("keys")
    return {name: new_key(folder, name) for name in ("sam", "eve")}


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    signatures._verifies.cache_clear()
    yield
    signatures._verifies.cache_clear()


def by(keys: dict[str, Path], name: str, data: bytes = TEXT) -> bytes:
    """A signature by somebody."""
    signature = signed(data, str(keys[name]))
    assert signature is not None
    return signature


@needs_keygen
def test_a_signature_of_the_approver_counts(keys: dict[str, Path]) -> None:
    assert hold_of(TEXT, by(keys, "sam"), line(keys["sam"]), SAM, DAY) == ""
    both = b"# who may sign\n\n" + line(keys["eve"]) + line(keys["sam"])
    assert hold_of(TEXT, by(keys, "sam"), both, SAM, DAY) == "", "a person may have several keys"


@needs_keygen
@pytest.mark.parametrize(
    ("signer", "person", "lines", "hold"),
    [
        ("eve", SAM, [("sam", SAM)], "unverified"),  # another key than the approver's
        ("eve", SAM, [("sam", SAM), ("eve", "eve@brand.example")], "unverified"),  # a known key, of somebody else
        ("sam", SAM, [("sam", "eve@brand.example")], "unknown-signer"),
        ("sam", SAM, [("sam", "*@brand.example")], "unknown-signer"),  # a pattern names nobody
        ("sam", SAM, [("sam", "*")], "unknown-signer"),
        ("sam", "*", [("sam", SAM)], "unknown-signer"),
        ("sam", SAM, [("sam", f"!{SAM}")], "unknown-signer"),
        ("sam", SAM, [("sam", f"{SAM},!{SAM}")], "unverified"),
        ("sam", "Sam@brand.example", [("sam", SAM)], "unknown-signer"),  # letter for letter
        ("sam", SAM, [], "unknown-signer"),
    ],
)
def test_whose_key_it_is(keys: dict[str, Path], signer: str, person: str, lines: list[tuple[str, str]], hold: str) -> None:
    signers = b"".join(line(keys[key], name) for key, name in lines)
    assert hold_of(TEXT, by(keys, signer), signers, person, DAY) == hold


@needs_keygen
def test_a_signature_for_something_else_does_not_count(keys: dict[str, Path]) -> None:
    command = ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", str(keys["sam"])]
    for_git = subprocess.run(command, input=TEXT, capture_output=True, check=True, timeout=30).stdout
    assert hold_of(TEXT, for_git, line(keys["sam"], options=""), SAM, DAY) == "unverified"
    only_git = line(keys["sam"], options='namespaces="git"')
    assert hold_of(TEXT, by(keys, "sam"), only_git, SAM, DAY) == "unverified"


@needs_keygen
def test_one_changed_bit_anywhere_is_noticed(keys: dict[str, Path]) -> None:
    signature, signers = by(keys, "sam"), line(keys["sam"])
    for at in (0, len(TEXT) // 2, len(TEXT) - 1):
        changed = TEXT[:at] + bytes([TEXT[at] ^ 1]) + TEXT[at + 1 :]
        assert hold_of(changed, signature, signers, SAM, DAY) == "unverified"
    assert hold_of(TEXT + b"\n", signature, signers, SAM, DAY) == "unverified"
    assert hold_of(TEXT.replace(b"\n", b"\r\n"), signature, signers, SAM, DAY) == "unverified"
    for broken in (b"", b"-----BEGIN SSH SIGNATURE-----\n", signature[: len(signature) // 2], signature * 100, b"\0" * 99):
        assert hold_of(TEXT, broken, signers, SAM, DAY) == "unverified"


@needs_keygen
@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/New_York"])
def test_a_key_counts_on_the_days_it_is_valid(keys: dict[str, Path], zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    if hasattr(time, "tzset"):
        time.tzset()
    dated = line(keys["sam"], options='valid-after="20261101",valid-before="20261201"')
    signature = by(keys, "sam")
    days = ("2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01")
    assert [hold_of(TEXT, signature, dated, SAM, day) for day in days] == ["unverified", "", "", "unverified"]


def test_what_is_missing_is_told_apart() -> None:
    assert hold_of(TEXT, None, b"", SAM, DAY) == "unsigned"
    assert hold_of(TEXT, b"x", None, SAM, DAY) == "no-signers"
    assert hold_of(TEXT, b"x", b"", SAM, DAY) == "unknown-signer"


def test_without_ssh_keygen_nothing_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert hold_of(TEXT, b"x", f"{SAM} ssh-ed25519 AAAA\n".encode(), SAM, DAY) == "no-verifier"
    assert signed(TEXT, "key") is None


def test_a_program_in_the_folder_we_stand_in_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted = tmp_path / "ssh-keygen"
    planted.write_text("#!/bin/sh\nexit 0\n")
    planted.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([".", ""]))
    assert hold_of(TEXT, b"x", f"{SAM} ssh-ed25519 AAAA\n".encode(), SAM, DAY) == "no-verifier"


def test_a_program_from_the_repository_is_not_run_wherever_we_stand_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some put a folder of the repository on PATH, by its full name."""
    planted = tmp_path / "node_modules" / ".bin" / "ssh-keygen"
    planted.parent.mkdir(parents=True)
    planted.write_text("#!/bin/sh\nexit 0\n")
    planted.chmod(0o755)
    (tmp_path / ".git").mkdir()
    (tmp_path / "marketing").mkdir()
    monkeypatch.chdir(tmp_path / "marketing")
    monkeypatch.setenv("PATH", str(planted.parent))
    assert hold_of(TEXT, b"x", f"{SAM} ssh-ed25519 AAAA\n".encode(), SAM, DAY) == "no-verifier"


@needs_keygen
def test_the_same_question_is_asked_once(keys: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    signature, signers = by(keys, "sam"), line(keys["sam"])
    runs: list[object] = []
    real = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *a, **k: runs.append(a) or real(*a, **k))  # type: ignore[func-returns-value]
    for _ in range(3):
        assert hold_of(TEXT, signature, signers, SAM, DAY) == ""
    assert len(runs) == 1
    assert hold_of(TEXT, signature, signers, SAM, "2026-11-25") == ""
    assert len(runs) == 2, "another day is another question"


def test_only_lines_that_name_a_person_are_shown_to_ssh_keygen() -> None:
    signers = (
        b'"sam@brand.example" k A\r\n # sam@brand.example k B\nal@brand.example,sam@brand.example k C\n*@brand.example k D\n'
    )
    assert lines_for(SAM, signers).splitlines() == [b'"sam@brand.example" k A', b"al@brand.example,sam@brand.example k C"]
