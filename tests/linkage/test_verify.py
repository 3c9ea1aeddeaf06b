"""Whether months one by one give the people that all at once would give, and who differs."""

from __future__ import annotations

from pipelines.linkage import link_period, verify_links
from tests.linkage.conftest import AUGUST, JULY, Staging
from tests.linkage.people import staged_rows


def link_two_months(staging: Staging) -> None:
    rows = list(staged_rows(120, seed=11))
    staging.add_all(JULY, rows[: len(rows) * 3 // 4])
    staging.add_all(AUGUST, rows[len(rows) // 4 :])
    link_period(staging.warehouse, JULY)
    link_period(staging.warehouse, AUGUST)
    run(staging, "truncate registry.identity")
    run(
        staging,
        "insert into registry.identity (node_id, person_id, since_run)"
        " select node_id, cluster_id, 1 from linkage.cluster",
    )


def run(staging: Staging, statement: str) -> None:
    with staging.warehouse.transaction() as transaction:
        transaction.execute(statement, "what a test does")


def test_months_one_by_one_give_what_all_at_once_would(staging: Staging) -> None:
    link_two_months(staging)
    before = staging.snapshot()
    found = verify_links(staging.warehouse)
    assert found.people == len(staging.people())
    assert (found.holds, list(found.differences)) == (True, [])
    assert staging.snapshot() == before


def test_people_who_would_be_others_are_listed_with_whom_they_would_be(staging: Staging) -> None:
    link_two_months(staging)
    largest = "(select cluster_id from linkage.cluster group by 1 order by count(*) desc limit 1)"
    run(
        staging,
        "update linkage.cluster set cluster_id = node_id where node_id ="
        f" (select max(node_id) from linkage.cluster where cluster_id = {largest})",
    )
    run(
        staging,
        "update registry.identity as i set person_id = c.cluster_id from linkage.cluster as c"
        " where i.node_id = c.node_id",
    )
    found = verify_links(staging.warehouse)
    one, other = found.differences
    assert (one.joins, other.joins) == ((other.person_id,), (one.person_id,))
    assert other.wordings == 1
    assert not found.holds
