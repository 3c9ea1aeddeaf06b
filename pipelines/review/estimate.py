"""Precision and recall from a clerical sample, with how sure one can be of them.

They are about pairs of wordings that the linkage looked at and kept: what no blocking rule proposes
is in no sample, so recall is an upper bound for links that nobody thought of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.errors import UsageError
from pipelines.warehouse import Warehouse

CONFIDENCE = 0.95
DRAWS = 20_000
# Jeffreys' prior: no opinion; its intervals hold what they promise even where all answers agree.
PRIOR = 0.5
SEED = 20_260_701


@dataclass(frozen=True)
class Interval:
    """A share with its bounds at `CONFIDENCE`."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class StratumAnswers:
    """What people found in one stratum.

    Attributes:
        stratum: Its name: linked or apart, and its band of weights.
        is_linked: Whether its pairs are one person by the linkage.
        population: Pairs in it.
        drawn: Pairs shown to people.
        same, different, unknown: What they found; `unknown` counts for nothing.
        share_same: How many of its pairs are one person.
    """

    stratum: str
    is_linked: bool
    population: int
    drawn: int
    same: int
    different: int
    unknown: int
    share_same: Interval


@dataclass(frozen=True)
class Estimate:
    """How good the linkage is by a sample.

    Attributes:
        sample_id: The sample.
        model_version: The model whose links were judged.
        precision: Linked pairs that are one person.
        recall: Pairs of one person that are linked, of those that were looked at.
        f1: Their harmonic mean.
        strata: What it is made of.
    """

    sample_id: int
    model_version: str
    precision: Interval
    recall: Interval
    f1: Interval
    strata: tuple[StratumAnswers, ...]


def estimate(warehouse: Warehouse, sample_id: int | None = None) -> Estimate:
    """Estimate from the answers of a sample that were imported; the newest where left out.

    Raises:
        UsageError: There is no such sample, or a stratum has no answer yet.
    """
    with warehouse.transaction() as tx:
        rows = tx.rows("review/sample_answers", sample_id=sample_id)
    if not rows:
        raise UsageError("There is no such sample.", remedy="Draw one with `padan review sample`.")
    unanswered = [
        row["stratum"]
        for row in rows
        if row["same"] + row["different"] + row["unknown"] == 0 < row["drawn"]
    ]
    if unanswered:
        raise UsageError(
            f"Sample {rows[0]['sample_id']} has no answer yet in: {', '.join(unanswered)}.",
            remedy="Let more pairs be judged and import the workbook again.",
        )
    counts = [(row["same"], row["different"]) for row in rows]
    draws = _draw_shares(counts, [row["population"] for row in rows])
    strata = tuple(
        StratumAnswers(
            share_same=_interval(_share(same, different), draws[:, number]),
            **{
                name: row[name]
                for name in (
                    *("stratum", "is_linked", "population", "drawn"),
                    *("same", "different", "unknown"),
                )
            },
        )
        for number, (row, (same, different)) in enumerate(zip(rows, counts, strict=True))
    )
    shares = np.array([[stratum.share_same.value for stratum in strata]])
    figures = zip(_figures(strata, shares), _figures(strata, draws), strict=True)
    precision, recall, f1 = (_interval(float(value[0]), drawn) for value, drawn in figures)
    return Estimate(
        sample_id=rows[0]["sample_id"],
        model_version=rows[0]["model_version"],
        precision=precision,
        recall=recall,
        f1=f1,
        strata=strata,
    )


def _share(same: int, different: int) -> float:
    """The share found; one in two where nobody could tell any of them."""
    return same / (same + different) if same + different else 0.5


def _draw_shares(
    counts: Sequence[tuple[int, int]], populations: Sequence[int]
) -> NDArray[np.float64]:
    """Shares of one person in each stratum, as likely as the answers make them: draws x strata.

    Only what was not judged is in doubt: a stratum that was judged whole is known.
    """
    generator = np.random.default_rng(SEED)
    same, different = np.array(counts).T
    population = np.array(populations)
    likely = generator.beta(same + PRIOR, different + PRIOR, size=(DRAWS, len(counts)))
    drawn: NDArray[np.float64] = (same + (population - same - different) * likely) / population
    return drawn


def _figures(
    strata: Sequence[StratumAnswers], shares: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Precision, recall and F1 for each row of `shares`."""
    population = np.array([stratum.population for stratum in strata])
    is_linked = np.array([stratum.is_linked for stratum in strata])
    true = shares * population
    both = true[:, is_linked].sum(axis=1)
    linked = float(population[is_linked].sum())
    all_true = true.sum(axis=1)
    precision = both / linked if linked else np.ones_like(both)
    recall = np.divide(both, all_true, out=np.ones_like(both), where=all_true > 0)
    return precision, recall, 2 * both / (linked + all_true)


def _interval(value: float, draws: NDArray[np.float64]) -> Interval:
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(draws, (tail, 1 - tail))
    # Where all answers agree the share itself is the end of what is likely.
    return Interval(value, min(float(low), value), max(float(high), value))
