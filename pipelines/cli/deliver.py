"""What people of the regency take away: pages with PDFs, and tables."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.flow import AsJson, Period
from pipelines.cli.screen import out, progress, show_json
from pipelines.periods import parse_period
from pipelines.settings import Settings

deliver_app = typer.Typer(
    help="What people take away, made of public counts alone.", no_args_is_help=True
)
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        help="This folder is replaced as a whole; default <PADAN_OUT>/<pages or tables>/<month>.",
        file_okay=False,
    ),
]


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(deliver_app, name="deliver")


@deliver_app.command()
def pages(period: Period, out_folder: Out = None, as_json: AsJson = False) -> None:
    """Write a page and a PDF for each village, pages of kecamatan and regency, and an index.

    PADAN_BOUNDARIES, a GeoJSON of villages, makes the index a map. Everything works from a folder
    or a USB stick, without a server.
    """
    from pipelines.deliver import deliver_pages
    from pipelines.warehouse import open_warehouse

    settings = Settings()
    folder = out_folder or settings.out / "pages" / period
    with open_warehouse(settings) as warehouse, progress("Pages") as say:
        summary = deliver_pages(warehouse, parse_period(period), folder, say=say)
    if as_json:
        show_json(asdict(summary))
    else:
        out.print(f"{summary.pages} pages and {summary.pdfs} PDFs in {folder}; open index.html")


@deliver_app.command()
def tables(period: Period, out_folder: Out = None, as_json: AsJson = False) -> None:
    """Write the public tables as CSV and Parquet, and as one workbook with explanations."""
    from pipelines.deliver import deliver_tables
    from pipelines.warehouse import open_warehouse

    settings = Settings()
    folder = out_folder or settings.out / "tables" / period
    with open_warehouse(settings) as warehouse, progress("Tables") as say:
        summary = deliver_tables(warehouse, parse_period(period), folder, say=say)
    if as_json:
        show_json(asdict(summary))
    else:
        out.print(f"{summary.tables} tables with {summary.rows:,} rows in {folder}")
