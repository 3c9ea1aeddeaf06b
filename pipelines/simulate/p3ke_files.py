"""P3KE as delivered: two workbooks of the vintage 2022, two text files of the vintage 2023."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from pipelines.simulate import layouts
from pipelines.simulate.faults import Fault
from pipelines.simulate.nik import IntArray
from pipelines.simulate.p3ke_columns import Delivery, columns_2022, columns_2023
from pipelines.simulate.spreadsheets import Sheet, write_text_file, write_workbook
from pipelines.simulate.truth import WrittenRows

_SHEET_NAME = "Sheet1"
_PRINTED_ON_DAY = 5


def write_vintage_2022(delivery: Delivery) -> list[WrittenRows]:
    """Two workbooks, header in row 1, everything text."""
    persons, heads = delivery.rows()
    stem = "BNBA_P3KE_2022_KUTAI_KARTANEGARA"
    family, person = layouts.P3KE_2022_FAMILY, layouts.P3KE_2022_PERSON
    return [
        _write_workbook(delivery, "family", f"{stem}_KELUARGA.xlsx", heads, family),
        _write_workbook(delivery, "person", f"{stem}_INDIVIDU.xlsx", persons, person),
    ]


def _write_workbook(
    delivery: Delivery, kind: str, file_name: str, rows: IntArray, header: Sequence[str]
) -> WrittenRows:
    columns = columns_2022(delivery, kind, rows)
    records = zip(*(columns[name].tolist() for name in header), strict=True)
    created = datetime(delivery.period.year, delivery.period.month, _PRINTED_ON_DAY)
    sheet = Sheet(_SHEET_NAME, [header, *records])
    write_workbook(delivery.folder / file_name, [sheet], created)
    numbers = np.arange(2, len(rows) + 2)
    faults = _village_faults(delivery, rows)
    return WrittenRows(kind, delivery.file_prefix + file_name, _SHEET_NAME, numbers, rows, faults)


def _village_faults(delivery: Delivery, rows: IntArray) -> IntArray:
    return delivery.place_names.faults[delivery.register.entries.village[rows]]


def write_vintage_2023(delivery: Delivery, line_break: float) -> list[WrittenRows]:
    """Two `;`-separated files; `line_break` is the share of addresses with one inside."""
    persons, heads = delivery.rows()
    stem = "BNBA_P3KE_2023_KUTAI_KARTANEGARA"
    family, person = layouts.P3KE_2023_FAMILY, layouts.P3KE_2023_PERSON
    return [
        _write_text(delivery, "family", f"{stem}_KEPALA-KELUARGA.csv", heads, family, line_break),
        _write_text(delivery, "person", f"{stem}_INDIVIDU.csv", persons, person, line_break),
    ]


def _write_text(
    delivery: Delivery,
    kind: str,
    file_name: str,
    rows: IntArray,
    header: Sequence[str],
    line_break: float,
) -> WrittenRows:
    columns = columns_2023(delivery, kind, rows)
    broken = delivery.register.clerk.rng.random(len(rows)) < line_break
    for row in np.flatnonzero(broken):
        columns["Alamat"][row] = str(columns["Alamat"][row]).replace(" RT", "\nRT")
    records = zip(*(columns[name].tolist() for name in header), strict=True)
    lines = np.array(write_text_file(delivery.folder / file_name, header, records), np.int64)
    faults = _village_faults(delivery, rows) | broken * np.int64(Fault.LINE_BREAK)
    return WrittenRows(kind, delivery.file_prefix + file_name, "", lines, rows, faults)
