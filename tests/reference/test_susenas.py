"""Poverty rates by Susenas: read whole or not at all, a year once."""

from pathlib import Path

import pytest

from pipelines.errors import UsageError
from pipelines.reference.susenas import COLUMNS, load_susenas
from pipelines.warehouse import Warehouse

HEADER = ",".join(COLUMNS)


def written(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "susenas.csv"
    path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
    return path


def test_a_year_is_kept_and_replaced(warehouse: Warehouse, tmp_path: Path) -> None:
    first = written(tmp_path, "2024,600000,61000,7.28,1.05,0.24,BPS 2024", "2025,,,7.1,,,BPS 2025")
    assert load_susenas(warehouse, first) == 2
    assert load_susenas(warehouse, written(tmp_path, "2025,,60000,7.0,,,BPS 2025 rev")) == 1
    query = "select year, poor_persons, poor_pct::text as pct from reference.susenas_poverty"
    with warehouse.transaction() as tx:
        rows = [dict(row) for row in tx.rows_of(f"{query} order by year", "years")]
    assert rows == [
        {"year": 2024, "poor_persons": 61000, "pct": "7.28"},
        {"year": 2025, "poor_persons": 60000, "pct": "7.00"},
    ]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("2024,600000,61000,107,1.05,0.24,BPS", "poor_pct"),
        ("24,600000,61000,7.28,1.05,0.24,BPS", "year"),
        ("2024,600000,61000,7.28,1.05,0.24,", "source"),
        ("2024,many,61000,7.28,1.05,0.24,BPS", "poverty_line_idr"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_place(
    warehouse: Warehouse, tmp_path: Path, line: str, named: str
) -> None:
    with pytest.raises(UsageError, match=f"line 2: {named}"):
        load_susenas(warehouse, written(tmp_path, line))


def test_other_columns_are_refused(warehouse: Warehouse, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="missing, unknown"):
        load_susenas(warehouse, written(tmp_path, "2024,7.2", header="tahun,persen"))


def test_a_file_that_is_not_there_is_said(warehouse: Warehouse, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_susenas(warehouse, tmp_path / "none.csv")
