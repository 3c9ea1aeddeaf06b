"""`python -m tests.benchmarks.dashboard --home HOME`: how long a dashboard waits for its headlines.

Each query is asked as the role that dashboards log in with, of the views that they read, of the
newest month or of all of them. The figures stand in docs/releases.md. Nothing of a month is kept
ready between the questions: that would be measured, not the views.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.console import Console

from pipelines.settings import Settings
from pipelines.warehouse import Transaction, open_warehouse

ASKED = 7
LIMIT_MS = 200
OFFICIALS, ANYBODY = "padan_dashboard", "padan_public"


@dataclass(frozen=True)
class Headline:
    """One question of a dashboard, and who asks it."""

    name: str
    role: str
    query: str


HEADLINES = (
    Headline(
        "people and families of the regency",
        OFFICIALS,
        "select source, persons, families from mart.regency_population_monthly"
        " where period = :period and desil is null",
    ),
    Headline(
        "the same, month by month",
        OFFICIALS,
        "select period, source, persons, families from mart.regency_population_monthly"
        " where desil is null order by period",
    ),
    Headline(
        "share padan of all villages, a map",
        OFFICIALS,
        "select village_code_kemendagri, padan_pct from mart.village_agreement_monthly"
        " where period = :period",
    ),
    Headline(
        "decile 1 without any programme, the twenty villages with most",
        OFFICIALS,
        "select village_code_kemendagri, families_decile_1_without_programme"
        " from mart.village_targeting_monthly where period = :period"
        " order by 2 desc nulls last limit 20",
    ),
    Headline(
        "programmes by decile in each kecamatan",
        OFFICIALS,
        "select kecamatan_code_kemendagri, programme, desil, families_receiving"
        " from mart.kecamatan_programme_monthly where period = :period",
    ),
    Headline(
        "sex and age of a village",
        OFFICIALS,
        "select sex, age_group, persons from mart.village_demography_monthly"
        " where period = :period and source = 'any' and village_code_kemendagri = :village",
    ),
    Headline(
        "dwellings of each kecamatan",
        OFFICIALS,
        "select kecamatan_code_kemendagri, item, sum(families) as families"
        " from mart.kecamatan_housing_monthly where period = :period and is_deprived group by 1, 2",
    ),
    Headline(
        "movement between deciles in the regency",
        OFFICIALS,
        "select desil_before, desil, persons, families from mart.regency_decile_change_monthly"
        " where period = :period",
    ),
    Headline(
        "what changed in each village, by reason",
        OFFICIALS,
        "select * from mart.village_change_monthly where period = :period and figure = 'persons'",
    ),
    Headline(
        "low and high of each village",
        OFFICIALS,
        "select village_code_kemendagri, value, low, high from mart.village_bounds_monthly"
        " where period = :period and figure = 'persons' and source = 'any' and desil is null",
    ),
    Headline(
        "usable NIK by kecamatan and source",
        OFFICIALS,
        "select kecamatan_code_kemendagri, source, rows, rows_with_usable_nik"
        " from mart.kecamatan_quality_monthly where period = :period",
    ),
    Headline(
        "public counts of the regency",
        ANYBODY,
        "select row_dimension, row_category, shown from mart_public.area_persons_monthly"
        " where period = :period and level = 'regency' and column_dimension = 'all'",
    ),
    Headline(
        "public counts of a village, crosses included",
        ANYBODY,
        "select * from mart_public.area_persons_monthly"
        " where period = :period and area_code_kemendagri = :village",
    ),
    Headline(
        "people in decile 1 of all villages, a public map",
        ANYBODY,
        "select area_code_kemendagri, persons from mart_public.area_persons_monthly"
        " where period = :period and level = 'village' and row_dimension = 'decile_group'"
        " and row_category = '1' and column_dimension = 'all'",
    ),
    Headline(
        "public families of the regency, month by month",
        ANYBODY,
        "select period, families from mart_public.area_families_monthly"
        " where level = 'regency' and row_dimension = 'all' order by period",
    ),
    Headline(
        "how fresh the sources are in each area",
        ANYBODY,
        "select * from mart_public.area_sources_monthly where period = :period",
    ),
)


def measure(tx: Transaction) -> Iterator[tuple[Headline, int, float, float]]:
    """Of each headline: rows, and the middle and longest of several waits in milliseconds."""
    asked = tx.rows_of(
        "select max(period) as period, (select min(village_code_kemendagri) from reference.village)"
        " as village from mart.current_release",
        "the newest month",
    )[0]
    for headline in HEADLINES:
        tx.execute(f"set local role {headline.role}", "taking the role")
        waits, rows = [], 0
        for _ in range(ASKED):
            began = time.perf_counter()
            rows = len(tx.rows_of(headline.query, headline.name, **_needed(headline, dict(asked))))
            waits.append(1000 * (time.perf_counter() - began))
        tx.execute("reset role", "giving the role back")
        yield headline, rows, median(waits), max(waits)


def _needed(headline: Headline, asked: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in asked.items() if f":{name}" in headline.query}


def main() -> None:
    """Ask, and print a table for the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.dashboard")
    parser.add_argument("--home", type=Path, required=True, help="of a warehouse with releases")
    options = parser.parse_args()
    show = Console(markup=False, soft_wrap=True).print
    show("| role | question | rows | ms, middle of 7 | ms, longest |")
    show("| --- | --- | --- | --- | --- |")
    slow = []
    with open_warehouse(Settings(home=options.home)) as warehouse, warehouse.transaction() as tx:
        for headline, rows, middle, longest in measure(tx):
            who = headline.role.removeprefix("padan_")
            show(f"| {who} | {headline.name} | {rows:,} | {middle:.0f} | {longest:.0f} |")
            if middle > LIMIT_MS:
                slow.append(headline.name)
    show(f"Above {LIMIT_MS} ms: {', '.join(slow) or 'none'}.")


if __name__ == "__main__":
    main()
