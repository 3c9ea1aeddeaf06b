"""Which drop delivers which village: first, as a new version, or in addition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.validate.versions import Presence, decide_versions

V, W = "6402012001", "6402012002"


def decide(*people: tuple[int, str, int], repeated=None, accepted=()):
    """Decide drops told as (id, village, people)."""
    presences = [Presence(drop, "person", village, count) for drop, village, count in people]
    again = {("person", v, a, b): n for (v, a, b), n in (repeated or {}).items()}
    return decide_versions(presences, again, frozenset(accepted))


def relations(decision):
    return {(d.drop_id, d.village_code): (d.relation, d.superseded_by) for d in decision.deliveries}


@pytest.mark.parametrize(
    ("repeated", "relation", "superseded_by"),
    [(50, "replaces", 2), (100, "replaces", 2), (9, "adds", None), (0, "adds", None)],
)
def test_half_is_a_new_version_and_under_a_tenth_an_addition(repeated, relation, superseded_by):
    found = decide((1, V, 100), (2, V, 80), repeated={(V, 1, 2): repeated})
    assert relations(found) == {(1, V): ("first", superseded_by), (2, V): (relation, None)}


@pytest.mark.parametrize("repeated", [10, 30, 49])
def test_what_lies_between_is_ambiguous_and_delivers_nothing_anywhere(repeated):
    found = decide((1, V, 100), (2, V, 80), (2, W, 5), repeated={(V, 1, 2): repeated})
    assert [(a.drop_id, a.standing, a.repeated) for a in found.ambiguous] == [(2, 100, repeated)]
    assert relations(found) == {(1, V): ("first", None)}


def test_a_version_of_a_village_and_its_addition_replaces_both():
    found = decide(
        (1, V, 100), (2, V, 20), (3, V, 110), repeated={(V, 1, 3): 90, (V, 2, 3): 20}
    )  # fmt: skip
    assert relations(found)[1, V] == ("first", 3)
    assert relations(found)[2, V] == ("adds", 3)
    last = found.deliveries[-1]
    assert (last.relation, last.people_came, last.people_went) == ("replaces", 0, 10)


def test_a_file_may_replace_one_village_and_add_to_another():
    found = decide((1, V, 10), (1, W, 10), (2, V, 10), (2, W, 3), repeated={(V, 1, 2): 8})
    assert relations(found)[2, V] == ("replaces", None)
    assert relations(found)[2, W] == ("adds", None)


def test_without_an_ambiguous_drop_a_later_one_may_be_plain():
    found = decide(
        (1, V, 100), (2, V, 80), (3, V, 90), repeated={(V, 1, 2): 30, (V, 2, 3): 80, (V, 1, 3): 0}
    )
    assert [a.drop_id for a in found.ambiguous] == [2]
    assert relations(found)[3, V] == ("adds", None)


def test_what_was_accepted_before_is_not_refused_any_more():
    found = decide((1, V, 100), (2, V, 80), repeated={(V, 1, 2): 30}, accepted={2})
    assert found.ambiguous == []


@given(
    st.lists(st.tuples(st.integers(1, 5), st.sampled_from([V, W]), st.integers(1, 50)), max_size=8),
    st.dictionaries(
        st.tuples(st.sampled_from([V, W]), st.integers(1, 5), st.integers(1, 5)),
        st.integers(0, 50),
        max_size=8,
    ),
)
def test_every_village_that_was_delivered_has_somebody_standing(people, repeated):
    people = list({(drop, village): (drop, village, n) for drop, village, n in people}.values())
    found = decide(*people, repeated={k: v for k, v in repeated.items() if k[1] < k[2]})
    refused = {a.drop_id for a in found.ambiguous}
    for village in {village for drop, village, _ in people if drop not in refused}:
        mine = [d for d in found.deliveries if d.village_code == village]
        assert any(d.superseded_by is None for d in mine)
