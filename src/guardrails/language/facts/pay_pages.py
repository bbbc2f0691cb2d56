"""Which tags run where people type their card details, and which forms ask for a card."""

from __future__ import annotations

from guardrails.language.facts.ads import AD_CATEGORIES, is_ad_use, is_on, sorter
from guardrails.language.facts.answers import answer, elements, text, unanswered
from guardrails.language.facts.world import World
from guardrails.language.operators import is_under
from guardrails.model.fact_result import FactResult
from guardrails.model.value import Fields, Path
from guardrails.text.values import Value

_CARD = ("user.financial.credit_card",)
_CARDS_TYPED_HERE = frozenset({"iframe", "our_form"})
# A recording or a chat window can read along as well as an ad tool can.
_READING_ALONG = AD_CATEGORIES | {"session_replay", "live_chat", "chatbot_ai"}


def tags_on_pay_pages(world: World) -> FactResult:
    """Each ad tool, recording, chat or tag of the tag manager on a page with card fields, as "product on page"."""
    sort_of = sorter(world)
    found: list[str] = []
    about: list[Path] = []
    asks: Path | None = None
    for path, tag in elements(world.manifest.fields, "tags"):
        product = text(tag, "product") or "a tag"
        risky = _is_risky(tag, sort_of(product))
        for page_path, page in elements(world.manifest.fields, "pages"):
            if risky is False or answer(page, "payment") is None or not is_on(tag, page):
                continue
            mode = text(page, "payment", "mode")
            if mode is None:
                asks = asks or (*page_path, "payment", "mode")
            elif mode in _CARDS_TYPED_HERE and risky is None:
                asks = asks or (*path, "use" if text(tag, "use") is None else "load")
            elif mode in _CARDS_TYPED_HERE:
                found.append(f"{product} on {text(page, 'name') or text(page, 'url') or 'a page'}")
                about += [path, (*page_path, "payment", "mode")]
    if not found and asks is not None:
        return unanswered(asks)
    return _listed("tags_on_pay_pages", found, about)


def card_fields_in_forms(world: World) -> FactResult:
    """The form fields that ask for a card number on a page that is no card form of our own, as "field on page"."""
    found: list[str] = []
    about: list[Path] = []
    asks: Path | None = None
    for page_path, page in elements(world.manifest.fields, "pages"):
        mode = text(page, "payment", "mode")
        for path, field in elements(page, "form", "fields"):
            if mode == "our_form" or not is_under(text(field, "category") or "", _CARD):
                continue
            if mode is None and answer(page, "payment") is not None:
                asks = asks or (*page_path, "payment", "mode")
                continue
            found.append(f"{text(field, 'name') or 'a field'} on {text(page, 'name') or text(page, 'url') or 'a page'}")
            about.append((*page_path, *path, "category"))
    return unanswered(asks) if asks is not None and not found else _listed("card_fields_in_forms", found, about)


def _listed(name: str, found: list[str], about: list[Path]) -> FactResult:
    distinct: list[Value] = list(dict.fromkeys(found))
    message = f"fact.{name}" if distinct else f"fact.{name}.none"
    return FactResult(distinct, message, {"found": ", ".join(map(str, distinct))}, tuple(dict.fromkeys(about)))


def _is_risky(tag: Fields, category: str) -> bool | None:
    """Whether a tag can read along; None where that hangs on its use or on how it is loaded."""
    use, load = text(tag, "use"), text(tag, "load")
    if is_ad_use(use) or category in _READING_ALONG or load == "gtm":
        return True
    return None if use is None or load is None else False
