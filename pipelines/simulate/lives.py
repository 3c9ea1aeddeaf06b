"""A month of lives: births, deaths, marriages, moves, families that split."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from pipelines.simulate.names import draw_names
from pipelines.simulate.newborns import issue_nik, make_twins, name_children
from pipelines.simulate.nik import HOME_PREFIX, IntArray
from pipelines.simulate.places import draw_other_villages
from pipelines.simulate.population import (
    ADULT_AGE,
    CHILD,
    HEAD,
    MARRIED,
    SPOUSE,
    UNMARRIED,
    WIDOWED,
    BoolArray,
    Regency,
    ages,
    blank_people,
)
from pipelines.simulate.profile import Profile


@dataclass(frozen=True)
class Event:
    """Something that happened to one person in a month.

    Attributes:
        kind: birth, death, marriage, move, split, listed or delisted.
        details: Facts as JSON.
    """

    kind: str
    person: int
    details: str


def _event(kind: str, person: int | np.integer[Any], **facts: str | int | np.integer[Any]) -> Event:
    return Event(kind, int(person), json.dumps(facts, sort_keys=True, default=int))


def live_a_month(
    rng: np.random.Generator, regency: Regency, month: date, profile: Profile
) -> list[Event]:
    """Let a month pass; changes the regency, returns what happened in it."""
    return [
        *_deaths(rng, regency, month, profile),
        *_marriages(rng, regency, month, profile),
        *_splits(rng, regency, month, profile),
        *_moves(rng, regency, profile),
        *_births(rng, regency, month, profile),
    ]


def _deaths(
    rng: np.random.Generator, regency: Regency, month: date, profile: Profile
) -> list[Event]:
    people = regency.people
    age = ages(people, np.datetime64(month, "D"))
    risk = np.where(people.is_alive, np.exp(age / 14), 0)
    count = rng.poisson(profile.lives.death * people.is_alive.sum())
    dead = rng.choice(people.count, size=count, replace=False, p=risk / risk.sum())
    people.is_alive[dead] = False
    for person in dead:
        _widow(regency, int(person))
    return [_event("death", person) for person in dead]


def _widow(regency: Regency, dead: int) -> None:
    """The spouse left behind becomes a widow or widower, and head of the family."""
    people = regency.people
    if people.relation[dead] not in (HEAD, SPOUSE):
        return
    family = people.family == people.family[dead]
    left = np.flatnonzero(family & people.is_alive & (people.relation <= SPOUSE))
    people.marital[left] = WIDOWED
    people.relation[left] = HEAD


def _found_family(
    rng: np.random.Generator, regency: Regency, like: int, month: date, village: int
) -> int:
    """A new family of the same people as family `like`, with a No KK of this month."""
    families = regency.families
    new = families.take(np.array([like]))
    new.village[:] = village
    new.street[:], new.rt[:], new.rw[:] = _address(rng)
    new.welfare[:] = np.clip(new.welfare + rng.normal(0, 0.15), 0, 0.999)
    new.housing[:] = rng.random(new.housing.shape)
    day = np.array([np.datetime64(month, "D") + rng.integers(0, 28)])
    new.no_kk = regency.office.issue(np.array([HOME_PREFIX]), day, np.zeros(1, bool))
    families.append(new)
    return families.count - 1


def _address(rng: np.random.Generator) -> tuple[int, int, int]:
    return int(rng.integers(10_000)), int(rng.integers(1, 25)), int(rng.integers(1, 8))


def _marriages(
    rng: np.random.Generator, regency: Regency, month: date, profile: Profile
) -> list[Event]:
    people = regency.people
    age = ages(people, np.datetime64(month, "D"))
    free = people.is_alive & (people.marital == UNMARRIED) & (age >= ADULT_AGE) & (age < 40)
    men, women = np.flatnonzero(free & ~people.is_female), np.flatnonzero(free & people.is_female)
    count = min(rng.poisson(profile.lives.marriage * free.sum()), len(men), len(women))
    couples = zip(
        rng.choice(men, count, replace=False), rng.choice(women, count, replace=False), strict=True
    )
    return [
        event
        for man, woman in couples
        if people.family[man] != people.family[woman]
        for event in _marry(rng, regency, int(man), int(woman), month)
    ]


def _marry(
    rng: np.random.Generator, regency: Regency, man: int, woman: int, month: date
) -> list[Event]:
    people, families = regency.people, regency.families
    old = int(people.family[man])
    new = _found_family(rng, regency, old, month, int(families.village[old]))
    both = np.array([man, woman])
    people.family[both] = new
    people.relation[both] = [HEAD, SPOUSE]
    people.marital[both] = MARRIED
    return [
        _event("marriage", man, spouse=woman, true_family_id=new),
        _event("marriage", woman, spouse=man, true_family_id=new),
    ]


def _splits(
    rng: np.random.Generator, regency: Regency, month: date, profile: Profile
) -> list[Event]:
    people = regency.people
    age = ages(people, np.datetime64(month, "D"))
    grown = people.is_alive & (people.relation == CHILD) & (age >= ADULT_AGE)
    leaving = np.flatnonzero(grown)
    count = min(rng.poisson(profile.lives.split * regency.families.count), len(leaving))
    events = []
    for person in rng.choice(leaving, count, replace=False):
        old = int(people.family[person])
        village = int(regency.families.village[old])
        people.family[person] = _found_family(rng, regency, old, month, village)
        people.relation[person] = HEAD
        events.append(
            _event("split", person, from_family=old, true_family_id=int(people.family[person]))
        )
    return events


def _moves(rng: np.random.Generator, regency: Regency, profile: Profile) -> list[Event]:
    families, places = regency.families, regency.places
    within = np.flatnonzero(rng.random(families.count) < profile.lives.move_within)
    between = np.flatnonzero(rng.random(families.count) < profile.lives.move_between)
    before = families.village.copy()
    families.village[between] = draw_other_villages(rng, places, families.village[between])
    moved = np.union1d(within, between)
    for family in moved:
        families.street[family], families.rt[family], families.rw[family] = _address(rng)
    movers = np.flatnonzero(np.isin(regency.people.family, moved) & regency.people.is_alive)
    return [
        _event(
            "move",
            person,
            from_village=str(places.code[before[regency.people.family[person]]]),
            to_village=str(places.code[families.village[regency.people.family[person]]]),
        )
        for person in movers
    ]


def _births(
    rng: np.random.Generator, regency: Regency, month: date, profile: Profile
) -> list[Event]:
    people = regency.people
    age = ages(people, np.datetime64(month, "D"))
    fertile = people.is_alive & people.is_female & (people.marital == MARRIED)
    mothers = np.flatnonzero(fertile & (people.relation <= SPOUSE) & (age > 17) & (age < 42))
    count = min(rng.poisson(profile.lives.birth * people.is_alive.sum()), len(mothers))
    mothers = rng.choice(mothers, count, replace=False)
    twins = rng.random(count) < profile.population.twins
    return _bear(rng, regency, np.repeat(mothers, twins + 1), month, profile)


def _bear(
    rng: np.random.Generator, regency: Regency, mothers: IntArray, month: date, profile: Profile
) -> list[Event]:
    """One newborn for each entry of `mothers`; a mother who stands twice has twins."""
    people = regency.people
    first, count = people.count, len(mothers)
    born = blank_people(count)
    born.family, born.mother = people.family[mothers], mothers
    born.relation[:] = CHILD
    born.is_female = rng.random(count) < 0.49
    born.birth_date = np.datetime64(month, "D") + rng.integers(0, 27, count)
    groups = regency.families.group[born.family]
    born.name = draw_names(rng, groups, born.is_female, profile.population.name_zipf_exponent)
    born.mother_name = people.name[mothers]
    born.birth_place = people.birth_place[mothers]
    born.occupation, born.education = rng.random(count), rng.random(count)
    born.father = _fathers_of(regency, born.family)
    people.append(born)
    newborn = np.arange(first, first + count)
    all_groups = regency.families.group[people.family]
    name_children(rng, people, newborn, all_groups, profile.population)
    for at in np.flatnonzero(mothers[:-1] == mothers[1:]):
        make_twins(rng, people, first + int(at), first + int(at) + 1)
    people.father_name[newborn] = [
        people.name[father].split()[-1] if father >= 0 else "" for father in people.father[newborn]
    ]
    prefixes = np.full(count, HOME_PREFIX)
    issue_nik(rng, people, newborn, prefixes, regency.office, profile.population)
    return [
        _event("birth", child, mother=int(mother))
        for child, mother in zip(newborn, mothers, strict=True)
    ]


def _fathers_of(regency: Regency, family: IntArray) -> IntArray:
    people = regency.people
    father = np.full(regency.families.count, -1)
    men = np.flatnonzero(people.is_alive & ~people.is_female & (people.relation <= SPOUSE))
    father[people.family[men]] = men
    return father[family]


def listing_events(
    regency: Regency, before: dict[str, BoolArray], now: dict[str, BoolArray]
) -> list[Event]:
    """Who came on a source's list and who went, with the reason that is true."""
    events = []
    for source, was in before.items():
        is_listed = now[source]
        was_listed = np.zeros(len(is_listed), bool)
        was_listed[: len(was)] = was
        for person in np.flatnonzero(is_listed & ~was_listed):
            events.append(_event("listed", person, source=source))
        for person in np.flatnonzero(was_listed & ~is_listed):
            reason = "dropped" if regency.people.is_alive[person] else "dead"
            events.append(_event("delisted", person, source=source, reason=reason))
    return events
