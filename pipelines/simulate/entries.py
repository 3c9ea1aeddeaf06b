"""What a registry has written down: entries of people, on lists of families."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.simulate.faults import Fault
from pipelines.simulate.names import TextArray
from pipelines.simulate.nik import DateArray, IntArray
from pipelines.simulate.population import BoolArray, Columns


@dataclass
class Entries(Columns):
    """People as one source has them written down; one row of a file each.

    Attributes:
        person: True person id.
        list_id: Position in `Lists`.
        relation, marital: As recorded.
        village: Where the entry says that they live.
        name, nik, mother_name: As written; the NIK with its faults, `""` when blank.
        birth_date: As recorded, NaT when blank or impossible.
        birth_text: The text of a date that is no date, else `""`.
        key: ID Individu or ID DTKS; 0 when blank.
        faults: What is wrong, as a mask of `Fault`.
    """

    person: IntArray
    list_id: IntArray
    relation: NDArray[np.int8]
    marital: NDArray[np.int8]
    village: IntArray
    street: IntArray
    rt: IntArray
    rw: IntArray
    name: TextArray
    nik: TextArray
    birth_date: DateArray
    birth_text: TextArray
    is_female: BoolArray
    mother_name: TextArray
    occupation: NDArray[np.float64]
    programmes: NDArray[np.float64]
    key: IntArray
    faults: IntArray

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self.person)

    def mark(self, rows: IntArray | BoolArray, fault: Fault) -> None:
        """Note a fault on the chosen rows."""
        self.faults[rows] |= int(fault)

    def clear(self, rows: IntArray, faults: Fault) -> None:
        """Forget faults of the chosen rows."""
        self.faults[rows] &= ~int(faults)


@dataclass
class Lists(Columns):
    """Families as one source lists them, which need not be the true ones.

    Attributes:
        family: True family id, of most of its people.
        number: ID Keluarga P3KE; unused in DTKS.
        no_kk: 0 when missing; unused in P3KE.
        decile: 1 to 10, or what was written instead.
    """

    family: IntArray
    number: IntArray
    no_kk: IntArray
    decile: IntArray
    faults: IntArray

    @property
    def count(self) -> int:
        """How many lists there are."""
        return len(self.family)


def draw_one_fault(
    rng: np.random.Generator, count: int, rates: Mapping[Fault, float]
) -> NDArray[np.int64]:
    """At most one fault of a kind for each row, by rate; 0 for none."""
    edges = np.cumsum(list(rates.values()))
    choices = np.array([int(fault) for fault in rates] + [0], dtype=np.int64)
    return choices[np.searchsorted(edges, rng.random(count), side="right")]
