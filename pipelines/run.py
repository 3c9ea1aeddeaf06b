"""A whole month, step by step: what `padan run` does, and what Airflow does with its own tasks."""

from __future__ import annotations

import importlib
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipelines.code_version import code_version
from pipelines.linkage import link_period
from pipelines.load import load_drops
from pipelines.periods import format_period
from pipelines.publish import publish_period
from pipelines.receive import find_files, register_files, settled_files, waiting_drops
from pipelines.stage import stage_source
from pipelines.sync import sync_period
from pipelines.timing import StepFigures, timed_step
from pipelines.validate import validate_source
from pipelines.warehouse import Warehouse

logger = logging.getLogger(__name__)

Progress = Callable[[str], None]


@dataclass
class RunFigures:
    """All steps of a run."""

    period: str
    steps: list[StepFigures] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Wall clock of all steps."""
        return sum(step.seconds for step in self.steps)


def run_month(
    warehouse: Warehouse, landing: Path, period: date, progress: Progress | None = None
) -> RunFigures:
    """Take a month from the landing folder to the village tables.

    Only what changed is worked on; the same month again changes nothing. A second run of the
    period waits for the first.

    Raises:
        BalanceError: Rows went missing between two steps.
        PeriodBusyError: Another run of the period does not end.
    """
    figures = RunFigures(format_period(period))
    say = progress or (lambda text: None)
    with warehouse.run_of(period):
        run_id = start_run(warehouse, period, "run")
        with _step(warehouse, figures, run_id, period, "receive", say) as rows:
            files = find_files(landing, period)
            settled = settled_files(files, warehouse.settings.settle_seconds, wait=True)
            rows.append(len(register_files(warehouse, settled)))
        with _step(warehouse, figures, run_id, period, "load", say) as rows:
            waiting = waiting_drops(warehouse, period)
            if waiting:
                _import_ahead("pipelines.validate.engine")
            results = load_drops(
                warehouse, waiting, lambda r: say(f"load: {r.rows} rows of drop {r.drop_id}")
            )
            rows.append(sum(result.rows for result in results))
        sources = sources_of(warehouse, period)
        with _step(warehouse, figures, run_id, period, "validate", say) as rows:
            rows += _of_each(sources, lambda s: validate_source(warehouse, s, period).rows)
        with _step(warehouse, figures, run_id, period, "stage", say) as rows:
            rows += _of_each(sources, lambda s: stage_source(warehouse, s, period).staged)
        with _step(warehouse, figures, run_id, period, "link", say) as rows:
            rows.append(link_period(warehouse, period).rows)
        with _step(warehouse, figures, run_id, period, "sync", say) as rows:
            rows.append(sync_period(warehouse, period).persons)
        with _step(warehouse, figures, run_id, period, "publish", say) as rows:
            rows.append(publish_period(warehouse, period).rows)
        finish_run(warehouse, run_id, "done")
    return figures


def _of_each(sources: Sequence[str], do: Callable[[str], int]) -> list[int]:
    """Do something for every source side by side: most of it is the server's work."""
    with ThreadPoolExecutor(max(1, len(sources))) as pool:
        return list(pool.map(do, sources))


def _import_ahead(module: str) -> None:
    """Import what a later step needs while this one waits for disk and server: it takes seconds."""
    threading.Thread(target=importlib.import_module, args=(module,), daemon=True).start()


def sources_of(warehouse: Warehouse, period: date) -> list[str]:
    """Sources of which drops were received for a period."""
    with warehouse.transaction() as tx:
        return [row["source"] for row in tx.rows("run/sources", period=period)]


def start_run(warehouse: Warehouse, period: date | None, command: str) -> int:
    """Note that a run began, with the code that it runs; runs of killed processes end as lost."""
    with warehouse.transaction() as tx:
        row = tx.rows("run/start", period=period, command=command, code=code_version())[0]
        run_id: int = row["run_id"]
        return run_id


def finish_run(warehouse: Warehouse, run_id: int, outcome: str) -> None:
    """Note how a run ended."""
    with warehouse.transaction() as tx:
        tx.run("run/finish", run_id=run_id, outcome=outcome)


@contextmanager
def _step(
    warehouse: Warehouse,
    figures: RunFigures,
    run_id: int,
    period: date,
    name: str,
    say: Progress,
) -> Iterator[list[int]]:
    say(name)
    with timed_step(warehouse, period, name, run_id) as rows:
        yield rows
    figures.steps.append(rows.figures)
