"""Releases: numbered, whole, readable for ever; a jump needs somebody who says why."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from pipelines.engine import Engine
from pipelines.errors import (
    DisclosureError,
    ReleaseChangeError,
    ReleaseNotFoundError,
    StatementError,
)
from pipelines.publish import list_releases, publish_period, withdraw_release
from pipelines.publish.grounds import Grounds
from pipelines.publish.limits import Limit, exceeding, load_limits
from pipelines.publish.tables import compute_tables
from pipelines.steps import Step
from pipelines.warehouse import Transaction
from tests.conftest import JULY, Place
from tests.publish.conftest import MONTHS
from tests.publish.test_marts import stand
from tests.sent import dtks_row, people, table, villages, write_xlsx

TOTAL = (
    "select coalesce(sum(persons), 0) as persons from mart.village_population_monthly"
    " where period = '2026-07-01' and source = 'dtks' and desil is null"
)


LISTED = people(9)


def deliver(place: Place, count: int) -> None:
    """A month in which one village lists so many of the same people."""
    village = next(villages())
    rows = [dtks_row(person, village) for person in LISTED[:count]]
    write_xlsx(place.folder("dtks") / "bnba.xlsx", table(rows))
    place.run()


def total(place: Place) -> int:
    return int(place.rows(TOTAL)[0]["persons"])  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def six(new_place: Callable[[], Place]) -> Iterator[Place]:
    """Six people are published; nobody changes them."""
    place = new_place()
    deliver(place, 6)
    yield place
    place.warehouse.close()


@pytest.fixture(scope="module")
def nine(six: Place, copy_place: Callable[[Place], Place]) -> Iterator[Place]:
    """Then nine; nobody changes them."""
    place = copy_place(six)
    deliver(place, 9)
    yield place
    place.warehouse.close()


def test_a_release_has_a_number_a_time_and_versions(six: Place) -> None:
    (release,) = list_releases(six.warehouse)
    assert release.release_no == 1
    assert release.period == JULY
    assert release.is_current
    assert release.code_version
    assert release.model_version


def test_an_older_release_stays_readable_by_its_number(nine: Place) -> None:
    assert [r.release_no for r in list_releases(nine.warehouse)] == [2, 1]
    query = (
        "select release_no, sum(persons) as persons from release.village_population_monthly"
        " where source = 'dtks' and desil is null group by 1 order by 1"
    )
    assert [row["persons"] for row in nine.rows(query)] == [6, 9]
    assert total(nine) == 9


def test_officials_do_not_wait_for_public_counts_that_cannot_be_made_safe(
    place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise DisclosureError("A sum does not add up.", remedy="Report it.")

    monkeypatch.setattr("pipelines.publish.protection.check_publication", refuse)
    deliver(place, 6)
    assert total(place) == 6
    assert place.rows("select 1 from mart_public.area_persons_monthly limit 1") == []
    assert "no public counts for period=2026-07" in caplog.text


def test_a_withdrawn_release_gives_way_to_the_one_before_and_is_audited(
    nine: Place, copy_of: Callable[[Place], Place]
) -> None:
    place = copy_of(nine)
    withdraw_release(place.warehouse, 2, reason="a wrong file")
    assert total(place) == 6
    audit = place.rows("select action, subject, reason from ops.audit")
    assert audit == [
        {"action": "release withdraw", "subject": "release 2", "reason": "a wrong file"}
    ]
    with pytest.raises(ReleaseNotFoundError):
        withdraw_release(place.warehouse, 2, reason="twice")


# The same quantity of three tables and of two views above them, and from which releases they are.
SEEN_AT_ONCE = """
    select
        (
            select sum(persons) from mart.village_population_monthly
            where source = 'any' and desil is null
        ),
        (select sum(persons_any) as agreement from mart.regency_agreement_monthly),
        (
            select sum(persons) as demography from mart.kecamatan_demography_monthly
            where source = 'any'
        ),
        (
            select sum(closing) as closing from mart.village_change_monthly
            where source = 'any' and figure = 'persons'
        ),
        (
            select sum(value) as bounded from mart.regency_bounds_monthly
            where source = 'any' and figure = 'persons' and desil is null
        ),
        (select max(release_no) as release from mart_public.release where is_current)
"""


def test_a_reader_never_sees_half_a_month(six: Place, copy_of: Callable[[Place], Place]) -> None:
    place = copy_of(six)
    seen: set[tuple[object, ...]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(tuple(place.rows(SEEN_AT_ONCE)[0].values()))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        deliver(place, 9)
    finally:
        done.set()
        reader.join()
    before, after = (6,) * 5 + (1,), (9,) * 5 + (2,)
    assert before in seen
    assert seen <= {before, after}
    assert tuple(place.rows(SEEN_AT_ONCE)[0].values()) == after


def test_a_change_beyond_both_limits_exceeds_them() -> None:
    limit = Limit(share_pct=50, persons=10)
    assert limit.is_exceeded(20, 40)
    assert limit.is_exceeded(40, 4)
    assert not limit.is_exceeded(20, 29)
    assert not limit.is_exceeded(100, 120)


def test_a_jump_stops_the_release_until_somebody_says_why(
    six: Place, copy_of: Callable[[Place], Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = copy_of(six)
    village = next(villages())
    limits = type("Limits", (), {})()
    limits.village = limits.regency = Limit(share_pct=10, persons=2)
    monkeypatch.setattr("pipelines.publish.limits.load_limits", lambda: limits)
    with pytest.raises(ReleaseChangeError, match=f"{village.name}.*from 6 to 9 persons"):
        deliver(place, 9)
    assert total(place) == 6
    summary = publish_period(place.warehouse, JULY, accept="a family of three moved in")
    assert summary.releases == [2]
    assert total(place) == 9
    assert list_releases(place.warehouse)[0].accepted_reason == "a family of three moved in"
    (line,) = place.rows("select action, reason from ops.audit")
    assert line == {"action": "release accept", "reason": "a family of three moved in"}


def test_the_command_names_the_village_that_jumped_and_takes_a_reason(place: Place) -> None:
    listed = people(200)
    village = next(villages())
    for count, until in ((9, Step.PUBLISH), (200, Step.SYNC)):
        rows = [dtks_row(person, village) for person in listed[:count]]
        write_xlsx(place.folder("dtks") / "bnba.xlsx", table(rows))
        place.run(until=until)
    refused = padan(place, "publish", "--period", "2026-07")
    assert refused.returncode == 1
    assert village.name in refused.stderr + refused.stdout
    assert total(place) == 9
    accepted = padan(place, "publish", "--period", "2026-07", "--accept", "the whole list came")
    assert accepted.returncode == 0, accepted.stderr
    assert total(place) == 200
    assert list_releases(place.warehouse)[0].accepted_reason == "the whole list came"


def padan(place: Place, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command itself, on the warehouse of a test."""
    url = place.warehouse.engine.url.render_as_string(hide_password=False)
    where = {"PADAN_WAREHOUSE_URL": url, "PADAN_HOME": str(place.warehouse.settings.home)}
    return subprocess.run(
        [str(Path(sys.executable).with_name("padan")), *arguments],
        env={**os.environ, **where},
        capture_output=True,
        text=True,
        check=False,
    )


def test_months_too_old_to_be_revised_wait_until_they_are_published_themselves(
    regency: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = MONTHS
    mark = "insert into ops.stale_period (period) values (:period)"
    with regency.warehouse.transaction() as tx:
        tx.execute(mark, "a test", period=first)
    limits = load_limits()
    strict = limits.model_copy(update={"revised_months": 0})
    monkeypatch.setattr("pipelines.publish.publish.load_limits", lambda: strict)
    summary = publish_period(regency.warehouse, last)
    assert summary.periods == ["2026-08"]
    assert summary.waiting == ["2026-07"]
    monkeypatch.setattr("pipelines.publish.publish.load_limits", lambda: limits)
    summary = publish_period(regency.warehouse, last)
    assert summary.periods == ["2026-07", "2026-08"]
    assert summary.waiting == []


def publish_anew(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish both months as if every count had changed."""
    monkeypatch.setattr("pipelines.publish.publish.differ_from", lambda *_: True)
    publish_period(place.warehouse, MONTHS[0])


def test_an_error_in_a_month_ahead_undoes_what_is_written_of_the_months_before(
    regency: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list_releases(regency.warehouse)

    def compute(grounds: Grounds, engine: Engine, period: date) -> None:
        compute_tables(grounds, engine, period)
        if period == MONTHS[1]:
            grounds._tx.execute("select 1 / 0", "a ground of a test")

    monkeypatch.setattr("pipelines.publish.tables.compute_tables", compute)
    with pytest.raises(StatementError, match="a ground of a test"):
        publish_anew(regency, monkeypatch)
    assert list_releases(regency.warehouse) == before


def test_an_error_in_writing_is_told_though_the_next_month_is_read_meanwhile(
    regency: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list_releases(regency.warehouse)

    def write(tx: Transaction, engine: Engine, release_no: int) -> int:
        tx.execute("select 1 / 0", "a table of a test")
        return release_no

    monkeypatch.setattr("pipelines.publish.publish.write_tables", write)
    with pytest.raises(StatementError, match="a table of a test"):
        publish_anew(regency, monkeypatch)
    assert list_releases(regency.warehouse) == before


class UndoneError(Exception):
    """Nothing of a test's transaction is kept."""


def test_publishing_does_not_grow_with_the_months_kept(regency: Place) -> None:
    # Of three years gone stale, as many months are computed as are revised, and the month itself.
    before = (
        "insert into registry.coverage select m, 'dtks', 'person', '6402012001', m, true"
        " from generate_series(date '2023-07-01', date '2026-06-01', interval '1 month') as m"
    )
    stale = "insert into ops.stale_period select distinct period from registry.coverage"
    revised = load_limits().revised_months
    with pytest.raises(UndoneError), regency.warehouse.transaction() as tx:
        tx.execute(before, "three years")
        tx.execute(stale, "three years")
        found = tx.rows("publish/periods", period=MONTHS[0], revised_months=revised)
        assert len(found) == revised + len(MONTHS)
        raise UndoneError


def test_a_village_delivered_for_the_first_time_is_no_jump(place: Place) -> None:
    first, second = (place.code for place, _ in zip(villages(), range(2), strict=False))
    stand(place.warehouse, first, "dtks")
    publish_period(place.warehouse, JULY)
    stand(place.warehouse, second, "dtks")
    with place.warehouse.transaction() as tx, Engine() as engine:
        compute_tables(Grounds(tx), engine, JULY)
        assert exceeding(tx, engine, JULY) == []
