"""The copy of guardrails that others are given is the one that was installed, and only where pip's note is a plain one."""

from __future__ import annotations

import json

import pytest

from guardrails.files.own_copy import copy_in, own_copy
from guardrails.workshop.repository_files import OwnCopy

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def note(url: str = "https://git.brand.example/it/guardrails.git", commit: str = COMMIT, tag: str = "v0.1.0") -> str:
    """What pip writes down."""
    return json.dumps({"url": url, "vcs_info": {"vcs": "git", "commit_id": commit, "requested_revision": tag}})


def test_an_installed_copy_is_named_by_its_commit() -> None:
    copy = copy_in(note())
    assert copy == OwnCopy("https://git.brand.example/it/guardrails", COMMIT, "v0.1.0")
    assert copy.place == "it/guardrails"
    assert copy.is_known


def test_a_branch_is_no_name_of_a_commit() -> None:
    assert copy_in(note(tag="main")).tag == COMMIT[:7]


def test_a_key_is_needed_for_one_address_only() -> None:
    copy = copy_in(note("ssh://git@git.brand.example/it/guardrails.git"))
    assert copy.url == "ssh://git@git.brand.example/it/guardrails"
    assert copy.on_the_web == "https://git.brand.example/it/guardrails"
    assert copy.place == "it/guardrails"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "no JSON",
        json.dumps({"url": "file:///home", "dir_info": {"editable": True}}),
        note(url="file:///srv/it/guardrails"),
        note(url="https://user:word@git.brand.example/it/guardrails"),
        note(url="https://git.brand.example/it/guardrails\n- run: x"),
        note(url="https://git.brand.example/it/${{ x }}"),
        note(commit="main"),
        note(commit=COMMIT + "\n"),
    ],
)
def test_anything_else_is_not_passed_on(text: str) -> None:
    assert copy_in(text) == OwnCopy()


def test_a_stand_in_runs_nobodys_code() -> None:
    assert not OwnCopy().is_known
    assert OwnCopy().commit == "0" * 40


def test_here_it_is_read_without_a_fuss() -> None:
    assert isinstance(own_copy(), OwnCopy)
