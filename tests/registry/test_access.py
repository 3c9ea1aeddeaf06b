"""Who may look people up: an officer of the registry, over a login of their own; no dashboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from pipelines.errors import AccessDeniedError, PadanError
from pipelines.reconcile.books import movement_ids
from pipelines.reconcile.lines import Movement
from pipelines.registry import diff_periods, show_person
from pipelines.settings import Settings
from pipelines.steps import Step
from pipelines.warehouse import Warehouse, open_warehouse
from tests.conftest import JULY, Place
from tests.sent import dtks_row, people, table, villages, write_xlsx

VILLAGE = next(villages())
OpenAs = Callable[[str], Warehouse]


@pytest.fixture
def open_as(place: Place) -> Iterator[OpenAs]:
    """A month of three people; opens the warehouse as a member of a role."""
    rows = [dtks_row(person, VILLAGE) for person in people(3)]
    write_xlsx(place.folder("dtks") / "bnba.xlsx", table(rows))
    place.run("2026-07", until=Step.SYNC)
    opened: list[Warehouse] = []

    def as_member(role: str) -> Warehouse:
        member = f"officer_of_{role}"
        with place.warehouse.transaction() as tx:
            if not tx.scalar("select count(*) from pg_roles where rolname = :r", r=member):
                tx.execute(f"create role {member} login in role padan_{role}", "a login")
        url = place.warehouse.engine.url.set(username=member)
        opened.append(open_warehouse(Settings(warehouse_url=url.render_as_string())))
        return opened[-1]

    yield as_member
    for warehouse in opened:
        warehouse.close()


def test_an_officer_of_the_registry_looks_people_up_and_it_is_noted(
    place: Place, open_as: OpenAs
) -> None:
    officer = open_as("registry")
    [person, *_] = movement_ids(officer, JULY, Movement.NEW, village=VILLAGE.code)
    assert show_person(officer, person).golden["is_listed"]
    came = diff_periods(officer, date(2026, 6, 1), JULY, with_ids=True).persons
    assert [who["what"] for who in came or []] == ["came"] * 3
    looks = place.rows("select action from ops.audit order by audit_id")
    assert [look["action"] for look in looks] == ["reconcile ids", "person show", "diff --ids"]


@pytest.mark.parametrize("role", ["dashboard", "public"])
def test_others_are_told_that_they_may_not(open_as: OpenAs, role: str) -> None:
    with pytest.raises(PadanError) as refused:
        show_person(open_as(role), 1)
    assert isinstance(refused.value, AccessDeniedError)
