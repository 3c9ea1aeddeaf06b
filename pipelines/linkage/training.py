"""Training: expectation-maximisation on the counts of level patterns.

No truth is used. The fit starts from stated beliefs and learns from how agreements come together.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipelines.linkage.blocking import block
from pipelines.linkage.columns import prepare
from pipelines.linkage.comparisons import ALONE, NAME
from pipelines.linkage.contexts import FAMILY_SIGNS
from pipelines.linkage.families import (
    IN_FAMILY,
    measure_lists,
    meet_lists,
    propose_relatives,
    weigh_family_evidence,
)
from pipelines.linkage.levels import Comparison
from pipelines.linkage.model import CLASSES, Model, Parameters, Thresholds
from pipelines.linkage.scoring import (
    Levels,
    class_log_likelihoods,
    compare,
    count_patterns,
    evidence,
    has_any,
    start_pairs,
    weigh,
)

ROUNDS = 300
SETTLED = 1e-7
# No level is impossible in any class: evidence never becomes infinite.
SMALLEST = 1e-6
# So many pairs of no opinion are added to each class of each comparison.
DRAWN = 3.0

PASSES = 2
EQUAL_NAMES = (
    *(name for name in NAME.level_names() if name.startswith("EQUAL")),
    "OTHER_NAME_EQUAL",
    "ONE_EDIT",
)
SECOND_NUMBER = (
    "DIFFERENT_BOTH_ESTABLISHED",
    "DIFFERENT_BOTH_CREDIBLE",
    "NEIGHBOUR_SERIAL",
    "EDIT_IN_SERIAL",
)
OTHER_NAMES = ("SAME_FIRST_WORD", "SHARED_WORD", "ALIKE", "OTHER")


def beliefs(patterns: Levels, comparisons: Sequence[Comparison]) -> NDArray[np.float64]:
    """Return what we hold likely of each pattern before the fit, patterns x classes."""

    def has(name: str, *levels: str) -> NDArray[np.bool_]:
        return has_any(patterns, comparisons, {name: levels})

    names_equal = has("name", *EQUAL_NAMES)
    same = (has("nik", "EQUAL", "FIRST_15_EQUAL") & ~has("name", *OTHER_NAMES)) | (
        names_equal & has("birth_date", "EQUAL") & ~has("nik", *SECOND_NUMBER)
    )
    family = ~same & has_any(patterns, comparisons, FAMILY_SIGNS)
    start = np.full((len(patterns), len(CLASSES)), 0.02)
    for position, chosen in enumerate((same, family, ~same & ~family)):
        start[chosen, position] = 1.0
    return np.asarray(start / start.sum(axis=1, keepdims=True))


def fit(
    patterns: Levels,
    counts: NDArray[np.int64],
    comparisons: Sequence[Comparison],
    start: NDArray[np.float64],
) -> Parameters:
    """Fit the classes to the counted patterns; deterministic.

    Args:
        patterns: Patterns x comparisons, levels from 1, 0 where missing.
        counts: Pairs per pattern.
        comparisons: Their statement, in the order of the columns.
        start: First posteriors, patterns x classes.
    """
    before = -np.inf
    parameters = _maximise(patterns, counts, comparisons, start)
    for _ in range(ROUNDS):
        logs = class_log_likelihoods(patterns, comparisons, parameters)
        total = np.logaddexp.reduce(logs, axis=1)
        parameters = _maximise(patterns, counts, comparisons, np.exp(logs - total[:, None]))
        likelihood = float(total @ counts / counts.sum())
        if likelihood - before < SETTLED:
            break
        before = likelihood
    return parameters


def _maximise(
    patterns: Levels,
    counts: NDArray[np.int64],
    comparisons: Sequence[Comparison],
    posterior: NDArray[np.float64],
) -> Parameters:
    weighted = posterior * counts[:, None]
    prior = weighted.sum(axis=0) / weighted.sum()
    whole = dict(zip((c.name for c in comparisons), patterns.T, strict=True))
    levels = {
        name: _level_probabilities(
            comparison,
            _sums(column, comparison, weighted),
            _sums(whole[comparison.name], comparison, weighted),
        )
        for name, comparison, column in evidence(patterns, comparisons)
    }
    return Parameters(tuple(prior.tolist()), levels)


def _sums(
    column: NDArray[np.uint8], comparison: Comparison, weighted: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how many pairs of each class have each level, levels x classes."""
    length = len(comparison.levels) + 1
    by_class = [np.bincount(column, weighted[:, c], length)[1:] for c in range(len(CLASSES))]
    return np.stack(by_class, axis=1)


def _level_probabilities(
    comparison: Comparison, sums: NDArray[np.float64], whole: NDArray[np.float64]
) -> dict[str, tuple[float, ...]]:
    """Return the shares of each level.

    Args:
        comparison: The comparison.
        sums: Pairs in one context, levels x classes.
        whole: The same over all contexts.
    """
    names = comparison.level_names()
    if comparison.is_alike_in_all_contexts:
        sums = np.column_stack([whole[:, 0], sums[:, 1:]])
    # What a class has hardly seen is drawn towards what all pairs show: no evidence either way.
    overall = sums.sum(axis=1, keepdims=True) / max(sums.sum(), 1.0)
    shares = (sums + DRAWN * overall) / (sums.sum(axis=0) + DRAWN)
    shares = np.maximum(shares, SMALLEST)
    if comparison.least_share:
        # It tempers what speaks against one person; it never makes a level speak for one.
        others = shares[:, 1:].max(axis=1)
        shares[:, 0] = np.maximum(shares[:, 0], np.minimum(comparison.least_share, others))
        shares[:, 0] /= shares[:, 0].sum()
    for position in map(names.index, comparison.never_against):
        shares[position, 0] = shares[position].max()
    return {name: tuple(shares[position].tolist()) for position, name in enumerate(names)}


def train_model(
    engine: duckdb.DuckDBPyConnection, nodes: pa.Table, version: str, thresholds: Thresholds
) -> Model:
    """Fit a model to nodes: first each pair by itself, then with what their families say.

    Args:
        nodes: Rows of `KEY_SCHEMA`, all new, of some hundred thousand rows over some months.
        version: Its name.
    """
    prepare(engine, nodes)
    measure_lists(engine)
    start_pairs(engine)
    block(engine)
    compare(engine)
    patterns, counts = count_patterns(engine, ALONE)
    alone = fit(patterns, counts, ALONE, beliefs(patterns, ALONE))
    weigh(engine, ALONE, alone)
    propose_relatives(engine, thresholds)
    compare(engine)
    weigh(engine, ALONE, alone)
    meet_lists(engine)
    in_family, start = None, None
    for _ in range(PASSES):
        weigh_family_evidence(engine, thresholds)
        patterns, counts = count_patterns(engine, IN_FAMILY)
        if in_family is None:
            start = posteriors(patterns[:, : len(ALONE)], ALONE, alone)
        else:
            start = posteriors(patterns, IN_FAMILY, in_family)
        in_family = fit(patterns, counts, IN_FAMILY, start)
        weigh(engine, IN_FAMILY, in_family)
    assert in_family is not None
    trained_on = {"nodes": nodes.num_rows, "pairs": int(counts.sum()), "patterns": len(counts)}
    return Model(version, alone, in_family, thresholds, trained_on, {})


def posteriors(
    patterns: Levels, comparisons: Sequence[Comparison], parameters: Parameters
) -> NDArray[np.float64]:
    """Return the probability of each class given each pattern, patterns x classes."""
    logs = class_log_likelihoods(patterns, comparisons, parameters)
    return np.asarray(np.exp(logs - np.logaddexp.reduce(logs, axis=1)[:, None]))
