"""Releases of the village tables, and the dictionary of what stands in them."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.cli.flow import AsJson, SomePeriod
from pipelines.cli.screen import out, show_json, show_table
from pipelines.periods import format_period, parse_period
from pipelines.settings import Settings

release_app = typer.Typer(help="States of a month's tables.", no_args_is_help=True)
mart_app = typer.Typer(help="What the tables say.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the groups."""
    app.add_typer(release_app, name="release")
    app.add_typer(mart_app, name="mart")


@release_app.command(name="list")
def list_all(period: SomePeriod = None, as_json: AsJson = False) -> None:
    """Show all releases, newest first."""
    from dataclasses import asdict

    from pipelines.publish import list_releases
    from pipelines.warehouse import open_warehouse

    with open_warehouse(Settings()) as warehouse:
        releases = list_releases(warehouse, parse_period(period) if period else None)
    if as_json:
        show_json([asdict(release) for release in releases])
        return
    show_table(
        "Releases",
        ("number", "month", "released", "model", "code", "stands", "why accepted", "why withdrawn"),
        [
            (
                release.release_no,
                format_period(release.period),
                f"{release.released_at:%Y-%m-%d %H:%M}",
                release.model_version,
                release.code_version[:8],
                release.is_current,
                release.accepted_reason,
                release.withdrawn_reason,
            )
            for release in releases
        ],
    )


@release_app.command()
def withdraw(
    number: Annotated[int, typer.Argument(help="The release, as `padan release list` shows it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept for the audit.")],
) -> None:
    """Take a release out of readers' sight; the one before it stands again."""
    from pipelines.publish import withdraw_release
    from pipelines.warehouse import open_warehouse

    with open_warehouse(Settings()) as warehouse:
        period = withdraw_release(warehouse, number, reason=reason)
    out.print(f"release {number} of {format_period(period)} withdrawn")


@mart_app.callback()
def _mart() -> None:
    """What the tables say."""


@mart_app.command()
def dictionary(
    check: Annotated[bool, typer.Option("--check", help="Only tell whether it is stale.")] = False,
) -> None:
    """Write docs/data_dictionary.md from the YAML beside the queries."""
    from pipelines.marts.dictionary import PAGE, is_stale, write_dictionary

    if check:
        stale = is_stale()
        out.print("stale" if stale else "up to date")
        raise typer.Exit(1 if stale else 0)
    out.print(f"{PAGE.name} written" if write_dictionary() else "nothing changed")
