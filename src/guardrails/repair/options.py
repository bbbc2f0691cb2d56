"""From evidence to ways to make it hold: repair sets, the lightest first (a leaf's offers; all of `all`; one of `any`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import ceil
from typing import NamedTuple, TypeAlias, assert_never

from guardrails.language.scope import Inventory
from guardrails.model.condition import All, Each
from guardrails.model.evidence import Combined, Defined, Evidence, Quantified, Referred, Surveyed, Tallied, Tested
from guardrails.model.fact_result import FactResult
from guardrails.model.manifest import Manifest
from guardrails.model.repair import Edit, Sort
from guardrails.model.shape import Shape, trail
from guardrails.model.truth import Truth
from guardrails.model.value import Gap, Path
from guardrails.repair.applying import merged, value_at
from guardrails.repair.entries import entries_for
from guardrails.repair.offers import example, least_sort, offers, samples
from guardrails.text.nearest import nearest
from guardrails.text.values import Value

MOST = 64
"""So many sets are kept at each node of the evidence."""
_MOST_NAMES = 5


Weight: TypeAlias = tuple[int, int, int, float]


class Option(NamedTuple):
    """A set of edits. Options compare by weight: kind of field, number of edits, kind of change, how far the values are."""

    sort: Sort
    size: int
    distance: float
    edits: tuple[Edit, ...]

    @property
    def weight(self) -> Weight:
        """What options are ordered by: a field that the author is free to set comes first, however many there are."""
        return max(self.sort, Sort.PICK), self.size, self.sort, self.distance


NOTHING_TO_DO = Option(Sort.CHOICE, 0, 0, ())


class Ground(NamedTuple):
    """What options are looked for on: the judged manifest, the others, the shapes of their kinds, today (ISO date), facts."""

    manifest: Manifest
    inventory: Inventory
    shapes: Mapping[str, Shape]
    today: str
    fact: Callable[[str], FactResult]

    def of(self, document: str | None) -> Manifest:
        """The manifest that a leaf speaks of."""
        others = (m for m in self.inventory.manifests if m.name == document) if document else iter(())
        return next(others, self.manifest)

    def shape(self, document: str | None) -> Shape:
        """The shape of that manifest."""
        return self.shapes.get(self.of(document).kind, Shape("object"))


def option(edits: Sequence[Edit], sort: Sort, distance: float = 0) -> Option:
    """An option of edits that weigh the same."""
    return Option(sort, len(edits), distance, tuple(edits))


def options(evidence: Evidence, ground: Ground, document: str | None = None) -> list[Option]:
    """Ways to make the evidence come out as a yes, the lightest first; none where nothing in a manifest can."""
    if evidence.truth is Truth.YES:
        return [NOTHING_TO_DO]
    match evidence:
        case Tested():
            found = list(_of_leaf(evidence, ground))
        case Combined(condition=condition, parts=parts):
            each = [options(part, ground, document) for part in parts]
            found = _together(each) if isinstance(condition, All) else [o for some in each for o in some]
        case Quantified():
            found = _of_list(evidence, ground, document)
        case Tallied():
            found = list(_of_total(evidence, ground, document))
        case Referred():
            found = list(_of_reference(evidence, ground, document))
        case Surveyed():
            found = []
        case Defined(part=part):
            return options(part, ground, document)
        case _:
            assert_never(evidence)
    return lightest(found)


def lightest(found: Iterable[Option]) -> list[Option]:
    """The options in order, each once, as many as are kept."""
    kept: list[Option] = []
    for one in sorted(found, key=lambda o: o.weight):
        if all(one.edits != known.edits for known in kept):
            kept.append(one)
        if len(kept) == MOST:
            break
    return kept


def _together(each: Sequence[list[Option]]) -> list[Option]:
    """Every part has to hold: the options of the parts, one of each, put together."""
    result = [NOTHING_TO_DO]
    for some in each:
        pairs = (_both(one, other) for one in result for other in some)
        result = sorted((pair for pair in pairs if pair is not None), key=lambda o: o.weight)[:MOST]
    return result


def _both(one: Option, other: Option) -> Option | None:
    edits = merged(one.edits, other.edits)
    return None if edits is None else Option(max(one.sort, other.sort), len(edits), one.distance + other.distance, edits)


def _of_leaf(leaf: Tested, ground: Ground) -> Iterator[Option]:
    start = leaf.condition.path.start
    if start == "org":
        return
    if leaf.missing is not None and leaf.missing != leaf.field[: len(leaf.missing)] and start != "facts":
        yield from _answers(leaf.missing, ground, leaf.document)  # what it is compared with
        return
    if start == "facts":
        yield from _of_fact(leaf, ground)
        return
    shape = ground.shape(leaf.document)
    for one in offers(leaf, shape, ground.today):
        yield option([Edit(leaf.field, one.value, leaf.document)], one.sort, one.distance)
    if leaf.field and isinstance(leaf.field[-1], int):
        yield option([Edit(leaf.field, Gap.NOTHING, leaf.document)], Sort.DROP)


def _answers(path: Path, ground: Ground, document: str | None) -> Iterator[Option]:
    """An answer to a question that is open."""
    shape = ground.shape(document)
    sort = least_sort(shape, path, Sort.PICK)
    own = trail(shape, path)[-1]
    values = [value for value, _ in samples(None, own)] or [example(own)]
    yield from (option([Edit(path, value, document)], sort, at / 100) for at, value in enumerate(values) if value is not None)


def _of_fact(leaf: Tested, ground: Ground) -> Iterator[Option]:
    """A fact offers its own ways; beyond those, other answers at the places that it rests on."""
    fact = leaf.fact
    if fact is None:
        return
    shape = ground.shape(None)
    for at, way in enumerate(fact.ways):
        sort = max(least_sort(shape, path, Sort.CHOICE) for path, _ in way)
        yield option([Edit(path, value) for path, value in way], sort, at / 100)
    if fact.asks is not None:
        yield from _answers(fact.asks, ground, None)
    yield from _other_answers(fact, leaf.found if isinstance(leaf.found, list) else [], ground)


def _other_answers(fact: FactResult, named: list[Value], ground: Ground) -> Iterator[Option]:
    """Other answers at the places that a fact rests on, one place or several entries at a time."""
    for path in fact.about:
        yield from _elsewhere(path, named, ground)
    entries = list(dict.fromkeys(_entry(path) for path in fact.about if _entry(path)))
    for most in range(2, min(len(entries), MOST) + 1):
        yield option([Edit(path, Gap.NOTHING) for path in entries[:most]], Sort.DROP)


def _entry(path: Path) -> Path:
    """The innermost entry of a list that a path leads through; empty where there is none."""
    last = max((at for at, step in enumerate(path) if isinstance(step, int)), default=-1)
    return path[: last + 1]


def _elsewhere(path: Path, named: list[Value], ground: Ground) -> list[Option]:
    """Other answers at a place that a fact rests on: an entry or a line left out, or what else the schema accepts there."""
    shape, found = ground.shape(None), value_at(ground.manifest.fields, path)
    if not path or isinstance(found, Gap):
        return list(_answers(path, ground, None)) if path else []
    sort = least_sort(shape, path, Sort.PICK)
    own = trail(shape, path)[-1]
    result = [option([Edit(path, value)], sort, at / 100) for at, (value, _) in enumerate(samples(found, own)) if value != found]
    if isinstance(found, list):
        kept = [entry for entry in found if not _is_named(entry, named)]
        result += [option([Edit(path, kept)], max(sort, Sort.PICK), 0.5)] if kept != found else []
        result += [option([Edit((*path, at), Gap.NOTHING)], Sort.DROP) for at in range(len(found))]
    if isinstance(found, int | float) and not isinstance(found, bool):
        result += [option([Edit(path, value)], sort, 0.5) for value in (0, found * 10, found / 10)]
    gone = dict.fromkeys((path, _entry(path)))
    return [*result, *(option([Edit(out, Gap.NOTHING)], Sort.DROP) for out in gone if out)]


def _is_named(entry: Value, named: list[Value]) -> bool:
    """Whether a fact's value speaks of this entry of a list."""
    return entry in named or (isinstance(entry, dict) and any(value in named for value in entry.values()))


def _of_list(evidence: Quantified, ground: Ground, document: str | None) -> list[Option]:
    if evidence.field[:1] == ("facts",):
        return list(_other_answers(ground.fact(str(evidence.field[1])), [e.name for e in evidence.elements], ground))
    if evidence.missing is not None:
        return list(_answers(evidence.missing, ground, document))
    open_ones = [e for e in evidence.elements if e.require is not None and e.require.truth is not Truth.YES]
    concerned = [e for e in open_ones if e.where is None or e.where.truth is not Truth.NO]
    ways: list[list[Option]] = []
    for element in concerned:
        inside = options(element.require, ground, document) if element.require is not None else []
        inside += [option([Edit(element.path, Gap.NOTHING, document)], Sort.DROP)]
        ways.append(lightest(inside))
    if isinstance(evidence.condition, Each):
        return _together(ways)
    return [*(one for some in ways for one in some), *_one_more(evidence.field, len(evidence.elements), ground, document)]


def _one_more(path: Path, count: int, ground: Ground, document: str | None) -> Iterator[Option]:
    """An entry added to a list."""
    shape = ground.shape(document)
    own = trail(shape, path)[-1]
    entry = example(own.items) if own is not None else None
    if entry is not None:
        sort = least_sort(shape, path, Sort.PICK)
        yield option([Edit((*path, count), entry, document)], sort, 1)


def _of_total(evidence: Tallied, ground: Ground, document: str | None) -> Iterator[Option]:
    """A total that is too high is met without one or more of its items; one that is too low with more of them."""
    if evidence.field[:1] == ("facts",):
        yield from _other_answers(ground.fact(str(evidence.field[1])), [], ground)
        return
    if evidence.missing is not None:
        yield from _answers(evidence.missing, ground, document)
        return
    wanted, total = evidence.wanted, evidence.total
    if not isinstance(wanted, int | float) or total is None:
        return
    entries = [(path, amount) for _, path, amount in evidence.items if path and isinstance(path[-1], int)]
    fields = [(path, amount) for _, path, amount in evidence.items if path and not isinstance(path[-1], int)]
    if total > wanted:
        yield from _less(entries, total - wanted, document)
    for path, amount in fields:
        sort = least_sort(ground.shape(document), path, Sort.PICK)
        yield option([Edit(path, amount + wanted - total, document)], sort)
    if total < wanted:
        yield from _more_entries(evidence, ground, document)


def _less(entries: Sequence[tuple[Path, float]], gap: float, document: str | None) -> Iterator[Option]:
    """The smallest item that is enough by itself, then the largest ones together."""
    enough = sorted((pair for pair in entries if pair[1] >= gap), key=lambda pair: pair[1])
    for path, amount in enough:
        yield option([Edit(path, Gap.NOTHING, document)], Sort.DROP, amount / (1 + amount))
    gone: list[Edit] = []
    for path, amount in sorted(entries, key=lambda pair: -pair[1]):
        gone.append(Edit(path, Gap.NOTHING, document))
        gap -= amount
        if gap <= 0:
            break
    if len(gone) > 1:
        yield option(gone, Sort.DROP)


def _more_entries(evidence: Tallied, ground: Ground, document: str | None) -> Iterator[Option]:
    """As many entries more as are needed, each made so that it counts."""
    path, shape = evidence.field, ground.shape(document)
    own = trail(shape, path)[-1]
    there = value_at(ground.of(document).fields, path)
    have = there if isinstance(there, list) else []
    lacking = ceil((evidence.wanted if isinstance(evidence.wanted, int | float) else 0) - (evidence.total or 0))
    new = [entry for entry in entries_for(evidence.condition.where, own.items if own else None) if entry not in have][:lacking]
    if new and len(new) == lacking:
        edits = [Edit((*path, len(have) + at), entry, document) for at, entry in enumerate(new)]
        yield option(edits, least_sort(shape, path, Sort.PICK), 1)


def _of_reference(evidence: Referred, ground: Ground, document: str | None) -> Iterator[Option]:
    """Another name, the nearest in spelling first; or the manifest that is named brought in order."""
    if evidence.missing is not None:
        yield from _answers(evidence.missing, ground, document)
        return
    if evidence.that is not None and evidence.target is not None and not evidence.condition.negated:
        yield from options(evidence.that, ground, evidence.target)
    if not evidence.condition.negated:
        names = [name for name in ground.inventory.names(evidence.condition.kind) if name != evidence.found]
        near = nearest(evidence.found, names) if isinstance(evidence.found, str) else None
        shape = ground.shape(document)
        for at, name in enumerate(islice(dict.fromkeys(([near] if near else []) + names), _MOST_NAMES)):
            sort = least_sort(shape, evidence.field, Sort.CHOICE if name == near else Sort.PICK)
            yield option([Edit(evidence.field, name, document)], sort, at / 100)
    if evidence.field and isinstance(evidence.field[-1], int):
        yield option([Edit(evidence.field, Gap.NOTHING, document)], Sort.DROP)
