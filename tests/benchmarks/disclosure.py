"""`python -m tests.benchmarks.disclosure`: what protection costs, and what outsiders find.

Three months, those that a warehouse has published (`--home`) or of a drawn regency, are rounded
anew one after another, measured and attacked as a whole. The figures go into docs/disclosure.md
between the marks of `--name`. It takes some minutes, nearly all of them the attacks, and says how
far it is.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console

from pipelines.disclosure import FAMILIES, PERSONS, STRUCTURES, sum_by_area
from tests.benchmarks.disclosure_months import Months, drawn_months, published_months
from tests.disclosure.attacker import attack, exactly_known
from tests.disclosure.drawn import Ints, Published, publish
from tests.disclosure.puzzle import (
    Tables,
    known_changes,
    known_totals,
    puzzle_of_hidden,
    puzzle_of_rounded,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "disclosure.md"
TOLD = {"zero": 9, "total": 5, "village": 9, "kecamatan": 40, "regency": 80}
TRUSTING = {**TOLD, "zero": 4}
SIZES = ((0, 0), (1, 4), (5, 19), (20, 99), (100, 10**9))
console = Console(stderr=True)


@dataclass(frozen=True)
class Outsider:
    """What somebody knows beside the public tables."""

    name: str
    told: dict[str, int]
    share: float = 0.0
    knows_totals: bool = False


OUTSIDERS = (
    Outsider("which cells are unchanged", TOLD),
    Outsider("the same and every village's total", TOLD, knows_totals=True),
    Outsider("unchanged cells and 5% of the changes", TOLD, share=0.05),
    Outsider("every change of every cell", TOLD, share=1.0),
    Outsider("unchanged cells, and trusts that a 0 is 0 to 4", TRUSTING),
    Outsider("that trust and every village's total", TRUSTING, knows_totals=True),
)


def publish_all(months: Months) -> tuple[list[Published], list[str]]:
    """Both units published month by month, and how long each took."""
    published, seconds, people = [], [], None
    for structure in STRUCTURES:
        began = time.perf_counter()
        unit = publish(structure, *months[structure], people)
        took = (time.perf_counter() - began) / len(unit.truths)
        people = people or unit.people
        published.append(unit)
        seconds.append(f"{structure.unit} {took:.1f} ({len(structure.cells)} cells a village)")
    return published, seconds


def errors(unit: Published) -> Iterator[str]:
    """Error by level and size of the true count, in the last month."""
    for level, truth, published in levels(unit):
        off = np.abs(published - truth)
        for low, high in SIZES:
            cells = (truth >= low) & (truth <= high)
            if not cells.any():
                continue
            name = str(low) if low == high else f"{low}-{high}" if high < 10**9 else f"{low}+"
            share = f"{100 * (off[cells] / truth[cells]).mean():.1f}%" if low else ""
            yield (
                f"| {unit.structure.unit} | {level} | {name} | {cells.sum():,} |"
                f" {off[cells].mean():.2f} | {share} | {np.quantile(off[cells], 0.95):.0f} |"
                f" {off[cells].max()} |"
            )


def levels(unit: Published) -> Iterator[tuple[str, Ints, Ints]]:
    """Truth and published numbers of the last month, by level."""
    both = unit.truths[-1], unit.values[-1]
    yield "village", *both
    for level, areas in (("kecamatan", unit.kecamatan), ("regency", ["R"] * len(unit.kecamatan))):
        yield level, *(sum_by_area(values, areas)[1] for values in both)


def promises(unit: Published) -> Iterator[str]:
    """What officials were promised, over all months; and what moved from month to month."""
    off = np.abs(np.stack(unit.values) - unit.truth)
    (_, truth, shown), (_, above, shown_above), _ = levels(unit)
    large = truth >= 20
    error = np.abs(shown - truth)[large] / truth[large]
    near = np.abs(shown_above - above)[above > 0] <= 10
    still = unit.truth[1:] == unit.truth[:-1]
    moved = np.stack(unit.values[1:]) != np.stack(unit.values[:-1])
    yield (
        f"- {unit.structure.unit}: village totals off by {off[:, :, 0].mean():.1f} on average,"
        f" {off[:, :, 0].max()} at most; village cells of 20 or more by {error.mean():.1%};"
        f" kecamatan cells within 10 in {near.mean():.1%}. {(off > 4).mean():.2%} of the village"
        f" cells are off by more than 4, none by more than {off.max()}. From month to month"
        f" {(~moved).mean():.0%} of the village numbers stay; of {still.sum():,} cells whose truth"
        f" stood still, {(still & moved).sum()} moved."
    )


def attacks(unit: Published, outsider: Outsider) -> str:
    """What one outsider finds; who trusts what is not so has no answer at all."""
    truth, name = unit.truth, f"| {unit.structure.unit} | {outsider.name} |"
    began = time.perf_counter()
    tables = Tables.read(unit.tables())
    totals = known_totals(truth) if outsider.knows_totals else None
    puzzle = puzzle_of_rounded(
        tables, outsider.told, known_changes(truth, share=outsider.share), totals
    )
    if ((np.stack(unit.values) == 0) & (truth > outsider.told["zero"])).any():
        return f"{name} | | | | | the truth does not fit: some zeros are more |"
    found = attack(puzzle, truth, say=lambda far: console.print(f"{name} {far}", markup=False))
    return (
        f"{name} {len(found.possible):,} | {len(found.exact)} | {len(found.narrow)} |"
        f" {len(found.unsettled)} | {time.perf_counter() - began:.0f} |"
    )


def baseline(unit: Published) -> str:
    """Plain hiding of 1 to 4 in one month: how many are found exactly."""
    puzzle = puzzle_of_hidden(Tables.read([unit.tables_with_small_cells_hidden()]))
    exact, asked = exactly_known(puzzle, unit.truth[:1])
    return f"{exact:,} of {asked:,} {unit.structure.unit}"


def write(name: str, lines: list[str]) -> None:
    """Put the figures between the marks of the page."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(begin)
    _, tail = rest.split(end)
    PAGE.write_text(f"{head}{begin}\n" + "\n".join(lines) + f"\n{end}{tail}", encoding="utf-8")


def lines_of(months: Months) -> Iterator[str]:
    """All figures, in the order of the page."""
    load = os.getloadavg()[0]
    units, seconds = publish_all(months)
    people, families = (unit.truth[-1, :, 0].sum() for unit in units)
    yield (
        f"{people:,} people and {families:,} families in {len(units[0].kecamatan)} villages, three"
        f" months. Rounding took, in seconds a month: {'; '.join(seconds)}; {os.cpu_count()} shared"
        f" cores, load {load:.1f}."
    )
    yield ""
    for unit in units:
        yield from promises(unit)
    yield ""
    yield "| unit | level | true count | cells | mean error | of the count | 95% within | worst |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for unit in units:
        yield from errors(unit)
    yield ""
    yield "| unit | the outsider knows | small cells | exact | narrow | unsettled | seconds |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for unit in units:
        for outsider in OUTSIDERS:
            yield attacks(unit, outsider)
    yield ""
    yield f"Plain hiding of 1 to 4, one month: found exactly {', '.join(map(baseline, units))}."


def main() -> None:
    """Measure, attack, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="of a warehouse with three published months")
    parser.add_argument("--name", help="marks of the page to write between; none: only show")
    options = parser.parse_args()
    months = published_months(options.home) if options.home else drawn_months(PERSONS, FAMILIES)
    lines = []
    for line in lines_of(months):
        console.print(line, markup=False, soft_wrap=True)
        lines.append(line)
    if options.name:
        write(options.name, lines)


if __name__ == "__main__":
    main()
