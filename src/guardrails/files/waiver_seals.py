"""The signatures of a run's waivers, one by one: signed by whom, or what is the matter."""

from __future__ import annotations

import os
from typing import NamedTuple

from guardrails.explain.secret_spans import masked
from guardrails.explain.sentences import say
from guardrails.files.checking import Policies
from guardrails.files.waivers import SIGNATURE
from guardrails.model.rule import Waiver

NO_PROGRAM = "no-verifier"
MISFITS = frozenset({"unsigned", "unverified", "unknown-signer", "no-signers"})
"""States of a waiver whose signature is missing or does not count."""


class Seal(NamedTuple):
    """A waiver, the file as it was asked for, the state of its signature, and the line to show."""

    asked: str
    state: str
    told: str


def seals(policies: Policies, files: tuple[str, ...] = ()) -> list[Seal]:
    """The waivers of these files, or all of them."""
    found: list[Seal] = []
    for waiver in policies.bundle.waivers if policies.bundle else ():
        path = os.path.join(policies.workspace.root, waiver.file)
        asked = next((file for file in files if os.path.realpath(file) == os.path.realpath(path)), "")
        if asked or not files:
            found.append(Seal(asked, waiver.hold, _told(waiver, path, asked or waiver.file)))
    return found


def _told(waiver: Waiver, path: str, shown: str) -> str:
    file = masked(shown)
    if waiver.hold:
        return say("waiver.verify.open", {"file": file, "state": say(f"waiver.state.{waiver.hold}")})
    signed = os.path.isfile(path + SIGNATURE)
    return say("waiver.verify.good" if signed else "waiver.verify.ours", {"file": file, "person": masked(waiver.approved_by)})
