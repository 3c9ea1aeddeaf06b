"""What a month's rows agree on, in counts: what `drift.py` holds against the training months.

In pairs that are rather one person than two, how often each level of each comparison was seen; of
these and the doubtful, the bands of weight; and how many rows say too little to be surely linked to
anything, even to themselves. Each month that is linked leaves them in `ops.linkage_drift`; a model
file carries the same as shares of its training months (`trained_on`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.linkage.comparisons import NAME, RELATION
from pipelines.linkage.families import IN_FAMILY
from pipelines.linkage.levels import Comparison
from pipelines.linkage.model import Model
from pipelines.linkage.scoring import compare, match_weights, start_pairs
from pipelines.warehouse import Transaction

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


def keep_levels(transaction: Transaction, counts: Counts, model: Model, period: date) -> None:
    """Keep the counts of a month that was just linked, in place of those of its run before."""
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
