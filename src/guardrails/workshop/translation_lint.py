"""P01 for texts in several languages: a translation that was begun has every text that the default language has."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.language.text_maps import languages, lookups
from guardrails.workshop.material import Document
from guardrails.workshop.remark import Level, Remark, remark
from guardrails.workshop.rule_texts import Block


def lacking(document: Document, blocks: list[Block], default: str) -> Iterator[Remark]:
    """What each language of a document still lacks, one remark for each part; a language nobody began is no matter."""
    codes = languages(block.fields.get(key) for block in blocks for key in block.keys)
    for block in blocks:
        there = [key for key in block.keys if block.passages(key, default, default)]
        for code in codes:
            missing = [key for key in there if not any(block.passages(key, wider, default) for wider in lookups(code))]
            if missing:
                sentence = f"{block.of} has no text in {code} for: {', '.join(missing)}."
                suggestion = f"Add it under `{code}`; until then its readers get the text in {default}."
                yield remark("P01", Level.SHOULD, document, (*block.path, missing[0]), sentence, suggestion)
