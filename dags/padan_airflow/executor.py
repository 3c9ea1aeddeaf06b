"""Airflow's LocalExecutor with the heavy libraries loaded once instead of once per task.

A task is a process forked from a worker, which is forked from the scheduler. What the scheduler has
imported by then is there already: of some 8 s of imports before a step can begin, 0.3 s are left.
Padan's own modules are not among them, so that a task always runs today's code.
"""

import importlib
import logging

from airflow.executors.local_executor import LocalExecutor

LIBRARIES = (
    "duckdb",
    "fastexcel",
    "great_expectations",
    "lxml.etree",
    "openpyxl",
    "pandas",
    "psycopg2",
    "pyarrow.compute",
    "pyarrow.csv",
    "scipy.sparse.csgraph",
)

logger = logging.getLogger(__name__)


class PreloadingExecutor(LocalExecutor):
    """LocalExecutor whose workers begin with `LIBRARIES` in memory, shared between them."""

    def start(self) -> None:
        """Load the libraries, then fork the workers."""
        # It tells of every method it has at import, at the level at which we listen.
        logging.getLogger("great_expectations").setLevel(logging.WARNING)
        for name in LIBRARIES:
            importlib.import_module(name)
        logger.info("%d libraries loaded before the workers", len(LIBRARIES))
        super().start()
