"""Signed tags: git verifies them against the workspace's allowed signers, and the key has to be good today."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.workspaces import RULE
from tests.files.published import Office
from tests.language.bundles import pack


def _why_not() -> str:
    if shutil.which("ssh-keygen") is None:
        return "ssh-keygen is not installed here"
    said = subprocess.run(["git", "version"], capture_output=True, text=True, check=False).stdout.split()
    return "" if tuple(map(int, said[2].split(".")[:2])) >= (2, 34) else "git before 2.34 knows no ssh signatures"


pytestmark = pytest.mark.skipif(bool(_why_not()), reason=_why_not() or "all is there")


def key_in(folder: Path, name: str) -> Path:
    """A new key."""
    file = folder / f"key-of-{name}"
    asked = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(file)]
    subprocess.run(asked, check=True, capture_output=True)
    return file


def line(key: Path, options: str = "", who: str = "it-rules@brand.example") -> str:
    """A line of the allowed signers."""
    public = " ".join(key.with_suffix(".pub").read_text().split()[:2])
    return f"{who} {options + ' ' if options else ''}{public}\n"


def sign(office: Office, key: Path, tag: str, *how: str, day: str = "") -> None:
    """Publish a tag signed with a key, dated as its author likes."""
    repository = office.repository
    repository.git("config", "gpg.format", "ssh")
    repository.git("config", "user.signingKey", str(key))
    repository.git("commit", "--quiet", "--allow-empty", "--message", tag)
    more = {"GIT_COMMITTER_DATE": day} if day else {}
    repository.git("tag", "--sign", "--message", tag, *how, tag, **more)


def trusting(office: Office, tag: str, signers: str) -> None:
    """The workspace takes this tag, signed by one of these."""
    (office.root / "keys").mkdir(exist_ok=True)
    (office.root / "keys" / "allowed_signers").write_text(signers)
    office.use(office.repository.source(tag), "allowed_signers: keys/allowed_signers")


def test_a_signed_tag_is_taken_and_its_signer_noted(office: Office, tmp_path: Path) -> None:
    key = key_in(tmp_path, "it")
    sign(office, key, "v1.1.0")
    trusting(office, "v1.1.0", line(key))
    code, said = office.update()
    assert code == 0, said
    assert "signed by it-rules@brand.example SHA256:" in said
    assert 'signed_by: "it-rules@brand.example SHA256:' in office.lock.read_text()
    assert office.check()[0] == 0


def test_a_key_for_tags_is_enough(office: Office, tmp_path: Path) -> None:
    key = key_in(tmp_path, "it")
    sign(office, key, "v1.1.0")
    trusting(office, "v1.1.0", line(key, 'namespaces="git",valid-after="20200101"'))
    assert office.update()[0] == 0


@pytest.mark.parametrize("how", [(), ("--annotate", "--message", "plain")])
def test_a_tag_that_nobody_signed_stops_the_update(office: Office, tmp_path: Path, how: tuple[str, ...]) -> None:
    office.repository.publish("v1.1.0", *how)
    trusting(office, "v1.1.0", line(key_in(tmp_path, "it")))
    _stopped(office, "The tag v1.1.0 is not signed", "git tag -s")


def test_a_commit_by_its_id_is_not_signed(office: Office, tmp_path: Path) -> None:
    trusting(office, office.repository.git("rev-parse", "HEAD"), line(key_in(tmp_path, "it")))
    _stopped(office, "is not signed")


def test_a_signer_whom_nobody_knows_stops_the_update(office: Office, tmp_path: Path) -> None:
    sign(office, key_in(tmp_path, "somebody"), "v1.1.0")
    trusting(office, "v1.1.0", line(key_in(tmp_path, "it")))
    _stopped(office, "We don't know who signed the tag v1.1.0", "SHA256:", "add it to the allowed signers")


def test_a_signature_for_something_else_does_not_count(office: Office, tmp_path: Path) -> None:
    key = key_in(tmp_path, "it")
    sign(office, key, "v1.1.0")
    trusting(office, "v1.1.0", line(key, 'namespaces="file"'))
    _stopped(office, "We don't know who signed")


@pytest.mark.parametrize("day", ["", "2019-06-01T12:00:00Z"])
def test_a_key_that_is_out_of_date_stops_the_update_whatever_day_the_tag_names(office: Office, tmp_path: Path, day: str) -> None:
    key = key_in(tmp_path, "it")
    sign(office, key, "v1.1.0", day=day)
    trusting(office, "v1.1.0", line(key, 'valid-before="20200101"'))
    _stopped(office, "The key that signed the tag v1.1.0 is out of date", "good today")


def test_a_key_that_is_not_good_yet_stops_the_update(office: Office, tmp_path: Path) -> None:
    key = key_in(tmp_path, "it")
    sign(office, key, "v1.1.0")
    trusting(office, "v1.1.0", line(key, 'valid-after="20990101"'))
    _stopped(office, "is out of date")


def test_an_old_signed_version_can_not_stand_in_for_a_new_one(office: Office, tmp_path: Path) -> None:
    key = key_in(tmp_path, "it")
    sign(office, key, "v1.1.0")
    office.repository.git("update-ref", "refs/tags/v2.0.0", office.repository.git("rev-parse", "v1.1.0"))
    trusting(office, "v2.0.0", line(key))
    _stopped(office, "What lies at the tag v2.0.0 was signed as v1.1.0")


def test_a_tag_changed_after_it_was_signed_stops_the_update(office: Office, tmp_path: Path) -> None:
    key = key_in(tmp_path, "it")
    sign(office, key, "v1.1.0")
    office.repository.write({"packs/one.yaml": pack(RULE).replace("Good things", "Bad things")})
    other = office.repository.publish("v1.2.0")
    told = office.repository.git("cat-file", "tag", "v1.1.0")
    (tmp_path / "forged").write_text(f"object {other}\n" + told.partition("\n")[2] + "\n")
    forged = office.repository.git("hash-object", "-t", "tag", "-w", str(tmp_path / "forged"))
    office.repository.git("update-ref", "refs/tags/v1.1.0", forged)
    trusting(office, "v1.1.0", line(key))
    _stopped(office, "We don't know who signed the tag v1.1.0")


def test_a_list_of_signers_that_is_not_there_stops_the_update(office: Office) -> None:
    office.use(office.repository.source("v1.0.0"), "allowed_signers: keys/allowed_signers")
    _stopped(office, "We can't read the list of allowed signers")


def test_what_was_locked_without_a_signature_is_not_used_once_one_is_wanted(office: Office, tmp_path: Path) -> None:
    assert office.update()[0] == 0
    trusting(office, "v1.0.0", line(key_in(tmp_path, "it")))
    code, said = office.check()
    assert code == 3
    assert "guardrails.lock names no signer" in said


def _stopped(office: Office, *told: str) -> None:
    code, said = office.update()
    assert code == 3, said
    assert all(words in said for words in told), said
    assert not office.lock.exists()
    assert not office.kept
