"""Tables by kecamatan that villages are too small for, rounded into the margins villages published.

Their margins are sums of published villages and stand. Each cell becomes a multiple of 5 near its
count, so that all sums hold: a transport from rows to columns, which always has an answer. The
error of the margins, which is that of some villages together, is spread over the cells; so nothing
nearer is declared of a cell than of its margins.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy import sparse

from pipelines.disclosure.steps import Costs, Counts, cheapest_values
from pipelines.disclosure.structure import BASE, Cell, KecamatanTable
from pipelines.disclosure.window import SMALL, UNKNOWN_COUNT, Earlier, anchor_of
from pipelines.errors import DisclosureError

# Steps of the base beyond the next multiples that a cell may be off, tried in this order.
REACHES = (1, 4, 16, 256)
# Costs are in squared counts. Nobody is shown where nobody is, if the margins allow it.
EMPTY_COST = 1e4
UNCHANGED_COST = 1e4
SMALL_UNCHANGED_COST = 1e5
CHANGE_COST = 12.0


def round_table(
    table: KecamatanTable,
    counts: Counts,
    published: Counts,
    earlier: Sequence[Earlier] = (),
) -> Counts:
    """Publishable values of one table in all kecamatan.

    Args:
        counts: True counts, one row per kecamatan, one column per cell of the table.
        published: What is published of each kecamatan's cells of the villages' structure.
        earlier: Publications of the same cells, in the order in which they bind.

    Returns:
        The same shape as `counts`.

    Raises:
        DisclosureError: No rounding fits the margins.
    """
    anchor = anchor_of(counts, earlier)
    margins = _margins(table)
    all_sums = _sums_of(table, len(counts))
    needed = published[:, margins].ravel() // BASE

    def cost_of(steps: Counts) -> Costs:
        error = BASE * steps - counts
        unchanged = np.where(np.isin(counts, SMALL), SMALL_UNCHANGED_COST, UNCHANGED_COST)
        move = np.where(anchor.is_unchanged, unchanged, CHANGE_COST)
        distance = np.abs(steps - anchor.value // BASE)
        cost = np.square(error, dtype=np.float64) + np.where(counts == 0, EMPTY_COST * steps, 0.0)
        added: Costs = cost + np.where(anchor.value == UNKNOWN_COUNT, 0.0, move * distance)
        return added

    for reach in REACHES:
        below = np.maximum(counts // BASE - reach, 0)
        above = -(-counts // BASE) + reach
        values = cheapest_values(all_sums, needed, (below, above), cost_of)
        if values is not None:
            return BASE * values
    raise DisclosureError(
        f"{table.row.name} of {table.structure.unit} has no rounding that fits its margins.",
        remedy="Nothing was published. The query of the kecamatan's counts is at fault.",
    )


def check_table(
    table: KecamatanTable, counts: Counts, true_margins: Counts, published: Counts, margins: Counts
) -> None:
    """Refuse a table that does not add up to its margins, in truth or as published.

    Args:
        counts: True counts of the table.
        true_margins: True counts of the villages' structure, by kecamatan.
        published: What is to be published of the table.
        margins: What is published of the villages' structure, by kecamatan.

    Raises:
        DisclosureError: With every rule that is broken, and how often.
    """
    sums, positions = _sums(table), _margins(table)
    broken = {
        "true sums do not add up": sums @ counts.T != true_margins[:, positions].T,
        "sums do not add up": sums @ published.T != margins[:, positions].T,
        f"values are no multiples of {BASE}": (published % BASE != 0) | (published < 0),
    }
    found = [f"{np.count_nonzero(wrong)} {rule}" for rule, wrong in broken.items() if wrong.any()]
    if found:
        raise DisclosureError(
            f"{table.row.name} of {table.structure.unit} may not be published: {'; '.join(found)}.",
            remedy="Nothing was published. Report it with the period; do not publish by hand.",
        )


def row_sums(table: KecamatanTable, values: Counts) -> Counts:
    """The sums of a table's rows: one row per kecamatan, one column per row of the table."""
    shape = (len(values), len(table.row.categories), len(table.columns))
    sums: Counts = values.reshape(shape).sum(axis=2)
    return sums


@cache
def _sums_of(table: KecamatanTable, kecamatan: int) -> sparse.csc_matrix:
    """The sums of so many kecamatan, each of its own cells."""
    return sparse.kron(sparse.identity(kecamatan), _sums(table), format="csc")


@cache
def _sums(table: KecamatanTable) -> sparse.csc_matrix:
    """Sums of columns, then of rows where those are published already."""
    rows, columns = len(table.row.categories), len(table.columns)
    by_column = sparse.kron(np.ones((1, rows)), sparse.identity(columns))
    by_row = sparse.kron(sparse.identity(rows), np.ones((1, columns)))
    return sparse.vstack([by_column, by_row] if table.has_known_rows else [by_column]).tocsc()


def _margins(table: KecamatanTable) -> list[int]:
    """Where the margins of these sums stand among the villages' cells."""
    names = [Cell(table.column, category) for category in table.columns]
    if table.has_known_rows:
        names += [Cell(table.row.name, category) for category in table.row.categories]
    return [table.structure.position[name] for name in names]
