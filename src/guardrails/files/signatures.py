"""Signatures of waiver files, made and looked at by OpenSSH's own `ssh-keygen -Y`.

What is signed are the bytes of the file. Whose key may sign, and when, stands in `allowed_signers` beside the bundle.yaml.
Whatever does not come out as a yes of ssh-keygen is a no.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from functools import lru_cache

from guardrails.files.repository import program_for

NAMESPACE = "guardrails-waiver"
"""What a signature is for: one made for a commit or a mail does not count here."""
MARK = "-----BEGIN SSH SIGNATURE-----"
_MOST_BYTES = 16_384
_SECONDS = 20
_PROGRAM = "ssh-keygen"


def hold_of(data: bytes, signature: bytes | None, signers: bytes | None, person: str, day: str) -> str:
    """Why a file is not signed by a person with a key that is theirs on a day (UTC); "" if it is."""
    if signature is None:
        return "unsigned"
    if signers is None:
        return "no-signers"
    lines = lines_for(person, signers)
    if not lines:
        return "unknown-signer"
    program = found_program()
    if not program:
        return "no-verifier"
    return "" if _verifies(program, data, signature, lines, person, day) else "unverified"


def lines_for(person: str, signers: bytes) -> bytes:
    """The lines of `allowed_signers` that name a person in full: a pattern such as `*@brand.example` names nobody."""
    name = person.encode()
    lines = (line.strip() for line in signers.splitlines())
    named = (line for line in lines if line and name in line.split(None, 1)[0].strip(b'"').split(b","))
    return b"".join(line + b"\n" for line in named)


def found_program() -> str:
    """The full path of ssh-keygen; never one from the repository we stand in. "" if there is none."""
    return program_for(_PROGRAM, ".") or ""


@lru_cache(maxsize=512)
def _verifies(program: str, data: bytes, signature: bytes, signers: bytes, person: str, day: str) -> bool:
    """Whether ssh-keygen says yes. Kept for this process by content, never on disk: a yes on disk could be planted there."""
    if len(signature) > _MOST_BYTES:
        return False
    with tempfile.TemporaryDirectory(prefix="guardrails-") as folder:
        for name, content in (("signers", signers), ("signature", signature)):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)
        noon = f"-Overify-time={day.replace('-', '')}120000"
        arguments = ["-Y", "verify", "-f", "signers", "-I", person, "-n", NAMESPACE, "-s", "signature", noon]
        # The dates in allowed_signers are days of UTC for everybody, whatever the clock of this machine shows.
        surroundings = {**{k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT")}, "TZ": "UTC", "LC_ALL": "C"}
        try:
            done = subprocess.run(  # noqa: S603 - no shell, a full path, arguments of our own
                [program, *arguments],
                input=data,
                cwd=folder,
                env=surroundings,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0


def signed(data: bytes, key: str) -> bytes | None:
    """The signature of a file's bytes with a private key (or, with an agent, its public half); None where that fails.

    ssh-keygen itself asks for a passphrase, or for a touch of the key.
    """
    program = found_program()
    if not program:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - no shell, a full path; the key is what the person who signs names
            [program, "-q", "-Y", "sign", "-n", NAMESPACE, "-f", os.path.abspath(key)],
            input=data,
            stdout=subprocess.PIPE,
            check=False,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 and done.stdout.startswith(MARK.encode()) else None
