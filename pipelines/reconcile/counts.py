"""Counts who stands in a period, over everybody: the closing of the books, and the rows behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from pipelines.engine import Engine
from pipelines.warehouse import Transaction

ENTITIES = ("person", "family")


@dataclass(frozen=True)
class Standing:
    """Who stands in a period.

    Attributes:
        closings: People and families by source and village.
        rows: Rows of persons that were staged, and that stand, by source and village.
    """

    closings: pa.Table
    rows: pa.Table

    def hand_over(self, tx: Transaction) -> None:
        """Make `standing_count` and `standing_row_count`, for the server."""
        tx.hand_over("reconcile/standing_count", self.closings)
        tx.hand_over("reconcile/standing_row_count", self.rows)


@contextmanager
def counting(engine: Engine, periods: Sequence[date]) -> Iterator[Iterator[Standing]]:
    """Count period after period, over everybody, while the caller asks the server.

    Args:
        engine: Has the steps of persons and families, identities, lists and golden steps as known
            now, and how many rows were staged.
        periods: The months to count.
    """
    with ThreadPoolExecutor(1) as pool:
        listed = pool.submit(_list, engine)
        counted = [pool.submit(_count, engine, period) for period in periods]
        try:
            yield _in_turn(listed, counted)
        finally:
            pool.shutdown(cancel_futures=True)


def _in_turn(listed: Future[None], counted: list[Future[Standing]]) -> Iterator[Standing]:
    listed.result()
    for future in counted:
        yield future.result()


def _list(engine: Engine) -> None:
    for table in ("listed_village", "listed_step", "listed_family_step"):
        engine.make(table, f"reconcile/{table}s")


def _count(engine: Engine, period: date) -> Standing:
    for table, statement in (
        ("present_row", "present_rows"),
        ("present_family_row", "present_family_rows"),
        ("present_person", "present_persons"),
        ("counted_elsewhere", "counted_elsewhere"),
    ):
        engine.make(table, f"reconcile/{statement}", period=period)
    closings = [
        engine.read(f"reconcile/count_{entity}", period=period)
        for entity in ("persons", "families")
    ]
    return Standing(pa.concat_tables(closings), engine.read("reconcile/count_rows", period=period))
