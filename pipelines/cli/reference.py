"""What the user brings to the reference tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.screen import out
from pipelines.settings import Settings

reference_app = typer.Typer(help="Tables that stand beside the counts.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(reference_app, name="reference")


@reference_app.callback()
def _group() -> None:
    """A group of one command is a group still."""


@reference_app.command(name="load-susenas")
def susenas(
    file: Annotated[
        Path, typer.Argument(help="CSV with a header; wrong columns are told with the right ones.")
    ],
) -> None:
    """Keep poverty rates by Susenas from a CSV file, year by year."""
    from pipelines.reference.susenas import load_susenas
    from pipelines.warehouse import open_warehouse

    with open_warehouse(Settings()) as warehouse:
        years = load_susenas(warehouse, file)
    out.print(f"{years} years kept in reference.susenas_poverty", highlight=False)
