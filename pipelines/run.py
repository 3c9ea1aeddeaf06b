"""A whole month, step by step: what `padan run` does, and what Airflow does with its own tasks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
from pipelines.steps import Step
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
    warehouse: Warehouse,
    landing: Path,
    period: date,
    progress: Progress | None = None,
    *,
    until: Step = Step.PUBLISH,
) -> RunFigures:
    """Take a month from the landing folder to the village tables.

    Only what changed is worked on; the same month again changes nothing. A second run of the
    period waits for the first.

    Args:
        until: The last step; a later run goes on from there.

    Raises:
        BalanceError: Rows went missing between two steps.
        PeriodBusyError: Another run of the period does not end.
    """
    figures = RunFigures(format_period(period))
    run = _Run(warehouse, landing, period, progress or (lambda text: None))
    with warehouse.run_of(period):
        run_id = start_run(warehouse, period, "run")
        for step in Step:
            run.say(step)
            with timed_step(warehouse, period, step, run_id) as rows:
                rows.append(run.take(step))
            figures.steps.append(rows.figures)
            if step == until:
                break
        finish_run(warehouse, run_id, "done")
    return figures


@dataclass(frozen=True)
class _Run:
    """The steps of one run; each gives the rows that it moved."""

    warehouse: Warehouse
    landing: Path
    period: date
    say: Progress

    def take(self, step: Step) -> int:
        """Take one step; the rows that it moved."""
        do = {
            Step.RECEIVE: self._receive,
            Step.LOAD: self._load,
            Step.VALIDATE: self._validate,
            Step.STAGE: self._stage,
            Step.LINK: self._link,
            Step.SYNC: self._sync,
            Step.PUBLISH: self._publish,
        }
        return do[step]()

    def _receive(self) -> int:
        files = find_files(self.landing, self.period)
        settled = settled_files(files, self.warehouse.settings.settle_seconds, wait=True)
        return len(register_files(self.warehouse, settled))

    def _load(self) -> int:
        waiting = waiting_drops(self.warehouse, self.period)
        results = load_drops(
            self.warehouse, waiting, lambda r: self.say(f"load: {r.rows} rows of drop {r.drop_id}")
        )
        return sum(result.rows for result in results)

    def _validate(self) -> int:
        return self._of_each_source(
            lambda source: validate_source(self.warehouse, source, self.period).rows
        )

    def _stage(self) -> int:
        return self._of_each_source(
            lambda source: stage_source(self.warehouse, source, self.period).staged
        )

    def _link(self) -> int:
        return link_period(self.warehouse, self.period).rows

    def _sync(self) -> int:
        return sync_period(self.warehouse, self.period).persons

    def _publish(self) -> int:
        return publish_period(self.warehouse, self.period).rows

    def _of_each_source(self, do: Callable[[str], int]) -> int:
        """Do something for every source side by side: most of it is the server's work."""
        sources = sources_of(self.warehouse, self.period)
        with ThreadPoolExecutor(max(1, len(sources))) as pool:
            return sum(pool.map(do, sources))


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
