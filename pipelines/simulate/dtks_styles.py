"""How each kecamatan makes its DTKS workbooks, month after month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.simulate.nik import IntArray
from pipelines.simulate.places import Places
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
