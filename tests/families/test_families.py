"""Lists of two sources are one family where the people say so, and who belongs to it since when."""

import pytest

from pipelines.families import FamilyCounts
from tests.families.world import AWAY, CHILD, HEAD, HOME, SPOUSE, Row, World, month

FINDINGS = "select kind, family_id from registry.finding_as_of(:p) order by 1, 2"


def household(source: str, number: str, people: str, village: str = HOME) -> list[Row]:
    """Head, spouse, then children, one letter each."""
    roles = [HEAD, SPOUSE, *[CHILD] * 9]
    return [
        Row(person, source, number, role, village)
        for person, role in zip(people, roles, strict=False)
    ]


def test_two_lists_of_the_same_people_are_one_family(world: World) -> None:
    world.deliver(month(1), household("p3ke", "1", "abc") + household("dtks", "9", "abd"))
    assert world.family_id("p3ke", "1") == world.family_id("dtks", "9")


def test_a_child_who_married_has_a_family_of_their_own(world: World) -> None:
    married = household("dtks", "9", "cx")
    world.deliver(month(1), [*household("p3ke", "1", "abc"), *married])
    assert world.family_id("p3ke", "1") != world.family_id("dtks", "9")


def test_one_shared_child_alone_makes_no_family(world: World) -> None:
    world.deliver(month(1), [*household("p3ke", "1", "abc"), Row("c", "dtks", "9", CHILD)])
    assert world.family_id("p3ke", "1") != world.family_id("dtks", "9")


def test_an_old_household_joins_the_family_it_shares_most_with(world: World) -> None:
    old = household("dtks", "9", "abcd")
    world.deliver(month(1), [*household("p3ke", "1", "abc"), *household("p3ke", "2", "ab"), *old])
    assert world.family_id("dtks", "9") == world.family_id("p3ke", "1")


def test_no_chain_fuses_two_families_of_one_source(world: World) -> None:
    both = [
        *household("dtks", "9", "ab"),
        Row("x", "dtks", "9", HEAD),
        Row("y", "dtks", "9", SPOUSE),
    ]
    world.deliver(month(1), [*household("p3ke", "1", "abc"), *household("p3ke", "2", "xyz"), *both])
    assert world.family_id("p3ke", "1") != world.family_id("p3ke", "2")


def test_a_family_with_a_new_card_keeps_its_id(world: World) -> None:
    world.deliver(month(1), household("dtks", "8", "abc"))
    was = world.family_id("dtks", "8")
    world.deliver(month(2), household("dtks", "9", "abc"))
    assert world.family_id("dtks", "9") == was


def test_memberships_tell_since_when_and_until(world: World) -> None:
    world.deliver(month(1), household("p3ke", "1", "abc"))
    married = household("p3ke", "2", "xc")
    world.deliver(month(3), [*household("p3ke", "1", "ab"), *married])
    child = world.person_id(married[1])
    found = world.rows(
        "select family_id, relation, since, until from registry.membership"
        " where person_id = :id order by since",
        id=child,
    )
    assert found == [
        {
            "family_id": world.family_id("p3ke", "1"),
            "relation": CHILD,
            "since": month(1),
            "until": month(3),
        },
        {
            "family_id": world.family_id("p3ke", "2"),
            "relation": SPOUSE,
            "since": month(3),
            "until": None,
        },
    ]


def test_a_late_month_tells_the_months_after_it_anew(world: World) -> None:
    early, late = household("p3ke", "1", "abc"), household("p3ke", "1", "abd")
    for number, rows in ((1, early), (3, late), (2, late)):
        world.deliver(month(number), rows)
    in_order = world.rows(
        "select person_id, valid_from, is_in_p3ke from registry.membership_version"
        " where known_to is null order by 1, 2"
    )
    gone, came = world.person_id(early[2]), world.person_id(late[2])
    assert {"person_id": gone, "valid_from": month(2), "is_in_p3ke": None} in in_order
    assert {"person_id": came, "valid_from": month(2), "is_in_p3ke": True} in in_order
    assert not [row for row in in_order if row["valid_from"] == month(3)]


def test_a_month_without_news_adds_no_step(world: World) -> None:
    rows = household("p3ke", "1", "abc") + household("dtks", "9", "abc")
    world.deliver(month(1), rows)
    worked = world.deliver(month(2), rows)
    assert worked.families == FamilyCounts(minted=0, lists_changed=0, events={})
    assert worked.steps.added == 0


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (
            "person_in_two_families",
            [*household("p3ke", "1", "abc"), *household("p3ke", "2", "xyc")],
        ),
        (
            "family_in_two_villages",
            [*household("p3ke", "1", "abc"), *household("dtks", "9", "abc", AWAY)],
        ),
        ("one_person_leftover", [*household("p3ke", "1", "abc"), Row("c", "dtks", "9", HEAD)]),
    ],
)
def test_what_is_odd_is_a_finding(world: World, kind: str, rows: list[Row]) -> None:
    world.deliver(month(1), rows)
    found = {row["kind"] for row in world.rows(FINDINGS, p=month(1))}
    assert kind in found
    world.deliver(month(1), household("p3ke", "1", "abc"), ("dtks", HOME), ("dtks", AWAY))
    assert world.rows(FINDINGS, p=month(1)) == []


def test_what_was_odd_stays_odd_in_a_month_without_news(world: World) -> None:
    rows = [*household("p3ke", "1", "abc"), *household("p3ke", "2", "xyc")]
    world.deliver(month(1), rows)
    world.deliver(month(2), rows)
    assert world.rows(FINDINGS, p=month(2)) == world.rows(FINDINGS, p=month(1)) != []


def test_past_months_are_odd_too_once_two_people_are_known_to_be_one(world: World) -> None:
    rows = [*household("p3ke", "1", "abc"), *household("p3ke", "2", "xyd")]
    world.deliver(month(1), rows)
    world.link("d", "c")
    world.deliver(month(2), rows)
    for number in (1, 2):
        found = {row["kind"] for row in world.rows(FINDINGS, p=month(number))}
        assert "person_in_two_families" in found


def test_a_lack_of_family_rows_is_odd_only_once_both_files_came(world: World) -> None:
    rows = household("p3ke", "1", "abc")
    world.deliver(month(1), rows)
    assert world.rows(FINDINGS, p=month(1)) == []
    world.deliver(month(2), rows)
    world.tx.execute(
        "insert into registry.coverage values (:p, 'p3ke', 'family', :v, :p, true)",
        "the file of families",
        p=month(2),
        v=HOME,
    )
    world.sync(month(2))
    assert world.rows(FINDINGS, p=month(1)) == []
    [found] = world.rows(FINDINGS, p=month(2))
    assert found["kind"] == "head_without_family_row"
