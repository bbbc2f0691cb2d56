"""Tags that record the screen, and tags on pages where people pay or sign in."""

from __future__ import annotations

from guardrails.language.facts.ads import is_on, sorter
from guardrails.language.facts.answers import answer, elements, text, unanswered
from guardrails.language.facts.hosts import listed
from guardrails.language.facts.world import World
from guardrails.model.fact_result import FactResult
from guardrails.model.value import Fields, Path

_CARD_FIELDS_HERE = frozenset({"iframe", "our_form"})
_GUARDED_FORMS = frozenset({"payment", "account"})


def screen_recorders(world: World) -> FactResult:
    """The tags that record the screen: of that sort of tool, or with something said about what they hide."""
    sort_of = sorter(world)
    found: list[tuple[str, Path]] = []
    for path, tag in elements(world.manifest.fields, "tags"):
        product = text(tag, "product")
        if product and (tag.get("masking") is not None or sort_of(product) == "session_replay"):
            found.append((product, path))
    return listed("screen_recorders", found)


def tags_on_guarded_pages(world: World) -> FactResult:
    """The tags that run on a page where people type card details or sign in, by product."""
    found: list[tuple[str, Path]] = []
    asks: Path | None = None
    for page_path, page in elements(world.manifest.fields, "pages"):
        guarded, open_answer = _guarded(page)
        if not guarded and open_answer is None:
            continue
        for path, tag in elements(world.manifest.fields, "tags"):
            product = text(tag, "product")
            if product and is_on(tag, page):
                if guarded:
                    found.append((product, path))
                elif open_answer is not None:
                    asks = asks or (*page_path, *open_answer)
    return unanswered(asks) if asks is not None and not found else listed("tags_on_guarded_pages", found)


def _guarded(page: Fields) -> tuple[bool, Path | None]:
    """Whether a page is one to guard, and the answer that it hangs on if nobody has said."""
    mode, purpose = text(page, "payment", "mode"), text(page, "form", "purpose")
    if mode in _CARD_FIELDS_HERE or purpose in _GUARDED_FORMS:
        return True, None
    if answer(page, "payment") is not None and mode is None:
        return False, ("payment", "mode")
    if answer(page, "form") is not None and purpose is None:
        return False, ("form", "purpose")
    return False, None
