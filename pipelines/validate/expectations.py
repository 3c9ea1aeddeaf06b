"""Runs suites with Great Expectations, pushed down to PostgreSQL; only counts come back."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.contracts.rules import load_suite
from pipelines.errors import ContractError

# Any other result format can carry values of people into results and Data Docs.
COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
SITE = "padan"
# It works for one context of the process at a time; sources are judged side by side.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Outcome:
    """What a suite found for one rule, in counts of rows."""

    layout: str
    rule: str
    column: str
    outcome: str
    severity: str
    evaluated_rows: int
    unexpected_rows: int
    is_met: bool


class SuiteRunner:
    """A Great Expectations context on the warehouse; its import and set-up are paid once.

    Args:
        url: SQLAlchemy URL of the warehouse.
        pages: Folder of the Data Docs that are written.
    """

    def __init__(self, url: str, pages: Path) -> None:
        # Imported here: it takes seconds, which only this step need pay.
        from pipelines.validate.engine import ProgressBarsConfig, gx, project_manager

        # It configures its own loggers on import and talks of temporary folders.
        for name in [n for n in logging.root.manager.loggerDict if n.startswith("great_exp")]:
            logging.getLogger(name).setLevel(logging.ERROR)
        self._gx = gx
        self._project_manager = project_manager
        with _ONE_AT_A_TIME:
            self._context = gx.get_context(mode="ephemeral")
            self._context.variables.progress_bars = ProgressBarsConfig(globally=False)
            sources = self._context.data_sources
            self._source = sources.add_postgres("warehouse", connection_string=url)
            self._context.add_data_docs_site(SITE, _site(pages))

    def run(self, source: str, layout: str, view: str) -> list[Outcome]:
        """Validate the waiting rows of one layout.

        Args:
            source: The source.
            layout: One of its layouts.
            view: Its waiting rows, with the schema.

        Raises:
            ContractError: An expectation could not be evaluated.
        """
        with self._alone():
            return [_outcome(layout, single) for single in self._results(source, layout, view)]

    def write_pages(self) -> None:
        """Write the Data Docs of what was run."""
        # Its own site, in a temporary folder, would be written too.
        with self._alone():
            self._context.build_data_docs(site_names=[SITE])

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with _ONE_AT_A_TIME:
            self._project_manager.set_project(self._context)
            yield

    def _results(self, source: str, layout: str, view: str) -> list[Any]:
        gx = self._gx
        name = f"{source}_{layout}"
        suite = gx.ExpectationSuite(**load_suite(source, layout))
        schema, _, table = view.partition(".")
        asset = self._source.add_table_asset(name, table_name=table, schema_name=schema)
        definition = gx.ValidationDefinition(
            name=name,
            data=asset.add_batch_definition("waiting rows"),
            suite=self._context.suites.add(suite),
        )
        result = self._context.validation_definitions.add(definition).run(result_format=COUNTS_ONLY)
        return list(result.results)


def _outcome(layout: str, single: Any) -> Outcome:
    config = single.expectation_config
    meta = config.meta
    if single.exception_info and single.exception_info.get("raised_exception"):
        raise ContractError(
            f"The rule {meta['rule']} of {layout} could not be evaluated.",
            remedy="Compare its column with sql/check/decided.sql.",
        )
    return Outcome(
        layout,
        meta["rule"],
        meta["column"],
        meta["outcome"],
        str(config.severity.value),
        int(single.result["element_count"]),
        int(single.result["unexpected_count"]),
        bool(single.success),
    )


def _site(pages: Path) -> Any:
    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(pages.resolve()),
        },
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }
