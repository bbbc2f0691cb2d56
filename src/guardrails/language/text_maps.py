"""Texts for people as a bundle writes them: one text, or a map with one for each language (`{en: …, de: …}`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from guardrails.language.faults import Faults
from guardrails.model.value import Fields, Path
from guardrails.text.values import Value

ENGLISH = "en"
"""The default language of a bundle that names none."""

_SHAPE = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?\Z")
_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et
eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk
kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny
oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk
tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_TWO_LETTERS = frozenset(_CODES.split())
"""ISO 639-1. A language with two letters has no other code; of three letters any is taken as one."""


def is_code(word: str) -> bool:
    """Whether a word is a language as BCP 47 writes it: de, pt-BR, zh-Hant-TW."""
    return bool(word) and _written(word) == word


def _written(word: str) -> str:
    """The word in the letters of BCP 47, if it is a language at all ("DE-at" is de-AT); otherwise nothing."""
    found = _SHAPE.match(word.replace("_", "-"))
    if found is None or (len(found[1]) == 2 and found[1].lower() not in _TWO_LETTERS):
        return ""
    parts = (found[1].lower(), (found[2] or "").capitalize(), (found[3] or "").upper())
    return "-".join(part for part in parts if part)


def lookups(code: str) -> Iterator[str]:
    """A language and the wider ones in which its readers find a text too: pt-BR, then pt (RFC 4647)."""
    parts = code.replace("_", "-").split("-")
    return ("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def told_in(value: Value, language: str, default: str) -> Value:
    """What a text (or a list of texts) says in a language; where it says nothing there, what it says in the default one."""
    if not isinstance(value, dict):
        return value
    return next((value[code] for code in (*lookups(language), default) if code in value), None)


def text_in(value: Value, language: str, default: str) -> str:
    """The same as a text; "" where there is none."""
    found = told_in(value, language, default)
    return "" if found is None else str(found)


def languages(values: Iterable[Value]) -> list[str]:
    """The languages that maps among these values have, each once."""
    return list(dict.fromkeys(code for value in values if isinstance(value, dict) for code in value))


def texts_in(value: Value, default: str) -> dict[str, str]:
    """A text in each language but the default one."""
    return {code: text_in(value, code, default) for code in languages([value]) if code != default}


def written_texts(value: Value, at: Path) -> list[tuple[Path, str]]:
    """Every text below a key, in every language, with its place."""
    if isinstance(value, str):
        return [(at, value)]
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, part in inner for found in written_texts(part, (*at, key))]


def check_code(word: str, at: Path, faults: Faults, on_key: bool = False) -> None:
    """Note a word that is no language, with the one that is meant if only its letters differ."""
    if not is_code(word):
        faults.note("policy-unknown-language", at, on_key, code=word, nearest=_written(word))


def check_languages(block: Fields, keys: Iterable[str], at: Path, default: str, faults: Faults) -> None:
    """Note what the maps under some keys of a block lack (the default language) or misname (a code that is no language)."""
    for key in keys:
        value = block.get(key)
        if not isinstance(value, dict):
            continue
        for code in value:
            check_code(code, (*at, key, code), faults, on_key=True)
        if default not in value:
            faults.note("policy-no-default-text", (*at, key), on_key=True, part=key, language=default)
