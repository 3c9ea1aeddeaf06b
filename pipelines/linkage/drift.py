"""Drift: whether a month's rows still agree as those did that the model learned from.

Each month that is linked leaves counts (`ops.linkage_drift`): in pairs that are rather one person
than two, how often each level of each comparison was seen; of these and the doubtful, the bands of
weight; and how many rows say too little to be surely linked to anything, even to themselves. A
model file carries the same as shares of its training months (`trained_on`). The two are held
against each other by the *population stability index*: sum over levels of
(share now - share then) * log(share now / share then).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.errors import UsageError
from pipelines.linkage.comparisons import NAME, RELATION, Comparison
from pipelines.linkage.families import IN_FAMILY
from pipelines.linkage.model import Model, load_model
from pipelines.linkage.scoring import compare, match_weights, start_pairs
from pipelines.linkage.store import month_bit
from pipelines.periods import format_period
from pipelines.warehouse import Transaction, Warehouse

# The usual reading of the index: below .1 nothing happened, above .25 it is another population.
WATCH, DRIFT = 0.1, 0.25
# With fewer cases the index is mostly chance: levels / cases is what chance alone gives it.
FEWEST_CASES = 500
# A level never seen counts as seen so often, else its first case would make the index infinite.
SMALLEST_SHARE = 1e-3

# Sources are looked at apart: a month in which one is not delivered is no drift of the others. Of
# two sources either may stand since an earlier month; one source is compared with itself within it.
STANDS = (
    "case when l.source <> r.source then (l.months | r.months) & {months} <> 0 "
    "else l.months & r.months & {months} <> 0 end"
)
# A hundred to one, in nats. Not the model's thresholds: moving these is no drift of the data. Pairs
# that are surely two are not counted: the larger a regency, the more of them are proposed.
SURE = 4.6
BANDS = {
    "RATHER_TWO": "weight <= 0",
    "RATHER_ONE": f"weight <= {SURE}",
    "SURELY_ONE": "true",
}
# Rows seen alone: enough to tell one in a thousand, and a matter of milliseconds.
SAMPLE = 5_000

_LEVELS = ", ".join(f"p.{comparison.name}" for comparison in IN_FAMILY)

Counts = Mapping[tuple[str, str], Mapping[str, int]]
Shares = Mapping[str, Mapping[str, Mapping[str, float]]]

ADVICE = {
    "steady": "The month looks like those the model learned from. Nothing to do.",
    "watch": (
        "Something is written otherwise than in the model's training months. See whether a layout, "
        "a sender or a reading changed; if it stays for a second month, train a new version."
    ),
    "drift": (
        "The month is not what the model learned from. First look for a fault in the named "
        "columns: a layout read wrongly, a source half delivered. If the data are truly so, "
        "run padan train on months that have it, compare the figures, and review doubtful pairs."
    ),
    "unknown": "There is nothing to hold the month against: too few cases, or no reference.",
}


@dataclass(frozen=True)
class DriftLine:
    """One statement on one kind of pairs or rows, then and now.

    Attributes:
        kind: Two sources (`dtks+p3ke`), one (`dtks+dtks`), or rows by themselves (`dtks`).
        statement: A comparison, `band`, or `itself`: how many rows could be linked at all.
        cases: Pairs, or rows, counted in the month.
        index: Population stability index; None where there is nothing to hold it against.
        verdict: `steady`, `watch`, `drift` or `unknown`.
        level: The level that moved most.
        share_then: Its share in the training months.
        share_now: Its share in the month.
    """

    kind: str
    statement: str
    cases: int
    index: float | None
    verdict: str
    level: str | None
    share_then: float | None
    share_now: float | None


@dataclass(frozen=True)
class DriftReport:
    """A month against the training months of the model that linked it.

    Attributes:
        period: `YYYY-MM`.
        model_version: The model.
        verdict: The worst of its lines.
        advice: What to do, one sentence or two.
        lines: By falling index.
    """

    period: str
    model_version: str
    verdict: str
    advice: str
    lines: tuple[DriftLine, ...]


def count_levels(engine: duckdb.DuckDBPyConnection, model: Model, months: int) -> Counts:
    """Count what the tables `node` and `pair` say of months, after `resolve`.

    Args:
        months: A bit for each month, as in `node`.

    Returns:
        (Kind, statement) → level → cases.
    """
    bands = " ".join(f"when {condition} then '{band}'" for band, condition in BANDS.items())
    found = engine.sql(f"""
        select least(l.source, r.source) || '+' || greatest(l.source, r.source) as sources,
            case {bands} end as band, {_LEVELS}, count(*) as cases
        from pair as p
        inner join node as l on p.l = l.i
        inner join node as r on p.r = r.i
        where p.weight > -{SURE} and {STANDS.format(months=months)}
        group by all
        order by all
    """).to_arrow_table()
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for kind in found["sources"].unique().to_pylist():
        seen = found.filter(pc.equal(found["sources"], kind))
        agreed = seen.filter(pc.not_equal(seen["band"], "RATHER_TWO"))
        counts[kind, "band"] = {band: _cases(seen, pc.equal(seen["band"], band)) for band in BANDS}
        for comparison in IN_FAMILY:
            counts[kind, comparison.name] = _by_level(comparison, agreed)
    return counts | _alone(engine, model, months)


def measure_drift(
    transaction: Transaction, engine: duckdb.DuckDBPyConnection, model: Model, period: date
) -> None:
    """Keep the counts of a month that was just linked, in place of those of its run before."""
    counts = count_levels(engine, model, 1 << month_bit(period))
    rows = [
        {
            "period": period,
            "kind": kind,
            "statement": statement,
            "level": level,
            "model_version": model.version,
            "cases": cases,
        }
        for (kind, statement), by_level in counts.items()
        for level, cases in by_level.items()
    ]
    transaction.run("linkage/forget_drift", period=period)
    transaction.copy_in("ops.linkage_drift", pa.Table.from_pylist(rows))


def shares(counts: Counts) -> Shares:
    """Return kind → statement → level → share, to six digits, as a model file carries them."""
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(dict)
    for (kind, statement), by_level in counts.items():
        total = sum(by_level.values())
        if total:
            found[kind][statement] = {
                level: round(cases / total, 6) for level, cases in by_level.items()
            }
    return dict(found)


def training_shares(engine: duckdb.DuckDBPyConnection, model: Model) -> Shares:
    """Return the shares of all months of the table `node` together, after `resolve`."""
    (row,) = engine.execute("select coalesce(bit_or(months), 0) from node").fetchall()
    total: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for bit in (1 << position for position in range(63) if int(row[0]) >> position & 1):
        for key, by_level in count_levels(engine, model, bit).items():
            for level, cases in by_level.items():
                total[key][level] += cases
    return shares(total)


def drift_report(warehouse: Warehouse, period: date) -> DriftReport:
    """Hold a linked month against the training months of the model that linked it.

    Raises:
        UsageError: The month was not linked, or its model is not there any more.
    """
    with warehouse.transaction() as transaction:
        rows = transaction.rows("linkage/drift_counts", period=period)
    if not rows:
        raise UsageError(
            f"{format_period(period)} was not linked yet, or before drift was measured.",
            remedy=f"Run padan link --period {format_period(period)}.",
        )
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in rows:
        counts[row["kind"], row["statement"]][row["level"]] = row["cases"]
    model = load_model(rows[0]["model_version"])
    lines = compare_with_training(counts, model.trained_on.get("shares", {}))
    known = {line.verdict for line in lines}
    verdict = next(v for v in ("drift", "watch", "steady", "unknown") if v in known)
    return DriftReport(format_period(period), model.version, verdict, ADVICE[verdict], lines)


def compare_with_training(counts: Counts, reference: Shares) -> tuple[DriftLine, ...]:
    """Return a line for each statement, by falling index, those without one last."""
    lines = [
        _line(kind, statement, by_level, reference.get(kind, {}).get(statement))
        for (kind, statement), by_level in counts.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-(line.index or -1.0), line.kind, line.statement)))


def stability_index(then: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    """Return each level's part of the population stability index; all are 0 or more.

    Args:
        then: Shares of the training months.
        now: Shares of the month.
    """
    found = {}
    for level in {**then, **now}:
        p = max(then.get(level, 0.0), SMALLEST_SHARE)
        q = max(now.get(level, 0.0), SMALLEST_SHARE)
        found[level] = (q - p) * math.log(q / p)
    return found


def _line(
    kind: str, statement: str, by_level: Mapping[str, int], then: Mapping[str, float] | None
) -> DriftLine:
    cases = sum(by_level.values())
    if then is None or cases < FEWEST_CASES:
        return DriftLine(kind, statement, cases, None, "unknown", None, None, None)
    now = {level: count / cases for level, count in by_level.items()}
    parts = stability_index(then, now)
    index = sum(parts.values())
    verdict = "drift" if index > DRIFT else "watch" if index > WATCH else "steady"
    level = max(sorted(parts), key=lambda name: parts[name])
    return DriftLine(
        kind=kind,
        statement=statement,
        cases=cases,
        index=round(index, 4),
        verdict=verdict,
        level=level,
        share_then=then.get(level, 0.0),
        share_now=round(now.get(level, 0.0), 6),
    )


def _cases(seen: pa.Table, chosen: pa.ChunkedArray) -> int:
    return int(pc.sum(seen.filter(chosen)["cases"]).as_py() or 0)


def _by_level(comparison: Comparison, seen: pa.Table) -> dict[str, int]:
    names = ("MISSING", *(_without_rarity(comparison, name) for name in comparison.level_names()))
    levels, cases = seen[comparison.name].to_numpy(), seen["cases"].to_numpy()
    counts = dict.fromkeys(names, 0)
    for name, count in zip(names, np.bincount(levels, cases, len(names)).tolist(), strict=True):
        counts[name] += int(count)
    return counts


def _without_rarity(comparison: Comparison, level: str) -> str:
    """How rare a name is follows from the size of the regency: no drift."""
    return "EQUAL" if comparison is NAME and level.startswith("EQUAL") else level


def _alone(
    engine: duckdb.DuckDBPyConnection, model: Model, months: int
) -> dict[tuple[str, str], dict[str, int]]:
    """Count nodes that even a row of another source with the same words would leave in doubt."""
    (standing,) = engine.execute(
        f"select count(*) from node where months & {months} <> 0"
    ).fetchall()[0]
    every = standing // SAMPLE + 1
    engine.execute(f"""
        create or replace temp table candidate as
        select i as l, i as r from node where months & {months} <> 0 and i % {every} = 0
    """)
    start_pairs(engine, "mirrored")
    compare(engine, "mirrored")
    found = engine.sql(f"""
        select n.source, {_LEVELS}, count(*) as cases
        from mirrored as p inner join node as n on p.l = n.i
        group by all
        order by all
    """).to_arrow_table()
    levels = np.column_stack([found[comparison.name].to_numpy() for comparison in IN_FAMILY])
    levels[:, IN_FAMILY.index(RELATION)] = RELATION.level_names().index("OTHER_SOURCE") + 1
    is_linkable = match_weights(levels, IN_FAMILY, model.in_family) > SURE
    counts = {}
    for source in found["source"].unique().to_pylist():
        is_of_source = pc.equal(found["source"], source)
        rows = _cases(found, is_of_source)
        linkable = _cases(found, pc.and_(is_of_source, pa.array(is_linkable)))
        counts[source, "itself"] = {"LINKABLE": linkable, "UNLINKABLE": rows - linkable}
    return counts
