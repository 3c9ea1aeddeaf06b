"""How the regency comes to be: families formed, settled, named, registered."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from pipelines.simulate.names import NAMES, draw_groups, draw_names
from pipelines.simulate.newborns import issue_nik, make_twins, name_children
from pipelines.simulate.nik import HOME_PREFIX, IntArray, NumberOffice
from pipelines.simulate.places import Places, draw_village_weights
from pipelines.simulate.population import (
    ADULT_AGE,
    CHILD,
    DAYS_A_YEAR,
    DIVORCED,
    HEAD,
    HOUSING_FIELDS,
    MARRIED,
    NOBODY,
    OTHER,
    SPOUSE,
    UNMARRIED,
    WIDOWED,
    BoolArray,
    Families,
    People,
    Regency,
    ages,
    blank_people,
)
from pipelines.simulate.profile import PopulationRates


def found_regency(
    rng: np.random.Generator, *, places: Places, persons: int, start: date, rates: PopulationRates
) -> Regency:
    """A regency of about `persons` people, as it stands before the month of `start`."""
    office = NumberOffice()
    today = np.datetime64(start, "D")
    count = int(persons / rates.persons_per_family * 1.15) + 5
    groups = draw_groups(rng, count)
    people = _form_families(rng, count, today, rates)
    people = people.take(people.family < _families_for(people, persons))
    families = _settle(rng, places, int(people.family.max()) + 1, groups)
    _name_people(rng, people, families, rates)
    _register(rng, people, office, today, rates)
    families.no_kk = _issue_no_kk(rng, families.count, office, today)
    _bury_some(rng, people, today, rates.dead_before)
    return Regency(places, people, families, office)


def _families_for(people: People, persons: int) -> int:
    """How many families hold no more than `persons` people."""
    sizes = np.cumsum(np.bincount(people.family))
    return int(np.searchsorted(sizes, persons, side="right"))


# Share of families with a couple, a woman alone, a man alone at their head.
_HEADSHIPS = (0.80, 0.14, 0.06)
_SINGLE_HEADS = (0.20, 0.35, 0.45)  # unmarried, divorced, widowed
_LIVES_ALONE = 0.35  # of those without a spouse
_ELDER_LIVES_WITH_THEM = 0.09
_MAX_CHILDREN = 7
_LEAVES_HOME_AT = 27


def _form_families(
    rng: np.random.Generator, count: int, today: np.datetime64, rates: PopulationRates
) -> People:
    """Heads, spouses, children and elders, sorted by family; names and numbers come later."""
    headship = rng.choice(3, size=count, p=_HEADSHIPS)
    head_age = np.clip(rng.normal(45, 14, count), 19, 88)
    spouse_age = np.clip(head_age - rng.normal(3.5, 4, count), 17, 85)
    widow_age = np.where(headship == 1, head_age, head_age - 3)
    mother_age = np.where(headship == 0, spouse_age, widow_age)
    heads = _adults(rng, np.arange(count), HEAD, headship == 1, head_age, today)
    single = rng.choice([UNMARRIED, DIVORCED, WIDOWED], count, p=_SINGLE_HEADS)
    heads.marital = np.where(headship == 0, MARRIED, single).astype(np.int8)
    coupled = np.flatnonzero(headship == 0)
    spouses = _adults(rng, coupled, SPOUSE, np.ones(len(coupled), bool), spouse_age[coupled], today)
    spouses.marital[:] = MARRIED
    alone = (headship != 0) & (rng.random(count) < _LIVES_ALONE)
    wanted = rng.poisson(max(rates.persons_per_family - 0.82, 0.2), count)
    wanted[alone] = 0
    with_elder = np.flatnonzero((rng.random(count) < _ELDER_LIVES_WITH_THEM) & (head_age < 60))
    elder_age = np.clip(head_age[with_elder] + rng.normal(26, 4, len(with_elder)), 45, 95)
    female_elder = rng.random(len(with_elder)) < 0.68
    elders = _adults(rng, with_elder, OTHER, female_elder, elder_age, today)
    elders.marital[:] = WIDOWED
    people = heads
    people.append(spouses)
    people.append(_children(rng, wanted, mother_age, today))
    people.append(elders)
    order = np.lexsort((-ages(people, today), people.relation, people.family))
    people = people.take(order)
    _set_parents(people)
    return people


def _adults(
    rng: np.random.Generator,
    family: IntArray,
    relation: int,
    is_female: BoolArray,
    age: NDArray[np.float64],
    today: np.datetime64,
) -> People:
    adults = blank_people(len(family))
    adults.family = family.astype(np.int64)
    adults.relation[:] = relation
    adults.is_female = is_female
    adults.birth_date = today - (age * DAYS_A_YEAR).astype("timedelta64[D]")
    return adults


def _children(
    rng: np.random.Generator,
    wanted: IntArray,
    mother_age: NDArray[np.float64],
    today: np.datetime64,
) -> People:
    """Children still at home: the first when the mother was about 22, then every few years."""
    at_birth = np.clip(rng.normal(22, 3.5, len(wanted)), 16, 40)
    children = blank_people(0)
    for nth in range(_MAX_CHILDREN):
        age = mother_age - at_birth
        family = np.flatnonzero((wanted > nth) & (age > 0.02) & (age < _LEAVES_HOME_AT))
        is_female = rng.random(len(family)) < 0.49
        children.append(_adults(rng, family, CHILD, is_female, age[family], today))
        at_birth = at_birth + 1.2 + rng.gamma(2.0, 1.3, len(wanted))
    return children


def _set_parents(people: People) -> None:
    """Children are those of the head and the spouse of their family."""
    families = int(people.family.max()) + 1
    mother, father = np.full(families, NOBODY), np.full(families, NOBODY)
    parents = np.flatnonzero(people.relation <= SPOUSE)
    women = parents[people.is_female[parents]]
    men = parents[~people.is_female[parents]]
    mother[people.family[women]] = women
    father[people.family[men]] = men
    child = people.relation == CHILD
    people.mother[child] = mother[people.family[child]]
    people.father[child] = father[people.family[child]]


def _settle(
    rng: np.random.Generator, places: Places, count: int, groups: NDArray[np.int8]
) -> Families:
    weights = draw_village_weights(rng, places)
    village = rng.choice(places.count, size=count, p=weights)
    # Every village is inhabited, however small the regency.
    village[: places.count] = np.arange(places.count)[:count]
    return Families(
        village=village.astype(np.int64),
        street=rng.integers(0, 10_000, count),
        rt=rng.integers(1, 25, count),
        rw=rng.integers(1, 8, count),
        no_kk=np.zeros(count, np.int64),
        group=groups[:count],
        welfare=rng.permutation(count) / count,
        housing=rng.random((count, HOUSING_FIELDS)),
        programmes=rng.random((count, 7)),
    )


def _name_people(
    rng: np.random.Generator, people: People, families: Families, rates: PopulationRates
) -> None:
    groups = families.group[people.family]
    exponent = rates.name_zipf_exponent
    people.name = draw_names(rng, groups, people.is_female, exponent)
    drawn_mothers = draw_names(rng, groups, np.ones(people.count, bool), exponent)
    drawn_fathers = draw_names(rng, groups, np.zeros(people.count, bool), exponent)
    name_children(rng, people, np.flatnonzero(people.relation == CHILD), groups, rates)
    _make_twins(rng, people, rates.twins)
    known_mother, known_father = people.mother != NOBODY, people.father != NOBODY
    people.mother_name = np.where(known_mother, people.name[people.mother], drawn_mothers)
    fathers = np.where(known_father, people.name[people.father], drawn_fathers)
    people.father_name[:] = [name.split()[-1] for name in fathers]


def _make_twins(rng: np.random.Generator, people: People, share: float) -> None:
    """Of two neighbouring children the younger becomes the elder's twin."""
    elder = np.flatnonzero((people.relation[:-1] == CHILD) & (people.relation[1:] == CHILD))
    elder = elder[people.family[elder] == people.family[elder + 1]]
    elder = elder[rng.random(len(elder)) < share]
    for one in elder:
        if people.twin_of[one] == NOBODY:
            make_twins(rng, people, int(one), int(one) + 1)


def _register(
    rng: np.random.Generator,
    people: People,
    office: NumberOffice,
    today: np.datetime64,
    rates: PopulationRates,
) -> None:
    """Birth dates as registered, places of birth, and the NIK."""
    adult = ages(people, today) >= ADULT_AGE
    heaped = adult & (rng.random(people.count) < rates.born_first_of_january)
    years = people.birth_date.astype("datetime64[Y]")
    people.birth_date[heaped] = years[heaped].astype("datetime64[D]")
    elsewhere = adult & (rng.random(people.count) < rates.from_elsewhere)
    prefixes = _places_of_birth(rng, people, elsewhere)
    issue_nik(rng, people, np.arange(people.count), prefixes, office, rates)
    people.occupation = rng.random(people.count)
    people.education = rng.random(people.count)


def _places_of_birth(rng: np.random.Generator, people: People, elsewhere: BoolArray) -> IntArray:
    """Set places of birth; returns the six digits that each NIK begins with."""
    local = np.array(NAMES.birth_places.local, dtype=object)
    codes = np.array(list(NAMES.birth_places.elsewhere))
    far = rng.integers(0, len(codes), people.count)
    names = np.array(list(NAMES.birth_places.elsewhere.values()), dtype=object)
    people.birth_place = np.where(
        elsewhere, names[far], local[rng.integers(0, len(local), people.count)]
    )
    far_prefixes = codes[far].astype(np.int64) * 100 + rng.integers(90, 100, people.count)
    return np.where(elsewhere, far_prefixes, HOME_PREFIX)


def _issue_no_kk(
    rng: np.random.Generator, count: int, office: NumberOffice, today: np.datetime64
) -> IntArray:
    recorded = today - rng.integers(30, 4500, count).astype("timedelta64[D]")
    return office.issue(np.full(count, HOME_PREFIX), recorded, np.zeros(count, bool))


def _bury_some(
    rng: np.random.Generator, people: People, today: np.datetime64, share: float
) -> None:
    """Mark adults as having died of late; the old before the young, heads stay."""
    risk = (
        np.where(people.relation == HEAD, 0.15, 1.0) * np.clip(ages(people, today) - 15, 0, 80) ** 2
    )
    count = int(share * people.count)
    dead = rng.choice(people.count, size=count, replace=False, p=risk / risk.sum())
    people.is_alive[dead] = False
