"""`guardrails waiver`: asked for, approved with a real key, listed, and never in force by a back door."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from guardrails.cli.main import main
from tests.cli.workspaces import Answer, Workspace
from tests.files.test_signatures import line, needs_keygen, new_key
from tests.language.bundles import BUNDLE, WAIVER, rule

GOOD = rule("require: {field: product, is: Other}")
TODAY, TOMORROW = "2026-11-23", "2026-11-24"
ASKED = (
    *("--reason-kind", "contract_running", "--reason", "The contract renews in January: until then, NO change # sorry to say"),
    *(
        "--instead",
        "Two people look at it every week.",
        "--risk-owner",
        "al@brand.example",
        "--requested-by",
        "mia@brand.example",
    ),
    *("--until", "2027-01-31"),
)
FILE = "waivers/kite.yaml"
THERE = WAIVER.replace("manifest: kite", "manifest: mailsparrow")
OPEN = THERE.replace("approved_by: sam@brand.example\n", "").replace("granted: 2026-11-01\n", "")
Guardrails = Callable[..., Answer]


@pytest.fixture
def guardrails(work: Workspace) -> Guardrails:
    """Any command line in a workspace with one finding."""
    work.pack(GOOD)

    def run(*arguments: str) -> Answer:
        code = main(list(arguments))
        told = work.capture.readouterr()
        return Answer(code, told.out, told.err)

    return run


@pytest.fixture
def request_(guardrails: Guardrails) -> Guardrails:
    """Ask for a waiver of the one finding."""
    return lambda *more: guardrails("waiver", "request", "one/good", "mailsparrow", "--as-of", TODAY, *more)


def states(guardrails: Guardrails, day: str = TODAY) -> list[str]:
    """What became of every waiver."""
    listed = guardrails("waiver", "list", "--format", "json", "--as-of", day)
    assert listed.code == 0, listed.told
    return [waiver["state"] for waiver in json.loads(listed.out)["waivers"]]


def test_a_request_is_written_and_covers_nothing_yet(work: Workspace, guardrails: Guardrails, request_: Guardrails) -> None:
    before = work.check()
    assert "For more time: guardrails waiver request ONE-01 mailsparrow" in before.told
    done = request_(*ASKED)
    assert done.code == 0, done.told
    file = work.root / "policies/waivers/mailsparrow-good.yaml"  # the bundle lies in this repository
    assert "policies/waivers/mailsparrow-good.yaml" in done.err
    assert "approved_by" not in file.read_text()
    after = work.check()
    assert (before.code, after.code) == (1, 1)
    assert "A waiver is asked for and waits for approval." in after.told
    assert states(guardrails) == ["requested"]
    file.write_text(file.read_text() + "approved_by: sam@brand.example\ngranted: 2026-11-23\n")
    assert work.check().code == 0, "IT approved it in its own bundle"
    assert states(guardrails) == ["in-force"]


def test_what_is_missing_or_does_not_fit_is_named(request_: Guardrails, work: Workspace) -> None:
    done = request_("--requested-by", "mia@brand.example", "--instead", "We look each week.")
    assert done.code == 2
    assert "Tell us more: --reason-kind, --reason, --risk-owner, --until" in done.told
    for old, new, told in (
        ("2027-01-31", "2027-05-23", "--until: We need a day from 2026-11-23 to 2027-05-22."),
        ("2027-01-31", "2026-11-22", "--until: We need a day from"),
        ("2027-01-31", "2027-02-30", "--until:"),
        ("2027-01-31", "*", "--until:"),
        ("contract_running", "because", "--reason-kind:"),
        ("al@brand.example", "al", "--risk-owner:"),
    ):
        done = request_(*(new if part == old else part for part in ASKED))
        assert (done.code, told in done.told) == (2, True), (new, done.told)
    assert not (work.root / "policies/waivers").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("one/good", "mailsparow"), 'The nearest is "mailsparrow".'),
        (("one/god", "mailsparrow"), "We know no rule 'one/god'"),
        (("one/other", "mailsparrow"), "Nothing has to be waived"),
        (("one/fixed", "mailsparrow"), "There is no waiver for"),
        (("one/good", "mailsparrow", "--element", "crm"), "Leave --element out."),
        (("one/parts", "mailsparrow", "--element", "*"), "It asks about: "),
    ],
)
def test_only_a_real_finding_can_be_waived(
    arguments: tuple[str, ...], told: str, work: Workspace, guardrails: Guardrails
) -> None:
    fixed = rule("require: {field: product, is: Other}\nwaivable: false", id="fixed")
    parts = rule("require: {each: integrations, require: {field: method, is: none}}", id="parts")
    work.pack(GOOD, rule("require: {field: product, present: true}", id="other"), fixed, parts)
    done = guardrails("waiver", "request", *arguments, "--as-of", TODAY, *ASKED)
    assert (done.code, told in done.told) == (2, True), done.told
    assert not list(work.root.rglob("waivers"))


@pytest.mark.parametrize("output", ["../x.yaml", "waivers/../x.yaml", "elsewhere/x.yaml", "waivers/.x.yaml", "waivers/x.yml",
                                    "waivers/a/b.yaml", "waivers/-x.yaml", "waivers/x\n.yaml"])  # fmt: skip
def test_a_file_lies_where_waivers_are_looked_for(output: str, request_: Guardrails, work: Workspace) -> None:
    done = request_(*ASKED, "--output", output)
    assert (done.code, "--output needs a file where waivers are looked for" in done.told) == (2, True)
    assert not list(work.root.parent.rglob("*x*.y*ml"))


def test_nothing_is_written_over_or_through_a_link(request_: Guardrails, work: Workspace, tmp_path: Path) -> None:
    work.write(FILE, OPEN.replace("reason:", "element: x\nreason:"))
    assert request_(*ASKED, "--output", FILE).code == 2
    assert "element: x" in (work.root / FILE).read_text()
    (tmp_path / "outside").mkdir()
    (work.root / "policies/waivers").symlink_to(tmp_path / "outside")
    assert request_(*ASKED).code == 2
    assert list((tmp_path / "outside").iterdir()) == []


def test_on_a_terminal_it_asks(request_: Guardrails, work: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["2", "The contract renews in January.", "Two people look.", "al@brand.example", "later", "2027-01-31", "y"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _prompt: next(answers))
    done = request_("--requested-by", "mia@brand.example")
    assert done.code == 0, done.told
    text = (work.root / "policies/waivers/mailsparrow-good.yaml").read_text()
    assert "reason_kind: contract_running\n" in text
    assert "expires: 2027-01-31\n" in text
    assert list(answers) == []


@pytest.fixture
def sam(tmp_path: Path, work: Workspace) -> Path:
    """The approver's key, listed beside the bundle."""
    key = new_key(tmp_path, "sam")
    work.write("policies/allowed_signers", line(key))
    return key


@needs_keygen
def test_from_a_request_to_a_signature(work: Workspace, guardrails: Guardrails, request_: Guardrails, sam: Path) -> None:
    assert request_(*ASKED, "--output", FILE).code == 0
    asked = (work.root / FILE).read_bytes()
    own = guardrails("waiver", "sign", FILE, "--key", str(sam), "--as", "Mia@brand.example", "--as-of", TODAY)
    assert (own.code, "Somebody else has to approve it." in own.told) == (2, True)
    assert (work.root / FILE).read_bytes() == asked
    done = guardrails("waiver", "sign", FILE, "--key", str(sam), "--as", "sam@brand.example", "--as-of", TODAY)
    assert (done.code, f"{FILE} signed by sam@brand.example" in done.told) == (0, True), done.told
    assert (work.root / FILE).read_bytes() == asked + b"approved_by: sam@brand.example\ngranted: 2026-11-23\n"
    assert (work.check().code, states(guardrails)) == (0, ["in-force"])
    assert guardrails("waiver", "verify").code == 0
    assert guardrails("waiver", "verify", FILE).code == 0
    assert guardrails("waiver", "verify", "guardrails.yaml").code == 2
    text = (work.root / FILE).read_text()
    work.write(FILE, text.replace("2027-01-31", "2027-02-28"))
    changed = work.check()
    assert (changed.code, "its signature does not fit its text" in changed.told) == (1, True)
    assert (states(guardrails), guardrails("waiver", "verify").code) == (["unverified"], 1)


@needs_keygen
@pytest.mark.parametrize("stuck", ["key", "link", "two", "approver"])
def test_what_can_not_be_signed_stays_as_it_is(
    stuck: str, work: Workspace, guardrails: Guardrails, request_: Guardrails, sam: Path, tmp_path: Path
) -> None:
    assert request_(*ASKED, "--output", FILE).code == 0
    file = work.root / FILE
    if stuck == "link":
        shutil.move(file, tmp_path / "kite.yaml")
        file.symlink_to(tmp_path / "kite.yaml")
    elif stuck == "two":
        file.write_text(file.read_text() + "---\n" + file.read_text().replace("one/good", "one/other"))
    elif stuck == "approver":
        work.write("policies/bundle.yaml", BUNDLE.replace("waivers: {", "waivers: {approvers: [ann@brand.example], "))
    before = file.read_bytes()
    key = str(tmp_path / "nobody") if stuck == "key" else str(sam)
    done = guardrails("waiver", "sign", FILE, "--key", key, "--as", "sam@brand.example", "--as-of", TODAY)
    assert done.code in (2, 3), done.told
    assert file.read_bytes() == before
    assert not (work.root / f"{FILE}.sig").exists()


@needs_keygen
def test_a_waiver_of_the_workspace_needs_a_signature(
    work: Workspace, guardrails: Guardrails, sam: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seen() -> tuple[int, list[str]]:
        return work.check().code, states(guardrails)

    work.write(FILE, THERE)
    assert seen() == (1, ["unsigned"])
    signed = guardrails("waiver", "sign", FILE, "--key", str(sam), "--as", "sam@brand.example", "--as-of", TODAY)
    assert (signed.code, seen()) == (0, (0, ["in-force"]))
    (work.root / "policies/allowed_signers").rename(work.root / "kept")
    assert seen() == (1, ["no-signers"])
    work.write("policies/allowed_signers", line(sam, "al@brand.example"))
    assert seen() == (1, ["unknown-signer"])
    work.write("policies/allowed_signers", line(sam, options='valid-after="20261102"'))
    assert seen() == (1, ["unverified"])  # the key came a day after the waiver was granted
    (work.root / "kept").replace(work.root / "policies/allowed_signers")
    assert seen() == (0, ["in-force"])
    monkeypatch.setenv("PATH", str(work.root))
    told = work.check()
    assert (told.code, "ssh-keygen is not here" in told.told) == (1, True)
    assert guardrails("waiver", "verify").code == 3


@needs_keygen
def test_the_bundle_can_ask_for_signatures_too(work: Workspace, guardrails: Guardrails, sam: Path) -> None:
    file = "policies/waivers/kite.yaml"
    work.write(file, THERE)
    assert (work.check().code, states(guardrails)) == (0, ["in-force"])
    work.write("policies/bundle.yaml", BUNDLE.replace("waivers: {", "waivers: {signed: true, "))
    assert (work.check().code, states(guardrails)) == (1, ["unsigned"])
    assert guardrails("waiver", "sign", file, "--key", str(sam), "--as", "sam@brand.example").code == 0
    assert (work.check().code, states(guardrails)) == (0, ["in-force"])
    work.write("policies/bundle.yaml", BUNDLE)
    work.write(file, THERE.replace("2026-12-31", "2026-12-30"))
    assert (work.check().code, states(guardrails)) == (1, ["unverified"]), "a signature that is there has to fit"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("expires: 2026-12-31\n", ""),
        ("expires: 2026-12-31", "expires: never"),
        ("expires: 2026-12-31", "expires: 2027-12-31"),
        ("approved_by: sam", "approved_by: mia"),
        ("manifest: mailsparrow", 'manifest: "*"'),
        ("rule: one/good", 'rule: "one/*"'),
        ("manifest: mailsparrow", 'manifest: mailsparrow\nelement: "*"'),
        ("granted: 2026-11-01\n", ""),
        ("kind: Waiver", "kind: PolicyPack"),
        ("reason: The", "\treason: The"),
    ],
)
def test_a_waiver_of_the_workspace_that_can_not_be_used_stops_the_run(
    old: str, new: str, work: Workspace, guardrails: Guardrails
) -> None:
    assert old in THERE
    work.write(FILE, THERE.replace(old, new))
    told = work.check()
    assert told.code == 3, told.told
    assert FILE in told.told
    assert guardrails("waiver", "list").code == 3


def test_a_link_among_the_waivers_stops_the_run(work: Workspace, guardrails: Guardrails, tmp_path: Path) -> None:
    (tmp_path / "kite.yaml").write_text(THERE)
    (work.root / "waivers").mkdir()
    (work.root / FILE).symlink_to(tmp_path / "kite.yaml")
    assert work.check().code == 3
    (work.root / FILE).unlink()
    (work.root / "waivers").rmdir()
    (work.root / "waivers").symlink_to(tmp_path)
    assert work.check().code == 3


def test_it_may_retire_a_rule_without_breaking_a_workspace(work: Workspace, guardrails: Guardrails) -> None:
    work.write(FILE, THERE.replace("one/good", "one/gone"))
    told = work.check()
    assert (told.code, "a rule that is not there" in told.told, states(guardrails)) == (1, True, ["orphaned"])


def test_the_list_in_its_forms(work: Workspace, guardrails: Guardrails) -> None:
    assert guardrails("waiver", "list").out == "There are no waivers.\n"
    secret = "AKIAIOSFODNN7EXAMPLE"
    reason = f"reason: The key is {secret}"
    work.write("policies/waivers/kite.yaml", THERE.replace("reason: The new version comes in spring.", reason))
    work.write("policies/waivers/late.yaml", THERE.replace("2026-12-31", "2027-01-31"))
    work.write("policies/waivers/old.yaml", THERE.replace("2026-12-31", "2026-11-20").replace("mailsparrow", "gone"))
    work.write("policies/waivers/ask.yaml", OPEN)
    assert states(guardrails) == ["expired", "requested", "in-force", "overlapping"]
    assert states(guardrails, "2026-12-01")[2] == "expiring"
    forms = {form: guardrails("waiver", "list", "--format", form, "--as-of", TODAY).out for form in ("text", "json", "markdown")}
    assert all(secret not in text for text in forms.values())
    for text in (forms["text"], forms["markdown"]):
        assert "al@brand.example" in text
        assert "policies/waivers/late.yaml" in text
    assert "Until 31 Dec 2026 (in 38 days)." in forms["text"]
    assert "the earlier end counts, 31 Dec 2026 (in 38 days)" in " ".join(forms["text"].split())
    assert [w["days_left"] for w in json.loads(forms["json"])["waivers"]] == [-3, 38, 38, 69]
    one = guardrails("waiver", "list", "--state", "expired", "--as-of", TODAY).out
    assert ("old.yaml" in one, "late.yaml" in one) == (True, False)
    ends = [
        guardrails("waiver", "list", "--fail-on", s, "--as-of", TODAY).code for s in ("expired", "unused,requested", "unused")
    ]
    assert ends == [1, 1, 0]
    assert guardrails("waiver", "list", "--state", "broken").code == 2


def _clock(moment: str) -> type[datetime]:
    """A clock that stands still; without a time zone it tells the time of this machine, like the real one."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls.fromtimestamp(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp(), tz)

    return Clock


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system has no tzset to stand in another time zone")
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize(
    ("last", "after"),
    [
        ("2026-12-31", "2027-01-01"),
        ("2026-10-25", "2026-10-26"),  # Berlin goes back
        ("2027-03-28", "2027-03-29"),  # Berlin goes forward
        ("2026-11-01", "2026-11-02"),  # New York goes back
        ("2027-03-14", "2027-03-15"),  # New York goes forward
        ("2028-02-29", "2028-03-01"),
    ],
)
def test_a_waiver_ends_at_midnight_utc_everywhere(
    zone: str, last: str, after: str, work: Workspace, guardrails: Guardrails, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted = f"{int(last[:4]) - (last[5:7] < '04')}-{'12' if last[5:7] < '04' else '09'}-01"
    work.write("policies/waivers/kite.yaml", THERE.replace("2026-11-01", granted).replace("2026-12-31", last))
    work.write("policies/packs/one.yaml", (work.root / "policies/packs/one.yaml").read_text().replace("2027-06-01", "2029-06-01"))
    kept = os.environ.get("TZ")
    try:
        os.environ["TZ"] = zone
        time.tzset()
        for moment, code in ((f"{last}T00:00:00", 0), (f"{last}T23:59:59", 0), (f"{after}T00:00:00", 1)):
            monkeypatch.setattr("guardrails.cli.check.datetime", _clock(moment))
            assert guardrails("check").code == code, moment
    finally:
        os.environ.pop("TZ") if kept is None else os.environ.update(TZ=kept)
        time.tzset()


def test_git_tells_who_asks(work: Workspace, request_: Guardrails) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    subprocess.run(["git", "init", "-q"], cwd=work.root, check=True)
    subprocess.run(["git", "config", "user.email", "jo@brand.example"], cwd=work.root, check=True)
    asked = [part for part in ASKED if part not in ("--requested-by", "mia@brand.example")]
    assert request_(*asked).code == 0
    assert "requested_by: jo@brand.example\n" in (work.root / "policies/waivers/mailsparrow-good.yaml").read_text()
