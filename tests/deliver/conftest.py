"""A small published regency with a large village, one without data, and what SQL says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from pipelines.deliver.profile import Edition, Figure, MonthTotals
from pipelines.deliver.reading import read_edition
from pipelines.reference.susenas import load_susenas
from pipelines.run import run_month
from pipelines.simulate import load_profile, simulate_regency
from tests.conftest import Place

MONTHS = (date(2026, 7, 1), date(2026, 8, 1))
PERSONS = 1000
# Among so few people no village has 200: one is given what its kecamatan has, another only the
# margins of it.
LARGE, SMALL, ITS_KECAMATAN = "6402061006", "6402062012", "640206"
NEVER_DELIVERED = "6402012010"
_CELL = (
    "area_code_kemendagri, row_dimension, row_category, column_dimension, column_category, period"
)

Number = tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Published:
    """The edition as it was read, and the same numbers by plain SQL."""

    place: Place
    edition: Edition
    numbers: dict[date, dict[Number, int]]
    answered: dict[tuple[str, str, str], int]

    def number(self, area: str, unit: str, *names: str, period: date = MONTHS[1]) -> int | None:
        """One published number; missing names are `all`."""
        cell = (area, unit, *names, *["all"] * (4 - len(names)))
        return self.numbers[period].get(cell)  # type: ignore[call-overload]


@pytest.fixture(scope="package")
def published(new_place: Callable[[], Place]) -> Iterator[Published]:
    """Two months, published, dressed and read; nobody changes them."""
    place = new_place()
    home = place.warehouse.settings.home
    simulate_regency(home, persons=PERSONS, months=MONTHS, seed=8, profile=load_profile("clean"))
    for month in MONTHS:
        run_month(place.warehouse, home / "drops", month)
    _dress(place)
    load_susenas(place.warehouse, _survey(home))
    with place.warehouse.transaction() as tx:
        edition = read_edition(tx, MONTHS[1])
    numbers = {month: _numbers(place, month) for month in MONTHS}
    yield Published(place, edition, numbers, _answered(numbers[MONTHS[1]]))
    place.warehouse.close()


def _survey(home: Path) -> Path:
    file = home / "susenas.csv"
    file.write_text(
        "year,poverty_line_idr,poor_persons,poor_pct,poverty_gap_index,poverty_severity_index,source\n"
        "2024,640000,58200,7.28,1.02,0.2,Publikasi contoh 2024\n"
        "2025,655000,57100,7.05,0.98,,Publikasi contoh 2025\n"
        "2027,670000,56000,6.9,,,Publikasi contoh 2027\n"
    )
    return file


def _dress(place: Place) -> None:
    changes = (
        "delete from release.public_count where area_code_kemendagri in (:large, :small, :never)",
        "insert into release.public_count select release_no, 'village', :large, cell_id, value"
        " from release.public_count where area_code_kemendagri = :kecamatan",
        "insert into release.public_count select release_no, 'village', :small, cell_id, value"
        " from release.public_count join release.public_cell using (cell_id) where"
        " area_code_kemendagri = :kecamatan and column_dimension = 'all'"
        " and row_dimension not in ('deprivations', 'decile_before')",
        "update release.village_population_monthly set as_of_p3ke = null, as_of_dtks = null,"
        " is_delivered = false where village_code_kemendagri = :never",
    )
    codes = {"large": LARGE, "small": SMALL, "never": NEVER_DELIVERED, "kecamatan": ITS_KECAMATAN}
    with place.warehouse.transaction() as tx:
        for change in changes:
            used = {name: code for name, code in codes.items() if f":{name}" in change}
            tx.execute(change, "dressing the regency", **used)


def _numbers(place: Place, month: date) -> dict[Number, int]:
    found: dict[Number, int] = {}
    for unit in ("persons", "families"):
        query = (
            f"select {_CELL}, {unit} as n from mart_public.area_{unit}_monthly where period = :m"
        )
        for row in place.rows(query, m=month):
            area, *names, _, number = row.values()
            found[(str(area), unit, *map(str, names))] = int(str(number))  # type: ignore[index]
    return found


def _answered(numbers: dict[Number, int]) -> dict[tuple[str, str, str], int]:
    """By area, unit and question: all whose answer is known."""
    found: Counter[tuple[str, str, str]] = Counter()
    for (area, unit, row, answer, column, _), number in numbers.items():
        if column == "all" and answer != "unknown":
            found[area, unit, row] += number
    return found


# Of a thousand people to a regency of 200,000.
LARGER = 200
YEAR = tuple(date(2025 + (month > 4), (month + 7) % 12 + 1, 1) for month in range(1, 13))


def as_large_as_a_real_one(edition: Edition) -> Edition:
    """The same edition with as many people as a regency has, and a year of months."""
    profiles = {
        code: replace(
            profile,
            figures={cell: _enlarged(figure) for cell, figure in profile.figures.items()},
            months=tuple(
                MonthTotals(month, *(_enlarged(f) for f in (last.persons, last.families)))
                for last in profile.months[-1:]
                for month in YEAR
            ),
        )
        for code, profile in edition.profiles.items()
    }
    return replace(edition, profiles=profiles)


def _enlarged(figure: Figure) -> Figure:
    before = None if figure.before is None else LARGER * figure.before
    return replace(figure, value=LARGER * figure.value, before=before)
