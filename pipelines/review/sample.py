"""A clerical sample: pairs drawn by chance from every band of weight, for people to judge.

It tells how good the linkage is where no truth is known; it changes no link.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.errors import UsageError
from pipelines.linkage.model import Thresholds, load_model
from pipelines.review.export import lines_of
from pipelines.review.pairs import Pair
from pipelines.review.show import note_look
from pipelines.review.workbook import write_workbook
from pipelines.warehouse import Transaction, Warehouse

# With fewer, a stratum says nothing.
FEWEST_DRAWN = 5


@dataclass(frozen=True)
class Stratum:
    """Pairs that are linked or not and weigh alike; `drawn` of them are judged."""

    is_linked: bool
    band: int
    population: int
    drawn: int


def draw_sample(warehouse: Warehouse, *, size: int, seed: int, out: Path) -> int:
    """Draw pairs, keep their strata, and write the workbook; the number of the sample.

    Strata are drawn by the square root of what they hold: the large ones decide the figures, the
    small ones around the threshold hold the errors. Weights are not shown, so that nobody is led.
    The same seed draws the same pairs from the same links.

    Args:
        warehouse: Holds linked months.
        size: So many pairs, if there are as many.
        seed: Any number.
        out: The workbook.

    Raises:
        UsageError: Nothing is linked yet.
    """
    model = load_model()
    edges = band_edges(model.thresholds)
    with warehouse.transaction() as tx:
        tx.run("review/clerical_frame", seed=str(seed), edges=list(edges))
        tx.analyze("clerical_frame")
        found = tx.rows("review/strata")
        if not found:
            raise UsageError("No pairs are linked yet.", remedy="Run a month first.")
        drawn = allocate([row["population"] for row in found], size)
        strata = [Stratum(**row, drawn=count) for row, count in zip(found, drawn, strict=True)]
        query = "select coalesce(max(sample_id), 0) + 1 from linkage.clerical_sample"
        sample_id = int(tx.scalar(query))
        for stratum in strata:
            _keep(tx, stratum, edges, sample_id=sample_id, seed=seed, model_version=model.version)
        rows = tx.rows("review/sampled_pairs", sample_id=sample_id)
        pairs = [Pair(row["left_node_id"], row["right_node_id"]) for row in rows]
        lines = lines_of(tx, pairs, {}, kind=f"s{sample_id}")
        note_look(tx, "review sample", f"sample {sample_id}, {len(lines)} pairs")
    write_workbook(lines, out)
    return sample_id


def band_edges(thresholds: Thresholds) -> tuple[float, ...]:
    """Where one band of weights ends and the next begins: the review band and its halves."""
    low, link, high = thresholds.review_from, thresholds.link, thresholds.review_to
    return (low, (low + link) / 2, link, (link + high) / 2, high, high + 2 * (high - link))


def allocate(populations: Sequence[int], size: int) -> list[int]:
    """Return how many to draw of each stratum: by square root, at least a few, never too many."""
    drawn = [min(population, FEWEST_DRAWN) for population in populations]
    for _ in range(size - sum(drawn)):
        left = [n for n, population in enumerate(populations) if drawn[n] < population]
        if not left:
            break
        drawn[max(left, key=lambda n: math.sqrt(populations[n]) / (drawn[n] + 1))] += 1
    return drawn


def _keep(
    tx: Transaction,
    stratum: Stratum,
    edges: Sequence[float],
    *,
    sample_id: int,
    seed: int,
    model_version: str,
) -> None:
    lowest = edges[stratum.band - 1] if stratum.band else None
    highest = edges[stratum.band] if stratum.band < len(edges) else None
    between = " to ".join("…" if edge is None else f"{edge:g}" for edge in (lowest, highest))
    tx.run(
        "review/keep_stratum",
        sample_id=sample_id,
        stratum=f"{'linked' if stratum.is_linked else 'apart'} {between}",
        seed=seed,
        model_version=model_version,
        is_linked=stratum.is_linked,
        band=stratum.band,
        lowest=lowest,
        highest=highest,
        population=stratum.population,
        drawn=stratum.drawn,
    )
