"""Ids stay with their people, and what was not delivered is carried forward."""

from collections.abc import Sequence

from pipelines.steps import Step
from pipelines.withdraw import withdraw_drop
from tests.conftest import Place
from tests.sent import Person, dtks_row, p3ke_person_row, people, table, villages, write_xlsx

VILLAGE = next(villages())


def deliver_dtks(place: Place, listed: Sequence[Person], period: str = "2026-07") -> None:
    rows = [dtks_row(person, VILLAGE) for person in listed]
    write_xlsx(place.folder("dtks", period) / f"bnba_{len(listed)}.xlsx", table(rows))


def person_ids(place: Place) -> dict[str, set[int]]:
    """Ids of the registry by source, of all rows that are linked."""
    found: dict[str, set[int]] = {}
    for row in place.rows(
        "select n.source, i.person_id from registry.identity as i"
        " join linkage.node as n using (node_id)"
    ):
        found.setdefault(str(row["source"]), set()).add(int(str(row["person_id"])))
    return found


def test_people_keep_their_ids_from_month_to_month(place: Place) -> None:
    listed = people(12)
    deliver_dtks(place, listed)
    place.run(until=Step.SYNC)
    first = person_ids(place)
    deliver_dtks(place, listed, "2026-08")
    place.run("2026-08", until=Step.SYNC)
    assert person_ids(place) == first
    assert len(first["dtks"]) == 12


def test_an_id_outlives_the_rows_for_which_it_was_made(place: Place) -> None:
    listed = people(10)
    deliver_dtks(place, listed)
    place.run(until=Step.SYNC)
    made = person_ids(place)["dtks"]
    rows = [p3ke_person_row(person, VILLAGE) for person in listed]
    write_xlsx(place.folder("p3ke") / "individu.xlsx", table(rows))
    place.run(until=Step.SYNC)
    assert person_ids(place)["p3ke"] == made
    withdraw_drop(place.warehouse, "2026-07/dtks/bnba_10.xlsx", reason="salah kirim")
    place.run(until=Step.SYNC)
    assert person_ids(place) == {"p3ke": made}


def test_a_few_rows_of_a_village_never_make_the_others_vanish(place: Place) -> None:
    listed = people(20)
    deliver_dtks(place, listed)
    place.run()
    deliver_dtks(place, listed[:3], "2026-08")
    place.run("2026-08")
    [row] = place.rows(
        "select persons, as_of_dtks::text as as_of, is_delivered"
        " from mart.village_population_monthly where period = '2026-08-01' and source = 'dtks'"
        " and desil is null and village_code_kemendagri = :village",
        village=VILLAGE.code,
    )
    assert row == {"persons": 20, "as_of": "2026-07-01", "is_delivered": True}


def test_a_village_that_shrank_by_a_third_is_taken_as_it_is(place: Place) -> None:
    listed = people(21)
    deliver_dtks(place, listed)
    place.run()
    deliver_dtks(place, listed[:14], "2026-08")
    place.run("2026-08")
    [row] = place.rows(
        "select persons, as_of_dtks::text as as_of from mart.village_population_monthly"
        " where period = '2026-08-01' and source = 'dtks' and desil is null"
        " and village_code_kemendagri = :village",
        village=VILLAGE.code,
    )
    assert row == {"persons": 14, "as_of": "2026-08-01"}


def test_a_village_not_delivered_keeps_its_people(place: Place) -> None:
    deliver_dtks(place, people(9))
    place.run()
    place.run("2026-08")
    [row] = place.rows(
        "select persons, as_of_dtks::text as as_of, is_delivered"
        " from mart.village_population_monthly where period = '2026-08-01' and source = 'dtks'"
        " and desil is null and village_code_kemendagri = :village",
        village=VILLAGE.code,
    )
    assert row == {"persons": 9, "as_of": "2026-07-01", "is_delivered": False}
