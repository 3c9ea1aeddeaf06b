"""The clock of what we knew: runs of sync that changed something, counted from 1."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from pipelines.engine import Engine
from pipelines.standing import Reading
from pipelines.warehouse import Transaction


@dataclass
class SyncRun:
    """The run of one transaction; it gets its number with the first change, so that a sync that
    changes nothing leaves nothing behind.

    Attributes:
        period: The month for which sync was called.
        reading: What drops and registry say of everybody, for the steps of this run.
    """

    tx: Transaction
    period: date
    reading: Reading
    _number: int | None = field(default=None, repr=False)
    _numbering: Lock = field(default_factory=Lock, repr=False)

    @property
    def number(self) -> int:
        """This run's number in `registry.sync_run`; the registry must be locked."""
        with self._numbering:
            if self._number is None:
                self._number = int(self.tx.rows("sync/start_run", period=self.period)[0]["run_id"])
        return self._number

    @property
    def has_changes(self) -> bool:
        """Whether anything took the run's number so far."""
        return self._number is not None


@contextmanager
def begin_run(tx: Transaction, period: date) -> Iterator[SyncRun]:
    """Begin the run of a transaction; the registry must be locked."""
    with Engine() as engine:
        yield SyncRun(tx, period, Reading(tx, engine, period))
