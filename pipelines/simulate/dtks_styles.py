"""How each kecamatan makes its DTKS workbooks, month after month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from pipelines.simulate.layouts import STATUS_COLUMNS
from pipelines.simulate.nik import IntArray
from pipelines.simulate.places import Places
from pipelines.simulate.population import BoolArray
from pipelines.simulate.profile import DateStyle, FileRates
from pipelines.simulate.register import Register

_PERSON_KEYS, _LIST_KEYS = 640_300_000_000, 640_350_000_000


@dataclass(frozen=True)
class WorkbookStyle:
    """How one kecamatan makes its workbooks, month after month."""

    date_style: DateStyle
    title_row_count: int
    sheet_per_village: bool
    key_per_household: bool
    padan_as_letter: bool
    number_nik: bool
    has_notes: bool
    has_hidden_sheet: bool
    # Header, and what it says of the living and of the dead.
    status_column: tuple[str, str, str] | None = None


def draw_styles(
    rng: np.random.Generator, places: Places, files: FileRates
) -> dict[str, WorkbookStyle]:
    """One style for each kecamatan code; shares are met as exactly as twenty allow."""
    codes = np.unique(places.kecamatan_code).tolist()

    def chosen(rate: float) -> set[str]:
        return set(rng.choice(codes, round(rate * len(codes)), replace=False).tolist())

    titled, per_village, per_household = (
        chosen(files.title_rows),
        chosen(files.sheet_per_village),
        chosen(files.key_per_household),
    )
    as_letter, as_number = chosen(files.padan_as_letter), chosen(files.number_nik)
    noted, hidden = chosen(files.notes_sheet), chosen(files.hidden_sheet)
    date_styles = rng.permutation(np.resize(np.array(files.date_styles), len(codes))).tolist()
    return {
        code: WorkbookStyle(
            date_style=date_style,
            title_row_count=int(rng.integers(1, 7)) if code in titled else 0,
            sheet_per_village=code in per_village,
            key_per_household=code in per_household,
            padan_as_letter=code in as_letter,
            number_nik=code in as_number,
            has_notes=code in noted,
            has_hidden_sheet=code in hidden,
        )
        for code, date_style in zip(codes, date_styles, strict=True)
    }


def add_status_columns(
    rng: np.random.Generator, styles: dict[str, WorkbookStyle], files: FileRates
) -> dict[str, WorkbookStyle]:
    """The same styles, some with a column about whether somebody is still there."""
    codes = rng.permutation(sorted(styles))[: round(files.status_column * len(styles))].tolist()
    columns = dict(zip(codes, cycle(STATUS_COLUMNS), strict=False))
    return {code: replace(style, status_column=columns.get(code)) for code, style in styles.items()}


def marked_dead(
    rng: np.random.Generator, register: Register, styles: dict[str, WorkbookStyle]
) -> BoolArray:
    """Rows of the register that a workbook's column says are of the dead.

    Args:
        rng: The same every month: who is marked once stays marked.
    """
    clerk, entries = register.clerk, register.entries
    people, places = clerk.regency.people, clerk.regency.places
    has_column = np.array(
        [styles[code].status_column is not None for code in places.kecamatan_code.tolist()]
    )
    is_noticed = rng.random(people.count) < clerk.profile.listing.death_marked
    marked: BoolArray = (~people.is_alive & is_noticed)[entries.person] & has_column[
        entries.village
    ]
    return marked


class DtksKeys:
    """Gives ID DTKS: one for each person, or one for the whole list in some kecamatan."""

    def __init__(self, places: Places, styles: dict[str, WorkbookStyle]) -> None:
        self._per_household = np.array(
            [styles[code].key_per_household for code in places.kecamatan_code.tolist()]
        )
        self._given = 0

    def __call__(self, register: Register, rows: IntArray) -> IntArray:
        """Keys for rows of the register."""
        entries = register.entries
        own = _PERSON_KEYS + self._given + 1 + np.arange(len(rows))
        self._given += len(rows)
        shared = _LIST_KEYS + entries.list_id[rows]
        return np.where(self._per_household[entries.village[rows]], shared, own)


def number_cell_rates(
    places: Places, styles: dict[str, WorkbookStyle], files: FileRates
) -> NDArray[np.float64]:
    """Share of NIK typed as numbers, by village: some workbooks have such cells."""
    typed = [styles[code].number_nik for code in places.kecamatan_code.tolist()]
    return np.array(typed) * files.number_nik_cells
