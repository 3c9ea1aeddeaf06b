"""However the linkage groups nodes from run to run, sync looks only where something changed."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from .conftest import AUGUST, JULY, SEPTEMBER, Registry, forget_everything

MONTHS = (JULY, AUGUST, SEPTEMBER)
KEYS = range(6)
# Nodes that are not told the person of their cluster, told plainly over all of them.
MISTAKEN = """
with persons as (
    select c.cluster_id, min(p.person_id) as person_id
    from linkage.cluster as c
    inner join registry.person as p on c.node_id = p.founder_node_id
    group by c.cluster_id
)

select coalesce(c.node_id, i.node_id) as node_id
from linkage.cluster as c
left join persons as p on c.cluster_id = p.cluster_id
full join registry.identity as i on c.node_id = i.node_id
where i.person_id is distinct from p.person_id or i.cluster_id is distinct from c.cluster_id
"""

# Who each key is, where it is listed at all.
GROUPING = st.lists(
    st.one_of(st.none(), st.integers(0, 2)), min_size=len(KEYS), max_size=len(KEYS)
).filter(any)

PARTED_AGAIN = ([0, 0, 1], [0, 2, 1], [0, 1, 1], [0, 2, 1])


def work_in(registry: Registry, number: int, grouping: list[int | None]) -> None:
    rows: list[dict[str, Any]] = [
        {"key": f"k{key}", "is_person": f"person {who}", "nama": f"NAMA {key}"}
        for key, who in zip(KEYS, grouping, strict=True)
        if who is not None
    ]
    registry.work_in(MONTHS[number % len(MONTHS)], *rows)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(groupings=st.lists(GROUPING, min_size=2, max_size=5))
# The founder of both leaves a cluster that keeps its number: that of the first node of the other.
@example(groupings=[[*three, None, None, None] for three in PARTED_AGAIN])
def test_every_node_is_the_person_of_its_cluster(
    registry: Registry, groupings: list[list[int | None]]
) -> None:
    forget_everything(registry.warehouse)
    registry.who.clear()
    for number, grouping in enumerate(groupings):
        work_in(registry, number, grouping)
        assert registry.rows(MISTAKEN) == []


def test_a_run_without_news_notes_nothing(registry: Registry) -> None:
    work_in(registry, 0, [0, 0, 1, 1, 2, 2])
    work_in(registry, 0, [None, 0, 1, 1, 2, 2])
    before = registry.rows("select *, xmin::text from registry.identity order by node_id")
    registry.sync(JULY)
    assert registry.rows("select *, xmin::text from registry.identity order by node_id") == before
