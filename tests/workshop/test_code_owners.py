"""CODEOWNERS as GitHub and GitLab read it: whom a path asks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.workshop.code_owners import CodeOwners, github_owners, gitlab_owners

GITHUB_EXAMPLE = """\
# A comment, and an empty line.

*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/*  docs@example.com
apps/ @octocat
/docs/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
/apps/github @doctocat
/apps/github/private
"""
"""The patterns that GitHub's page about code owners explains, one by one."""


def asked(owners: CodeOwners, path: str) -> list[tuple[str, ...]]:
    """The owners that are asked, in the order of the sections."""
    return [entry.owners for entry in owners.asked(path)]


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("README.md", "@global-owner1 @global-owner2"),
        ("src/deep/a.js", "@js-owner"),
        ("a.go", "docs@example.com"),
        ("x/y.txt", "@octo-org/octocats"),
        ("build/logs/today/x.js", "@octocat"),
        ("build/logs2/x.md", "@global-owner1 @global-owner2"),
        ("here/docs/a.md", "@global-owner1 @global-owner2"),
        ("docs/a.md", "@doctocat"),
        ("docs/build/a.md", "@doctocat"),
        ("deep/apps/x.md", "@octocat"),
        ("deploy/logs/x.md", "@octocat"),
        ("scripts/x.sh", "@doctocat @octocat"),
        ("apps/x.md", "@octocat"),
        ("apps/github/x.md", "@doctocat"),
        ("apps/github/private/x.md", ""),
        ("apps/githubs", "@octocat"),
    ],
)
def test_the_examples_of_github(path: str, owners: str) -> None:
    assert asked(github_owners(GITHUB_EXAMPLE), path) == [tuple(owners.split())]


@pytest.mark.parametrize(
    ("pattern", "fits", "others"),
    [
        ("*", "a a/b .github/x", ""),
        ("**", "a a/b", ""),
        ("/", "", "a a/b"),
        ("/*", "a", "a/b"),
        ("docs", "docs docs/a x/docs/a", "docs.md"),
        ("/docs", "docs docs/a/b", "x/docs"),
        ("docs/", "docs/a x/docs/a/b", "docs x/docs"),
        ("docs/*", "docs/a", "docs/a/b x/docs/a docs"),
        ("docs/a", "docs/a docs/a/b", "x/docs/a"),
        ("docs/**", "docs/a docs/a/b", "docs x/docs/a"),
        ("docs/**/a", "docs/a docs/x/y/a docs/x/a/z", "a docs/xa"),
        ("**/docs/a", "docs/a x/docs/a", "docs/x/a"),
        ("/*/a", "x/a", "a x/y/a"),
        ("/*/", "x/a x/y/a", "a"),
        ("p*s/packs/", "policies/packs/a.yaml", "policies/bundle.yaml p/s/packs/a"),
        ("?.yaml", "a.yaml x/b.yaml", "ab.yaml .yaml"),
        (r"a\*b", "a*b", "axb"),
        ("a.b", "a.b", "axb"),
        ("app/[id]/", "app/[id]/x", "app/i/x"),
        ("Docs/", "Docs/a", "docs/a"),
    ],
)
def test_patterns_of_github(pattern: str, fits: str, others: str) -> None:
    found = github_owners(f"{pattern} @brand/it\n")
    assert [p for p in fits.split() if not found.asked(p)] == []
    assert [p for p in others.split() if found.asked(p)] == []
    assert found.skipped == ()


def test_a_blank_in_a_name_has_a_backslash_before_it() -> None:
    for read in (github_owners, gitlab_owners):
        assert asked(read(r"/our\ rules/ @brand/it"), "our rules/a") == [("@brand/it",)]


@pytest.mark.parametrize(
    "line",
    ["!docs/ @brand/it", r"\#docs @brand/it", "[Rules] @brand/it", "^[Rules][2]", "docs/ brand/it", "docs/ @a @", "a***b @a"],
)
def test_a_line_that_github_can_not_read_is_skipped(line: str) -> None:
    found = github_owners(f"* @first\n{line}\n")
    assert found.skipped == (2,)
    assert asked(found, "docs/a") == [("@first",)]


@pytest.mark.parametrize(
    ("pattern", "fits", "others"),
    [
        ("*", "a a/b .gitlab/x", ""),
        ("/*", "a", "a/b"),
        ("docs", "docs x/docs", "docs/a"),
        ("docs/", "docs/a docs/a/b x/docs/a", "docs"),
        ("/docs/*", "docs/a", "docs/a/b"),
        ("/docs/**/*.md", "docs/a.md docs/x/y/a.md", "docs/a.txt x/docs/a.md"),
        ("/docs/**", "docs/a", "docs/a/b"),
        ("docs/a", "docs/a x/docs/a", "docs/a/b"),
        (r"\#x", "#x y/#x", "x"),
        ("[ab].yaml", "a.yaml x/b.yaml", "c.yaml"),
        ("[!ab].yaml", "c.yaml", "a.yaml"),
        ("/[!x]b", "ab", "xb a/b /b"),
        ("/[", "[", "a"),
        ("?.md", "a.md", "ab.md"),
    ],
)
def test_patterns_of_gitlab(pattern: str, fits: str, others: str) -> None:
    found = gitlab_owners(f"{pattern} @brand/it\n")
    assert [p for p in fits.split() if not found.asked(p)] == []
    assert [p for p in others.split() if found.asked(p)] == []


GITLAB_EXAMPLE = """\
* @general
[Documentation] @docs-team
docs/
README.md
*.txt

^[Database][2] @database-team dba@brand.example
model/db/
config/db/setup.md @docs-team
[DOCUMENTATION]
docs/rules.md @brand/it and nobody # @also
[Ruby]
*.rb @ruby
!/config/*.rb
empty.rb
"""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("x.md", [("", False, "@general")]),
        ("docs/a.md", [("", False, "@general"), ("Documentation", False, "@docs-team")]),
        ("docs/rules.md", [("", False, "@general"), ("Documentation", False, "@brand/it @also")]),
        ("model/db/x", [("", False, "@general"), ("Database", True, "@database-team dba@brand.example")]),
        ("config/db/setup.md", [("", False, "@general"), ("Database", True, "@docs-team")]),
        ("a.rb", [("", False, "@general"), ("Ruby", False, "@ruby")]),
        ("config/a.rb", [("", False, "@general")]),
        ("config/deep/a.rb", [("", False, "@general"), ("Ruby", False, "@ruby")]),
        ("empty.rb", [("", False, "@general"), ("Ruby", False, "")]),
    ],
)
def test_sections_of_gitlab(path: str, owners: list[tuple[str, bool, str]]) -> None:
    found = gitlab_owners(GITLAB_EXAMPLE).asked(path)
    assert [(e.section, e.is_optional, " ".join(e.owners)) for e in found] == owners


def test_a_section_that_one_heading_needs_is_needed() -> None:
    found = gitlab_owners("^[Rules]\na @x\n[rules]\nb @y\n")
    assert [(e.section, e.is_optional) for e in found.asked("a")] == [("Rules", False)]


def test_lines_are_counted_as_an_editor_does() -> None:
    text = "\ufeff# one\r\n\r\n/a @x\x0c\r\n/b @y\r\n"
    assert [e.line for e in github_owners(text).asked("b")] == [4]
    assert [e.line for e in gitlab_owners(text).asked("b")] == [4]


NAMES = st.lists(st.sampled_from(["a", "b", "ab", "a.b"]), min_size=1, max_size=4).map("/".join)
PARTS = st.sampled_from(["a", "b", "*", "**", "a*", "?", "a.b"])
PATTERNS = st.builds(
    lambda start, parts, end: start + "/".join(parts) + end,
    st.sampled_from(["", "/"]),
    st.lists(PARTS, min_size=1, max_size=4),
    st.sampled_from(["", "/"]),
)


def fits(parts: list[str], path: list[str]) -> bool:
    """Whether folders and a file match part by part, written down once more; `**` at the end is one part or more."""
    if not parts:
        return not path
    if parts[0] == "**":
        return any(fits(parts[1:], path[n:]) for n in range(len(parts) == 1, len(path) + 1))
    letters = "".join({"*": "[^/]*", "?": "[^/]"}.get(letter, re.escape(letter)) for letter in parts[0])
    return bool(path) and re.fullmatch(letters, path[0]) is not None and fits(parts[1:], path[1:])


@given(PATTERNS, NAMES)
def test_github_fits_what_the_rules_say(pattern: str, path: str) -> None:
    parts, names = pattern.strip("/").split("/"), path.split("/")
    parts = parts if "/" in pattern.rstrip("/") else ["**", *parts]
    if parts[-1] == "**" or (parts[-1] == "*" and not pattern.endswith("/")):
        wanted = fits(parts, names)
    else:
        wanted = any(fits(parts, names[:n]) for n in range(1, len(names) + (not pattern.endswith("/"))))
    assert bool(github_owners(f"{pattern} @x").asked(path)) == wanted


@given(st.lists(PATTERNS, max_size=5), NAMES)
def test_the_last_line_that_fits_decides(patterns: list[str], path: str) -> None:
    lines = [f"{pattern} @o{number}" for number, pattern in enumerate(patterns)]
    alone = [line.split()[1] for line in lines if github_owners(line).asked(path)]
    assert asked(github_owners("\n".join(lines)), path) == [(owner,) for owner in alone[-1:]]
    assert asked(github_owners("\n".join([*lines, "* @last"])), path) == [("@last",)]


@given(st.text(st.sampled_from("ab/*?[]!^\\# @-\n\r\t{}.\u00e9"), max_size=60))
def test_no_text_stops_the_reading(text: str) -> None:
    for read in (github_owners, gitlab_owners):
        read(text).asked("a/b")


def test_a_pattern_made_to_take_long_does_not() -> None:
    many = "*a" * 400
    for read in (github_owners, gitlab_owners):
        assert read(f"{many}b @x").asked("a" * 3000) == []
        assert read("[" * 100_000 + "x @x").asked("a") == []
