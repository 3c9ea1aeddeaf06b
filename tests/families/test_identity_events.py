"""What became of ids: replaying all events gives whom each id means today."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.warehouse import Warehouse
from tests.families.world import HOME, Row, World, month, new_world

PEOPLE = "abcdef"


def replay(world: World, entity: str = "person") -> dict[int, int | None]:
    """Whom each id means, by all events in order."""
    meaning: dict[int, int | None] = {}
    for event in world.rows(
        "select kind, id, to_id from registry.identity_event where entity = :entity"
        " order by run_id, kind = 'minted' desc",
        entity=entity,
    ):
        if event["kind"] not in ("split", "transferred"):
            meaning[event["id"]] = event["to_id"]
    return meaning


def today(world: World, entity: str = "person") -> dict[int, int | None]:
    query = f"select {entity}_id as id, current_{entity}_id as means from registry.{entity}_today"
    return {row["id"]: row["means"] for row in world.rows(query)}


def kinds(world: World) -> list[tuple[object, ...]]:
    return [
        (row["kind"], row["id"], row["from_id"], row["to_id"])
        for row in world.rows("select * from registry.identity_change where entity = 'person'")
    ]


def test_undo_of_a_merge_brings_the_old_id_back_and_says_so(world: World) -> None:
    one, other = Row("a", list="1"), Row("b", list="2")
    world.deliver(month(1), [one, other])
    first, second = world.person_id(one), world.person_id(other)
    world.link("b", "a")
    world.sync(month(1))
    assert world.person_id(other) == first
    assert today(world) == {first: first, second: first}
    world.part("b")
    world.sync(month(1))
    assert world.person_id(other) == second
    assert kinds(world) == [
        ("merged", second, second, first),
        ("returned", second, first, second),
    ]
    history = world.rows(
        "select id, current_id from registry.identity_history where entity = 'person' and id = :id"
        " order by known_from",
        id=second,
    )
    assert [row["current_id"] for row in history] == [second, first, second]


def test_an_id_minted_out_of_another_says_from_whom(world: World) -> None:
    one, other = Row("a", list="1"), Row("b", list="2")
    world.link("b", "a")
    world.deliver(month(1), [one, other])
    world.part("b")
    world.sync(month(1))
    assert kinds(world) == [("split", world.person_id(other), *[world.person_id(one)], 2)]


def test_an_id_whose_rows_are_withdrawn_means_nobody(world: World) -> None:
    gone, stays = Row("a", list="1"), Row("b", list="2")
    world.deliver(month(1), [gone, stays])
    was = world.person_id(gone)
    world.deliver(month(1), [stays])
    assert today(world)[was] is None
    [event] = world.rows(
        "select kind, reason from registry.identity_change where entity = 'person'"
    )
    assert event == {"kind": "retired", "reason": "withdrawal"}


def test_an_old_id_follows_when_its_successor_is_merged(world: World) -> None:
    a, b, c = (Row(name, list=name) for name in "abc")
    world.deliver(month(1), [a, b, c])
    ids = [world.person_id(row) for row in (a, b, c)]
    world.link("c", "b")
    world.sync(month(1))
    world.link("c", "a")
    world.link("b", "a")
    world.sync(month(1))
    assert today(world) == dict.fromkeys(ids, ids[0])
    assert kinds(world)[-1] == ("redirected", ids[2], ids[1], ids[0])


def test_the_same_month_again_writes_no_event(world: World) -> None:
    world.deliver(month(1), [Row("a", list="1"), Row("b", list="2")])
    before = world.rows("select * from registry.identity_event")
    world.sync(month(1))
    assert world.rows("select * from registry.identity_event") == before
    assert world.rows("select * from registry.sync_run where run_id > 1") == []


partitions = st.fixed_dictionaries({}, optional=dict.fromkeys(PEOPLE, st.sampled_from(PEOPLE)))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(partitions, min_size=1, max_size=6))
def test_replaying_all_events_gives_the_translation_of_today(
    untouched: Warehouse, steps: list[dict[str, str]]
) -> None:
    with new_world(untouched) as world:
        for step in steps:
            for person in PEOPLE:
                world.part(person)
            for person, means in step.items():
                world.link(person, means)
            rows = [Row(person, list=person) for person in step]
            world.deliver(month(1), rows, ("dtks", HOME))
            assert replay(world) == today(world)
            assert replay(world, "family") == today(world, "family")
            current = {row["person_id"] for row in world.rows("select * from registry.identity")}
            assert {means for means in today(world).values() if means is not None} == current
            minted = {row["person_id"] for row in world.rows("select * from registry.person")}
            assert set(replay(world)) == minted
