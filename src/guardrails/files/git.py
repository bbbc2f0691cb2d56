"""The git program, asked and never told: no filter, hook, pager or network of the repository runs.

What a pull request can bring (`.gitattributes`, an included configuration, a bare repository in a folder) may name
programs to start. So only objects are read, by their ids; files of the checkout are compared by hashing them here.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import tempfile
import threading
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from guardrails.files.repository import program_here, repository_of
from guardrails.model.problem import Problem
from guardrails.text.values import LIMITS

_SAFE = (
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", f"core.attributesFile={os.devnull}",
    "-c", "protocol.allow=never",
    "-c", "safe.bareRepository=explicit",
    "--no-optional-locks", "--no-pager", "--no-replace-objects", "--literal-pathspecs",
)  # fmt: skip
_TO_REACH = ("GIT_SSH_COMMAND", "GIT_SSH", "GIT_ASKPASS", "GIT_SSL_CAINFO", "GIT_CONFIG_GLOBAL")
_SECONDS = 60
_MOST_OUTPUT = 64 * 1024 * 1024
_MOST_REFS = 2000
LINK, SUBMODULE, FOLDER = "120000", "160000", "040000"


class GitError(Exception):
    """What git could not do, as the problem to tell."""

    def __init__(self, id: str, **slots: str) -> None:
        super().__init__(id)
        self.problem = Problem(id, "", slots=slots, area="policy")


class Git(NamedTuple):
    """The program and the top of the repository that it is asked about."""

    program: str
    top: str


class Entry(NamedTuple):
    """What a commit holds under a name: its mode, the id of its content, its size in bytes (0 where it has none)."""

    mode: str
    id: str
    size: int = 0


class Answer(NamedTuple):
    """How a call of git ended."""

    code: int
    out: bytes
    err: str


def git_around(folder: str) -> Git:
    """The repository around a folder. Raises GitError where there is none, or no git."""
    top = repository_of(folder)
    if top is None:
        raise GitError("git-no-repository")
    return git_here(top, top)


def git_here(top: str, untrusted: str) -> Git:
    """The git of this computer, to be asked about `top`. Raises GitError where there is none."""
    program = program_here("git", untrusted)
    if program is None:
        raise GitError("git-not-there")
    return Git(program, top)


def commit_of(git: Git, ref: str) -> str:
    """The id of the commit that a ref names. Raises GitError where there is none, with the nearest name."""
    if ref and ref.isprintable():
        answer = ask(git, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if answer.code == 0 and is_id(found := answer.out.decode("ascii", "replace").strip()):
            return found
    from guardrails.text.nearest import nearest

    raise GitError("git-unknown-ref", ref=ref, nearest=nearest(ref, _refs(git)) or "")


def is_id(text: str) -> bool:
    """Whether a text is the whole id of an object."""
    return len(text) in (40, 64) and all(letter in "0123456789abcdef" for letter in text)


def _refs(git: Git) -> list[str]:
    answer = ask(
        git, "for-each-ref", f"--count={_MOST_REFS}", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags"
    )
    return answer.out.decode("utf-8", "replace").split()


def fork_point(git: Git, commit: str, ref: str) -> str:
    """The last commit that this branch and another commit share (their merge base)."""
    answer = ask(git, "merge-base", commit, commit_of(git, "HEAD"))
    found = answer.out.decode("ascii", "replace").strip()
    if answer.code != 0 or not is_id(found):
        raise GitError("git-no-common", ref=ref)
    return found


def entries(git: Git, commit: str, names: Sequence[str], deep: bool = False) -> dict[str, Entry]:
    """What a commit holds at some paths (with `deep`: all files below them; of no paths, all there is), by path from the top."""
    answer = ask(git, "ls-tree", "-z", "-l", "--full-tree", *(["-r"] if deep else []), commit, "--", *names)
    if answer.code != 0:
        raise trouble_of(answer)
    return dict(_listed(answer.out))


def _listed(out: bytes) -> Iterator[tuple[str, Entry]]:
    for line in out.split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        mode, _, id, size = about.decode("ascii").split()
        yield os.fsdecode(name), Entry(mode, id, int(size) if size.isdecimal() else 0)


def contents(git: Git, ids: Collection[str]) -> dict[str, bytes]:
    """The content of blobs by their ids, as it was committed: no filter and no conversion is applied."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    answer = ask(git, "cat-file", "--batch", given="".join(f"{id}\n" for id in wanted).encode())
    found: dict[str, bytes] = {}
    at = 0
    while at < len(answer.out):
        end = answer.out.index(b"\n", at)
        head = answer.out[at:end].decode("ascii", "replace").split()
        if len(head) != 3 or head[1] != "blob":
            raise GitError("git-stopped", reason=" ".join(head[-1:]))
        size = int(head[2])
        found[head[0]] = answer.out[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    if len(found) != len(wanted):
        raise trouble_of(answer)
    return found


def same_content(data: bytes, id: str) -> bool:
    """Whether a file's bytes are those of a blob, or were before a checkout gave its lines Windows' ends."""
    return _blob_id(data, id) == id or (b"\r\n" in data and _blob_id(data.replace(b"\r\n", b"\n"), id) == id)


def _blob_id(data: bytes, like: str) -> str:
    digest = hashlib.sha256() if len(like) == 64 else hashlib.sha1(usedforsecurity=False)
    digest.update(b"blob %d\0" % len(data))
    digest.update(data)
    return digest.hexdigest()


def too_large(entry: Entry) -> bool:
    """Whether a blob is larger than any file that is read."""
    return entry.size > LIMITS.max_bytes


def trouble_of(answer: Answer) -> GitError:
    """Why git did not answer."""
    if "dubious ownership" in answer.err:
        return GitError("git-not-trusted")
    if "not a git repository" in answer.err:
        return GitError("git-no-repository")
    return GitError("git-stopped", reason=answer.err.strip().rpartition("\n")[2].removeprefix("fatal: ")[:200])


def ask(git: Git, *arguments: str, given: bytes = b"", settings: Sequence[str] = (), reach: bool = False) -> Answer:
    """What git answers. Raises GitError where it has no right to look, takes too long, or says too much.

    `settings` are added to the safe ones. With `reach` git may use what a person set up to reach other computers.
    """
    more = [part for setting in settings for part in ("-c", setting)]
    command = [git.program, *_SAFE, *more, "-C", git.top, *arguments]
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as err:
        asked.write(given)
        asked.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603  # no shell; the program is the computer's own
                command, stdin=asked, stdout=subprocess.PIPE, stderr=err, env=_environment(reach)
            )
        except (OSError, ValueError) as fault:
            raise GitError("git-stopped", reason=type(fault).__name__) from None
        late = threading.Timer(_SECONDS, process.kill)
        late.start()
        try:
            assert process.stdout is not None
            with process.stdout as pipe:
                out = pipe.read(_MOST_OUTPUT + 1)
            if len(out) > _MOST_OUTPUT:
                raise GitError("git-stopped", reason=f"more than {_MOST_OUTPUT // 1_048_576} MiB to read")
            code = process.wait()
        finally:
            in_time = late.is_alive()
            late.cancel()
            process.kill()
            process.wait()
        if not in_time:
            raise GitError("git-stopped", reason=f"no answer within {_SECONDS} seconds")
        err.seek(0)
        answer = Answer(code, out, err.read(4000).decode("utf-8", "replace"))
    if code != 0 and ("dubious ownership" in answer.err or "not a git repository" in answer.err):
        raise trouble_of(answer)
    return answer


def _environment(reach: bool) -> dict[str, str]:
    """Our own surroundings without what steers git: another repository, configuration, programs to start."""
    allowed = _TO_REACH if reach else ()
    kept = {n: value for n, value in os.environ.items() if not n.upper().startswith("GIT_") or n in allowed}
    ours = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    return kept | ours | ({} if reach else {"GIT_CONFIG_NOSYSTEM": "1"})
