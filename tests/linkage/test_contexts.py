"""What an agreement is worth depends on what else the pair agrees on."""

from __future__ import annotations

import numpy as np

from pipelines.linkage.families import IN_FAMILY
from pipelines.linkage.model import load_model
from pipelines.linkage.scoring import match_weights

# One number, date and name; nobody else of the two lists matches.
FOUND_ALONE = {
    "relation": "OTHER_SOURCE",
    "nik": "EQUAL",
    "birth_date": "EQUAL",
    "sex": "EQUAL",
    "name": "EQUAL_FREQUENT",
    "support": "NONE_OF_ONE",
    "rival": "NONE",
}


def weight_of(**levels: str) -> float:
    """What the model in git makes of a pair with these levels; the others are missing."""
    pattern = [
        comparison.level_names().index(levels[comparison.name]) + 1
        if comparison.name in levels
        else 0
        for comparison in IN_FAMILY
    ]
    (weight,) = match_weights(np.array([pattern], np.uint8), IN_FAMILY, load_model().in_family)
    return float(weight)


def test_who_founds_a_household_in_another_village_is_found_by_number_name_and_date() -> None:
    moved = weight_of(**FOUND_ALONE, place="OTHER", role="CHILD_AND_PARENT")
    assert moved > load_model().thresholds.link


def test_a_child_and_a_parent_are_rather_one_person_in_two_villages_than_in_one() -> None:
    def doubt(place: str) -> float:
        return weight_of(**FOUND_ALONE, place=place, role="EQUAL") - weight_of(
            **FOUND_ALONE, place=place, role="CHILD_AND_PARENT"
        )

    assert doubt("OTHER") < doubt("SAME_VILLAGE")
