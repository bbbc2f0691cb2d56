"""What stands in the way of reading a text, and exactly where; loaded only when something does."""

from __future__ import annotations

from collections.abc import Mapping

from yaml.error import YAMLError

from guardrails.text.breaches import breach
from guardrails.text.characters import unseen
from guardrails.text.mistakes import mistake
from guardrails.text.parser import PARSER_ERRORS
from guardrails.text.source import BYTE_ORDER_MARK
from guardrails.text.values import LIMITS, Fault, Limits

_LONGEST_SLOT = 60
_LONGEST_LINE = 400
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def diagnose(data: bytes, limits: Limits = LIMITS) -> Fault | None:
    """The first thing that stands in the way of reading these bytes; None when nothing does."""
    if len(data) > limits.max_bytes:
        return Fault("file-too-large", None, None, {"bytes": str(len(data)), "limit": str(limits.max_bytes)})
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as trouble:
        return _not_utf8(data, trouble)
    if text.count("\0") * 4 > len(text):
        return Fault("file-not-utf8", 0, 1, {"encoding": "UTF-16"})
    body = text.removeprefix(BYTE_ORDER_MARK)
    fault = unseen(body) or _parsed(body, limits)
    if fault is None:
        return None
    fault = fault._replace(slots=_short(fault.slots))
    if fault.start is None or fault.end is None:
        return fault
    shift = len(text) - len(body)
    start = min(fault.start, len(body)) + shift
    return fault._replace(start=start, end=max(start, min(fault.end, len(body)) + shift))


def _short(slots: Mapping[str, str]) -> dict[str, str]:
    """Slots that fit into a sentence; a line that is too long to retype is not offered."""
    short = {slot: text for slot, text in slots.items() if slot == "write" and len(text) <= _LONGEST_LINE}
    for slot, text in slots.items():
        if slot != "write":
            short[slot] = text if len(text) <= _LONGEST_SLOT else text[:_LONGEST_SLOT] + "\u2026"
    return short


def _not_utf8(data: bytes, trouble: UnicodeDecodeError) -> Fault:
    start = len(data[: trouble.start].decode("utf-8"))
    slots = {"byte": f"0x{data[trouble.start]:02X}"}
    if data.startswith(_UTF_16):
        slots["encoding"] = "UTF-16"
    return Fault("file-not-utf8", start, start + 1, slots)


def _parsed(body: str, limits: Limits) -> Fault | None:
    try:
        return breach(body, limits)
    except YAMLError as trouble:
        return mistake(body, trouble)
    except PARSER_ERRORS:
        return Fault("file-unreadable", None, None, {"what": "other"})
