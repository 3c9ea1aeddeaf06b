"""Looking: status, exports for scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.flow import AsJson, Period, SomePeriod
from pipelines.cli.screen import out, show_json, show_table
from pipelines.periods import parse_period
from pipelines.settings import Settings
from pipelines.status import DropStatus, PeriodStatus, known_periods, period_status
from pipelines.warehouse import open_warehouse

# A dozen villages are read; a list of a hundred is not.
VILLAGES_NAMED = 12


def _as_workbook(path: Path) -> Path:
    """A workbook under another name is opened by the wrong program, or by none."""
    if path.suffix.lower() != ".xlsx":
        raise typer.BadParameter("what is written is a workbook: let its name end in .xlsx")
    return path


Out = Annotated[Path, typer.Option("--out", help="The file to write.", dir_okay=False)]
WorkbookOut = Annotated[
    Path,
    typer.Option(
        "--out", help="The workbook to write, .xlsx.", dir_okay=False, callback=_as_workbook
    ),
]

export_app = typer.Typer(help="Write tables for scripts outside the project.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands that look."""
    app.command()(status)
    app.add_typer(export_app, name="export")


def status(
    period: SomePeriod = None,
    brief: Annotated[bool, typer.Option("--brief", help="Without the list of drops.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show drops, steps, balance, quarantine by reason and freshness."""
    with open_warehouse(Settings()) as warehouse:
        periods = [parse_period(period)] if period else known_periods(warehouse)
        found = [period_status(warehouse, month) for month in periods]
    if as_json:
        show_json(found[0].as_json() if period else {"periods": [one.as_json() for one in found]})
        return
    if not found:
        out.print("Nothing was received yet. Put files under <landing>/<YYYY-MM>/<source>/.")
    for one in found:
        _show_headline(one)
        if period and not brief:
            _show_drops(one)
        if period:
            _show_tables(one)


@export_app.command()
def links(period: Period, out_file: Out) -> None:
    """One row per staged person row: where it stands in its file, and which person it is."""
    from pipelines.export import export_links

    with open_warehouse(Settings()) as warehouse:
        rows = export_links(warehouse, parse_period(period), out_file)
    out.print(f"{rows:,} rows in {out_file}")


@export_app.command()
def villages(period: Period, out_file: Out) -> None:
    """One row per village, source and decile, as published."""
    from pipelines.export import export_villages

    with open_warehouse(Settings()) as warehouse:
        rows = export_villages(warehouse, parse_period(period), out_file)
    out.print(f"{rows:,} rows in {out_file}")


def _show_headline(one: PeriodStatus) -> None:
    accepted = [drop for drop in one.drops if drop.state == "accepted"]
    fresh = ", ".join(f"{source} {month or 'never'}" for source, month in one.freshness.items())
    out.print(
        f"[bold]{one.period}[/]  {len(one.drops)} files, {len(accepted)} accepted, "
        f"{sum(drop.staged or 0 for drop in one.drops):,} rows staged, "
        f"{sum(drop.set_aside or 0 for drop in one.drops):,} set aside; "
        f"last delivered: {fresh or 'nothing'}",
        highlight=False,
        soft_wrap=True,
    )
    for line in one.unbalanced:
        out.print(f"[red]does not balance[/] {line}", highlight=False, soft_wrap=True)


def _show_drops(one: PeriodStatus) -> None:
    show_table(
        "Drops",
        ("file", "kind", "state", "rows", "staged", "set aside", "superseded", "flagged"),
        [
            (
                *(_short(drop), drop.kind, drop.state),
                *(drop.rows, drop.staged, drop.set_aside, drop.superseded, drop.flagged),
            )
            for drop in one.drops
        ],
    )
    for drop in one.drops:
        if drop.message:
            out.print(f"{_short(drop)}: {drop.message}", markup=False, soft_wrap=True)
        for remark in drop.remarks:
            line = f"{_short(drop)}: {remark['code']}: {remark['text']}"
            out.print(line, markup=False, soft_wrap=True, style="dim")


def _short(drop: DropStatus) -> str:
    """The file without its month, which the headline tells."""
    return drop.file_name.split("/", 1)[-1]


def _show_tables(one: PeriodStatus) -> None:
    show_table("Set aside by reason", ("reason", "rows"), list(one.set_aside_by_reason.items()))
    show_table("Flagged by reason", ("reason", "rows"), list(one.flagged_by_reason.items()))
    _show_mostly_gone(one)
    show_table(
        "Registry",
        ("source", "persons", "families"),
        [(source, one.persons[source], one.families[source]) for source in one.persons],
    )
    show_table(
        "Steps",
        ("step", "seconds", "rows"),
        [(step["step"], step["seconds"], step["rows"]) for step in one.steps],
    )
    for rule in one.unmet_rules:
        out.print(
            f"rule not met: {rule['source']} {rule['layout']} {rule['rule']}: "
            f"{rule['unexpected_rows']:,} of {rule['evaluated_rows']:,} rows",
            markup=False,
            soft_wrap=True,
        )


def _show_mostly_gone(one: PeriodStatus) -> None:
    for village in one.mostly_gone[:VILLAGES_NAMED]:
        out.print(
            f"village_mostly_gone: {village['village_code_kemendagri']} {village['village_name']}: "
            f"{village['rows']:,} rows of {village['file_name'].split('/', 1)[-1]}",
            markup=False,
            soft_wrap=True,
        )
    if (more := len(one.mostly_gone) - VILLAGES_NAMED) > 0:
        out.print(f"village_mostly_gone: and {more} more; --json names all", soft_wrap=True)
