"""Signing a waiver: the approver's name and day go into its file, the signature beside it; both or nothing that counts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date

from guardrails.explain.context import Context
from guardrails.explain.problems import explain
from guardrails.explain.sentences import say
from guardrails.files.reading import read_bytes
from guardrails.files.signatures import MARK, found_program, signed
from guardrails.files.waiver_request import Unclear
from guardrails.files.waivers import SIGNATURE
from guardrails.files.writing import Written, goes_through_a_link, write_over, write_own
from guardrails.language.schemas import Json
from guardrails.language.workspace_waivers import workspace_waivers
from guardrails.model.problem import Problem
from guardrails.model.rule import Bundle
from guardrails.text.reader import read


def sign_waiver(path: str, person: str, key: str, today: date, bundle: Bundle, schemas: Mapping[str, Json]) -> None:
    """Approve and sign a waiver as a person, today; Unclear where that can't be done, and then nothing has changed.

    The signature is written first: if the run ends in between it does not fit the text, and nothing is in force.
    """
    folder, name = os.path.split(os.path.abspath(path))
    before = read_bytes(folder, name)
    if isinstance(before, str) or goes_through_a_link(folder, name):
        id = before if isinstance(before, str) else "file-link"
        raise Unclear(_unfit(path, explain(Problem(id, name), _context(name, b"")).headline))
    after = _approved(path, before, person, today)
    _, problems = workspace_waivers({name: after}, bundle, schemas)
    if problems:
        raise Unclear(_unfit(path, explain(problems[0], _context(name, after)).headline))
    if not found_program():
        raise Unclear(say("waiver.sign.no_program", {"file": path}))
    signature = signed(after, key)
    if signature is None:
        raise Unclear(say("waiver.sign.stuck", {"file": path}))
    _write(path, folder, name, before, after, signature)


def _approved(path: str, before: bytes, person: str, today: date) -> bytes:
    """The text with the approval in it; what is there stays as it is."""
    values, fault = read(before)
    fields = values[0] if fault is None and len(values) == 1 else None
    if not isinstance(fields, dict) or fields.get("kind") != "Waiver":
        raise Unclear(_unfit(path, say("waiver.sign.one" if len(values) > 1 else "waiver.sign.unread")))
    if str(fields.get("requested_by", "")).casefold() == person.casefold():
        raise Unclear(say("waiver.sign.self", {"person": person}))
    if fields.get("approved_by", person) != person:
        raise Unclear(say("waiver.sign.other", {"person": str(fields["approved_by"])}))
    added = {k: v for k, v in (("approved_by", person), ("granted", today.isoformat())) if k not in fields}
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if before.endswith(b"\n") else end
    after = before + (gap if added else b"") + b"".join(f"{k}: {v}".encode() + end for k, v in added.items())
    if read(after) != ([{**fields, **added}], None):
        raise Unclear(_unfit(path, say("waiver.sign.add", {"lines": ", ".join(f"{k}: {v}" for k, v in added.items())})))
    return after


def _write(path: str, folder: str, name: str, before: bytes, after: bytes, signature: bytes) -> None:
    written = [write_own(folder, name + SIGNATURE, signature.decode(), MARK)]
    if written[0] in (Written.NEW, Written.CHANGED, Written.SAME) and after != before:
        written.append(write_over(folder, name, before, after))
    if any(one in (Written.REFUSED, Written.KEPT) for one in written):
        raise Unclear(say("waiver.ask.place", {"file": path}))


def _context(name: str, data: bytes) -> Context:
    return Context({name: data.decode("utf-8", "replace")}.__getitem__, {})


def _unfit(path: str, why: str) -> str:
    return say("waiver.sign.no_waiver", {"file": path, "why": why})
