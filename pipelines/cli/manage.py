"""Managing: drops, quarantine, the embedded warehouse, contracts."""

from __future__ import annotations

from typing import Annotated

import typer

from pipelines.cli.flow import Period
from pipelines.cli.look import WorkbookOut
from pipelines.cli.screen import out
from pipelines.embedded import EmbeddedServer
from pipelines.errors import UsageError
from pipelines.periods import format_period, parse_period
from pipelines.settings import Settings

drop_app = typer.Typer(help="Act on one drop.", no_args_is_help=True)
quarantine_app = typer.Typer(help="Rows set aside.", no_args_is_help=True)
warehouse_app = typer.Typer(help="The embedded PostgreSQL.", no_args_is_help=True)
contract_app = typer.Typer(help="Contracts and suites.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the groups that manage."""
    app.add_typer(drop_app, name="drop")
    app.add_typer(quarantine_app, name="quarantine")
    app.add_typer(warehouse_app, name="warehouse")
    app.add_typer(contract_app, name="contract")


@drop_app.command()
def withdraw(
    file: Annotated[str, typer.Argument(help="The file, as `padan status` shows it.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept for the audit.")],
) -> None:
    """Take a drop out, as if it had never come; a refused one then asks for attention no more."""
    from pipelines.warehouse import open_warehouse
    from pipelines.withdraw import withdraw_drop

    with open_warehouse(Settings()) as warehouse:
        period, drops = withdraw_drop(warehouse, file, reason=reason)
    month = format_period(period)
    out.print(f"{drops} drop withdrawn; run `padan run --period {month}` to publish without it")


@drop_app.callback()
def _drop() -> None:
    """Act on one drop."""


@quarantine_app.callback()
def _quarantine() -> None:
    """Rows set aside."""


@quarantine_app.command(name="export")
def quarantine_export(period: Period, out_file: WorkbookOut) -> None:
    """Write what was set aside as a workbook for the sender: positions, never names or NIK."""
    from pipelines.quarantine import export_quarantine
    from pipelines.warehouse import open_warehouse

    with open_warehouse(Settings()) as warehouse:
        lines = export_quarantine(warehouse, parse_period(period), out_file)
    out.print(f"{lines:,} lines in {out_file}")


@warehouse_app.command()
def start() -> None:
    """Start the embedded server and let it run until `stop`."""
    from pipelines.warehouse import open_warehouse

    server = _embedded()
    server.keep()
    with open_warehouse(Settings()):
        out.print(server.url, soft_wrap=True)


@warehouse_app.command()
def stop() -> None:
    """Stop the embedded server once nobody uses it."""
    if _embedded().stop():
        out.print("stopped")
    else:
        out.print("still in use; it stops with its last user")


@warehouse_app.command()
def migrate() -> None:
    """Bring the schema up to date."""
    from pipelines.warehouse import open_warehouse
    from pipelines.warehouse.migrate import newest_revision

    with open_warehouse(Settings()):
        out.print(f"schema at {newest_revision()}")


@warehouse_app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def psql(context: typer.Context) -> None:
    """Open psql on the warehouse; further words go to psql."""
    import subprocess

    from pipelines.embedded import binary
    from pipelines.warehouse import open_warehouse

    settings = Settings()
    with open_warehouse(settings) as warehouse:
        url = warehouse.engine.url.set(drivername="postgresql")
        command = [binary("psql"), url.render_as_string(hide_password=False), *context.args]
        code = subprocess.run(command, check=False).returncode
    raise typer.Exit(code)


@contract_app.callback()
def _contract() -> None:
    """Contracts and suites."""


@contract_app.command()
def suites(
    check: Annotated[
        bool, typer.Option("--check", help="Only tell whether they are stale.")
    ] = False,
) -> None:
    """Write the part of each suite that follows from its contract."""
    from pipelines.contracts.suites import stale_suites, write_suites

    if check:
        stale = stale_suites()
        for name in stale:
            out.print(f"stale: {name}")
        raise typer.Exit(1 if stale else 0)
    changed = write_suites()
    out.print(f"{len(changed)} suites written" + "".join(f"\n{name}" for name in changed))


def _embedded() -> EmbeddedServer:
    settings = Settings()
    if settings.warehouse_url:
        raise UsageError(
            "PADAN_WAREHOUSE_URL names a server of your own.",
            remedy="Start and stop it with its own tools.",
        )
    return EmbeddedServer(settings.home)
