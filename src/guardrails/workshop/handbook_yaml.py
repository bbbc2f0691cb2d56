"""An example of a rule as lines of a file: what it changes, in the place where it stands, as YAML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import yaml

from guardrails.explain.catalogue_handbook_en import SENTENCES
from guardrails.explain.sentences import fill
from guardrails.model.shape import Shape
from guardrails.model.value import Fields
from guardrails.text.values import Value
from guardrails.workshop.examples import ChangeError, Example, changed, changed_organisation

_ORGANISATION = "org."
_ANY = Shape("open")


class _Lines(yaml.SafeDumper):
    """Block style with indented lists; a date stays bare, as our reader takes it for a text."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the library's own attribute
        first: [(tag, pattern) for tag, pattern in known if not tag.endswith(":timestamp")]
        for first, known in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists are indented below their key."""
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        """A value that stands twice is written twice."""
        return True


def example_yaml(example: Example, base: Fields, shape: Shape, organisation: Fields) -> str:
    """The lines that an example changes in the complete manifest `base`, and in the organisation's data; "" for none."""
    ours = {path: value for path, value in example.change.items() if not path.startswith(_ORGANISATION)}
    theirs = {p.removeprefix(_ORGANISATION): v for p, v in example.change.items() if p.startswith(_ORGANISATION)}
    stage = {"metadata.stage": example.stage} if example.stage else {}
    try:
        told = _told(changed(base, example), shape, {**stage, **ours})
        data = changed_organisation(organisation, example)
    except ChangeError:  # `guardrails policy test` says what is the matter
        return dumped(dict(example.change))
    if data is None:
        return told
    return f"{told}# {SENTENCES['yaml.organisation']}\n{_told(data, _ANY, theirs)}"


def _told(manifest: Fields, shape: Shape, change: Mapping[str, Value]) -> str:
    """The touched parts of a manifest; what was taken out is a remark."""
    gone = [path for path, value in change.items() if value is None]
    kept = [tuple(path.split(".")) for path, value in change.items() if value is not None]
    remarks = "".join(f"# {fill(SENTENCES['yaml.left_out'], {'path': path})}\n" for path in gone)
    picked = _picked(manifest, shape, kept) if kept else None
    return (dumped(picked) if picked else "") + remarks


def _picked(value: Value, shape: Shape, paths: Sequence[tuple[str, ...]]) -> Value:
    """The part of a value that the paths lead to; an element of a list keeps what names it."""
    if () in paths:
        return value
    if isinstance(value, list):
        items = shape.items or _ANY
        return [_named(el, items, _picked(el, items, deeper)) for i, el in enumerate(value) if (deeper := _after(paths, str(i)))]
    if not isinstance(value, dict):
        return value
    return {k: _picked(v, shape.fields.get(k) or _ANY, deeper) for k, v in value.items() if (deeper := _after(paths, k))}


def _named(element: Value, shape: Shape, picked: Value) -> Value:
    key = shape.identifies
    if not key or not isinstance(element, dict) or not isinstance(picked, dict) or key not in element:
        return picked
    return {key: element[key], **picked}


def _after(paths: Iterable[tuple[str, ...]], key: str) -> list[tuple[str, ...]]:
    return [path[1:] for path in paths if path[0] == key]


def dumped(value: Value) -> str:
    """A value as YAML in block style."""
    return yaml.dump(value, Dumper=_Lines, sort_keys=False, allow_unicode=True, width=76)
