"""What a form asks for without need, and what is kept for longer than our limits."""

from __future__ import annotations

from collections.abc import Iterator

from guardrails.language.facts.answers import (
    answer,
    elements,
    listed,
    missing,
    number,
    text,
    texts,
    unanswered,
)
from guardrails.language.facts.world import World
from guardrails.language.operators import is_under
from guardrails.model.fact_result import FactResult
from guardrails.model.value import Fields, Path
from guardrails.text.values import Value


def unneeded_form_fields(world: World) -> FactResult:
    """The required form fields whose kind of detail the form's purpose does not need, by their names.

    A purpose without a line in the organisation's `form_needs` (such as "other") is compared with nothing.
    """
    needs = {
        purpose: tuple(texts(row, "needs") or ())
        for _, row in elements(world.organisation, "form_needs")
        if (purpose := text(row, "purpose"))
    }
    found: dict[Path, tuple[str, str]] = {}
    asks: Path | None = None
    for path, purpose, row in _form_rows(world.manifest.fields) if needs else ():
        if purpose is None:
            asks = asks or (*path[:-2], "purpose")
        elif purpose in needs:
            verdict = _unneeded(row, needs[purpose])
            if verdict is True:
                found[path] = (text(row, "name") or text(row, "category") or "", purpose)
            elif isinstance(verdict, str):
                asks = asks or (*path, verdict)
    if not found and asks is not None:
        return unanswered(asks)
    names: list[Value] = list(dict.fromkeys(name for name, _ in found.values()))
    purposes = dict.fromkeys(purpose for _, purpose in found.values())
    message = "fact.unneeded_form_fields" if found else "fact.unneeded_form_fields.none"
    slots: dict[str, Value] = {"fields": ", ".join(map(str, names)), "purpose": ", ".join(purposes)}
    return FactResult(names, message, slots, tuple(found))


def _form_rows(fields: Fields) -> Iterator[tuple[Path, str | None, Fields]]:
    """Every field of every form with its path and the form's purpose."""
    for path, page in elements(fields, "pages"):
        form = page.get("form")
        if isinstance(form, dict):
            for row_path, row in elements(form, "fields"):
                yield (*path, "form", *row_path), text(form, "purpose"), row


def _unneeded(row: Fields, needs: tuple[str, ...]) -> bool | str:
    """Whether a form asks for this without need; the key of the answer that is missing to tell."""
    required = answer(row, "required")
    if required is False:
        return False
    category = text(row, "category")
    if category is None:
        return "category"
    # A box such as "I accept the terms" holds no detail about anybody.
    if category == "none" or is_under(category, needs):
        return False
    return True if required is True else "required"


def uses_over_retention(world: World) -> FactResult:
    """The uses whose data is kept for more days than the organisation allows for that use.

    The nearest line counts: a limit for "analytics.reporting" goes before one for "analytics".
    """
    fields = world.manifest.fields
    limits = {
        use: days
        for _, row in elements(world.organisation, "max_retention")
        if (use := text(row, "use")) and (days := number(row, "days")) is not None
    }
    if not limits:
        return FactResult([], "fact.uses_over_retention.no_limit")
    if listed(fields, "data", "uses") is None:
        return unanswered(missing(fields, "data", "uses"))
    found: list[str] = []
    parts: list[str] = []
    about: list[Path] = []
    asks: Path | None = None
    for path, row in elements(fields, "data", "uses"):
        use = text(row, "use") or ""
        limit = max((key for key in limits if is_under(use, (key,))), key=len, default=None)
        if limit is None:
            continue
        days = number(row, "retention_days")
        if days is None:
            asks = asks or (*path, "retention_days")
        elif days > limits[limit]:
            found.append(use)
            parts.append(f"{use} {days:g} days (limit {limits[limit]:g})")
            about.append((*path, "retention_days"))
    if not found and asks is not None:
        return unanswered(asks)
    message = "fact.uses_over_retention" if found else "fact.uses_over_retention.none"
    distinct: list[Value] = list(dict.fromkeys(found))
    return FactResult(distinct, message, {"uses": ", ".join(parts)}, tuple(about))
