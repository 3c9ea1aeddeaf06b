"""Families and books of months that were really run: in the links and the village tables."""

from collections.abc import Callable, Iterator
from datetime import date

import pyarrow.parquet as pq
import pytest

from pipelines.export import export_links
from pipelines.reconcile.books import movement_ids, reconcile
from pipelines.reconcile.lines import Movement
from tests.conftest import JULY, Place
from tests.sent import dtks_row, p3ke_person_row, people, table, villages, write_xlsx

VILLAGE = next(villages())


@pytest.fixture(scope="module")
def run(new_place: Callable[[], Place]) -> Iterator[Place]:
    """Two months: ten people in both sources, then nine and a new one in DTKS; others only read."""
    place = new_place()
    listed = people(11)
    p3ke = [p3ke_person_row(person, VILLAGE) for person in listed[:10]]
    write_xlsx(place.folder("p3ke") / "individu.xlsx", table(p3ke))
    for period, present in (("2026-07", listed[:10]), ("2026-08", listed[1:])):
        rows = [dtks_row(person, VILLAGE) for person in present]
        write_xlsx(place.folder("dtks", period) / f"bnba_{period}.xlsx", table(rows))
        place.run(period)
    yield place
    place.warehouse.close()


def families(place: Place, period: date) -> dict[str, int | None]:
    query = (
        "select source, families from mart.village_population_monthly where period = :p"
        " and village_code_kemendagri = :v and desil is null"
    )
    rows = place.rows(query, p=period, v=VILLAGE.code)
    return {str(row["source"]): row["families"] for row in rows}  # type: ignore[misc]


def test_links_tell_the_family_of_each_row(run: Place) -> None:
    out = run.warehouse.settings.home / "links.parquet"
    assert export_links(run.warehouse, JULY, out) == 20
    rows = pq.read_table(out).to_pylist()
    by_person: dict[int, set[int]] = {}
    for row in rows:
        by_person.setdefault(row["person_id"], set()).add(row["family_id"])
    assert len(by_person) == 10
    assert all(len(found) == 1 and None not in found for found in by_person.values())


def test_families_of_both_and_any_are_counted_once(run: Place) -> None:
    assert families(run, JULY) == {"p3ke": 10, "dtks": 10, "both": 10, "any": 10}
    assert families(run, date(2026, 8, 1)) == {"p3ke": 10, "dtks": 10, "both": 9, "any": 11}


def test_tables_and_books_count_who_stands_in_two_villages_where_the_registry_places_them(
    place: Place,
) -> None:
    _, elsewhere, *_ = villages()
    listed = people(4)
    p3ke = [p3ke_person_row(person, elsewhere) for person in listed]
    write_xlsx(place.folder("p3ke", "2026-08") / "individu.xlsx", table(p3ke))
    dtks = [dtks_row(person, VILLAGE) for person in listed]
    write_xlsx(place.folder("dtks", "2026-07") / "bnba.xlsx", table(dtks))
    for period in ("2026-07", "2026-08"):
        place.run(period)
    august = date(2026, 8, 1)
    query = "select village_code_kemendagri from registry.person_village(:p)"
    held = {str(row["village_code_kemendagri"]) for row in place.rows(query, p=august)}
    assert held == {VILLAGE.code}
    assert families(place, august)["both"] == 4
    query = (
        "select persons from mart.village_population_monthly where period = :p"
        " and village_code_kemendagri = :v and desil is null and source = 'any'"
    )
    [published] = place.rows(query, p=august, v=VILLAGE.code)
    assert published["persons"] == 4
    lines = reconcile(place.warehouse, august).lines
    assert {x.village_code_kemendagri for x in lines if x.closing} == {VILLAGE.code}


def test_the_books_close_on_what_is_published_and_open_to_ids(run: Place) -> None:
    august = date(2026, 8, 1)
    books = reconcile(run.warehouse, august)
    assert books.close
    closings = {
        line.source: (line.opening, line.new, line.dropped, line.closing)
        for line in books.lines
        if line.entity == "person" and line.village_code_kemendagri == VILLAGE.code
    }
    assert closings == {"p3ke": (10, 0, 0, 10), "dtks": (10, 1, -1, 10), "any": (10, 1, 0, 11)}
    found = movement_ids(
        *(run.warehouse, august, Movement.DROPPED), village=VILLAGE.code, source="dtks"
    )
    assert len(found) == 1
    [audited] = run.rows("select subject from ops.audit where action = 'reconcile ids'")
    assert audited["subject"] == f"2026-08 {VILLAGE.code} dtks person dropped"


def test_a_lost_source_record_opens_the_books(
    run: Place, copy_of: Callable[[Place], Place]
) -> None:
    spoiled = copy_of(run)
    with spoiled.warehouse.transaction() as tx:
        tx.execute(
            "delete from registry.source_person_version where record_id ="
            " (select max(record_id) from registry.source_person_version where source = 'dtks')",
            "a lost record",
        )
    books = reconcile(spoiled.warehouse, date(2026, 8, 1))
    assert [row[1:] for row in books.row_differences] == [(VILLAGE.code, 10, 9)]
    assert not books.close
