"""Texts as `guardrails fix` mends them, and small manifests to mend."""

from __future__ import annotations

from functools import cache

from guardrails.explain.mending import Mended, Mender
from guardrails.files.data import ParsedSchemas, shipped_schema_texts
from guardrails.judge.manifests import Checker

HEAD = "apiVersion: guardrails/v1\nkind: Tool\nmetadata:\n  name: sparrow\n  stage: idea\n"


@cache
def mender() -> Mender:
    """One mender for all tests, by the shipped schemas."""
    return Mender(Checker(ParsedSchemas(shipped_schema_texts())))


def mended(text: str | bytes) -> Mended:
    """What becomes of the text of a file."""
    return mender().mend("tools/sparrow.yaml", text if isinstance(text, bytes) else text.encode())


def rest(body: str, head: str = HEAD) -> str:
    """What becomes of the lines below the heading of a manifest."""
    after = mended(head + body).after
    assert after.startswith(head)
    return after[len(head) :]
