"""Tables of the engine that are made of each other, each as soon as all that it reads is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter
from typing import Any

import pyarrow as pa

from pipelines.engine import THREADS, Engine
from pipelines.statements import read_statement

# What a statement of ours reads follows these words; its own parts do so too, and are no tables.
READS = re.compile(r"\b(?:from|join)\s+(\w+)")

Take = Callable[[], pa.Table]


def make_tables(
    engine: Engine, takes: Mapping[str, Take], statements: Mapping[str, str], **parameters: Any
) -> None:
    """Load tables and make others of them, side by side.

    Rows are taken one table after another, as one connection gives them. Meanwhile every core makes
    a table of those that are there. Of several that wait, the first of each mapping is first.

    Args:
        engine: Where to load and make; what a statement reads besides is there already.
        takes: By table, how to get its rows.
        statements: By table, the name of the statement in `sql/` that gives its rows.
        parameters: Of the statements.

    Raises:
        EngineError: The engine refused a statement.
    """
    order = TopologicalSorter[str](dict.fromkeys(takes, ()))
    for table, name in statements.items():
        order.add(table, *_read_by(name) & (takes.keys() | statements.keys()))
    order.prepare()
    ready: set[str] = set()
    making: dict[Future[None], str] = {}
    with (
        ThreadPoolExecutor(1) as reader,
        ThreadPoolExecutor(THREADS) as makers,
        engine.one_core_each(),
    ):
        coming = {reader.submit(take): table for table, take in takes.items()}
        while order.is_active():
            ready |= statements.keys() & set(order.get_ready())
            for table in [each for each in statements if each in ready][: THREADS - len(making)]:
                ready.remove(table)
                made = makers.submit(engine.make, table, statements[table], **parameters)
                making[made] = table
            for done in wait([*making, *coming], return_when=FIRST_COMPLETED).done:
                if done in coming:
                    engine.load(coming[done], done.result())
                    order.done(coming.pop(done))
                else:
                    done.result()
                    order.done(making.pop(done))


def _read_by(name: str) -> set[str]:
    return set(READS.findall(read_statement(name)))
