"""GOV-10: each group that `approvers` names is asked before a rule changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from guardrails.workshop.health import Sign, one_sided
from guardrails.workshop.lint import lint
from guardrails.workshop.material import Guarded, OwnersFile, documents, of_kind
from guardrails.workshop.owner_lint import unasked_groups
from guardrails.workshop.remark import Remark, in_order
from tests.workshop.rules import TODAY, ids, material, rule

GROUPS = {"marketing": ["@brand/marketing-ops", "mia.lopez@brand.example"], "it": ["@brand/it-security"]}
BOTH = "@brand/marketing-ops @brand/it-security"
ANY = "Any of @brand/marketing-ops, @brand/it-security can say yes about"
SECTIONS = "[marketing] with the line {0} @brand/marketing-ops, [it] with the line {0} @brand/it-security"
FILES = ("bundle.yaml", "packs/one.yaml")


def remarks(*owners: OwnersFile, way: str = "policies", approvers: Any = GROUPS, service: str = "github") -> tuple[Remark, ...]:
    """What lint says about GOV-10 of a bundle in a repository with these files."""
    given: Mapping[str, Any] = {"approvers": approvers} if approvers is not None else {}
    bundle = of_kind(documents(material(rule(), bundle=given).texts.files), "Bundle")[0]
    return in_order(unasked_groups(bundle, Guarded(way, FILES, owners, service)))


def github(text: str) -> OwnersFile:
    """The file of GitHub."""
    return OwnersFile("github", ".github/CODEOWNERS", ".github/CODEOWNERS", text)


def gitlab(text: str) -> OwnersFile:
    """The file of GitLab."""
    return OwnersFile("gitlab", ".gitlab/CODEOWNERS", ".gitlab/CODEOWNERS", text)


@pytest.mark.parametrize(
    "file",
    [
        github(f"* {BOTH}\n"),
        github("* @brand/it-security\n/policies/ MIA.Lopez@brand.example @Brand/IT-Security # both\n"),
        github(f"/policies/*.yaml {BOTH}\n/policies/packs/ {BOTH}\n/.github/ @brand/it-security\n"),
        gitlab("[Marketing] @brand/marketing-ops\n/policies/\n[IT] @brand/it-security\n/policies/\n/.gitlab/\n"),
        gitlab("* @brand/it-security\n[Marketing][2] @brand/marketing-ops mia.lopez@brand.example\n/policies/\n"),
    ],
)
def test_both_groups_are_asked(file: OwnersFile) -> None:
    assert remarks(file) == ()


@pytest.mark.parametrize(
    ("file", "line", "sentence", "way_out"),
    [
        (
            github("* @brand/it-security\n"),
            1,
            "Asked about policies/bundle.yaml and 1 more: @brand/it-security. Nobody of `marketing`.",
            f"Add at the end, where it comes last: /policies/ {BOTH}",
        ),
        (
            github(f"* {BOTH}\n/policies/packs/ @brand/marketing-ops\n"),
            2,
            "Asked about policies/packs/one.yaml: @brand/marketing-ops. Nobody of `it`.",
            f"Add at the end, where it comes last: /policies/packs/one.yaml {BOTH}",
        ),
        (
            github(f"* {BOTH}\n/policies/packs/ # nobody\n"),
            2,
            "This line leaves policies/packs/one.yaml without an owner, so nobody asks `marketing` and `it`.",
            f"Add at the end, where it comes last: /policies/packs/one.yaml {BOTH}",
        ),
        (
            github(f"# ours\n/policies/bundle.yaml {BOTH}\n/.github/ @brand/it-security\n\n"),
            3,
            "No line is about policies/packs/one.yaml, so nobody asks `marketing` and `it`.",
            f"Add at the end, where it comes last: /policies/packs/one.yaml {BOTH}",
        ),
        (
            github(f"* {BOTH}\n!/policies/packs/\n"),
            2,
            "GitHub can't read this line and skips it.",
            "Sections are GitLab's; `!` and `\\#` mean nothing there, and an owner is @person, @company/team or an address.",
        ),
        (
            github(f"/policies/ {BOTH}\n"),
            1,
            ".github/CODEOWNERS has no owner itself, so whoever can write here changes who is asked.",
            "Add the line: /.github/CODEOWNERS @brand/marketing-ops",
        ),
        (
            gitlab("[IT] @brand/it-security\n*\n^[Marketing]\n/policies/ @brand/marketing-ops\n"),
            4,
            "The section that asks `marketing` about policies/bundle.yaml and 1 more is optional: it needs no yes.",
            "Give each a section of its own: [marketing] with the line /policies/ @brand/marketing-ops",
        ),
        (
            gitlab(f"[Rules][2] {BOTH}\n*\n"),
            2,
            f"{ANY} policies/bundle.yaml and 1 more here, so a yes of `marketing` and `it` is not sure.",
            f"Give each a section of its own: {SECTIONS.format('/policies/')}",
        ),
        (
            gitlab("[Marketing] @brand/marketing-ops\n*\n[IT] @brand/it-security\n*\n!/policies/packs/one.yaml\n"),
            2,
            "Asked about policies/packs/one.yaml: @brand/marketing-ops. Nobody of `it`.",
            "Give each a section of its own: [it] with the line /policies/packs/one.yaml @brand/it-security",
        ),
    ],
)
def test_what_is_lacking_is_said_with_its_line(file: OwnersFile, line: int, sentence: str, way_out: str) -> None:
    found = remarks(file)
    assert [(r.file, r.line, r.sentence, r.suggestion) for r in found] == [(file.shown, line, sentence, way_out)]


@pytest.mark.parametrize(
    ("service", "way", "line"),
    [
        ("github", "policies", f"Write .github/CODEOWNERS: /policies/ {BOTH}"),
        ("github", "", f"Write .github/CODEOWNERS: * {BOTH}"),
        ("gitlab", "it/rules", f"Write .gitlab/CODEOWNERS: {SECTIONS.format('/it/rules/')}"),
    ],
)
def test_no_file_asks_them(service: str, way: str, line: str) -> None:
    (found,) = remarks(way=way, service=service)
    assert (found.file, found.suggestion) == ("tiny/bundle.yaml", line)
    assert found.sentence == "`approvers` names `marketing` and `it`, and no CODEOWNERS file asks them."


@pytest.mark.parametrize("way", ["policies", "", "it/our rules"])
def test_a_way_out_is_one(way: str) -> None:
    """What a remark says to add makes it go away, on GitHub; and so it does for the file itself."""
    text = "*.md @x\n"
    for _ in range(2):
        text += "".join(f"{r.suggestion.partition(': ')[2]}\n" for r in remarks(github(text), way=way))
    assert remarks(github(text), way=way) == ()


def test_a_group_without_a_name_for_code_owners_gets_a_stand_in() -> None:
    (found,) = remarks(approvers={"marketing": ["Web team"], "it": ["@brand/it-security"]})
    assert found.suggestion.endswith(": /policies/ @your-organisation/marketing @brand/it-security")


def test_each_service_is_told_apart() -> None:
    found = remarks(github("* @brand/it-security\n"), gitlab("* @brand/it-security\n"))
    assert [(r.file, r.line) for r in found] == [(".github/CODEOWNERS", 1), (".gitlab/CODEOWNERS", 1)]


def test_a_file_that_can_not_be_read() -> None:
    (found,) = remarks(OwnersFile("github", "CODEOWNERS", "../CODEOWNERS", None))
    assert (found.file, found.sentence) == ("../CODEOWNERS", "CODEOWNERS can't be read, so nobody can tell whom it asks.")


@pytest.mark.parametrize("approvers", [None, [], ["mia.lopez@brand.example"]])
def test_without_groups_nothing_is_asked(approvers: Any) -> None:
    assert remarks(approvers=approvers) == ()
    assert remarks(github("* @x\n"), approvers=approvers) == ()


def test_outside_a_repository_nobody_can_tell() -> None:
    made = material(rule(), bundle={"approvers": GROUPS})
    assert ids(lint(made, TODAY)) == set()
    assert ids(lint(replace(made, guarded=Guarded("policies", FILES, ())), TODAY)) == {"GOV-10 W"}
    assert list(one_sided(made)) == []


def test_health_lists_it_and_asks_for_groups() -> None:
    made = replace(material(rule(), bundle={"approvers": GROUPS}), guarded=Guarded("policies", FILES, (github("* @x\n"),)))
    (entry,) = one_sided(made)
    assert (entry.sign, entry.name) == (Sign.ONE_SIDED, ".github/CODEOWNERS:1")
    assert entry.told == "Asked about policies/bundle.yaml and 1 more: @x. Nobody of `marketing` and `it`."
    (hint,) = one_sided(replace(material(rule()), guarded=Guarded("policies", FILES, ())))
    assert (hint.name, hint.told) == ("tiny/bundle.yaml", "`approvers` names no groups, so nobody can tell who has to say yes")
