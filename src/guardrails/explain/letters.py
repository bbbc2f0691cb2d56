"""Letters that are ready to send: what the vendor and the owners of our systems can answer. Text only; nobody sends them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from guardrails.explain.context import Context
from guardrails.explain.discretion import masked
from guardrails.explain.letter_text import letter_text
from guardrails.explain.milestones import Calendar
from guardrails.explain.open_answers import SYSTEM_OWNER, VENDOR, OpenAnswer, open_answers
from guardrails.explain.plain_values import LONGEST, day_in_words, listed
from guardrails.explain.sentences import say, say_counted
from guardrails.explain.systems import SystemOwner, owner_of
from guardrails.model.manifest import Manifest
from guardrails.model.report import ManifestReport, Report
from guardrails.model.shape import Shape
from guardrails.model.stage import Severity, Stage
from guardrails.model.value import Fields


class Letter(NamedTuple):
    """One letter: about which manifest, to whom ("vendor" or the short name of a system), and its text."""

    manifest: str
    to: str
    text: str


class _Reader(NamedTuple):
    """Whom a letter speaks to: name and address, and the system in their care (None for the vendor)."""

    key: str
    name: str
    contact: str
    system: SystemOwner | None = None


def letters(told: ManifestReport, report: Report, shape: Shape) -> tuple[Letter, ...]:
    """A letter to the vendor and to each system owner who can answer something; none where nothing is open."""
    calendar = Calendar(report, told)
    manifest = told.manifest
    return tuple(
        Letter(manifest.name, reader.key, _text(manifest, reader, some, shape, calendar))
        for reader, some in _readers(told, report.bundle.organisation if report.bundle else {}, shape)
    )


def letters_line(told: ManifestReport, report: Report, context: Context) -> str:
    """The line that says for whom letters are ready, and the command that writes them; empty where there are none."""
    readers = _readers(told, report.bundle.organisation if report.bundle else {}, context.shapes[told.manifest.kind])
    if not readers:
        return ""
    who = [r.name if r.system else say("ahead.who.vendor") for r, _ in readers]
    from guardrails.explain.typed import typed

    file = "-" if told.manifest.file in context.held else typed(context.folder + told.manifest.file)
    slots = {"who": listed(who), "command": f"{context.command} check {file} --letters DIR"}
    return say("letters.ready.one" if len(who) == 1 else "letters.ready.other", slots)


def _readers(told: ManifestReport, organisation: Fields, shape: Shape) -> list[tuple[_Reader, list[OpenAnswer]]]:
    # An idea is stopped only where we stay away from the vendor: then there is nothing to ask them.
    groups: dict[tuple[str, str], list[OpenAnswer]] = {}
    stays_away = told.manifest.stage is Stage.IDEA and any(f.severity is Severity.BLOCK for f in told.findings)
    for answer in open_answers(told, shape):
        if answer.who == SYSTEM_OWNER or (answer.who == VENDOR and not stays_away):
            groups.setdefault((answer.who, answer.system), []).append(answer)
    # The vendor first, then our systems in the order of the manifest.
    ordered = sorted(groups.items(), key=lambda group: group[0][0] != VENDOR)
    return [(_reader(told.manifest, system, organisation), some) for (_, system), some in ordered]


def _reader(manifest: Manifest, system: str, organisation: Fields) -> _Reader:
    if not system:
        product = _said(manifest, "product") or _short(manifest.title)
        name = _said(manifest, "vendor", "name") or say("letter.vendor.unnamed", {"title": product})
        return _Reader(VENDOR, name, _said(manifest, "contract", "sla", "support_contact"))
    owner = owner_of(system, organisation)
    name = owner.name or say("ahead.owner", {"system": _short(owner.title)})
    return _Reader(system, _short(name), owner.contact, owner)


def _said(manifest: Manifest, *keys: str) -> str:
    """A text of the manifest, short and without secrets; empty where nobody said it."""
    here: object = manifest.fields
    for key in keys:
        here = here.get(key) if isinstance(here, dict) else None
    return _short(here) if isinstance(here, str) and here != "unknown" else ""


def _short(text: str) -> str:
    shown = masked(text.strip())
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def _text(manifest: Manifest, reader: _Reader, some: Sequence[OpenAnswer], root: Shape, calendar: Calendar) -> str:
    title = _said(manifest, "product") if reader.system is None else ""
    title = title or _short(manifest.title)
    stage = manifest.stage.value
    if reader.system is None:
        opening = say(f"letter.vendor.{stage}", {"title": title})
    else:
        opening = say(f"letter.system.{stage}", {"title": title, "system": _short(reader.system.title)})
    who = f"{reader.name} <{reader.contact}>" if reader.contact else reader.name
    return letter_text(
        head=(say("letter.to", {"who": who}), say_counted("letter.subject", len(some), {"title": title})),
        hello=say("letter.hello", {"who": reader.name}),
        opening=(opening, _when(some, manifest, calendar), _about_questions(reader)),
        questions=[(answer.path, answer.shape) for answer in some],
        closing=(say("letter.unsure"),),
        signature=(say("letter.thanks"), _said(manifest, "metadata", "owner")),
        footer=say("letter.footer", {"name": _short(manifest.name)}),
        root=root,
    )


def _about_questions(reader: _Reader) -> str:
    return say("letter.questions" if reader.system is None else "letter.system.questions")


def _when(some: Sequence[OpenAnswer], manifest: Manifest, calendar: Calendar) -> str:
    """By when the first of the answers is needed: counted back from the day, in words where nobody knows the day."""
    later = manifest.stage.later
    soonest = min((a.needed for a in some), key=list(Stage).index)
    ahead = later[later.index(soonest) :] if soonest in later else later
    by = next((day for stage in ahead if (day := calendar.review_by(stage.value)) is not None), None)
    if by is None:
        return say(f"letter.when.{ahead[0].value}")
    if by <= calendar.today:
        return say("letter.when.soon")
    return say("letter.when.day", {"day": day_in_words(by)})
