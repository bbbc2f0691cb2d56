"""A file of a language, `explain/languages/<code>.yaml`, to what speaking it needs."""

from __future__ import annotations

from collections.abc import Mapping

from guardrails.explain.tongue import Forms, Language, ProblemParts
from guardrails.text.reader import read_ours
from guardrails.text.values import Value


class LanguageFileError(ValueError):
    """Our own fault: a file of a language that can't be used."""


def language_of(code: str, data: bytes) -> Language:
    """The language in a file. Raises LanguageFileError for one that can't be read, or that holds something else."""
    documents = read_ours(data)
    file = documents[0] if documents else None
    if not isinstance(file, dict):
        raise LanguageFileError(f"the file of the language {code} can't be read")
    if file.get("language") != code:
        raise LanguageFileError(f"the file of the language {code} says it is {file.get('language')!r}")
    return Language(
        code=code,
        name=_text(file.get("name")),
        locale=_text(file.get("locale")),
        grammar={key: _words(value) for key, value in _section(file, "grammar").items()},
        sentences={id: _text(text) for id, text in _section(file, "sentences").items()},
        problems={id: _problem(parts) for id, parts in _section(file, "problems").items()},
        fields={english: _forms(words) for english, words in _section(file, "fields").items()},
    )


def _section(file: Mapping[str, Value], name: str) -> Mapping[str, Value]:
    found = file.get(name, {})
    if not isinstance(found, dict):
        raise LanguageFileError(f"{name} is no map")
    return found


def _problem(parts: Value) -> ProblemParts:
    if not isinstance(parts, dict) or not parts.keys() <= set(ProblemParts._fields):
        raise LanguageFileError(f"{parts!r} are not the parts of a problem")
    headline, fix, label, what = (_texts(parts.get(part, [])) for part in ("headline", "fix", "label", "what"))
    return ProblemParts(headline, fix, label, what, _text(parts.get("why", "")), _text(parts.get("faster", "")))


def _forms(words: Value) -> Forms:
    return {form: _text(word) for form, word in words.items()} if isinstance(words, dict) else _text(words)


def _words(value: Value) -> str | tuple[str, ...]:
    return _texts(value) if isinstance(value, list) else _text(value)


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(map(_text, value)) if isinstance(value, list) else (_text(value),)


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise LanguageFileError(f"{value!r} is no text")
    return value
