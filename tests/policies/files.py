"""The starter's packs and vocabularies as plain values, read by the project's own reader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from guardrails.model.value import Fields
from guardrails.text.reader import read
from guardrails.text.values import Value

ROOT = Path(__file__).resolve().parents[2]
PACKS = (
    "vendor", "data", "security", "integration", "web", "messaging", "payment", "ai", "brand", "value", "launch", "governance",
)  # fmt: skip
"""All packs that the starter is to have."""


def document(path: Path) -> Fields:
    """The one document in a YAML file."""
    values, fault = read(path.read_bytes())
    assert fault is None, (path, fault)
    (whole,) = values
    assert isinstance(whole, dict)
    return whole


@cache
def vocabularies() -> dict[str, Fields]:
    """Every vocabulary of the starter by its name."""
    found = [document(path) for path in sorted((ROOT / "policies/vocabulary").glob("*.yaml"))]
    return {str(fields["name"]): fields for fields in found}


@cache
def packs() -> dict[str, Fields]:
    """Every pack file of the starter by its name, whether the bundle lists it yet or not."""
    found = [document(path) for path in sorted((ROOT / "policies/packs").glob("*.yaml"))]
    return {str(fields["name"]): fields for fields in found}


@cache
def rules() -> dict[str, Fields]:
    """Every rule by pack and id."""
    return {f"{name}/{rule['id']}": rule for name, pack in packs().items() for rule in rows(pack, "rules")}


def rows(fields: Fields, key: str) -> list[Fields]:
    """The groups in a list; none where there is no list."""
    value = fields.get(key)
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def texts(value: Value) -> list[str]:
    """The texts in a list; none where there is no list."""
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def entries(vocabulary: str, group: str = "") -> dict[str, Fields]:
    """The entries of a vocabulary by key, all of them or those of one group."""
    found = rows(vocabularies()[vocabulary], "entries")
    return {str(entry["key"]): entry for entry in found if not group or entry.get("group") == group}


def everything(value: Value) -> Iterator[Fields]:
    """Every group at every depth."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from everything(inner)
