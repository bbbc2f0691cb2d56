"""The small part of GitHub's expression language that our action and workflows use."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TOKEN = re.compile(r"\s*(?:'(?P<text>(?:[^']|'')*)'|(?P<sign>\|\||&&|==|!=|!|\(\s*\)|\(|\))|(?P<name>[A-Za-z_][\w.-]*))")
_WHOLE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)

Value = str | bool


def filled(text: str, names: Mapping[str, str]) -> str:
    """The text with every `${{ … }}` replaced by its value."""
    return _WHOLE.sub(lambda found: _shown(value_of(found[1], names)), text)


def holds(condition: str, names: Mapping[str, str]) -> bool:
    """Whether the `if` of a step is met."""
    inner = _WHOLE.fullmatch(condition.strip())
    return bool(value_of(inner[1] if inner else condition, names))


def value_of(expression: str, names: Mapping[str, str]) -> Value:
    """The value of one expression. What is not known is empty, as on GitHub."""
    tokens, at = [], 0
    expression = expression.strip()
    while at < len(expression):
        found = _TOKEN.match(expression, at)
        assert found, f"not understood: {expression[at:]}"
        tokens.append((str(found.lastgroup), found[str(found.lastgroup)].replace("''", "'")))
        at = found.end()
    value, rest = _either(tokens, names)
    assert not rest, f"left over: {rest}"
    return value


Tokens = list[tuple[str, str]]


def _either(tokens: Tokens, names: Mapping[str, str]) -> tuple[Value, Tokens]:
    value, tokens = _both(tokens, names)
    while tokens[:1] == [("sign", "||")]:
        other, tokens = _both(tokens[1:], names)
        value = value or other
    return value, tokens


def _both(tokens: Tokens, names: Mapping[str, str]) -> tuple[Value, Tokens]:
    value, tokens = _compared(tokens, names)
    while tokens[:1] == [("sign", "&&")]:
        other, tokens = _compared(tokens[1:], names)
        value = value and other
    return value, tokens


def _compared(tokens: Tokens, names: Mapping[str, str]) -> tuple[Value, Tokens]:
    value, tokens = _single(tokens, names)
    if tokens and tokens[0] in (("sign", "=="), ("sign", "!=")):
        other, rest = _single(tokens[1:], names)
        return (_shown(value) == _shown(other)) == (tokens[0][1] == "=="), rest
    return value, tokens


def _single(tokens: Tokens, names: Mapping[str, str]) -> tuple[Value, Tokens]:
    (kind, word), rest = tokens[0], tokens[1:]
    if (kind, word) == ("sign", "!"):
        value, rest = _single(rest, names)
        return not value, rest
    if (kind, word) == ("sign", "("):
        value, rest = _either(rest, names)
        assert rest[:1] == [("sign", ")")]
        return value, rest[1:]
    if kind == "name" and rest[:1] and rest[0][0] == "sign" and rest[0][1].replace(" ", "") == "()":
        assert word == "cancelled", word
        return False, rest[1:]
    return (word if kind == "text" else names.get(word, "")), rest


def _shown(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else value
