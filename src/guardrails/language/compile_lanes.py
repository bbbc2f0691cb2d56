"""From a lanes file to lanes, triggers and fast tracks: kinds, conditions and texts, all checked with places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from guardrails.language.compile_condition import ConditionCompiler
from guardrails.language.compile_pack import Grounds
from guardrails.language.faults import Faults
from guardrails.language.text_maps import check_languages, languages, text_in, texts_in
from guardrails.model.condition import Condition
from guardrails.model.rule import FastTrack, Lane, Trigger
from guardrails.model.value import Fields, Path
from guardrails.text.values import Value


@dataclass(frozen=True, slots=True)
class LanesCompiler:
    """Compiles a lanes file whose structure the lanes schema has accepted. `language`: of texts without a map."""

    fields: Fields
    grounds: Grounds
    faults: Faults
    conditions: ConditionCompiler
    language: str

    def compile(self) -> tuple[tuple[Lane, ...], tuple[FastTrack, ...]]:
        """The lanes and the fast tracks in order."""
        lanes = tuple(self._lane(lane, ("lanes", i)) for i, lane in enumerate(_mappings(self.fields.get("lanes"))))
        tracks = _mappings(self.fields.get("fast_tracks"))
        return lanes, tuple(self._track(track, ("fast_tracks", i)) for i, track in enumerate(tracks))

    def _lane(self, lane: Fields, at: Path) -> Lane:
        triggers = [self._trigger(t, (*at, "triggers", i)) for i, t in enumerate(_mappings(lane.get("triggers")))]
        lead, given = lane.get("lead_workdays"), lane.get("promise")
        promise = given if isinstance(given, dict) else {}
        self._check(lane, ("title",), at)
        self._check(promise, promise, (*at, "promise"))
        promises = {
            code: tuple((key, text_in(value, code, self.language)) for key, value in promise.items())
            for code in dict.fromkeys((self.language, *languages(promise.values())))
        }
        return Lane(
            name=str(lane.get("name")),
            title=self._text(lane, "title"),
            promise="; ".join(f"{key.replace('_', ' ')}: {text}" for key, text in promises[self.language]),
            lead_workdays=lead if isinstance(lead, int) else 0,
            triggers=tuple(triggers),
            title_in=texts_in(lane.get("title"), self.language),
            promise_in=promises if promise else {},
        )

    def _trigger(self, trigger: Fields, at: Path) -> Trigger:
        self._check(trigger, ("title", "drop"), at)
        return Trigger(
            id=str(trigger.get("id")),
            title=self._text(trigger, "title"),
            applies_to=self._kinds(trigger, at),
            when=self._when(trigger, at),
            drop=self._text(trigger, "drop"),
            title_in=texts_in(trigger.get("title"), self.language),
            drop_in=texts_in(trigger.get("drop"), self.language),
        )

    def _track(self, track: Fields, at: Path) -> FastTrack:
        turns = track.get("turns")
        self._check(track, ("title",), at)
        return FastTrack(
            name=str(track.get("name")),
            title=self._text(track, "title"),
            applies_to=self._kinds(track, at),
            when=self._when(track, at),
            turns=tuple(str(turn) for turn in turns) if isinstance(turns, list) else (),
            title_in=texts_in(track.get("title"), self.language),
        )

    def _text(self, block: Fields, key: str) -> str:
        return text_in(block.get(key), self.language, self.language)

    def _check(self, block: Fields, keys: Iterable[str], at: Path) -> None:
        check_languages(block, keys, at, self.language, self.faults)

    def _when(self, block: Fields, at: Path) -> Condition:
        return self.conditions.condition(block.get("when"), (*at, "when"), self.grounds.over(_kinds_of(block)))

    def _kinds(self, block: Fields, at: Path) -> tuple[str, ...]:
        kinds = _kinds_of(block)
        for kind in kinds:
            if kind not in self.grounds.kinds:
                self.faults.unknown("kind-unknown", (*at, "applies_to"), kind, self.grounds.kinds, "found")
        return tuple(kind for kind in kinds if kind in self.grounds.kinds)


def _kinds_of(block: Fields) -> tuple[str, ...]:
    given = block.get("applies_to")
    return tuple(str(kind) for kind in given) if isinstance(given, list) else (str(given),)


def _mappings(value: Value) -> list[Fields]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []
