"""Entries as text: the columns both sources have in common, as they will be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.simulate import layouts
from pipelines.simulate.entries import Entries
from pipelines.simulate.faults import Fault
from pipelines.simulate.names import TextArray
from pipelines.simulate.nik import DateArray, IntArray, day_month_year
from pipelines.simulate.places import Places, respell_kecamatan, respell_village
from pipelines.simulate.population import BoolArray
from pipelines.simulate.profile import PlaceRates
from pipelines.simulate.recording import NIK_FAULTS
from pipelines.simulate.spelling import mistype

_REPAIRABLE = Fault.NIK_APOSTROPHE | Fault.NIK_SPACED | Fault.NIK_LETTER_O | Fault.NIK_NUMBER_CELL
_DISAGREES = (NIK_FAULTS & ~_REPAIRABLE) | Fault.NAME_CHANGED | Fault.NAME_NICKNAME
MatchState = IntArray
PADAN, NOT_PADAN, BLANK = range(3)


def texts(values: Sequence[str] | list[str]) -> TextArray:
    """A column of text."""
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def pick(values: Sequence[str], shares: np.ndarray) -> TextArray:
    """The value that each number in [0, 1) points at."""
    return texts(values)[(shares * len(values)).astype(np.int64)]


def match_state(entries: Entries) -> MatchState:
    """What the civil registry says of each NIK: PADAN, NOT_PADAN or BLANK."""
    state = np.where(entries.faults & int(_DISAGREES) == 0, PADAN, NOT_PADAN)
    blank = Fault.NIK_MISSING | Fault.NIK_PLACEHOLDER
    state[entries.faults & int(blank) != 0] = BLANK
    return state


def address(entries: Entries) -> TextArray:
    """Street, house and RT in one text."""
    streets = [street.upper() for street in layouts.STREETS]
    return texts(
        [
            f"JL. {streets[street % len(streets)]} NO. {street // len(streets) + 1} RT {rt:03d}"
            for street, rt in zip(entries.street.tolist(), entries.rt.tolist(), strict=True)
        ]
    )


def dates(birth_dates: DateArray, birth_texts: TextArray, style: str) -> TextArray:
    """Birth dates in one style; blank where there is none, the text where it is no date.

    Args:
        birth_dates: Dates, NaT where blank.
        birth_texts: `dd/mm/yyyy` of dates that do not exist, else `""`.
        style: Template of `d`, `m` (number), `y` and `month` (Indonesian name).
    """
    distinct, positions = np.unique(birth_dates, return_inverse=True)
    known = ~np.isnat(distinct)
    written = np.full(len(distinct), "", dtype=object)
    day, month, year = day_month_year(distinct[known])
    written[known] = [
        style.format(d=d, m=m, y=y, month=layouts.MONTHS[m - 1])
        for d, m, y in zip(day.tolist(), month.tolist(), year.tolist(), strict=True)
    ]
    column = written[positions]
    for row in np.flatnonzero(birth_texts != ""):
        d, m, y = (int(part) for part in str(birth_texts[row]).split("/"))
        column[row] = style.format(d=d, m=m, y=y, month=layouts.MONTHS[(m - 1) % 12])
    return column


@dataclass(frozen=True)
class PlaceNames:
    """How one source writes its villages; one text for each village.

    Attributes:
        faults: Masks of `Fault`, one for each village.
    """

    code: TextArray
    village: TextArray
    kecamatan: TextArray
    faults: IntArray

    @classmethod
    def draw(
        cls,
        rng: np.random.Generator,
        places: Places,
        rates: PlaceRates,
        *,
        old_share: float,
        old_fault: Fault,
    ) -> PlaceNames:
        """Choose spellings and old codes.

        Args:
            rng: Source of randomness.
            places: The villages.
            rates: Shares of villages and kecamatan respelled.
            old_share: Part of the villages that changed code which keep code and kecamatan.
            old_fault: What the truth calls that.
        """
        is_old = (places.old_code != places.code) & (rng.random(places.count) < old_share)
        respelled = rng.random(places.count) < rates.village_respelled
        village = texts([name.upper() for name in places.name.tolist()])
        for at in np.flatnonzero(respelled):
            village[at] = respell_village(rng, places, int(at))
        official = np.where(is_old, places.old_kecamatan_name, places.kecamatan_name)
        kecamatan = _kecamatan_names(rng, official.tolist(), rates.kecamatan_respelled)
        as_official = kecamatan == texts([name.upper() for name in official.tolist()])
        return cls(
            code=texts(np.where(is_old, places.old_code, places.code).tolist()),
            village=village,
            kecamatan=kecamatan,
            faults=is_old * np.int64(old_fault)
            | respelled * np.int64(Fault.VILLAGE_RESPELLED)
            | ~as_official * np.int64(Fault.KECAMATAN_RESPELLED),
        )

    def villages_of(self, entries: Entries) -> TextArray:
        """The village's name on each row, misspelled where the row says so."""
        column = self.village[entries.village]
        for row in np.flatnonzero(entries.faults & int(Fault.VILLAGE_MISSPELLED)):
            column[row] = mistype(str(column[row]), np.random.default_rng(entries.person[row]))
        return column


def _kecamatan_names(rng: np.random.Generator, names: list[str], respelled: float) -> TextArray:
    """Each kecamatan in one spelling throughout."""
    spelled = {name: name.upper() for name in sorted(set(names))}
    for name in spelled:
        if rng.random() < respelled:
            spelled[name] = respell_kecamatan(rng, name)
    return texts([spelled[name] for name in names])


def spoil_codes(entries: Entries, columns: dict[str, TextArray], coded: Sequence[str]) -> None:
    """Write unknown and untidy values where the rows carry such a fault.

    Which column is hit follows from the person, so that it stays from month to month.
    """
    for row in np.flatnonzero(entries.faults & int(Fault.CODE_UNTIDY)):
        person = int(entries.person[row])
        column = columns[coded[person % len(coded)]]
        value = str(column[row])
        column[row] = (f" {value}", value.swapcase(), f"{value}  ", value.lower())[person // 7 % 4]
    occupation = next(name for name in coded if name.startswith("Pekerjaan"))
    for row in np.flatnonzero(entries.faults & int(Fault.CODE_UNKNOWN)):
        unknown = layouts.UNKNOWN_OCCUPATIONS
        columns[occupation][row] = unknown[int(entries.person[row]) % len(unknown)]


def yes_no(flags: BoolArray, values: Sequence[str] = layouts.YES_NO) -> TextArray:
    """The first value where true, the second where false."""
    return texts(values)[np.where(flags, 0, 1)]
