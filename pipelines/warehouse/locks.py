"""Locks by which runs wait for one another, as keys of the server's advisory locks."""

from __future__ import annotations

import logging
import time
import zlib
from datetime import date

from sqlalchemy import Connection, text

from pipelines.errors import PeriodBusyError

logger = logging.getLogger(__name__)

WAIT_STEP_SECONDS = 0.05
# Two loaders of one run meet for a moment; that is no other run.
SILENT_WAIT_SECONDS = 1.0
REGISTRY_KEY = 7_400_000_000
READINGS_KEY = 7_300_000_000
RUN_KEY_OFFSET = 1_000_000_000
PERIOD_KEY_OFFSET = 7_000_000_000
SOURCE_KEY_STEP = 10_000_000_000
SOURCE_KEYS = 100_000_000


def period_key(period: date) -> int:
    """The lock of a month."""
    return PERIOD_KEY_OFFSET + period.year * 100 + period.month


def source_key(period: date, source: str) -> int:
    """The lock of one source's month."""
    # Above all keys of periods; two sources that share one would wait for each other, no more.
    return (1 + zlib.crc32(source.encode()) % SOURCE_KEYS) * SOURCE_KEY_STEP + period_key(period)


def lock(
    connection: Connection,
    key: int,
    seconds: float,
    name: str,
    *,
    silent: float = SILENT_WAIT_SECONDS,
    function: str = "pg_try_advisory_xact_lock",
) -> None:
    """Take a lock of the server, by one of its functions; waits for another holder, saying so.

    Raises:
        PeriodBusyError: It is still held after `seconds`.
    """
    began = time.monotonic()
    said = False
    while not connection.execute(text(f"select {function}(:key)"), {"key": key}).scalar():
        waited = time.monotonic() - began
        if waited > seconds:
            raise PeriodBusyError(name, seconds)
        if not said and waited > silent:
            logger.warning("another run holds %s; waiting for it, up to %.0f s", name, seconds)
            said = True
        time.sleep(WAIT_STEP_SECONDS)
