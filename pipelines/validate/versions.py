"""Which drop delivers which village: first, as a new version, or in addition.

A later file is a new version of a village when it repeats at least half of its people, an addition
when it repeats hardly anyone; what lies between only the sender can decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

NEW_VERSION_SHARE = 0.5
ADDITION_SHARE = 0.1
# A few rows strayed into another village say nothing about the version of that village: a file
# that is so much larger or smaller is never refused for what it shares with them.
STRAY_FACTOR = 10

FIRST, REPLACES, ADDS = "first", "replaces", "adds"


@dataclass(frozen=True)
class Presence:
    """People of one drop in one village."""

    drop_id: int
    kind: str
    village_code: str
    people: int


@dataclass(frozen=True)
class Delivery:
    """A drop's part in a village: how it relates to what stood before it."""

    drop_id: int
    kind: str
    village_code: str
    people: int
    relation: str
    people_came: int
    people_went: int
    superseded_by: int | None = None


@dataclass(frozen=True)
class Ambiguity:
    """A drop that repeats some of a village's people: neither a version nor an addition."""

    drop_id: int
    kind: str
    village_code: str
    standing: int
    repeated: int


@dataclass
class Decision:
    """All deliveries of a source and period, and the drops that cannot be decided."""

    deliveries: list[Delivery] = field(default_factory=list)
    ambiguous: list[Ambiguity] = field(default_factory=list)


Repeated = Mapping[tuple[str, str, int, int], int]
"""People of the village by (kind, village, earlier drop, later drop) who stand in both."""


def decide_versions(
    presences: Iterable[Presence], repeated: Repeated, accepted: frozenset[int]
) -> Decision:
    """Decide every village, drop by drop in the order of their ids.

    Args:
        presences: People by drop and village.
        repeated: People whom a later drop repeats of an earlier one.
        accepted: Drops decided in earlier runs: they are not refused any more.

    Returns:
        The deliveries of all drops that are not ambiguous. An ambiguous drop delivers nothing and
        replaces nothing, anywhere.
    """
    by_village: dict[tuple[str, str], list[Presence]] = defaultdict(list)
    for presence in sorted(presences, key=lambda p: p.drop_id):
        by_village[presence.kind, presence.village_code].append(presence)
    refused: dict[int, Ambiguity] = {}
    while True:
        decision = Decision()
        found: dict[int, Ambiguity] = {}
        for key, village in sorted(by_village.items()):
            candidates = [p for p in village if p.drop_id not in refused]
            deliveries, ambiguous = _decide_village(key, candidates, repeated, accepted)
            decision.deliveries += deliveries
            if ambiguous is not None:
                found.setdefault(ambiguous.drop_id, ambiguous)
        if not found:
            decision.ambiguous = list(refused.values())
            return decision
        # The earliest first: without it, a later one may be plain.
        earliest = min(found)
        refused[earliest] = found[earliest]


def _decide_village(
    key: tuple[str, str],
    village: list[Presence],
    repeated: Repeated,
    accepted: frozenset[int],
) -> tuple[list[Delivery], Ambiguity | None]:
    kind, code = key
    standing: list[Delivery] = []
    past: list[Delivery] = []
    for presence in village:
        before = sum(delivery.people for delivery in standing)
        again = sum(
            repeated.get((kind, code, delivery.drop_id, presence.drop_id), 0)
            for delivery in standing
        )
        share = again / before if before else 0.0
        if not standing:
            standing = [_delivery(presence, FIRST, came=presence.people, went=0)]
        elif share >= NEW_VERSION_SHARE:
            past += [replace(d, superseded_by=presence.drop_id) for d in standing]
            came = max(presence.people - again, 0)
            standing = [_delivery(presence, REPLACES, came=came, went=before - again)]
        elif (
            share >= ADDITION_SHARE
            and presence.drop_id not in accepted
            and before * STRAY_FACTOR > presence.people
        ):
            return [], Ambiguity(presence.drop_id, kind, code, before, again)
        else:
            standing.append(_delivery(presence, ADDS, came=presence.people - again, went=0))
    return past + standing, None


def _delivery(presence: Presence, relation: str, *, came: int, went: int) -> Delivery:
    return Delivery(
        presence.drop_id,
        presence.kind,
        presence.village_code,
        presence.people,
        relation,
        came,
        went,
    )
