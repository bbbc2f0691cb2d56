"""Rules from git: fetched by `policy update`, held to the lock by `check`, and stopped wherever the two don't agree."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from guardrails.files.addresses import Address, AddressError, address_of
from tests.cli.workspaces import RULE, TOOL
from tests.files.published import FILES, Office
from tests.language.bundles import BUNDLE, pack, rule

STRICTER = rule("require: {field: contract.dpa.status, is: sent}")


def test_an_update_fetches_locks_and_the_check_takes_what_is_kept(office: Office) -> None:
    code, said = office.update()
    assert code == 0, said
    assert "new" in said
    assert "it/policies@v1.0.0" in said
    assert "Wrote guardrails.lock" in said
    commit = office.repository.git("rev-parse", "v1.0.0^{commit}")
    assert f'commit: "{commit}"' in office.lock.read_text()
    shutil.rmtree(office.repository.folder)
    assert office.check()[0] == 0


def test_a_finding_names_the_file_in_the_repository_that_its_rule_comes_from(office: Office) -> None:
    office.repository.write({"packs/one.yaml": pack(RULE).replace("review_by", "review_byy")})
    office.repository.publish("v1.0.1")
    office.use(office.repository.source("v1.0.1"))
    assert office.update()[0] == 0
    code, said = office.check()
    assert code == 3
    assert "it/policies@v1.0.1/packs/one.yaml" in said


def test_a_second_update_changes_nothing(office: Office) -> None:
    office.update()
    before = office.lock.stat().st_mtime_ns
    code, said = office.update()
    assert (code, office.lock.stat().st_mtime_ns) == (0, before)
    assert "as before" in said
    assert "up to date" in said


def test_a_check_never_opens_a_socket_nor_starts_a_program(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.update()

    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError(f"a check reaches out: {arguments}")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    assert office.check()[0] == 0
    office.use("git+https://git.brand.example/it/policies@v9.9.9")
    assert office.check()[0] == 3


def test_a_new_computer_fetches_what_the_lock_names(office: Office) -> None:
    office.update()
    shutil.rmtree(office.root.parent / "cache")
    code, said = office.check()
    assert code == 3
    assert "not on this computer yet" in said
    assert "guardrails policy update --check" in said
    assert office.update("--check")[0] == 0
    assert office.check()[0] == 0


def test_without_a_lock_nothing_from_git_is_used(office: Office) -> None:
    code, said = office.check()
    assert code == 3
    assert "Nobody has fetched these rules yet" in said
    assert "guardrails policy update" in said


def test_a_source_that_the_lock_does_not_know_stops_the_check(office: Office) -> None:
    office.update()
    office.repository.publish("v2.0.0")
    office.use(office.repository.source("v2.0.0"))
    code, said = office.check()
    assert code == 3
    assert "guardrails.lock is about other rules" in said
    assert "guardrails policy update" in said
    assert office.update("--check")[0] == 1
    assert "v1.0.0" in office.lock.read_text(), "--check writes no lock"
    code, said = office.update()
    assert code == 0
    assert "gone" in said
    assert office.check()[0] == 0


def test_a_moved_tag_stops_the_update_until_somebody_accepts_it(office: Office) -> None:
    office.update()
    before, lock = office.repository.git("rev-parse", "HEAD"), office.lock.read_bytes()
    office.repository.write({"packs/one.yaml": pack(STRICTER)})
    now = office.repository.publish("v1.0.0", "--force")
    for options in ((), ("--check",)):
        code, said = office.update(*options)
        assert code == 3
        assert before[:12] in said
        assert now[:12] in said
        assert "--accept-moved-tag" in said
        assert office.lock.read_bytes() == lock
    assert office.check()[0] == 0, "the rules of yesterday still judge"
    assert office.update("--accept-moved-tag")[0] == 0
    assert office.check()[0] == 1


@pytest.mark.parametrize("place", [0, 25, -2])
def test_a_flipped_bit_in_what_is_kept_stops_the_check(office: Office, place: int) -> None:
    office.update()
    data = bytearray(office.kept[0].read_bytes())
    data[place] ^= 1
    office.kept[0].write_bytes(data)
    code, said = office.check()
    assert code == 3
    assert "kept rules differ from guardrails.lock" in said
    assert "policy update --check" in said
    assert office.update("--check")[0] == 0
    assert office.check()[0] == 0


def test_a_flipped_bit_in_the_lock_stops_both(office: Office) -> None:
    office.update()
    text = office.lock.read_text()
    at = text.index("sha256: ") + len('sha256: "')
    office.lock.write_text(text[:at] + ("0" if text[at] != "0" else "1") + text[at + 1 :])
    assert office.check()[0] == 3
    code, said = office.update()
    assert code == 3
    assert "doesn't fit its own commit" in said
    assert "git checkout guardrails.lock" in said


def test_a_lock_that_can_not_be_read_stops_both(office: Office) -> None:
    office.update()
    office.lock.write_text("<<<<<<< HEAD\n" + office.lock.read_text())
    assert office.check()[0] == 3
    assert office.update()[0] == 3
    office.lock.write_text("apiVersion: guardrails/v1\nkind: Lock\nsources: []\nmore: 1\n")
    code, said = office.check()
    assert code == 3
    assert "guardrails.lock" in said


def test_a_branch_is_no_version(office: Office) -> None:
    office.use(office.repository.source("main"))
    code, said = office.update()
    assert code == 3
    assert '"main" is a branch' in said
    assert not office.lock.exists()


def test_a_misspelt_tag_is_told_with_the_nearest(office: Office) -> None:
    office.use(office.repository.source("v1.0.O"))
    code, said = office.update()
    assert code == 3
    assert 'There is no tag "v1.0.O"' in said
    assert 'Write "v1.0.0"' in said


def test_a_commit_can_be_named_instead_of_a_tag(office: Office) -> None:
    commit = office.repository.git("rev-parse", "HEAD")
    office.use(office.repository.source(commit))
    assert office.update()[0] == 0
    assert "tag:" not in office.lock.read_text()
    assert office.check()[0] == 0


def test_a_repository_that_is_not_there_is_told(office: Office) -> None:
    office.use("git+file:///nowhere/it/policies@v1.0.0")
    code, said = office.update()
    assert code == 3
    assert "We can't fetch the rules" in said
    assert "git ls-remote" in said


def test_a_link_in_the_bundle_stops_the_update(office: Office) -> None:
    (office.repository.folder / "packs" / "two.yaml").symlink_to("one.yaml")
    office.repository.publish("v1.1.0")
    _stopped(office, "v1.1.0", "is a link to another file")


def test_a_linked_folder_in_the_bundle_stops_the_update(office: Office) -> None:
    (office.repository.folder / "waivers").symlink_to("packs")
    office.repository.publish("v1.1.0")
    _stopped(office, "v1.1.0", "is a link to another file")


def test_another_repository_in_the_bundle_stops_the_update(office: Office) -> None:
    commit = office.repository.git("rev-parse", "HEAD")
    office.repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},waivers")
    office.repository.git("commit", "--quiet", "--message", "submodule")
    office.repository.git("tag", "v1.1.0")
    _stopped(office, "v1.1.0", "is another repository")


def test_a_path_out_of_the_archive_stops_the_update(office: Office) -> None:
    blob = office.repository.git("rev-parse", "HEAD:bundle.yaml")
    names = (("100644", "bundle.yaml", blob), ("100644", "../bundle.yaml", blob))
    entries = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(id) for mode, name, id in sorted(names))
    (office.repository.folder.parent / "tree").write_bytes(entries)
    tree = office.repository.git("hash-object", "-t", "tree", "--literally", "-w", "../tree")
    commit = office.repository.git("commit-tree", tree, "-m", "out")
    office.repository.git("tag", "v1.1.0", commit)
    _stopped(office, "v1.1.0", "We can't fetch the rules")


@pytest.mark.parametrize("name", ["../other", "../../other", "/etc"])
def test_a_bundle_that_builds_on_something_outside_its_repository_stops_the_update(office: Office, name: str) -> None:
    office.repository.write({"bundle.yaml": BUNDLE + f"extends: {name}\n"})
    office.repository.publish("v1.1.0")
    _stopped(office, "v1.1.0", "lies outside")


def test_a_file_that_is_too_large_stops_the_update(office: Office) -> None:
    office.repository.write({"packs/two.yaml": "# " + "x" * 1_100_000})
    office.repository.publish("v1.1.0")
    _stopped(office, "v1.1.0", "too large")


def test_too_many_files_stop_the_update(office: Office) -> None:
    office.repository.write({f"waivers/w{n}.yaml": "" for n in range(2001)})
    office.repository.publish("v1.1.0")
    _stopped(office, "v1.1.0", "There is too much")


def _stopped(office: Office, tag: str, *told: str) -> None:
    office.use(office.repository.source(tag))
    code, said = office.update()
    assert code == 3, said
    assert all(words in said for words in told), said
    assert not office.lock.exists()
    assert not office.kept


def test_a_folder_of_the_repository_and_what_it_builds_on_beside_it(office: Office) -> None:
    office.repository.write(FILES, "base")
    extending = BUNDLE.replace("packs: [one]", "packs: [two]").replace("name: small", "name: company") + "extends: ../base\n"
    office.repository.write(
        {"bundle.yaml": extending, "packs/two.yaml": pack(RULE).replace("name: one", "name: two", 1)}, "company"
    )
    office.repository.publish("v1.1.0")
    office.use(office.repository.source("v1.1.0", "#company"))
    assert office.update()[0] == 0
    code, said = office.check()
    assert code == 0, said


def test_a_bundle_can_build_on_another_repository(office: Office) -> None:
    """Its address is locked as well; without that nothing is judged."""
    local = office.root / "policies"
    (local / "packs").mkdir(parents=True)
    extending = BUNDLE.replace("packs: [one]", "packs: [two]") + f'extends: "{office.repository.source("v1.0.0")}"\n'
    (local / "bundle.yaml").write_text(extending)
    (local / "packs" / "two.yaml").write_text(pack(RULE).replace("name: one", "name: two", 1))
    office.use("policies")
    code, said = office.check()
    assert code == 3
    assert "Nobody has fetched" in said
    assert office.update()[0] == 0
    assert office.lock.read_text().count("source: ") == 2
    code, said = office.check()
    assert code == 0, said


def test_a_folder_is_held_to_the_lock_where_there_is_one(office: Office) -> None:
    local = office.root / "policies"
    for name, text in FILES.items():
        (local / name).parent.mkdir(parents=True, exist_ok=True)
        (local / name).write_text(text)
    office.use("policies")
    assert office.check()[0] == 0, "no lock is needed for a folder"
    office.update()
    assert office.check()[0] == 0
    (local / "packs" / "one.yaml").write_text(pack(STRICTER))
    code, said = office.check()
    assert code == 3
    assert "The rules in policies differ from guardrails.lock" in said
    assert office.run("policy", "lint", "policies")[0] != 3, "its authors can go on working"
    assert office.update()[0] == 0
    assert office.check()[0] == 1


def test_the_starter_is_held_to_the_lock_where_there_is_one(office: Office) -> None:
    office.use("starter")
    assert office.update()[0] == 0
    office.lock.write_text(office.lock.read_text().replace('sha256: "', 'sha256: "0000')[:-6] + '"\n')
    code, said = office.check()
    assert code == 3
    assert "starter rules differ from guardrails.lock" in said


def test_a_link_in_place_of_the_lock_is_not_written_through(office: Office) -> None:
    elsewhere = office.root.parent / "elsewhere"
    office.lock.symlink_to(elsewhere)
    code, _ = office.update()
    assert code == 3
    assert not elsewhere.exists()


def test_on_a_pull_request_the_lock_of_the_base_is_in_force(office: Office) -> None:
    office.update()
    git = office.repository._replace(folder=office.root).git
    git("init", "--quiet", "--initial-branch", "main")
    git("add", "--all")
    git("commit", "--quiet", "--message", "base")
    office.repository.write({"packs/one.yaml": pack(STRICTER)})
    office.repository.publish("v2.0.0")
    office.use(office.repository.source("v2.0.0"))
    office.update()
    git("commit", "--quiet", "--all", "--message", "other rules")
    assert office.check()[0] == 1, "the new rules do not pass here"
    shutil.rmtree(office.root.parent / "cache")
    code, said = office.update("--check", "--policies-from-ref", "HEAD^1")
    assert code == 0
    assert "v1.0.0" in said
    assert "v2.0.0" not in said


ADDRESSES = {
    "git+https://git.brand.example/it/policies@v3.2.0": Address("https://git.brand.example/it/policies", "v3.2.0"),
    "git+ssh://git@git.brand.example/it/policies.git@v3": Address("ssh://git@git.brand.example/it/policies.git", "v3"),
    "git+ssh://git@git.brand.example:22/it/p@rules/v3": Address("ssh://git@git.brand.example:22/it/p", "rules/v3"),
    "git+file:///srv/policies@v3#company/eu": Address("file:///srv/policies", "v3", "company/eu"),
}
REFUSED = {
    "git+ext::sh -c whoami@v1": "scheme",
    "git+http://git.brand.example/it/policies@v1": "scheme",
    "git+git://git.brand.example/it/policies@v1": "scheme",
    "https://git.brand.example/it/policies@v1": "scheme",
    "git+https://git.brand.example/it/poli\u202ecies@v1": "scheme",
    "git+https://git.brand.example/it/policies": "tag",
    "git+ssh://git@git.brand.example/it/policies": "tag",
    "git+ssh://-oProxyCommand=whoami/it/policies@v1": "tag",
    "git+https://git.brand.example/it/policies@--upload-pack=whoami": "tag",
    "git+https://git.brand.example/it/policies@v1..v2": "tag",
    "git+https://git.brand.example/it/policies@v1#../up": "folder",
    "git+https://git.brand.example/it/policies@v1#/etc": "folder",
    "git+https://mia:hunter2@git.brand.example/it/policies@v1": "password",
}


@pytest.mark.parametrize("source", ADDRESSES)
def test_an_address_has_a_repository_a_tag_and_a_folder(source: str) -> None:
    assert address_of(source) == ADDRESSES[source]


@pytest.mark.parametrize("source", REFUSED)
def test_what_can_not_be_fetched_is_told_before_anybody_is_asked(source: str, office: Office) -> None:
    with pytest.raises(AddressError) as trouble:
        address_of(source)
    assert trouble.value.problem.slots["what"] == REFUSED[source]
    office.use(source)
    for code, said in (office.update(), office.check()):
        assert code == 3
        assert "hunter2" not in said


def test_a_short_name_for_people() -> None:
    assert address_of("git+file:///srv/it/policies.git@v3#eu").shown == "it/policies@v3/eu"


DYING = """
import os, signal, sys
from guardrails.files import git, kept_contents, updating, writing
moment, counted = int(sys.argv[1]), 0
def tell():
    global counted
    counted += 1
    if counted == moment:
        os.kill(os.getpid(), signal.SIGKILL)
def around(holder, name):
    real = getattr(holder, name)
    def watched(*arguments, **named):
        tell()
        outcome = real(*arguments, **named)
        tell()
        return outcome
    setattr(holder, name, watched)
for name in ("replace", "open", "unlink", "mkdir", "fdopen"):
    around(os, name)
around(git.subprocess, "Popen")
from guardrails.cli.main import main
code = main(["policy", "update"])
print(counted)
sys.exit(code)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_at_any_moment_the_old_lock_or_the_new_one_is_left(office: Office) -> None:
    """Before and after every step that leaves a trace: what is there afterwards is whole, and the next update mends the rest."""
    office.update()
    old = office.lock.read_bytes()
    office.repository.write({"packs/one.yaml": pack(STRICTER)})
    office.repository.publish("v2.0.0")
    office.use(office.repository.source("v2.0.0"))
    whole = _die_at(0, office.root)
    assert whole.returncode == 0, whole.stderr
    new, moments = office.lock.read_bytes(), int(whole.stdout.split()[-1])
    assert new != old
    assert moments > 10
    left: list[bytes] = []
    for moment in sorted({*range(max(1, moments - 11), moments + 1), *range(1, moments, 1 + moments // 6)}):
        office.lock.write_bytes(old)
        for kept in office.kept:
            kept.unlink()
        assert _die_at(moment, office.root).returncode == -signal.SIGKILL
        left.append(office.lock.read_bytes())
        assert left[-1] in (old, new)
        if left[-1] == new:
            assert office.check()[0] == 1, "what the new lock names is there"
    assert set(left) == {old, new}, "it was killed before and after"
    assert office.update()[0] == 0
    assert office.lock.read_bytes() == new


def _die_at(moment: int, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    asked = [sys.executable, "-c", DYING, str(moment)]
    return subprocess.run(asked, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_the_tool_is_judged_by_the_fetched_rules(office: Office) -> None:
    office.update()
    (office.root / "tools" / "sparrow.yaml").write_text(TOOL.replace("status: signed", "status: sent"))
    assert office.check()[0] == 1
