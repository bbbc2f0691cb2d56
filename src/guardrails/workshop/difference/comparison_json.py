"""A comparison for machines: plain values, keys in a fixed order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

from guardrails.text.values import Value
from guardrails.workshop.difference.comparison import Comparison, Named
from guardrails.workshop.difference.effects import Effect, Hit, Place

Json: TypeAlias = Mapping[str, Value]


def comparison_json(found: Comparison) -> str:
    """The whole comparison as JSON, ending with a line end."""
    data = {
        "schema_version": 1,
        "old": str(found.old),
        "new": str(found.new),
        "compared": {"old": _named(found.old), "new": _named(found.new)},
        "needs": found.needs.word,
        "makes": found.makes.word,
        "enough": found.enough,
        "same_content": found.same,
        "next_version": found.next_version,
        "rules": [
            {
                "rule": change.name,
                "title": change.title,
                "owner": change.owner.team,
                "kind": change.kind.value,
                "step": change.step.word,
                "details": list(change.details),
            }
            for change in found.rules
        ],
        "data": list(found.data),
        "judged": found.effects.judged,
        "workspaces": [_place(place) for place in found.effects.places],
        "manifests": [_effect(effect) for effect in found.effects.changed],
        "orphaned_waivers": [waiver.file for waiver in found.effects.orphaned],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _named(named: Named) -> Json:
    origin = named.origin
    origin_told = {"source": origin.source, "commit": origin.commit or None, "dirty": origin.dirty}
    return {"bundle": named.bundle, "version": named.version, **origin_told}


def _place(place: Place) -> Value:
    return {"folder": place.name, "judged": place.judged, "changed": place.changed, "unread_files": place.unread}


def _effect(effect: Effect) -> Json:
    return {
        "workspace": effect.workspace,
        "file": effect.manifest.file,
        "kind": effect.manifest.kind,
        "name": effect.manifest.name,
        "owner": effect.owner,
        "verdict": {"old": effect.verdicts[0], "new": effect.verdicts[1]},
        "lane": {"old": effect.lanes[0], "new": effect.lanes[1]},
        "newly": [_hit(hit) for hit in effect.fails],
        "no_longer": [_hit(hit) for hit in effect.passes],
    }


def _hit(hit: Hit) -> Value:
    return {
        "rule": hit.rule,
        "severity": hit.severity.value if hit.severity else None,
        "warns_from": hit.warns_from or None,
        "blocks_from": hit.blocks_from or None,
    }
