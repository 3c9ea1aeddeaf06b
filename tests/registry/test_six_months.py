"""Six simulated months, one late, one corrected: what is known at every time, and in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import openpyxl
import pytest

from pipelines.periods import format_period
from pipelines.simulate import load_profile, simulate_regency
from pipelines.steps import Step
from pipelines.sync import sync_period
from tests.conftest import Place

MONTHS = [date(2026, month, 1) for month in range(7, 13)]
LATE = MONTHS[3]
FACTS = (
    "select record_id, valid_from, is_present, hash, village_code_kemendagri"
    " from registry.source_person_version where known_to is null order by 1, 2"
)
GOLDEN = (
    "select nama, nik, tanggal_lahir, village_code_kemendagri, desil_p3ke, is_listed_in_p3ke,"
    " is_listed_in_dtks, is_carried_forward from registry.person_as_of(:month) where is_listed"
)


class History:
    """The warehouse after all runs, and what it said after each."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.kept: list[tuple[Any, dict[date, list[dict[str, Any]]]]] = []

    def run(self, month: date) -> None:
        self.place.run(format_period(month), until=Step.SYNC)
        [run] = self.place.rows("select max(known_at) as known_at from registry.sync_run")
        self.kept.append((run["known_at"], self.as_of("infinity")))

    @property
    def corrected(self) -> list[dict[str, Any]]:
        return self.place.rows("select state from ops.drop where file_name like '%perbaikan%'")

    def as_of(self, known_at: object) -> dict[date, list[dict[str, Any]]]:
        query = "select * from registry.person_as_of(:month, :known_at) order by person_id"
        return {m: self.place.rows(query, month=m, known_at=known_at) for m in MONTHS}

    def golden(self) -> list[list[tuple[Any, ...]]]:
        """All golden records of all months, by their values and not their ids."""
        return [
            sorted((tuple(row.values()) for row in self.place.rows(GOLDEN, month=m)), key=repr)
            for m in MONTHS
        ]


@pytest.fixture(scope="module")
def history(
    new_place: Callable[[], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[History]:
    """Drops of 2,000 people; the fourth month comes last, and then a file of it once more."""
    out = tmp_path_factory.mktemp("six_months")
    simulate_regency(out, persons=2000, months=MONTHS, seed=7, profile=load_profile("as_usual"))
    place = new_place()
    copytree(out / "drops", place.warehouse.settings.landing)
    found = History(place)
    for month in [*(m for m in MONTHS if m != LATE), LATE]:
        found.run(month)
    _correct_a_workbook(place.warehouse.settings.landing / format_period(LATE) / "dtks")
    found.run(LATE)
    yield found
    place.warehouse.close()


def _correct_a_workbook(folder: Path) -> None:
    """Send the largest workbook of a month again, without two rows from the middle of it."""
    largest = max(folder.glob("*.xlsx"), key=lambda path: path.stat().st_size)
    book = openpyxl.load_workbook(largest)
    sheet = max(book.worksheets, key=lambda one: int(one.max_row))
    sheet.delete_rows(sheet.max_row // 2, 2)
    book.save(folder / f"perbaikan_{largest.name}")


def test_what_was_known_at_each_time_can_be_read_for_every_month(history: History) -> None:
    for known_at, as_it_was in history.kept:
        assert history.as_of(known_at) == as_it_was


def test_late_and_corrected_drops_changed_what_is_known(history: History) -> None:
    before_late, after_late, after_correction = (kept for _, kept in history.kept[-3:])
    assert before_late[LATE] != after_late[LATE]
    assert {drop["state"] for drop in history.corrected} == {"accepted"}
    assert after_late[LATE] != after_correction[LATE]
    assert before_late[MONTHS[2]] == after_late[MONTHS[2]]


def test_the_calendar_order_ends_in_the_same_facts(history: History) -> None:
    facts, golden = history.place.rows(FACTS), history.golden()
    with history.place.warehouse.transaction() as tx:
        tables = tx.rows_of(
            "select schemaname || '.' || tablename as name from pg_tables"
            " where schemaname = 'registry'",
            "tables of the registry",
        )
        names = ", ".join(row["name"] for row in tables)
        tx.execute(f"truncate {names} cascade", "forget the registry")
    for month in MONTHS:
        sync_period(history.place.warehouse, month)
    assert history.place.rows(FACTS) == facts
    assert history.golden() == golden
