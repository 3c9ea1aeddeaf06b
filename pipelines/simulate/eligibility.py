"""Whom a registry picks: the poorer part, each registry by its own ranking."""

from __future__ import annotations

import numpy as np

from pipelines.simulate.faults import Fault
from pipelines.simulate.nik import IntArray
from pipelines.simulate.population import NOBODY, BoolArray, Regency
from pipelines.simulate.recording import Clerk

_REPEATS = (
    Fault.DUPLICATE_SAME_NIK,
    Fault.DUPLICATE_WITHOUT_NIK,
    Fault.DUPLICATE_OTHER_VILLAGE,
)


class Eligibility:
    """A registry's ranking of families, kept from month to month."""

    def __init__(self, rng: np.random.Generator, regency: Regency, noise: float) -> None:
        self._rng = rng
        self._regency = regency
        self._noise = noise
        self._score = np.zeros(0)

    def ranked_families(self) -> IntArray:
        """All families, the most eligible first; new families are ranked as they appear."""
        welfare = self._regency.families.welfare
        new = welfare[len(self._score) :]
        self._score = np.concatenate(
            [self._score, new + self._rng.normal(0, self._noise, len(new))]
        )
        return np.argsort(self._score, kind="stable")


def rows_wanted(clerk: Clerk, persons: int) -> int:
    """How many rows the registry holds for a regency of `persons`."""
    listing = clerk.profile.listing
    return round(persons * (listing.p3ke_rows if clerk.source == "p3ke" else listing.dtks_rows))


def pick_people(clerk: Clerk, ranking: IntArray, rows: int) -> IntArray:
    """True person ids of whole families, the most eligible first, that fill `rows` rows.

    Room is left for repeated people, who come on top, and for the dead still listed, who are
    among those returned.
    """
    people = clerk.regency.people
    dead_rate = clerk.rate(Fault.DEAD_LISTED)
    singles = round(rows / (1 + sum(clerk.rate(fault) for fault in _REPEATS)))
    dead_count = round(singles * dead_rate)
    kept = people.is_alive & (
        clerk.rng.random(people.count) >= clerk.profile.listing.member_omitted
    )
    position = np.empty(len(ranking), np.int64)
    position[ranking] = np.arange(len(ranking))
    living = np.flatnonzero(kept)
    living = living[np.argsort(position[people.family[living]], kind="stable")]
    living = living[: singles - dead_count]
    families = np.zeros(len(ranking), bool)
    families[people.family[living]] = True
    dead = np.flatnonzero(~people.is_alive & families[people.family])
    dead = clerk.rng.choice(dead, min(dead_count, len(dead)), replace=False)
    return np.sort(np.concatenate([living, dead]))


def pick_newcomers(clerk: Clerk, ranking: IntArray, known: BoolArray, count: int) -> IntArray:
    """The living of families nobody of whom is or was listed, the most eligible first.

    Args:
        clerk: Who picks.
        ranking: All families, the most eligible first.
        known: Who is listed or was, by true person id.
        count: How many people to pick.
    """
    people = clerk.regency.people
    families = np.zeros(len(ranking), bool)
    families[people.family[known]] = True
    position = np.empty(len(ranking), np.int64)
    position[ranking] = np.arange(len(ranking))
    candidates = np.flatnonzero(people.is_alive & ~families[people.family])
    candidates = candidates[np.argsort(position[people.family[candidates]], kind="stable")]
    chosen: IntArray = candidates[: max(count, 0)]
    return chosen


def pick_returning(clerk: Clerk, listed: BoolArray, struck: BoolArray, count: int) -> IntArray:
    """Living people who were listed once and are not now, about `count`."""
    gone = np.flatnonzero(clerk.regency.people.is_alive & struck & ~listed)
    return np.sort(clerk.rng.choice(gone, min(count, len(gone)), replace=False))


def pick_unreported(clerk: Clerk, listed: BoolArray, born_since: np.datetime64) -> IntArray:
    """Children born of late into families with a listed mother or father, some of them."""
    people = clerk.regency.people
    young = np.flatnonzero(people.is_alive & ~listed & (people.birth_date >= born_since))
    parents = np.stack([people.mother[young], people.father[young]])
    known = ((parents != NOBODY) & listed[parents]).any(axis=0)
    reported = clerk.rng.random(len(young)) < clerk.profile.listing.new_member_listed
    chosen: IntArray = young[known & reported]
    return chosen
