"""The same quantity is the same number in every table that shows it, and levels add up."""

from __future__ import annotations

import pandas as pd
import pytest

from pipelines.marts import load_marts
from tests.conftest import Place

VILLAGE = ["period", "village_code_kemendagri"]
# Empty until P3KE comes again; see test_change.py.
AFTER_TWO_DELIVERIES = {"village_decile_change_monthly"}

# Tables whose quantities no other table shows, and what is asked of them instead.
ALONE = {
    "source_delivery_monthly": "files and villages of a source, not of a village",
    "source_set_aside_monthly": "rows that no other table counts",
    "village_decile_change_monthly": "test_change.py: now and before are those of population",
    "village_disagreement_monthly": "test_bounds.py: pairs of villages, within the people of one",
    "village_undecided_monthly": "expectations, not counts",
}

# Each group is one quantity by village: every query must give the same rows.
SAME = {
    "persons by source": (
        "select period, village_code_kemendagri, source, persons as value"
        " from mart.village_population_monthly where desil is null",
        "select period, village_code_kemendagri, source, sum(persons) as value"
        " from mart.village_demography_monthly group by 1, 2, 3",
    ),
    "persons of any source": (
        "select period, village_code_kemendagri, persons as value"
        " from mart.village_population_monthly where desil is null and source = 'any'",
        "select period, village_code_kemendagri, persons_any as value"
        " from mart.village_agreement_monthly",
        "select period, village_code_kemendagri, sum(persons) as value"
        " from mart.village_agreement_by_decile_monthly group by 1, 2",
    ),
    "persons of any source by sex": (
        "select period, village_code_kemendagri, sex, sum(persons) as value"
        " from mart.village_demography_monthly where source = 'any' group by 1, 2, 3",
        "select period, village_code_kemendagri, sex, sum(persons) as value"
        " from mart.village_agreement_by_decile_monthly group by 1, 2, 3",
    ),
    "persons in P3KE by decile": (
        "select period, village_code_kemendagri, desil, coalesce(persons, 0) as value"
        " from mart.village_population_monthly where source = 'p3ke' and desil is not null",
        "select period, village_code_kemendagri, desil, coalesce(sum(persons), 0) as value"
        " from mart.village_agreement_by_decile_monthly where agreement <> 'dtks_only'"
        " group by 1, 2, 3",
    ),
    "persons in P3KE": (
        "select period, village_code_kemendagri, persons as value"
        " from mart.village_population_monthly where desil is null and source = 'p3ke'",
        "select period, village_code_kemendagri, sum(persons) as value"
        " from mart.village_education_monthly group by 1, 2",
        "select period, village_code_kemendagri, sum(persons) as value"
        " from mart.village_work_monthly group by 1, 2",
        "select period, village_code_kemendagri, sum(persons) as value"
        " from mart.village_stunting_monthly group by 1, 2",
    ),
    "families in P3KE": (
        "select period, village_code_kemendagri, families as value"
        " from mart.village_population_monthly where desil is null and source = 'p3ke'",
        "select period, village_code_kemendagri, sum(families) as value"
        " from mart.village_family_head_monthly group by 1, 2",
        "select period, village_code_kemendagri, sum(families) as value"
        " from mart.village_family_composition_monthly group by 1, 2",
        "select period, village_code_kemendagri, sum(families) as value"
        " from mart.village_housing_monthly where item = 'roof' group by 1, 2",
        "select period, village_code_kemendagri, sum(families) as value"
        " from mart.village_housing_monthly where item = 'toilet' group by 1, 2",
        "select period, village_code_kemendagri, sum(families) as value"
        " from mart.village_deprivation_monthly group by 1, 2",
        "select period, village_code_kemendagri, sum(families) as value"
        " from mart.village_stunting_monthly group by 1, 2",
        "select period, village_code_kemendagri,"
        " sum(families_receiving + families_not_receiving + families_unknown) as value"
        " from mart.village_programme_monthly where programme = 'pkh' group by 1, 2",
        "select period, village_code_kemendagri, families as value"
        " from mart.village_targeting_monthly",
    ),
    "families in P3KE by decile": (
        "select period, village_code_kemendagri, desil, families as value"
        " from mart.village_population_monthly where source = 'p3ke' and desil is not null",
        "select period, village_code_kemendagri, desil, sum(families) as value"
        " from mart.village_family_head_monthly group by 1, 2, 3",
        "select period, village_code_kemendagri, desil,"
        " sum(families_receiving + families_not_receiving + families_unknown) as value"
        " from mart.village_programme_monthly where programme = 'kur' group by 1, 2, 3",
    ),
    "persons at the end of the month": (
        "select period, village_code_kemendagri, source, persons as value"
        " from mart.village_population_monthly where desil is null and source <> 'both'",
        "select period, village_code_kemendagri, source, closing as value"
        " from mart.village_change_monthly where figure = 'persons'",
    ),
    "families by source and decile": (
        "select period, village_code_kemendagri, source, desil, families as value"
        " from mart.village_population_monthly",
        "select period, village_code_kemendagri, source, desil, families as value"
        " from mart.village_membership_monthly",
    ),
    "families of any source": (
        "select period, village_code_kemendagri, families as value"
        " from mart.village_population_monthly where desil is null and source = 'any'",
        "select period, village_code_kemendagri,"
        " sum(case source when 'both' then -families else families end) as value"
        " from mart.village_population_monthly where desil is null and source <> 'any'"
        " group by 1, 2",
    ),
    "family records of the registry at the end of the month": (
        "select period, village_code_kemendagri, families + families_left_over as value"
        " from mart.village_membership_monthly where desil is null and source = 'any'",
        "select period, village_code_kemendagri, closing as value"
        " from mart.village_change_monthly where figure = 'family_records' and source = 'any'",
    ),
    "persons with their bounds": (
        "select period, village_code_kemendagri, source, desil, persons as value"
        " from mart.village_population_monthly",
        "select period, village_code_kemendagri, source, desil, value"
        " from mart.village_bounds_monthly where figure = 'persons'",
    ),
    "families with their bounds": (
        "select period, village_code_kemendagri, source, desil, families as value"
        " from mart.village_population_monthly",
        "select period, village_code_kemendagri, source, desil, value"
        " from mart.village_bounds_monthly where figure = 'families'",
    ),
    "families in P3KE by kecamatan and what they lack": (
        "select period, kecamatan_code_kemendagri, deprivations, families as value"
        " from mart.kecamatan_deprivation_monthly where families > 0",
        "select period, kecamatan_code_kemendagri, case combination when 'unknown' then -1"
        " when 'none' then 0 else cardinality(string_to_array(combination, ' + ')) end as"
        " deprivations, sum(families) as value from mart.kecamatan_housing_combination_monthly"
        " group by 1, 2, 3",
    ),
    "families in P3KE of decile 1": (
        "select period, village_code_kemendagri, families as value"
        " from mart.village_population_monthly where source = 'p3ke' and desil = 1",
        "select period, village_code_kemendagri, families_decile_1 as value"
        " from mart.village_targeting_monthly",
    ),
    "families in P3KE of deciles 5 to 10": (
        "select period, village_code_kemendagri, sum(families) as value"
        " from mart.village_population_monthly where source = 'p3ke' and desil >= 5 group by 1, 2",
        "select period, village_code_kemendagri, families_decile_5_and_more as value"
        " from mart.village_targeting_monthly",
    ),
    "persons in both sources": (
        "select period, village_code_kemendagri, persons as value"
        " from mart.village_population_monthly where desil is null and source = 'both'",
        "select period, village_code_kemendagri, persons_both as value"
        " from mart.village_agreement_monthly",
    ),
    "persons in both sources, nobody where one of them never came": (
        "select period, village_code_kemendagri, coalesce(persons_both, 0) as value"
        " from mart.village_agreement_monthly",
        "select period, village_code_kemendagri, coalesce(sum(persons), 0) as value"
        " from mart.village_agreement_by_decile_monthly where agreement = 'both' group by 1, 2",
    ),
    "rows as sent": (
        "select period, village_code_kemendagri, source, rows as value"
        " from mart.village_population_monthly"
        " where desil is null and source in ('p3ke', 'dtks')",
        "select period, village_code_kemendagri, source, rows as value"
        " from mart.village_quality_monthly",
    ),
}


def table(place: Place, query: str) -> pd.DataFrame:
    found = pd.DataFrame(place.rows(query))
    keys = [name for name in found.columns if name != "value"]
    found["value"] = found["value"].astype("Float64")
    return found.sort_values(keys).reset_index(drop=True)


@pytest.mark.parametrize("quantity", SAME)
def test_a_quantity_is_the_same_in_every_table(regency: Place, quantity: str) -> None:
    first, *others = (table(regency, query) for query in SAME[quantity])
    assert first["value"].sum() > 0
    for other in others:
        pd.testing.assert_frame_equal(first, other, check_dtype=False)


def test_every_table_is_held_against_another_or_said_to_stand_alone() -> None:
    compared = {
        mart.name
        for mart in load_marts()
        for view in mart.views
        if any(f"mart.{view}" in query for queries in SAME.values() for query in queries)
    }
    assert compared.isdisjoint(ALONE)
    assert compared | ALONE.keys() == {mart.name for mart in load_marts()}


@pytest.mark.parametrize("mart", load_marts(), ids=lambda mart: mart.name)
def test_every_row_is_alone_in_its_grain(regency: Place, mart: object) -> None:
    keys = ", ".join(mart.columns_of("key", "area"))  # type: ignore[attr-defined]
    query = f"select {keys} from mart.{mart.name} group by {keys} having count(*) > 1"  # type: ignore[attr-defined]
    assert regency.rows(query) == []


@pytest.mark.parametrize(
    "mart", [mart for mart in load_marts() if mart.is_by_village], ids=lambda mart: mart.name
)
def test_kecamatan_and_regency_are_sums_of_villages(regency: Place, mart: object) -> None:
    sums = ", ".join(f"sum({name}) as {name}" for name in mart.columns_of("count"))  # type: ignore[attr-defined]
    villages, kecamatan, whole = (
        regency.rows(f"select period, {sums} from mart.{view} group by period order by period")
        for view in mart.views  # type: ignore[attr-defined]
    )
    assert villages == kecamatan == whole
    assert villages or mart.name in AFTER_TWO_DELIVERIES  # type: ignore[attr-defined]


def test_what_was_never_delivered_is_null_and_not_zero(regency: Place) -> None:
    # Families that P3KE lists elsewhere may live there all the same.
    found = regency.rows(
        "select sum(h.families) as families from mart.village_housing_monthly as h"
        " where h.as_of_p3ke is null and h.item = 'roof' group by h.period,"
        " h.village_code_kemendagri"
    )
    assert any(row["families"] is None for row in found)
    assert all(row["families"] is None or row["families"] > 0 for row in found)


@pytest.mark.parametrize("level", ["village", "kecamatan", "regency"])
def test_the_share_padan_is_that_of_the_counts_beside_it(regency: Place, level: str) -> None:
    found = regency.rows(
        f"select padan_pct, round(100.0 * persons_both / nullif(persons_any, 0), 1) as by_counts"
        f" from mart.{level}_agreement_monthly"
    )
    assert any(row["padan_pct"] for row in found)
    assert [row for row in found if row["padan_pct"] != row["by_counts"]] == []


def test_people_by_their_heads_age_are_each_counted_in_one_family(regency: Place) -> None:
    query = (
        "select standing_period as period, count(distinct person_id) as persons"
        " from registry.standing_person where source = 'p3ke' and source_family_id is not null"
        " group by 1 order by 1"
    )
    told = regency.rows(
        "select period, sum(persons) as persons from mart.regency_family_composition_monthly"
        " group by 1 order by 1"
    )
    assert told == regency.rows(query)
    assert told
