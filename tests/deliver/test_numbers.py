"""Numbers as Indonesians write them, and classes of a map between whole numbers."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.deliver.indicators import CLASSES, indicators_of
from pipelines.deliver.numbers import MINUS, NOTHING, change, month_name, number, share, short_month
from tests.deliver.conftest import Published


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (5, "5"), (1000, "1.000"), (373411, "373.411")]
)
def test_thousands_are_parted_by_points(value: int, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(92, 1000, "9,2%"), (30, 95, "32%"), (0, 50, "0%"), (0, 0, NOTHING)],
)
def test_a_share_has_a_tenth_only_of_a_large_whole(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [(20, 5, "+15"), (5, 1205, f"{MINUS}1.200"), (5, 5, "tetap"), (5, None, NOTHING)],
)
def test_a_change_has_a_sign(now: int, before: int | None, text: str) -> None:
    assert change(now, before) == text


def test_months_have_indonesian_names() -> None:
    assert month_name(date(2026, 8, 1)) == "Agustus 2026"
    assert short_month(date(2026, 12, 1)) == "Des 2026"


def test_every_village_on_a_map_falls_into_a_class_of_its_legend(published: Published) -> None:
    maps = indicators_of(published.edition)
    assert len({each.name for each in maps}) == len(maps) > 5
    assert any(each.steps for each in maps)
    for each in maps:
        assert bool(each.steps) <= len(each.legend) <= CLASSES
        assert {step - 1 for step in each.steps.values()} <= set(range(len(each.legend)))
