"""The people and families of the regency, and how they come to be."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pipelines.simulate.names import NAMES, TextArray, draw_groups, draw_names, name_twins
from pipelines.simulate.nik import HOME_PREFIX, DateArray, IntArray, NumberOffice
from pipelines.simulate.places import Places, draw_village_weights
from pipelines.simulate.profile import PopulationRates

BoolArray = NDArray[np.bool_]
HEAD, SPOUSE, CHILD, OTHER = range(4)
UNMARRIED, MARRIED, DIVORCED, WIDOWED = range(4)
NOBODY = -1
ADULT_AGE = 18
DAYS_A_YEAR = 365.2425
HOUSING_FIELDS = 9


class Columns:
    """Columns of one length; a row is a position."""

    def take(self, rows: IntArray | BoolArray) -> Self:
        """The chosen rows."""
        return type(self)(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})  # type: ignore[arg-type]

    def append(self, more: Self) -> None:
        """Add rows at the end."""
        for field in fields(self):  # type: ignore[arg-type]
            both = np.concatenate([getattr(self, field.name), getattr(more, field.name)])
            setattr(self, field.name, both)


@dataclass
class People(Columns):
    """Everyone who ever lived here; the position is the true person id.

    Attributes:
        family: Position in `Families`.
        relation: HEAD, SPOUSE, CHILD or OTHER.
        marital: UNMARRIED, MARRIED, DIVORCED or WIDOWED.
        father_name: First word of the father's name.
        nik: The number issued, 0 for the undocumented.
        mother, father: True person id, or NOBODY.
        twin_of: True person id of the twin, or NOBODY.
        occupation, education: Numbers in [0, 1) that layouts turn into their codes.
    """

    family: IntArray
    relation: NDArray[np.int8]
    is_female: BoolArray
    birth_date: DateArray
    name: TextArray
    mother_name: TextArray
    father_name: TextArray
    birth_place: TextArray
    marital: NDArray[np.int8]
    nik: IntArray
    is_alive: BoolArray
    mother: IntArray
    father: IntArray
    twin_of: IntArray
    occupation: NDArray[np.float64]
    education: NDArray[np.float64]

    @property
    def count(self) -> int:
        """How many people there are, the dead included."""
        return len(self.family)


@dataclass
class Families(Columns):
    """Every family there ever was; the position is the true family id.

    Attributes:
        village: Position in `Places`.
        group: The people they belong to, for the names of children.
        welfare: Rank from 0, poorest, to 1.
        housing: Numbers in [0, 1), one column for each thing P3KE asks of a house.
        programmes: Numbers in [0, 1), one for each programme.
    """

    village: IntArray
    street: IntArray
    rt: IntArray
    rw: IntArray
    no_kk: IntArray
    group: NDArray[np.int8]
    welfare: NDArray[np.float64]
    housing: NDArray[np.float64]
    programmes: NDArray[np.float64]

    @property
    def count(self) -> int:
        """How many families there are."""
        return len(self.village)


@dataclass
class Regency:
    """The true state of things at one moment."""

    places: Places
    people: People
    families: Families
    office: NumberOffice

    def villages_of(self, people: IntArray) -> IntArray:
        """Where each of these people truly lives."""
        return self.families.village[self.people.family[people]]


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


def ages(people: People, today: np.datetime64) -> NDArray[np.float64]:
    """Age of each person in years."""
    return (today - people.birth_date).astype(np.int64) / DAYS_A_YEAR


def blank_people(count: int) -> People:
    """People of whom nothing is known yet."""
    texts = [np.full(count, "", dtype=object) for _ in range(4)]
    return People(
        family=np.zeros(count, np.int64),
        relation=np.full(count, OTHER, np.int8),
        is_female=np.zeros(count, bool),
        birth_date=np.full(count, "1970-01-01", "datetime64[D]"),
        name=texts[0],
        mother_name=texts[1],
        father_name=texts[2],
        birth_place=texts[3],
        marital=np.full(count, UNMARRIED, np.int8),
        nik=np.zeros(count, np.int64),
        is_alive=np.ones(count, bool),
        mother=np.full(count, NOBODY, np.int64),
        father=np.full(count, NOBODY, np.int64),
        twin_of=np.full(count, NOBODY, np.int64),
        occupation=np.zeros(count),
        education=np.zeros(count),
    )


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


def name_children(
    rng: np.random.Generator,
    people: People,
    children: IntArray,
    groups: NDArray[np.int8],
    rates: PopulationRates,
) -> None:
    """Some children carry their father's last word, a few a parent's whole name."""
    surname = np.array([group.surname for group in NAMES.groups.values()])
    carries = rng.random(len(children)) < surname[groups[children]]
    for child in children[carries & (people.father[children] != NOBODY)]:
        first = people.name[child].split()[0]
        people.name[child] = f"{first} {people.name[people.father[child]].split()[-1]}"
    namesakes = children[rng.random(len(children)) < rates.child_named_like_parent]
    for child in namesakes:
        parent = people.mother[child] if people.is_female[child] else people.father[child]
        if parent != NOBODY:
            people.name[child] = people.name[parent]


def _make_twins(rng: np.random.Generator, people: People, share: float) -> None:
    """Of two neighbouring children the younger becomes the elder's twin."""
    elder = np.flatnonzero((people.relation[:-1] == CHILD) & (people.relation[1:] == CHILD))
    elder = elder[people.family[elder] == people.family[elder + 1]]
    elder = elder[rng.random(len(elder)) < share]
    for one in elder:
        if people.twin_of[one] == NOBODY:
            make_twins(rng, people, int(one), int(one) + 1)


def make_twins(rng: np.random.Generator, people: People, one: int, two: int) -> None:
    """Give two children one birth date and names alike; three in four are of one sex."""
    people.birth_date[two] = people.birth_date[one]
    if rng.random() < 0.75:
        people.is_female[two] = people.is_female[one]
    people.twin_of[one], people.twin_of[two] = two, one
    girls = bool(people.is_female[one]), bool(people.is_female[two])
    people.name[one], people.name[two] = name_twins(rng, people.name[one], *girls)


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


def issue_nik(
    rng: np.random.Generator,
    people: People,
    chosen: IntArray,
    prefixes: IntArray,
    office: NumberOffice,
    rates: PopulationRates,
) -> None:
    """Give NIK to the chosen; some for another date or the other sex, some none at all."""
    dates = people.birth_date[chosen].copy()
    wrong_date = rng.random(len(chosen)) < rates.nik_date_differs
    dates[wrong_date] += rng.integers(-700, 700, int(wrong_date.sum())).astype("timedelta64[D]")
    is_female = people.is_female[chosen] ^ (rng.random(len(chosen)) < rates.nik_sex_differs)
    numbers = office.issue(prefixes, dates, is_female)
    numbers[rng.random(len(chosen)) < rates.undocumented] = 0
    people.nik[chosen] = numbers


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
