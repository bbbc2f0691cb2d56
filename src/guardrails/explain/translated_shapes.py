"""What schemas call their fields, in the language of this run: a schema's words are English, a language's file maps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guardrails.explain.tongue import ENGLISH, Language, in_language, spoken
from guardrails.model.shape import Shape


class TranslatedShapes(Mapping[str, Shape]):
    """Every kind of manifest with its shape in the language of this run, translated when it is first asked for."""

    __slots__ = ("_known", "_shapes")

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self._shapes = shapes
        self._known: dict[tuple[str, str], Shape] = {}

    def __getitem__(self, kind: str) -> Shape:
        language: Language = spoken()
        if language.code == ENGLISH.code:
            return self._shapes[kind]
        key = (language.code, kind)
        if key not in self._known:
            self._known[key] = translated(self._shapes[kind])
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shapes)

    def __len__(self) -> int:
        return len(self._shapes)


def translated(shape: Shape) -> Shape:
    """The shape with its titles, questions and meanings in the language of this run; its unit stays a key."""
    return shape._replace(
        title=in_language(shape.title),
        question=in_language(shape.question),
        meanings=tuple(map(in_language, shape.meanings)),
        fields={key: translated(field) for key, field in shape.fields.items()},
        items=translated(shape.items) if shape.items is not None else None,
    )
