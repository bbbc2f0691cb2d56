"""What a rule's page needs from the texts of the bundle: its examples as written, and the words that it explains."""

from __future__ import annotations

import re
from collections.abc import Mapping

from guardrails.model.rule import Bundle, Rule
from guardrails.model.value import Fields
from guardrails.text.reader import read
from guardrails.text.values import Value


def examples_of(rule: Rule, bundle: Bundle, texts: Mapping[str, bytes]) -> tuple[Fields, ...]:
    """The examples of a rule from its pack; none where the text is not at hand. `texts`: file name to bytes."""
    pack = next((p for p in bundle.packs if p.name == rule.pack), None)
    values, _ = read(texts.get(pack.file, b"")) if pack else ([], None)
    rules = [r for document in values for r in _list(document, "rules") if isinstance(r, dict) and r.get("id") == rule.id]
    return tuple(example for found in rules for example in _list(found, "examples") if isinstance(example, dict))


def glossary_for(rule: Rule, bundle: Bundle) -> dict[str, str]:
    """The glossary's words that the rule's texts use, each thing once: by our word, or by that of experts."""
    words = rule.words
    texts = " ".join((words.title, words.headline, words.why, *words.fix, words.faster))
    found: dict[str, str] = {}
    for entry in _list(bundle.vocabulary.get("glossary", {}), "entries"):
        if not isinstance(entry, dict) or not isinstance(entry.get("plain"), str):
            continue
        terms = [str(term) for term in (entry.get("title", ""), *_list(entry, "also")) if term]
        used = next((term for term in terms if re.search(rf"\b{re.escape(term)}\b", texts, re.IGNORECASE)), None)
        if used:
            found[used] = str(entry["plain"])
    return found


def _list(value: Value, key: str) -> list[Value]:
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, list) else []
