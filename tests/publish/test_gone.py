"""Who a row says is not there: not counted, in the books for that reason, and a row still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from pipelines.reconcile.books import reconcile
from tests.conftest import Place
from tests.sent import dtks_row, p3ke_person_row, people, table, village, write_csv, write_xlsx

PLACE = village("6402052011")
SAID = [("4", None), (None, "Sudah mampu"), (None, "Pindah"), ("1", None), (None, None), ("2", "-")]


@pytest.fixture(scope="module")
def two_months(new_place: Callable[[], Place]) -> Iterator[Place]:
    """Six people of a village in both sources; in August DTKS says that three are not there."""
    made, six = new_place(), people(6)
    rows = [dtks_row(person, PLACE) for person in six]
    write_xlsx(made.folder("dtks") / "juli.xlsx", BNBA=table(rows))
    write_csv(made.folder("p3ke") / "p3ke.csv", table([p3ke_person_row(p, PLACE) for p in six[:1]]))
    marked = [
        {**row, "Status Keberadaan": status, "Alasan Penghapusan": reason}
        for row, (status, reason) in zip(rows, SAID, strict=True)
    ]
    write_xlsx(made.folder("dtks", "2026-08") / "agustus.xlsx", BNBA=table(marked))
    made.run("2026-07")
    made.run("2026-08")
    yield made
    made.warehouse.close()


def test_they_left_the_list_for_the_reason_that_it_gives(two_months: Place) -> None:
    rows = two_months.rows(
        "select source, opening, dead, refused, dropped, closing from mart.village_change_monthly"
        " where period = '2026-08-01' and village_code_kemendagri = :v and figure = 'persons'",
        v=PLACE.code,
    )
    told = {row.pop("source"): tuple(row.values()) for row in rows}
    assert told == {
        "dtks": (6, -1, -1, -1, 3),
        # P3KE lists the dead still.
        "p3ke": (1, 0, 0, 0, 1),
        "any": (6, 0, -1, -1, 4),
    }
    assert reconcile(two_months.warehouse, date(2026, 8, 1)).close


def test_they_are_rows_still_and_no_persons(two_months: Place) -> None:
    [row] = two_months.rows(
        "select p.persons, p.rows, q.rows as rows_of_quality"
        " from mart.village_population_monthly as p"
        " join mart.village_quality_monthly as q using (period, village_code_kemendagri, source)"
        " where p.period = '2026-08-01' and p.source = 'dtks' and p.desil is null"
        " and village_code_kemendagri = :v",
        v=PLACE.code,
    )
    assert row == {"persons": 3, "rows": 6, "rows_of_quality": 6}


def test_the_dead_whom_another_source_lists_are_found(two_months: Place) -> None:
    found = two_months.rows(
        "select village_code_kemendagri from registry.finding_as_of('2026-08-01')"
        " where kind = 'dead_but_listed'"
    )
    assert found == [{"village_code_kemendagri": PLACE.code}]


def test_what_a_source_that_lists_nobody_says_of_them_is_not_heard(two_months: Place) -> None:
    [row] = two_months.rows(
        "select sum(persons_receiving) as persons from mart.village_programme_monthly"
        " where period = '2026-08-01' and programme = 'pbi_jkn' and village_code_kemendagri = :v",
        v=PLACE.code,
    )
    assert row["persons"] == 3
