"""Drift: whether a month's rows still agree as those did that the model learned from.

Counts of the month (`drift_counts.py`) are held against the shares of the training months by the
*population stability index*: sum over levels of (share now - share then) * log(share now / share
then).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pipelines.errors import UsageError
from pipelines.linkage.drift_counts import Counts, Shares
from pipelines.linkage.model import load_model
from pipelines.periods import format_period
from pipelines.warehouse import Warehouse

# The usual reading of the index: below .1 nothing happened, above .25 it is another population.
WATCH, DRIFT = 0.1, 0.25
# With fewer cases the index is mostly chance: levels / cases is what chance alone gives it.
FEWEST_CASES = 500
# A level never seen counts as seen so often, else its first case would make the index infinite.
SMALLEST_SHARE = 1e-3

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
