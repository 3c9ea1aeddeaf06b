"""From candidate pairs to weights: levels set-wise in DuckDB, one weight per level pattern.

Pairs with the same levels weigh the same, so only patterns are weighed: some ten thousand, whatever
the number of pairs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipelines.linkage.comparisons import ALONE, NAME, OF_NODES
from pipelines.linkage.contexts import CONTEXTS, FAMILY_SIGNS
from pipelines.linkage.levels import Comparison
from pipelines.linkage.model import CLASSES, Parameters

# The logarithm of a probability that stands for none; finite, so that differences are.
IMPOSSIBLE = -1e3

Levels = NDArray[np.uint8]
Weights = NDArray[np.float64]


def start_pairs(engine: duckdb.DuckDBPyConnection, table: str = "pair") -> None:
    """Make an empty table of pairs: nodes `l` and `r`, a level per comparison, a weight."""
    names = (*(comparison.name for comparison in ALONE), "support", "rival")
    levels = ", ".join(f"{name} utinyint" for name in names)
    engine.execute(
        f"create or replace table {table} (l integer, r integer, {levels}, weight double)"
    )


def compare(engine: duckdb.DuckDBPyConnection, table: str = "pair") -> None:
    """Add the levels of every row of `candidate` to `table`."""
    engine.execute("""
        create or replace temp table name_pair as
        select distinct least(l.name_id, r.name_id) as l, greatest(l.name_id, r.name_id) as r
        from candidate as c
        inner join node as l on c.l = l.i
        inner join node as r on c.r = r.i
        where l.name_id is not null and r.name_id is not null
    """)
    engine.execute(f"""
        create or replace temp table name_level as
        select p.l, p.r, {NAME.sql()} as name
        from name_pair as p
        inner join name as l on p.l = l.name_id
        inner join name as r on p.r = r.name_id
    """)
    levels = ", ".join(f"{comparison.sql()} as {comparison.name}" for comparison in OF_NODES)
    engine.execute(f"""
        insert into {table} by name
        with compared as (
            select c.l, c.r, {levels},
                least(l.name_id, r.name_id) as name_l, greatest(l.name_id, r.name_id) as name_r
            from candidate as c
            inner join node as l on c.l = l.i
            inner join node as r on c.r = r.i
        )
        select p.* exclude (name_l, name_r), coalesce(n.name, 0)::utinyint as name,
            0::utinyint as support, 0::utinyint as rival, 0.0::double as weight
        from compared as p
        left join name_level as n on p.name_l = n.l and p.name_r = n.r
    """)


def count_patterns(
    engine: duckdb.DuckDBPyConnection, comparisons: Sequence[Comparison], table: str = "pair"
) -> tuple[Levels, NDArray[np.int64]]:
    """Return each level pattern of `table` (patterns x comparisons) and how many pairs have it."""
    names = ", ".join(comparison.name for comparison in comparisons)
    counted = engine.sql(
        f"select {names}, count(*) as pairs from {table} group by all order by all"
    ).to_arrow_table()
    return _matrix(counted, comparisons), counted["pairs"].to_numpy()


def _matrix(table: pa.Table, comparisons: Sequence[Comparison]) -> Levels:
    columns = [table[comparison.name].to_numpy() for comparison in comparisons]
    return np.column_stack(columns).astype(np.uint8)


def evidence(
    patterns: Levels, comparisons: Sequence[Comparison]
) -> Iterator[tuple[str, Comparison, Levels]]:
    """Yield what is learned apart: name, comparison, and each pattern's level, 0 where silent.

    A comparison with contexts is one piece of evidence for each of them.
    """
    column = {comparison.name: patterns[:, k] for k, comparison in enumerate(comparisons)}
    for comparison in comparisons:
        levels = column[comparison.name]
        contexts = CONTEXTS.get(comparison.name, ())
        if not contexts:
            yield comparison.name, comparison, levels
        for context in contexts:
            known = context.comparison.level_names()
            numbers = [known.index(name) + 1 for name in context.levels] or [0]
            holds = np.isin(column[context.comparison.name], numbers)
            yield f"{comparison.name}:{context.name}", comparison, np.where(holds, levels, 0)


def class_log_likelihoods(
    patterns: Levels, comparisons: Sequence[Comparison], parameters: Parameters
) -> Weights:
    """Return log P(class and pattern), patterns x classes; what is missing says nothing."""
    total = np.tile(np.log(np.asarray(parameters.prior)), (len(patterns), 1))
    for name, comparison, levels in evidence(patterns, comparisons):
        by_level = parameters.levels[name]
        table = np.log([by_level[level] for level in comparison.level_names()])
        total += np.vstack([np.zeros(table.shape[1]), table])[levels]
    total[~has_any(patterns, comparisons, FAMILY_SIGNS), CLASSES.index("family")] = IMPOSSIBLE
    return total


def has_any(
    patterns: Levels, comparisons: Sequence[Comparison], wanted: Mapping[str, Sequence[str]]
) -> NDArray[np.bool_]:
    """Whether each pattern has any of the wanted levels: comparison → names of levels."""
    found = np.zeros(len(patterns), dtype=bool)
    for position, comparison in enumerate(comparisons):
        known = comparison.level_names()
        numbers = [known.index(name) + 1 for name in wanted.get(comparison.name, ())]
        found |= np.isin(patterns[:, position], numbers)
    return found


def match_weights(
    patterns: Levels, comparisons: Sequence[Comparison], parameters: Parameters
) -> Weights:
    """Return the log odds of *same* against all else, natural logarithm, rounded to 1e-6.

    Rounded, so that threads and platforms cannot change a tie.
    """
    logs = class_log_likelihoods(patterns, comparisons, parameters)
    return np.asarray(np.round(logs[:, 0] - np.logaddexp.reduce(logs[:, 1:], axis=1), 6))


def weigh(
    engine: duckdb.DuckDBPyConnection,
    comparisons: Sequence[Comparison],
    parameters: Parameters,
    table: str = "pair",
    above: float = -math.inf,
) -> None:
    """Give every row of `table` its match weight under `parameters`; keep those above a weight."""
    patterns, _ = count_patterns(engine, comparisons, table)
    weights = match_weights(patterns, comparisons, parameters)
    kept = weights > above
    names = [comparison.name for comparison in comparisons]
    weighed = pa.table(
        {name: pa.array(patterns[kept, k]) for k, name in enumerate(names)}
        | {"weight": weights[kept]}
    )
    engine.register("pattern_weight", weighed)
    same_pattern = " and ".join(f"p.{name} = w.{name}" for name in names)
    engine.execute(f"""
        create or replace table {table} as
        select p.* replace (w.weight as weight)
        from {table} as p inner join pattern_weight as w on {same_pattern}
    """)
    engine.unregister("pattern_weight")
