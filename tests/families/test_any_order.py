"""Families told month by month, late, corrected and undone, are those that are told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.warehouse import Warehouse
from tests.families.world import AWAY, CHILD, HEAD, HOME, SPOUSE, Row, World, month, new_world

PEOPLE = "abcdef"
SOURCES = ("p3ke", "dtks")
Delivery = tuple[date, list[Row], dict[str, str]]

rows = st.builds(
    Row,
    person=st.sampled_from(PEOPLE),
    source=st.sampled_from(SOURCES),
    list=st.sampled_from([None, "1", "2", "3"]),
    role=st.sampled_from([None, HEAD, SPOUSE, CHILD]),
    village=st.sampled_from([HOME, AWAY]),
)
deliveries = st.tuples(
    st.integers(1, 4).map(month),
    st.lists(rows, max_size=9, unique=True),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from("def"), max_size=2),
)
ON_FIRST, ON_SECOND = (Row(one, list=on, role=None) for one, on in ("f1", "c2"))
SECOND_FIRST, TWICE = Row("a", list="2", role=None), [Row("b", list="1"), Row("b", list="2")]
A_HEAD, ANOTHER_HEAD = Row("b"), Row("a")
EVERYWHERE = [(source, village) for source in SOURCES for village in (HOME, AWAY)]
# Nobody's and no family's id: who they are is told by their rows and lists.
NAMES = """
with person as (
    select i.person_id, array_agg(n.content_hash order by n.content_hash)::text as name
    from registry.identity as i
    inner join linkage.node as n on i.node_id = n.node_id
    group by i.person_id
),
family as (
    select family_id, array_agg(list order by list)::text as name
    from registry.family_list
    where family_id is not null
    group by family_id
)
"""
FACTS = (
    "select v.valid_from, p.name as person, f.name as family, v.is_in_p3ke, v.is_in_dtks,"
    " v.is_head, v.village_code_kemendagri, v.relation from registry.membership_version as v"
    " inner join person as p on v.person_id = p.person_id"
    " left join family as f on v.family_id = f.family_id where v.known_to is null",
    "select v.valid_from, f.name as family, p.name as head, v.persons, v.is_in_p3ke,"
    " v.is_in_dtks, v.village_code_kemendagri from registry.family_version as v"
    " inner join family as f on v.family_id = f.family_id"
    " left join person as p on v.head_person_id = p.person_id where v.known_to is null",
    "select c.period, v.kind, f.name as family, p.name as person, v.village_code_kemendagri"
    " from (select distinct period from registry.coverage) as c"
    " cross join registry.finding_as_of(c.period) as v"
    " inner join family as f on v.family_id = f.family_id"
    " left join person as p on v.person_id = p.person_id",
)


def told(world: World) -> list[Counter[tuple[Any, ...]]]:
    """Memberships, families and findings as known now."""
    return [Counter(tuple(row.values()) for row in world.rows(NAMES + facts)) for facts in FACTS]


def play(world: World, steps: Sequence[Delivery]) -> None:
    for period, listed, merged in steps:
        for person in PEOPLE:
            world.part(person)
        for person, means in merged.items():
            world.link(person, means)
        world.deliver(period, listed, *EVERYWHERE)


def as_sent_once(steps: Sequence[Delivery]) -> list[Delivery]:
    """What stands of the steps, in calendar order, with the links of the last one."""
    last = {period: listed for period, listed, _ in steps}
    return [(period, last[period], steps[-1][2]) for period in sorted(last)]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(deliveries, min_size=1, max_size=5))
# Nothing but the numbers of lists, or of people, tells which family or which head it is.
@example([(month(1), [ON_SECOND], {}), (month(1), [ON_FIRST, ON_SECOND], {"c": "f"})])
@example([(month(2), TWICE, {}), (month(1), [SECOND_FIRST], {})])
@example([(month(1), [A_HEAD], {}), (month(1), [ANOTHER_HEAD, A_HEAD], {})])
def test_families_in_any_order_are_those_of_calendar_order(
    untouched: Warehouse, steps: list[Delivery]
) -> None:
    with new_world(untouched) as world:
        play(world, as_sent_once(steps))
        expected = told(world)
    with new_world(untouched) as world:
        play(world, steps)
        assert told(world) == expected
