"""Bounds: around every headline count, at every level, by the rule of docs/bounds.md."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipelines.export import export_villages
from pipelines.linkage.evaluate import evaluate_links
from tests.conftest import Place

LEVELS = ("village", "kecamatan", "regency")


def bounds(place: Place, condition: str = "true") -> pd.DataFrame:
    return pd.DataFrame(place.rows(f"select * from mart.area_bounds_monthly where {condition}"))


def test_every_count_lies_within_its_bounds(regency: Place) -> None:
    found = bounds(regency, "value is not null")
    assert (found["low"] <= found["value"]).all()
    assert (found["value"] <= found["high"]).all()
    assert (found["low"] < found["high"]).any()


@pytest.mark.parametrize("level", LEVELS)
def test_bounds_are_about_the_counts_of_the_population_table(regency: Place, level: str) -> None:
    digits = {"village": 10, "kecamatan": 6, "regency": 4}[level]
    code = f"left(village_code_kemendagri, {digits})"
    for figure in ("persons", "families"):
        query = (
            f"select period, {code} as area, source, desil, sum({figure}) as value"
            " from mart.village_population_monthly group by 1, 2, 3, 4"
            " except select period, area_code_kemendagri, source, desil, value"
            f" from mart.area_bounds_monthly where level = '{level}' and figure = '{figure}'"
        )
        assert regency.rows(query) == []


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_has_its_own_table(regency: Place, level: str) -> None:
    of_all = f"select count(*) as n from mart.area_bounds_monthly where level = '{level}'"
    of_one = f"select count(*) as n from mart.{level}_bounds_monthly"
    assert regency.rows(of_all) == regency.rows(of_one)


def test_moves_inside_an_area_do_not_widen_its_bounds(regency: Place) -> None:
    found = bounds(regency, "figure = 'persons' and source = 'p3ke' and desil is null")
    width = (found["high"] - found["low"]).groupby(found["level"]).sum()
    assert width["regency"] < width["kecamatan"] < width["village"]


def test_people_of_two_villages_are_told_by_both(regency: Place) -> None:
    torn = regency.rows(
        "select sum(persons) as n from mart.village_disagreement_monthly"
        " where source = 'both' and desil is null"
    )
    assert torn[0]["n"] > 0
    query = (
        "select count(*) as n from mart.village_disagreement_monthly where"
        " expected_persons not between 0 and persons or expected_families not between 0 and"
        " families or village_code_kemendagri = other_village_code_kemendagri"
    )
    assert regency.rows(query) == [{"n": 0}]


def test_a_list_left_over_counts_no_family(regency: Place) -> None:
    query = (
        "select sum(families_left_over) as left_over from mart.regency_membership_monthly"
        " where desil is null and source = 'any'"
    )
    assert regency.rows(query)[0]["left_over"] > 0
    query = (
        "select period, sum(families) as published from mart.regency_population_monthly"
        " where desil is null and source = 'any' group by 1"
    )
    truth = duckdb.read_parquet(str(regency.warehouse.settings.home / "truth/villages.parquet"))
    true = truth.filter("source = 'any'").aggregate("period, sum(families)::int as n", "period")
    expected = dict(true.fetchall())
    for row in regency.rows(query):
        # Lists are 5 to 7 in a hundred more than families.
        assert abs(row["published"] / expected[f"{row['period']:%Y-%m}"] - 1) < 0.02


@pytest.mark.parametrize("figure", ["persons", "families"])
def test_true_counts_lie_within_the_bounds(regency: Place, figure: str) -> None:
    found = bounds(regency, f"level = 'village' and figure = '{figure}' and desil is null")
    truth = duckdb.read_parquet(str(regency.warehouse.settings.home / "truth/villages.parquet"))
    true = truth.to_df().rename(columns={figure: "true_count"})
    found["period"] = [f"{day:%Y-%m}" for day in found["period"]]
    both = found.merge(
        true,
        left_on=["period", "area_code_kemendagri", "source"],
        right_on=["period", "village_code", "source"],
    ).dropna(subset=["value"])
    within = both["true_count"].between(both["low"], both["high"])
    assert len(both) > 1500
    assert within.mean() >= 0.95


def test_an_evaluation_holds_every_indicator_against_the_truth(regency: Place) -> None:
    truth = regency.warehouse.settings.home / "truth"
    found = evaluate_links(regency.warehouse, truth, brief=True).indicators
    assert {one.period for one in found} == {"2026-07", "2026-08"}
    assert {one.level for one in found} == set(LEVELS)
    persons = [one for one in found if one.indicator == "persons any" and one.level == "village"]
    assert all(one.cells > 200 and (one.within_bounds or 0) >= 0.95 for one in persons)
    by_decile = [one for one in found if one.indicator == "persons p3ke by decile"]
    assert all(one.mean_absolute_error < one.true_mean for one in by_decile)


def test_the_export_holds_the_bounds_of_persons(regency: Place, tmp_path: Path) -> None:
    out = tmp_path / "villages.parquet"
    rows = export_villages(regency.warehouse, date(2026, 8, 1), out)
    found = pd.read_parquet(out).dropna(subset=["persons"])
    assert 0 < len(found) <= rows
    assert (found["persons_low"] <= found["persons"]).all()
    assert (found["persons"] <= found["persons_high"]).all()
    assert (found["persons_low"] < found["persons_high"]).any()
