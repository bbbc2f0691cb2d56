"""What a pack says to people, from the file: the words of its rules, and its named patterns, in every language they have."""

from __future__ import annotations

from collections.abc import Mapping

from guardrails.language.faults import Faults
from guardrails.language.text_maps import check_languages, languages, text_in, told_in, written_texts
from guardrails.model.rule import Words
from guardrails.model.value import Fields
from guardrails.text.values import Value

WORDS = ("title", "headline", "lead", "why", "fix", "faster", "note")
"""The parts of a rule that speak to people, in the order in which they are read."""


def words_of(r: Fields, language: str, default: str) -> Words:
    """A rule's words in a language, each text that it lacks in the default one."""
    title, headline, lead, why, faster, note = (
        text_in(r.get(key), language, default) for key in ("title", "headline", "lead", "why", "faster", "note")
    )
    fix, sources = told_in(r.get("fix"), language, default), r.get("sources")
    return Words(
        title=title,
        headline=headline,
        lead=lead,
        why=why,
        fix=tuple(str(s) for s in fix) if isinstance(fix, list) else (),
        faster=faster,
        sources=tuple(
            (str(s.get("title", "")), str(s.get("url", "")), str(s.get("read", "")))
            for s in (sources if isinstance(sources, list) else [])
            if isinstance(s, dict)
        ),
        note=note,
    )


def patterns_of(fields: Fields, faults: Faults, language: str) -> dict[str, Mapping[str, Value]]:
    """A pack's named patterns; each must compile as RE2 and match its own example.

    Title and example are in the default language; those of other languages are kept beside them, by language, as `in`.
    """
    import re2

    found: dict[str, Mapping[str, Value]] = {}
    declared = fields.get("patterns")
    options = re2.Options()
    options.log_errors = False
    for name, block in (declared if isinstance(declared, dict) else {}).items():
        if not isinstance(block, dict):
            continue
        check_languages(block, ("title", "example"), ("patterns", name), language, faults)
        found[name] = _spoken_pattern(block, language)
        try:
            shape = re2.compile(str(block.get("regex")), options)
        except re2.error as reason:
            faults.note("policy-bad-pattern", ("patterns", name, "regex"), name=name, reason=_reason(reason))
            found[name] = {**found[name], "regex": ""}
            continue
        for place, example in written_texts(block.get("example"), ("patterns", name, "example")):
            if shape.fullmatch(example) is None:
                faults.note("policy-bad-pattern", place, name=name, reason="its own example does not match")
    return found


def _spoken_pattern(block: Fields, default: str) -> dict[str, Value]:
    def words(language: str) -> dict[str, Value]:
        return {key: text_in(block.get(key), language, default) for key in ("title", "example")}

    others = [code for code in languages((block.get("title"), block.get("example"))) if code != default]
    spoken: dict[str, Value] = {**block, **words(default)}
    return {**spoken, "in": {code: words(code) for code in others}} if others else spoken


def _reason(reason: Exception) -> str:
    told = reason.args[0] if reason.args else ""
    return told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
