"""What a tool or campaign really costs, and what it is worth next to that."""

from __future__ import annotations

from dataclasses import dataclass

from guardrails.language.facts.answers import missing, number, text, unanswered
from guardrails.language.facts.world import World
from guardrails.model.fact_result import FactResult
from guardrails.model.stage import Stage
from guardrails.model.value import Gap, Path
from guardrails.text.values import Value

YEARS = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the cost table: its key, its plain name, and how often it comes in three years."""

    key: str
    words: str
    times: int = 1

    @property
    def path(self) -> tuple[str, str]:
        return "cost", self.key


_TOOL = (
    _Line("licence_year", "licence", YEARS),
    _Line("implementation_once", "setting up"),
    _Line("integration_once", "connecting"),
    _Line("training_once", "training"),
    _Line("support_year", "support", YEARS),
    _Line("internal_days", "our own days", YEARS),
    _Line("exit_once", "leaving"),
)
_CAMPAIGN = (_Line("total", "the whole campaign"),)


def _lines(world: World) -> tuple[_Line, ...]:
    return _CAMPAIGN if world.manifest.kind == "Campaign" else _TOOL


def _amount(world: World, line: _Line) -> int | float | None:
    """What a line adds over three years; our own days are priced at the organisation's day rate."""
    value = number(world.manifest.fields, *line.path)
    if value is None:
        return None
    if line.key == "internal_days":
        value *= number(world.organisation, "money", "day_rate") or 0
    return value * line.times


def three_year_cost(world: World) -> FactResult:
    """All cost lines over three years, in the organisation's currency.

    An idea needs only the licence: what it is not asked yet is left out of the sum, and the sentence says so.
    """
    fields = world.manifest.fields
    ours, theirs = text(world.organisation, "currency"), text(fields, "cost", "currency")
    if ours and theirs and ours != theirs:
        slots: dict[str, Value] = {"currency": theirs, "ours": ours}
        path: Path = ("cost", "currency")
        return FactResult(Gap.UNANSWERED, "fact.three_year_cost.other_currency", slots, (path,), path)
    lines = _lines(world)
    amounts = [(line, _amount(world, line)) for line in lines]
    gaps = [line for line, amount in amounts if amount is None]
    needed = lines[:1] if world.manifest.stage is Stage.IDEA else lines
    asked = next((line for line in needed if line in gaps), None)
    if asked is not None:
        return unanswered(missing(fields, *asked.path))
    known = [(line, amount) for line, amount in amounts if amount is not None]
    total = _round(sum(amount for _, amount in known))
    parts = ", ".join(f"{line.words} {money(amount)}" for line, amount in known if amount) or "nothing"
    return FactResult(
        total,
        "fact.three_year_cost.so_far" if gaps else f"fact.three_year_cost{_variant(world)}",
        {
            "total": money(total),
            "currency": theirs or ours or "EUR",
            "parts": parts,
            "missing": ", ".join(line.words for line in gaps),
        },
        tuple(line.path for line, _ in known),
    )


def missing_cost_lines(world: World) -> FactResult:
    """The plain names of the cost lines that have no number yet."""
    gaps = [line for line in _lines(world) if number(world.manifest.fields, *line.path) is None]
    names: list[Value] = [line.words for line in gaps]
    message = "fact.missing_cost_lines" if gaps else "fact.missing_cost_lines.none"
    none_of_it: tuple[tuple[Path, Value], ...] = tuple((line.path, 0) for line in gaps)
    return FactResult(names, message, {"lines": ", ".join(map(str, names))}, (("cost",),), ways=(none_of_it,) if gaps else ())


def cost_ratio(world: World) -> FactResult:
    """What comes back for each unit of money spent: value over cost, over three years.

    A campaign is over long before that, so one year of its value stands against its whole cost.
    """
    fields = world.manifest.fields
    cost = three_year_cost(world)
    if not isinstance(cost.value, int | float):
        return cost
    yearly = number(fields, "value", "expected_year")
    if yearly is None:
        return unanswered(missing(fields, "value", "expected_year"))
    value = _round(yearly * (1 if world.manifest.kind == "Campaign" else YEARS))
    # Without any cost every value is worth it: the ratio then counts as if one unit of money were spent.
    ratio = round(value / cost.value, 2) if cost.value > 0 else float(max(1, value))
    slots = {**cost.slots, "value": money(value), "ratio": f"{ratio:g}"}
    about: tuple[Path, ...] = (("value", "expected_year"), *cost.about)
    return FactResult(ratio, f"fact.cost_ratio{_variant(world)}", slots, about)


def _variant(world: World) -> str:
    return ".campaign" if world.manifest.kind == "Campaign" else ""


def _round(amount: int | float) -> int | float:
    """Whole amounts without a decimal point, others to the cent."""
    return int(amount) if float(amount).is_integer() else round(amount, 2)


def money(amount: int | float) -> str:
    """An amount as people write it: "61,000", "12.50"."""
    return f"{amount:,.0f}" if float(amount).is_integer() else f"{amount:,.2f}"
