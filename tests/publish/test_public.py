"""What anybody may read: it adds up, it hides small villages' details, and it is drawn once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipelines.disclosure import FAMILIES, STRUCTURES
from pipelines.engine import Engine
from pipelines.publish import publish_period, withdraw_release
from pipelines.publish.grounds import Grounds
from pipelines.publish.protection import protect, read_input
from pipelines.publish.register import write_protected
from pipelines.publish.tables import compute_tables
from tests.conftest import Place
from tests.publish.conftest import MONTHS

CELL = ["row_dimension", "row_category", "column_dimension", "column_category"]
ONLY_BY_KECAMATAN = {"deprivations", "decile_before"}
units = pytest.mark.parametrize("unit", [structure.unit for structure in STRUCTURES])


def public(place: Place, unit: str) -> pd.DataFrame:
    query = (
        f"select p.*, p.{unit} as value, a.parent_code_kemendagri as parent"
        f" from mart_public.area_{unit}_monthly as p join mart_public.area as a"
        " using (level, area_code_kemendagri)"
    )
    return pd.DataFrame(place.rows(query))


def sums(rows: pd.DataFrame, by: list[str]) -> pd.Series:
    return rows.groupby(by)["value"].sum().sort_index()


@units
def test_every_dimension_adds_up_to_the_total_of_its_area(regency: Place, unit: str) -> None:
    shown = public(regency, unit)
    place = ["period", "level", "area_code_kemendagri"]
    total = shown[shown["row_dimension"] == "all"].set_index(place)["value"].sort_index()
    single = shown[(shown["column_dimension"] == "all") & (shown["row_dimension"] != "all")]
    for name, rows in single.groupby("row_dimension"):
        added = sums(rows, place)
        assert (added == total.loc[added.index]).all()
        assert len(added) == len(total) or name in ONLY_BY_KECAMATAN


@units
def test_every_cross_adds_up_to_its_margins(regency: Place, unit: str) -> None:
    shown = public(regency, unit)
    place = ["period", "area_code_kemendagri"]
    margins = shown[shown["column_dimension"] == "all"].set_index([*place, *CELL[:2]])["value"]
    crosses = shown[shown["column_dimension"] != "all"]
    assert len(crosses)
    for names in (CELL[:2], CELL[2:]):
        for _, rows in crosses.groupby(["row_dimension", "column_dimension"]):
            added = sums(rows, [*place, *names])
            assert (added == margins.loc[added.index]).all()


@units
def test_levels_are_sums_of_the_level_below(regency: Place, unit: str) -> None:
    shown = public(regency, unit)
    single = shown[shown["column_dimension"] == "all"]
    single = single[~single["row_dimension"].isin(ONLY_BY_KECAMATAN)]
    for below, above in (("village", "kecamatan"), ("kecamatan", "regency")):
        parts = sums(single[single["level"] == below], ["period", "parent", *CELL])
        wholes = single[single["level"] == above].set_index(
            ["period", "area_code_kemendagri", *CELL]
        )["value"].sort_index()  # fmt: skip
        assert (parts.to_numpy() == wholes.to_numpy()).all()


def test_details_that_villages_are_too_small_for_are_shown_by_kecamatan(regency: Place) -> None:
    asked = pd.concat([public(regency, unit) for unit in ("persons", "families")])
    pairs = asked.groupby(["row_dimension", "column_dimension"])["level"].agg(set).to_dict()
    above = {"kecamatan", "regency"}
    assert pairs["deprivations", "all"] == above
    assert pairs["programme_pkh", "decile_group"] == pairs["stunting_risk", "decile_group"] == above
    assert pairs["education", "sex"] == pairs["work", "sex"] == above
    assert pairs["decile_group", "head_sex"] >= above


def test_movement_between_deciles_is_protected_once_p3ke_came_twice(regency: Place) -> None:
    # P3KE has come once here: who stands one decile higher than before is made up.
    made_up = (
        "select village_code_kemendagri, greatest(desil - 1, -1) as desil_before, desil,"
        " count(*) as families from listed_family group by village_code_kemendagri, desil"
    )
    with (
        regency.warehouse.transaction() as tx,
        Engine() as engine,
    ):
        compute_tables(Grounds(tx), engine, MONTHS[-1])
        engine.load("fresh_village_decile_change_monthly", engine.query(made_up, "movement"))
        units = protect(read_input(tx, engine, MONTHS[-1]))
    families = next(unit for unit in units if unit.structure is FAMILIES)
    moved = next(t for t in families.tables if t.table.row.name == "decile_before")
    assert moved.truth.sum() == families.truth[:, 0].sum() > 0
    assert moved.published.sum() == families.published[:, 0].sum()
    assert (np.abs(moved.published - moved.truth) <= 10).mean() >= 0.95


def test_what_kecamatan_show_is_near_the_truth(regency: Place) -> None:
    query = "select abs(published - truth) as off from disclosure.kecamatan_register"
    off = pd.DataFrame(regency.rows(query))["off"]
    assert len(off) > 1000
    assert (off <= 10).mean() >= 0.95


@units
def test_a_village_of_few_people_shows_no_crosses(regency: Place, unit: str) -> None:
    place = ["period", "area_code_kemendagri"]
    people = public(regency, "persons")
    totals = people[(people["level"] == "village") & (people["row_dimension"] == "all")]
    small = totals.loc[totals["value"] < 200, place]
    shown = public(regency, unit).merge(small, on=place)
    assert len(shown)
    assert set(shown["column_dimension"]) == {"all"}


@units
def test_a_village_total_is_usually_off_by_at_most_4_and_never_by_more_than_5(
    regency: Place, unit: str
) -> None:
    source = {"persons": "any", "families": "p3ke"}[unit]
    shown = public(regency, unit)
    totals = shown[(shown["level"] == "village") & (shown["row_dimension"] == "all")]
    true = pd.DataFrame(
        regency.rows(
            "select period, village_code_kemendagri as area_code_kemendagri,"
            f" {unit} as truth from mart.village_population_monthly"
            f" where source = '{source}' and desil is null and {unit} is not null"
        )
    )
    both = totals.merge(true, on=["period", "area_code_kemendagri"])
    assert len(both) == len(totals) > 0
    off = (both["value"] - both["truth"]).abs()
    assert off.max() <= 5
    assert (off <= 4).mean() > 0.99


def test_a_zero_of_a_village_is_printed_as_0_to_4(regency: Place) -> None:
    shown = public(regency, "persons")
    zeros = shown[(shown["value"] == 0) & (shown["level"] == "village")]
    assert set(zeros["shown"]) == {"0-4"}
    rest = shown[(shown["value"] > 0)]
    assert (rest["shown"] == rest["value"].astype(str)).all()


def test_publishing_again_after_a_withdrawal_is_no_second_draw(regency: Place) -> None:
    before = {unit: public(regency, unit) for unit in ("persons", "families")}
    (newest,) = regency.rows(
        "select release_no from mart.current_release where period = :p", p=MONTHS[-1]
    )
    withdraw_release(regency.warehouse, int(str(newest["release_no"])), reason="a test")
    summary = publish_period(regency.warehouse, MONTHS[-1])
    assert summary.releases
    for unit, rows in before.items():
        key = ["period", "level", "area_code_kemendagri", *CELL]
        again = public(regency, unit)
        pd.testing.assert_frame_equal(
            rows.sort_values(key).reset_index(drop=True),
            again.sort_values(key).reset_index(drop=True),
        )


class UndoneError(Exception):
    """Nothing of a test's transaction is kept."""


def test_a_month_that_goes_back_to_an_earlier_release_gets_its_numbers_again(
    regency: Place,
) -> None:
    # One in five cells gets another truth and number, as by a release that is then withdrawn.
    draw = np.random.default_rng(1)
    with (
        pytest.raises(UndoneError),
        regency.warehouse.transaction() as tx,
        Engine() as engine,
    ):
        compute_tables(Grounds(tx), engine, MONTHS[-1])
        first = protect(read_input(tx, engine, MONTHS[-1]))
        wrong = []
        for unit in first:
            other = (draw.random(unit.truth.shape) < 0.2).astype(int)
            truth, published = unit.truth + other, unit.published + 5 * other
            wrong.append(replace(unit, truth=truth, published=published, tables=()))
        write_protected(tx, wrong, 10**6, MONTHS[-1])
        assert tx.scalar("select count(*) from disclosure.said_before") > 1000
        again = protect(read_input(tx, engine, MONTHS[-1]))
        for unit, same in zip(first, again, strict=True):
            assert (unit.published == same.published).all()
        raise UndoneError


def test_an_unchanged_cell_keeps_its_number_from_month_to_month(regency: Place) -> None:
    moved = regency.rows(
        "select count(*) filter (where a.published <> b.published) as moved, count(*) as kept"
        " from disclosure.register as a join disclosure.register as b"
        " using (village_code_kemendagri, cell_id)"
        " where a.period = :a and b.period = :b and a.truth = b.truth",
        a=MONTHS[0],
        b=MONTHS[1],
    )[0]
    assert int(str(moved["kept"])) > 1000
    assert moved["moved"] == 0
