"""A bundle's tag, fetched into a folder of our own: objects only, nothing is checked out and nothing of it runs."""

from __future__ import annotations

import os
from typing import NamedTuple

from guardrails.files.addresses import Address
from guardrails.files.git import Answer, Git, GitError, ask, is_id
from guardrails.files.repository import program_here

_REACH = (
    *(f"protocol.{name}.allow=always" for name in ("https", "ssh", "file")),
    "fetch.fsckObjects=true",
    "fetch.writeCommitGraph=false",
    "submodule.recurse=false",
    "gc.auto=0",
)
_SIGNATURE = b"-----BEGIN SSH SIGNATURE-----"


class Fetched(NamedTuple):
    """The commit that a tag leads to. `tag` is empty where the address names the commit itself."""

    commit: str
    tag: str = ""


def fetched(git: Git, address: Address) -> Fetched:
    """Fetch what an address names into the empty folder of `git`. Raises GitError where that can't be done."""
    if (made := ask(git, "init", "--quiet", "--template=", ".")).code != 0:
        raise GitError("source-out-of-reach", source=address.url, reason=_said(made))
    is_commit = is_id(address.tag)
    wanted = address.tag if is_commit else f"refs/tags/{address.tag}"
    ref = "refs/heads/asked" if is_commit else wanted
    narrow = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules")
    answer = ask(git, "fetch", *narrow, "--", address.url, f"{wanted}:{ref}", settings=_REACH, reach=True)
    if answer.code != 0:
        raise _not_fetched(git, address, answer)
    found = ask(git, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}").out.decode("ascii", "replace").strip()
    if not is_id(found):
        raise GitError("source-unknown-tag", tag=address.tag, source=address.url, nearest="")
    return Fetched(found, "" if is_commit else address.tag)


def _not_fetched(git: Git, address: Address, answer: Answer) -> GitError:
    """Why there is nothing: another name is there, or the repository can't be reached."""
    from guardrails.text.nearest import nearest

    listed = ask(git, "ls-remote", "--refs", "--tags", "--heads", "--", address.url, settings=_REACH, reach=True)
    if listed.code != 0:
        return GitError("source-out-of-reach", source=address.url, reason=_said(listed))
    refs = [line.partition("\t")[2] for line in listed.out.decode("utf-8", "replace").splitlines()]
    tags = [ref.removeprefix("refs/tags/") for ref in refs if ref.startswith("refs/tags/")]
    if f"refs/heads/{address.tag}" in refs:
        return GitError("source-branch", tag=address.tag, source=address.url)
    if address.tag not in tags and not is_id(address.tag):
        return GitError("source-unknown-tag", tag=address.tag, source=address.url, nearest=nearest(address.tag, tags) or "")
    return GitError("source-out-of-reach", source=address.url, reason=_said(answer))


def _said(answer: Answer) -> str:
    lines = [line for line in answer.err.splitlines() if line.startswith(("fatal: ", "error: "))] or answer.err.splitlines()
    return (lines[0] if lines else "nothing").partition(": ")[2][:200] or "nothing"


def signer(git: Git, tag: str, allowed: bytes, untrusted: str) -> str:
    """Who signed a fetched tag, with the key's fingerprint. Raises GitError where nobody did whom `allowed` lists.

    Git verifies. It believes the day that the tag names, which is whatever its author typed, so the key must be good
    today as well.
    """
    ref = f"refs/tags/{tag}"
    if ask(git, "cat-file", "-t", ref).out.strip() != b"tag":
        raise GitError("tag-unsigned", tag=tag)
    head, marked, signature = ask(git, "cat-file", "tag", ref).out.partition(_SIGNATURE)
    if not marked:
        raise GitError("tag-unsigned", tag=tag)
    named = next((line[4:] for line in head.splitlines() if line.startswith(b"tag ")), b"").decode("utf-8", "replace")
    if named != tag:
        raise GitError("tag-other-name", tag=tag, name=named)
    program = program_here("ssh-keygen", untrusted)
    if program is None:
        raise GitError("signing-not-there", tag=tag)
    keys, seal = (os.path.join(git.top, ".git", name) for name in ("allowed_signers", "signature"))
    for path, data in ((keys, allowed), (seal, _SIGNATURE + signature)):
        with open(path, "wb") as file:
            file.write(data)
    settings = (
        "gpg.format=ssh", f"gpg.ssh.allowedSignersFile={keys}", f"gpg.ssh.program={program}",
        "gpg.minTrustLevel=fully", f"gpg.program={os.devnull}",
    )  # fmt: skip
    verified = ask(git, "verify-tag", ref, settings=settings)
    good, _, who = next((line for line in verified.err.splitlines() if line.startswith("Good ")), "").partition(" signature for ")
    if verified.code == 0 and good == 'Good "git"' and who:
        _good_today(Git(program, git.top), tag, keys, seal)
        name, _, key = who.partition(" with ")
        return f"{name} {key.rpartition(' ')[2]}"
    if "is not implemented" in verified.err or "unsupported value for gpg.format" in verified.err:
        raise GitError("signing-not-there", tag=tag)
    if "key has expired" in verified.err or "key is not yet valid" in verified.err:
        raise GitError("tag-key-expired", tag=tag)
    raise GitError("tag-unknown-signer", tag=tag, key=_key_in(verified.err))


def _good_today(keygen: Git, tag: str, keys: str, seal: str) -> None:
    import subprocess

    asked = [keygen.program, "-Y", "find-principals", "-s", seal, "-f", keys]
    done = subprocess.run(asked, capture_output=True, timeout=60, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - no shell
    if done.returncode != 0:
        raise GitError("tag-key-expired", tag=tag)


def _key_in(said: str) -> str:
    return next((word for line in said.splitlines() for word in line.split() if word.startswith("SHA256:")), "")
