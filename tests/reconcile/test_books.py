"""The books close in any order of months, and open when a row is lost."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.engine import Engine
from pipelines.reconcile.books import tell_books
from pipelines.reconcile.lines import BookLine
from pipelines.reconcile.movements import gather_moving, tell_movements
from pipelines.warehouse import Warehouse
from tests.families.world import AWAY, HEAD, HOME, Row, World, month, new_world


def line(world: World, period: date, village: str = HOME, **key: str) -> BookLine:
    wanted = {"entity": "person", "source": "any", **key}
    [found] = [
        x
        for x in tell_books(world.tx, period).lines
        if x.village_code_kemendagri == village
        and (x.entity, x.source) == (wanted["entity"], wanted["source"])
    ]
    return found


def people(names: str, village: str = HOME) -> list[Row]:
    return [Row(name, list=name, village=village) for name in names]


def test_who_came_went_and_moved_is_told_by_movement(world: World) -> None:
    world.deliver(month(1), people("abc") + people("d", AWAY))
    world.deliver(month(2), people("bcd") + people("e", AWAY))
    world.deliver(month(3), people("abc") + people("e", AWAY))
    second, third = line(world, month(2)), line(world, month(3))
    assert (second.opening, second.moved_in, second.dropped, second.closing) == (3, 1, -1, 3)
    assert (third.opening, third.returned, third.dropped, third.closing) == (3, 1, -1, 3)
    away = line(world, month(2), AWAY)
    assert (away.opening, away.moved_out, away.new, away.closing) == (1, -1, 1, 1)


def test_a_merge_is_what_we_know_better_and_no_movement(world: World) -> None:
    world.deliver(month(1), people("abc"))
    world.link("b", "a")
    world.deliver(month(2), people("abc"))
    known = line(world, month(2))
    assert (known.opening, known.merged, known.known_opening, known.closing) == (3, -1, 2, 2)
    world.part("b")
    world.deliver(month(3), people("abc"))
    known = line(world, month(3))
    assert (known.opening, known.split, known.closing) == (2, 1, 3)


def test_a_corrected_month_is_what_we_know_better(world: World) -> None:
    world.deliver(month(1), people("abc"))
    world.deliver(month(2), people("abc"))
    world.deliver(month(1), people("ab"))
    known = line(world, month(2))
    assert (known.opening, known.corrected, known.new, known.closing) == (3, -1, 1, 3)


def test_families_have_books_of_their_own(world: World) -> None:
    couple = [Row("a", list="1"), Row("b", list="1")]
    world.deliver(month(1), couple)
    world.deliver(month(2), [*couple, Row("c", list="2")])
    known = line(world, month(2), entity="family")
    assert (known.opening, known.new, known.closing) == (1, 1, 2)


def test_who_died_and_who_was_refused_left_for_that_reason(world: World) -> None:
    world.deliver(month(1), people("abcde"))
    gone = [Row("a", list="a", status="meninggal"), Row("b", list="b", status="ditolak")]
    world.deliver(month(2), [*gone, Row("c", list="c", status="tidak_ditemukan"), *people("e")])
    world.deliver(month(3), people("e"))
    second, third = line(world, month(2)), line(world, month(3))
    assert (second.opening, second.dead, second.refused, second.dropped) == (5, -1, -1, -2)
    assert (second.closing, third.opening, third.closing, third.dropped) == (1, 1, 1, 0)
    assert tell_books(world.tx, month(2)).close
    assert line(world, month(2), entity="family").dropped == -4


def test_a_leaver_of_one_source_left_it_for_what_that_source_says(world: World) -> None:
    others = [Row("b", "p3ke"), Row("c", "dtks")]
    world.deliver(month(1), [Row("a", "dtks"), Row("a", "p3ke"), *others])
    world.deliver(month(2), [Row("a", "dtks", status="meninggal"), Row("a", "p3ke"), *others])
    world.deliver(month(3), others)
    told = {
        (at, source): (known.dead, known.dropped)
        for at in (2, 3)
        for source in ("p3ke", "dtks", "any")
        for known in [line(world, month(at), source=source)]
    }
    assert told == {
        (2, "p3ke"): (0, 0),
        (2, "dtks"): (-1, 0),
        (2, "any"): (0, 0),
        (3, "p3ke"): (0, -1),
        (3, "dtks"): (0, 0),
        # DTKS said so a month before.
        (3, "any"): (-1, 0),
    }


def test_who_died_and_comes_again_returned(world: World) -> None:
    world.deliver(month(1), people("abc"))
    world.deliver(month(2), [Row("a", list="a", status="meninggal"), *people("bc")])
    world.deliver(month(3), people("abc"))
    third = line(world, month(3))
    assert (third.opening, third.returned, third.closing) == (2, 1, 3)


def test_a_lost_step_of_the_dead_opens_the_books(world: World) -> None:
    world.deliver(month(1), people("abc"))
    world.deliver(month(2), [Row("a", list="a", status="meninggal"), *people("bc")])
    lost = "delete from registry.source_person_version where reason = 'meninggal'"
    world.tx.execute(lost, "a lost step", p=month(2))
    assert line(world, month(2)).difference == 1
    assert not tell_books(world.tx, month(2)).close


def test_a_lost_row_of_who_was_dead_from_the_first_opens_the_books(world: World) -> None:
    world.deliver(month(1), [Row("a", list="a", status="meninggal"), *people("bc")])
    assert tell_books(world.tx, month(1)).close
    lost = "delete from registry.source_person_version where reason = 'meninggal'"
    world.tx.execute(lost, "a lost step")
    assert tell_books(world.tx, month(1)).row_differences == [("dtks", HOME, 3, 2)]


def test_a_lost_step_opens_the_books(world: World) -> None:
    world.deliver(month(1), people("abc"))
    world.deliver(month(2), people("abcd"))
    assert tell_books(world.tx, month(2)).close
    lost = "delete from registry.membership_version where valid_from = :p"
    world.tx.execute(lost, "a lost step", p=month(2))
    assert line(world, month(2)).difference == 1
    assert not tell_books(world.tx, month(2)).close


def test_a_family_that_was_overlooked_opens_the_books_of_its_first_month(world: World) -> None:
    world.deliver(month(1), [Row("a", list="1"), Row("b", list="2", village=AWAY)])
    lost = "delete from registry.family_version where village_code_kemendagri = :village"
    world.tx.execute(lost, "an overlooked family", village=HOME)
    assert line(world, month(1), entity="family").difference == 1
    assert line(world, month(1), AWAY, entity="family").difference == 0
    assert not tell_books(world.tx, month(1)).close


def test_a_family_whose_last_row_of_an_earlier_month_is_taken_back_leaves_its_book(
    world: World,
) -> None:
    world.deliver(month(1), people("a"))
    world.deliver(month(2), [Row("a", list=None), Row("b", list="a", village=AWAY)])
    world.deliver(month(1), [Row("a", list=None)])
    books = tell_books(world.tx, month(1))
    assert books.close
    assert {x.entity for x in books.lines} == {"person"}


def test_a_family_counts_where_most_of_its_people_do(world: World) -> None:
    torn = [Row("a"), Row("b", role=None, village=AWAY), Row("c", role=None, village=AWAY)]
    world.deliver(month(1), torn)
    assert tell_books(world.tx, month(1)).close
    assert line(world, month(1), AWAY, entity="family").closing == 1


def test_a_lost_row_opens_the_books(world: World) -> None:
    world.deliver(month(1), people("abc"))
    lost = (
        "delete from registry.source_person_version where record_id ="
        " (select min(record_id) from registry.source_person_version)"
    )
    world.tx.execute(lost, "a lost row")
    assert line(world, month(1)).difference == -1


def test_the_same_month_again_writes_no_line(world: World) -> None:
    world.deliver(month(1), people("abc"))
    before = world.rows("select xmin::text, t::text from registry.book_closing as t")
    world.sync(month(1))
    assert world.rows("select xmin::text, t::text from registry.book_closing as t") == before


rows = st.builds(
    Row,
    person=st.sampled_from("abcdef"),
    source=st.sampled_from(["p3ke", "dtks"]),
    list=st.sampled_from([None, "1", "2", "3"]),
    role=st.sampled_from([None, HEAD]),
    village=st.sampled_from([HOME, AWAY]),
    status=st.sampled_from([None, None, None, "ada", "meninggal", "ditolak", "pindah"]),
)
deliveries = st.tuples(
    st.integers(1, 4),
    st.lists(rows, max_size=7, unique=True),
    st.dictionaries(st.sampled_from("abc"), st.sampled_from("def"), max_size=2),
)
everywhere = [(source, village) for source in ("p3ke", "dtks") for village in (HOME, AWAY)]


def play(world: World, steps: list[tuple[int, list[Row], dict[str, str]]]) -> None:
    for number, listed, merged in steps:
        for person in "abcdef":
            world.part(person)
        for person, means in merged.items():
            world.link(person, means)
        world.deliver(month(number), listed, *everywhere[: number % 3 + 1])


TIMELINES = {
    "person": ("registry.membership_version", "person_id"),
    "family": ("registry.family_version", "family_id"),
}


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(deliveries, min_size=1, max_size=5), chosen=st.randoms())
def test_books_close_after_any_deliveries_and_open_by_any_lost_movement(
    untouched: Warehouse, steps: list[tuple[int, list[Row], dict[str, str]]], chosen: Random
) -> None:
    with new_world(untouched) as world:
        play(world, steps)
        numbers = {number for number, _, _ in steps}
        for number in numbers:
            assert tell_books(world.tx, month(number)).close
        for entity in TIMELINES:
            with world.undone():
                if lose_a_movement(world, entity, month(max(numbers)), chosen):
                    assert not tell_books(world.tx, month(max(numbers))).close


def lose_a_movement(world: World, entity: str, last: date, chosen: Random) -> bool:
    """Delete the last step of somebody who came, went or moved; tells whether there is one."""
    timeline, key = TIMELINES[entity]
    with Engine() as engine:
        gather_moving(world.tx, engine, last)
        tell_movements(world.tx, engine, [last])
        moved = engine.query(
            "select distinct id from book_movement where entity = :entity"
            " and movement in ('new', 'moved_in', 'dropped') order by id",
            "who moved",
            entity=entity,
        )["id"].to_pylist()
    if moved:
        world.tx.execute(
            f"delete from {timeline} where {key} = :id and valid_from ="
            f" (select max(valid_from) from {timeline}"
            f" where {key} = :id and known_to is null) and known_to is null",
            "a lost step",
            id=chosen.choice(moved),
        )
    return bool(moved)
