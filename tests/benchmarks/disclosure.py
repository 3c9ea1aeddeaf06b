"""`python -m tests.benchmarks.disclosure`: what protection costs, and what outsiders find.

A drawn regency of 237 villages in 20 kecamatan, three months with 2% of the people changing each.
Writes its figures into docs/disclosure.md between the marks. Nothing else should run; it takes some
minutes, nearly all of them the attacks.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from rich.console import Console

from pipelines.disclosure import FAMILIES, PERSONS, Earlier, Structure, round_counts, sum_by_area
from tests.disclosure.attacker import CELL, Findings, attack, puzzle_of_hidden, puzzle_of_rounded
from tests.disclosure.drawn import Ints, Regency, as_tables, draw_regency

PAGE = Path(__file__).resolve().parents[2] / "docs" / "disclosure.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
KECAMATAN, VILLAGES, MONTHS = 20, 12, 3
MEAN_SIZE = {PERSONS: 560, FAMILIES: 150}
TOLD = {"village": 9, "kecamatan": 40, "regency": 80}
TRUSTING = {"village": 4, "kecamatan": 40, "regency": 80}
SIZES = ((0, 0), (1, 4), (5, 19), (20, 99), (100, 10**9))
console = Console()


class Months:
    """Three months of one unit, published one after another."""

    def __init__(self, structure: Structure) -> None:
        regency = draw_regency(
            structure,
            kecamatan=KECAMATAN,
            villages=VILLAGES,
            mean_size=MEAN_SIZE[structure],
            seed=2026,
        )
        self.structure = structure
        self.regency = regency
        self.truths: list[Ints] = []
        self.published: list[Ints] = []
        self.seconds: list[float] = []
        earlier: list[Earlier] = []
        for month in range(MONTHS):
            counts = regency.counts()
            began = time.perf_counter()
            values = round_counts(structure, counts, regency.kecamatan, earlier)
            self.seconds.append(time.perf_counter() - began)
            self.truths.append(counts)
            self.published.append(values)
            earlier = [Earlier(counts, values)]
            regency = regency.next_month(seed=3000 + month)


def errors(months: Months) -> Iterator[str]:
    """Error by level and size of the true count, in the last month."""
    levels = {"village": (months.truths[-1], months.published[-1])}
    for level, areas in (
        ("kecamatan", months.regency.kecamatan),
        ("regency", ["R"] * len(months.regency.kecamatan)),
    ):
        levels[level] = tuple(
            sum_by_area(values, areas)[1] for values in (months.truths[-1], months.published[-1])
        )
    for level, (truth, published) in levels.items():
        off = np.abs(published - truth)
        for low, high in SIZES:
            cells = (truth >= low) & (truth <= high)
            if not cells.any():
                continue
            name = str(low) if low == high else f"{low}-{high}" if high < 10**9 else f"{low}+"
            share = f"{100 * off[cells].sum() / truth[cells].sum():.1f}%" if low else ""
            yield (
                f"| {months.structure.unit} | {level} | {name} | {cells.sum():,} |"
                f" {off[cells].mean():.2f} | {share} | {np.quantile(off[cells], 0.95):.0f} |"
                f" {off[cells].max()} |"
            )


def totals(months: Months) -> str:
    """How far the villages' totals are off."""
    truth, published = months.truths[-1][:, 0], months.published[-1][:, 0]
    off = np.abs(published - truth)
    return (
        f"Village totals of {months.structure.unit}: off by {off.mean():.1f} on average,"
        f" {off.max()} at most."
    )


def steadiness(months: Months) -> str:
    """What moved from the second to the third month."""
    still = months.truths[1] == months.truths[2]
    kept = months.published[1] == months.published[2]
    return (
        f"{months.structure.unit}: {kept.mean():.0%} of the village numbers stayed from one month"
        f" to the next; of {still.sum():,} cells whose truth stood still, {(still & ~kept).sum()}"
        " moved;"
        f" of {(~still).sum():,} others, {(~still & ~kept).sum():,}."
    )


def kecamatan_of(months: Months, number: int) -> tuple[Regency, list[Ints], list[pd.DataFrame]]:
    """One kecamatan, its truth and its public tables in each month."""
    members = slice(number * VILLAGES, (number + 1) * VILLAGES)
    part = replace(months.regency, kecamatan=months.regency.kecamatan[members])
    truths = [truth[members] for truth in months.truths]
    return part, truths, [as_tables(part, values[members]) for values in months.published]


def small_cells(truths: list[Ints], tables: list[pd.DataFrame]) -> Ints:
    """Village cells of 1 to 4 in all releases, among all unknowns."""
    found, offset = [], 0
    for truth, table in zip(truths, tables, strict=True):
        flat = truth.ravel()
        found.append(offset + np.flatnonzero((flat >= 1) & (flat <= 4)))
        offset += len(table)
    return np.concatenate(found)


def known_changes(
    truths: list[Ints], tables: list[pd.DataFrame], *, share: float
) -> list[tuple[int, int, pd.DataFrame]]:
    """Changes that an outsider knows: all that are none, and a share of the others."""
    draw = np.random.default_rng(5)
    known = []
    for first in range(len(truths) - 1):
        change = (truths[first + 1] - truths[first]).ravel()
        table = tables[first]
        cells = table.loc[table["level"] == "village", ["area", *CELL]].assign(change=change)
        is_known = (change == 0) | (draw.random(len(change)) < share)
        known.append((first, first + 1, cells[is_known]))
    return known


OUTSIDERS = {
    "which cells are unchanged, over three releases": (TOLD, 0.0, False),
    "the same and every village's total": (TOLD, 0.0, True),
    "the same as the first and 5% of the other changes": (TOLD, 0.05, False),
    "every change of every cell": (TOLD, 1.0, False),
    "which cells are unchanged, and trusts a bound of 4": (TRUSTING, 0.0, False),
}


def attacks(months: Months, kecamatan: int) -> Iterator[str]:
    """What each outsider finds, kecamatan by kecamatan; contradictions are no answer at all."""
    for name, (bound, share, knows_totals) in OUTSIDERS.items():
        found = {"cells": 0, "exact": 0, "narrow": 0, "unsettled": 0, "contradicted": 0}
        began = time.perf_counter()
        for number in range(kecamatan):
            part, truths, tables = kecamatan_of(months, number)
            targets = small_cells(truths, tables)
            known = known_changes(truths, tables, share=share)
            known_totals = {
                (release, village): int(truth[row, 0])
                for release, truth in enumerate(truths)
                for row, village in enumerate(part.villages)
                if knows_totals
            }
            off = max(
                np.abs(published - truth).max()
                for truth, published in zip(months.truths, months.published, strict=True)
            )
            found["cells"] += len(targets)
            if off > bound["village"]:
                found["contradicted"] += 1
                continue
            findings = attack(puzzle_of_rounded(tables, bound, known, known_totals), targets, 60)
            add(found, findings)
        remark = "not run: some cells are off by more" if found["contradicted"] else ""
        yield (
            f"| {months.structure.unit} | {name} | {found['cells']:,} | {found['exact']} |"
            f" {found['narrow']} | {found['unsettled']} | {time.perf_counter() - began:.0f} |"
            f" {remark} |"
        )


def add(found: dict[str, int], findings: Findings) -> None:
    """Add what was found in one kecamatan."""
    found["exact"] += len(findings.exact)
    found["narrow"] += len(findings.narrow)
    found["unsettled"] += len(findings.unsettled)


def baseline(months: Months) -> str:
    """Plain hiding of 1 to 4 in one kecamatan: how many are found exactly."""
    part, truths, _ = kecamatan_of(months, 1)
    puzzle = puzzle_of_hidden(as_tables(part, truths[0]))
    targets = np.flatnonzero((truths[0].ravel() >= 1) & (truths[0].ravel() <= 4))
    ranges = [puzzle.range_of(int(target)) for target in targets]
    exact = sum(most - least < 0.5 for least, most in ranges)
    return (
        f"Plain hiding of 1 to 4, one kecamatan, one month, {months.structure.unit}: {exact} of"
        f" {len(targets)} hidden cells are found exactly."
    )


def write(lines: list[str]) -> None:
    """Put the figures between the marks of the page."""
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    PAGE.write_text(f"{head}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{tail}", encoding="utf-8")


def main() -> None:
    """Measure, attack, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kecamatan", type=int, default=4, help="how many are attacked")
    options = parser.parse_args()
    both = [Months(structure) for structure in (PERSONS, FAMILIES)]
    lines = [
        f"Seconds to protect a month ({KECAMATAN * VILLAGES} villages): "
        + "; ".join(f"{m.structure.unit} {', '.join(f'{s:.1f}' for s in m.seconds)}" for m in both)
        + f". Cells of a village: {', '.join(f'{len(m.structure.cells)} {m.structure.unit}' for m in both)}.",  # noqa: E501
        "",
        *(totals(months) for months in both),
        *(steadiness(months) for months in both),
        "",
        "| unit | level | true count | cells | mean error | of the count | 95% within | worst |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(line for months in both for line in errors(months)),
        "",
        f"Attacks on {options.kecamatan} kecamatan, three releases:",
        "",
        "| unit | the outsider knows | small cells | exact | narrow | unsettled | seconds | |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(line for months in both for line in attacks(months, options.kecamatan)),
        "",
        *(baseline(months) for months in both),
    ]
    write(lines)
    console.print("\n".join(lines), markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
