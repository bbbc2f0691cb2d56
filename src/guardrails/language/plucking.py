"""The values at a path that crosses lists, gathered."""

from __future__ import annotations

from guardrails.model.condition import FieldPath
from guardrails.text.values import Value


def plucked(data: Value, path: FieldPath) -> Value:
    """The value at a path that may cross lists; what is not there is None (or left out of a gathered list)."""
    here: list[Value] = [data]
    for at, key in enumerate(path.keys):
        if at in path.plucks:
            here = [item for found in here if isinstance(found, list) for item in found]
        here = [found[key] for found in here if isinstance(found, dict) and key in found]
    if path.plucks:
        return [item for found in here for item in (found if isinstance(found, list) else [found])]
    return here[0] if here else None
