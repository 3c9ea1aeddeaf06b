"""A decision in the flow: the next run of any month brings it into the published counts."""

from __future__ import annotations

from pipelines.review.decide import decide, undo
from pipelines.review.pairs import Pair
from tests.conftest import Place
from tests.sent import dtks_row, p3ke_person_row, people, table, villages, write_xlsx

VILLAGE = next(villages())


def persons(place: Place, period: str) -> dict[str, int]:
    """Published persons of the village by source."""
    rows = place.rows(
        "select source, persons from mart.village_population_monthly where desil is null"
        " and period = cast(:period as date) and village_code_kemendagri = :village",
        period=f"{period}-01",
        village=VILLAGE.code,
    )
    return {str(row["source"]): int(str(row["persons"])) for row in rows}


def test_a_decision_changes_the_counts_of_past_months_and_undoing_restores_them(
    place: Place,
) -> None:
    one, other = people(2)
    write_xlsx(place.folder("dtks") / "bnba.xlsx", table([dtks_row(one, VILLAGE)]))
    write_xlsx(place.folder("p3ke") / "individu.xlsx", table([p3ke_person_row(other, VILLAGE)]))
    place.run()
    later = [dtks_row(person, VILLAGE) for person in (one, *people(1))]
    write_xlsx(place.folder("dtks", "2026-08") / "bnba.xlsx", table(later))
    place.run("2026-08")
    apart = {"p3ke": 1, "dtks": 1, "both": 0, "any": 2}
    assert persons(place, "2026-07") == apart
    nodes = [
        int(str(row["node_id"]))
        for row in place.rows("select node_id from linkage.row_node where period = '2026-07-01'")
    ]
    number = decide(place.warehouse, Pair(*sorted(nodes)), "same", reviewer="Rina")
    place.run("2026-08")
    assert persons(place, "2026-07") == {"p3ke": 1, "dtks": 1, "both": 1, "any": 1}
    assert persons(place, "2026-08")["both"] == 1
    undo(place.warehouse, number, by="Rina")
    place.run("2026-08")
    assert persons(place, "2026-07") == apart
