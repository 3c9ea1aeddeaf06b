"""How long each step takes, how many rows it moves and how much memory it needs, in `ops.step`."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pipelines.warehouse import Warehouse


@dataclass(frozen=True)
class StepFigures:
    """One step of a run: seconds of wall clock, rows that it moved, peak memory so far in MB."""

    step: str
    seconds: float
    rows: int
    peak_memory_mb: int


class StepRows(list[int]):
    """Rows moved, part by part; afterwards the figures of the step."""

    figures: StepFigures


@contextmanager
def timed_step(
    warehouse: Warehouse, period: date, name: str, run_id: int | None = None
) -> Iterator[StepRows]:
    """Time what happens inside and keep it in `ops.step`; the body adds the rows that it moved."""
    started, began = datetime.now(UTC), time.perf_counter()
    rows = StepRows()
    yield rows
    # Peak of this process alone: the server's memory is its own affair.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rows.figures = StepFigures(name, time.perf_counter() - began, sum(rows), peak)
    with warehouse.transaction() as tx:
        tx.run(
            "run/record_step",
            run_id=run_id,
            period=period,
            step=name,
            started_at=started,
            seconds=rows.figures.seconds,
            rows=rows.figures.rows,
            details=json.dumps({"peak_memory_mb": peak}),
        )
