"""DuckDB in process: how every engine that looks at people is opened."""

from __future__ import annotations

import duckdb

# Both cores of an office machine; no result depends on the number.
THREADS = 2
# A bound, not a need: 200,000 persons take about 1 GB.
MEMORY = "4GB"


def open_engine(memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that holds at most `memory` and, of people as they are, writes no file."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": THREADS,
        "memory_limit": memory,
        "temp_directory": "",
        # It would pack its tables every few megabytes, for a file that is never written.
        "checkpoint_threshold": "1TB",
    }
    engine = duckdb.connect(config=config)
    # It would write a bar into what a command says, and break its JSON, when a query takes long.
    engine.execute("set enable_progress_bar = false")
    return engine
