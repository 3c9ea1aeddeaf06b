"""Change: what the books moved, and who changed decile from one P3KE delivery to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from pipelines.engine import Engine
from pipelines.publish.grounds import Grounds
from pipelines.publish.tables import compute_tables, differ_from
from pipelines.run import run_month
from pipelines.simulate import load_profile, simulate_regency
from tests.conftest import Place

MONTHS = [date(2026, month, 1) for month in (7, 8, 9)]
MOVEMENTS = "known_opening + new + returned + moved_in + moved_out + dropped"


@pytest.fixture(scope="module")
def regency(two_months: Place, copy_place: Callable[[Place], Place]) -> Iterator[Place]:
    """A third month after the two of them: P3KE comes in the first and in the third."""
    place = copy_place(two_months)
    home = place.warehouse.settings.home
    simulate_regency(home, persons=1500, months=MONTHS, seed=8, profile=load_profile("as_usual"))
    run_month(place.warehouse, home / "drops", MONTHS[2])
    yield place
    place.warehouse.close()


def test_months_before_say_what_the_registry_knows_now(regency: Place) -> None:
    # People and families that the third month merged or parted stand in the months before, too.
    with regency.warehouse.transaction() as tx, Engine() as engine:
        grounds = Grounds(tx)
        for month in MONTHS:
            compute_tables(grounds, engine, month)
            assert not differ_from(tx, engine, month)


@pytest.mark.parametrize("level", ["village", "kecamatan", "regency"])
def test_opening_and_movements_give_the_closing(regency: Place, level: str) -> None:
    table = f"mart.{level}_change_monthly"
    assert regency.rows(f"select sum(new) as n from {table}")[0]["n"] > 0
    assert regency.rows(f"select * from {table} where {MOVEMENTS} <> closing") == []
    known = "opening + split + merged + corrected <> known_opening"
    assert regency.rows(f"select * from {table} where {known}") == []


def test_a_month_opens_with_the_closing_of_the_month_before(regency: Place) -> None:
    query = (
        "select a.closing, b.opening from mart.regency_change_monthly as a"
        " join mart.regency_change_monthly as b using (figure, source)"
        " where a.period = '2026-07-01' and b.period = '2026-08-01'"
    )
    found = regency.rows(query)
    assert len(found) == 6
    assert all(row["closing"] == row["opening"] for row in found)


def test_as_many_move_in_as_move_out(regency: Place) -> None:
    query = "select moved_in + moved_out as balance from mart.regency_change_monthly"
    assert {row["balance"] for row in regency.rows(query)} == {0}


def test_no_decile_changes_before_p3ke_came_twice(regency: Place) -> None:
    query = "select distinct period from mart.village_decile_change_monthly"
    assert regency.rows(query) == [{"period": MONTHS[2]}]


@pytest.mark.parametrize("figure", ["persons", "families"])
def test_deciles_now_are_those_of_the_population_table(regency: Place, figure: str) -> None:
    query = (
        f"select village_code_kemendagri, desil, sum({figure}) as n"
        " from mart.village_decile_change_monthly where period = '2026-09-01' and desil >= 0"
        f" group by 1, 2 having sum({figure}) > 0"
        f" except select village_code_kemendagri, desil, {figure}"
        " from mart.village_population_monthly where period = '2026-09-01' and source = 'p3ke'"
    )
    assert regency.rows(query) == []


def before(place: Place, figure: str) -> tuple[int, int]:
    """How many were listed in the delivery before, as told in September and in August."""
    query = (
        f"select (select sum({figure}) from mart.regency_decile_change_monthly where period ="
        f" '2026-09-01' and desil_before >= 0) as later, (select {figure} from"
        " mart.regency_population_monthly where period = '2026-08-01' and source = 'p3ke'"
        " and desil is null) as then"
    )
    (row,) = place.rows(query)
    return row["later"], row["then"]  # type: ignore[return-value]


def test_deciles_before_are_those_of_the_delivery_before(regency: Place) -> None:
    later, then = before(regency, "persons")
    assert later == then
    # A list of then is with the family that it is of now, and may have been one of its own.
    later, then = before(regency, "families")
    assert abs(later - then) <= 0.02 * then
    moved = (
        "select count(*) as n from mart.regency_decile_change_monthly where desil_before <> desil"
    )
    assert regency.rows(moved)[0]["n"] > 0


def test_movements_between_deciles_add_up_over_levels(regency: Place) -> None:
    query = (
        "select desil_before, desil, sum(persons) as persons, sum(families) as families"
        " from mart.{}_decile_change_monthly group by 1, 2 order by 1, 2"
    )
    villages, kecamatan, whole = (
        regency.rows(query.format(level)) for level in ("village", "kecamatan", "regency")
    )
    assert villages == kecamatan == whole
    assert villages
