"""Reads one edition from `mart_public`, theme by theme; nothing else is read."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pyarrow as pa

from pipelines.deliver.profile import (
    NOT_PUBLISHED,
    Area,
    AreaProfile,
    Cell,
    Edition,
    Figure,
    MonthTotals,
    SourceState,
    Survey,
)
from pipelines.errors import NotPublishedError
from pipelines.periods import format_period
from pipelines.warehouse import Transaction

THEMES = (
    "population", "welfare", "agreement", "households", "housing", "support", "livelihood",
    "movement",
)  # fmt: skip
# A year of months is shown.
MONTHS_SHOWN = 12
ZERO = "0-4"
_TEXTS = (
    "unit", "area_code_kemendagri", "row_dimension", "row_category", "column_dimension",
    "column_category", "shown",
)  # fmt: skip
CELLS_SCHEMA = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in _TEXTS),
        pa.field("value", pa.int64()),
        pa.field("value_before", pa.int64()),
    ]
)


def read_edition(tx: Transaction, period: date) -> Edition:
    """All areas of a published month.

    Raises:
        NotPublishedError: There are no public counts of the month.
    """
    found = tx.rows("deliver/edition", period=period)
    if not found:
        raise NotPublishedError(format_period(period))
    edition = found[0]
    figures = _figures(tx, period, edition["previous"])
    months = _months(tx, period)
    sources = _sources(tx, period)
    profiles = {
        area.code: AreaProfile(
            area,
            figures.get(area.code, {}),
            tuple(months.get(area.code, ())),
            tuple(sources.get(area.code, ())),
        )
        for area in _areas(tx)
    }
    return Edition(
        period,
        edition["previous"],
        edition["release_no"],
        profiles,
        _deprivations(tx),
        _survey(tx, period),
    )


def _areas(tx: Transaction) -> list[Area]:
    return [
        Area(
            row["level"],
            row["area_code_kemendagri"],
            row["area_name"],
            row["parent_code_kemendagri"],
        )
        for row in tx.rows("deliver/areas")
    ]


def _figures(tx: Transaction, period: date, previous: date | None) -> dict[str, dict[Cell, Figure]]:
    """Numbers by area; a cell that only the month before showed is left out."""
    found: dict[str, dict[Cell, Figure]] = defaultdict(dict)
    cells: dict[tuple[str, ...], Cell] = {}
    for theme in THEMES:
        rows = tx.copy_out(f"deliver/{theme}", CELLS_SCHEMA, period=period, previous=previous)
        columns = rows.to_pydict()
        for area, *names, value, before, shown in zip(
            columns["area_code_kemendagri"],
            columns["unit"],
            columns["row_dimension"],
            columns["row_category"],
            columns["column_dimension"],
            columns["column_category"],
            columns["value"],
            columns["value_before"],
            columns["shown"],
            strict=True,
        ):
            if value is None:
                continue
            key = tuple(names)
            cell = cells.get(key) or cells.setdefault(key, _cell(names))
            found[area][cell] = Figure(value, before, int(shown == ZERO))
    return found


def _cell(names: list[Any]) -> Cell:
    return Cell(*names)


def _months(tx: Transaction, period: date) -> dict[str, list[MonthTotals]]:
    found: dict[str, list[MonthTotals]] = defaultdict(list)
    for row in tx.rows("deliver/months", period=period, months=MONTHS_SHOWN):
        persons, families = (
            NOT_PUBLISHED
            if row[unit] is None
            else Figure(row[unit], zeros=int(row[f"{unit}_shown"] == ZERO))
            for unit in ("persons", "families")
        )
        totals = MonthTotals(row["period"], persons, families)
        found[row["area_code_kemendagri"]].append(totals)
    return found


def _sources(tx: Transaction, period: date) -> dict[str, list[SourceState]]:
    found: dict[str, list[SourceState]] = defaultdict(list)
    for row in tx.rows("deliver/sources", period=period):
        state = SourceState(
            row["source"],
            row["as_of_oldest"],
            row["as_of_newest"],
            row["villages"],
            row["villages_delivered"],
            row["villages_never_delivered"],
        )
        found[row["area_code_kemendagri"]].append(state)
    return found


def _deprivations(tx: Transaction) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in tx.rows("deliver/deprivations"):
        found[row["item"]].append(row["category"])
    return {item: tuple(categories) for item, categories in found.items()}


def _survey(tx: Transaction, period: date) -> Survey | None:
    found = tx.rows("deliver/susenas", period=period)
    return Survey(**found[0]) if found else None
