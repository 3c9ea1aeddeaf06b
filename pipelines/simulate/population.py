"""The people and families of the regency, and how they come to be."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pipelines.simulate.names import TextArray
from pipelines.simulate.nik import DateArray, IntArray, NumberOffice
from pipelines.simulate.places import Places

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
