"""What everyone gets at birth: a name, perhaps a twin, a NIK."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipelines.simulate.names import NAMES, name_twins
from pipelines.simulate.nik import IntArray, NumberOffice
from pipelines.simulate.population import NOBODY, People
from pipelines.simulate.profile import PopulationRates


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


def make_twins(rng: np.random.Generator, people: People, one: int, two: int) -> None:
    """Give two children one birth date and names alike; three in four are of one sex."""
    people.birth_date[two] = people.birth_date[one]
    if rng.random() < 0.75:
        people.is_female[two] = people.is_female[one]
    people.twin_of[one], people.twin_of[two] = two, one
    girls = bool(people.is_female[one]), bool(people.is_female[two])
    people.name[one], people.name[two] = name_twins(rng, people.name[one], *girls)


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
