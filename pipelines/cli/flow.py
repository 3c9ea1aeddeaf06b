"""The flow: simulate, run a month, and each step by itself."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from pipelines.cli.screen import err, out, progress, show_json, show_table
from pipelines.periods import parse_period
from pipelines.settings import Settings
from pipelines.status import PeriodStatus
from pipelines.steps import Step

Period = Annotated[str, typer.Option("--period", help="The month, as YYYY-MM.")]
SomePeriod = Annotated[str | None, typer.Option("--period", help="Only this month, as YYYY-MM.")]
Landing = Annotated[
    Path | None,
    typer.Option("--landing", help="Landing folder; default PADAN_LANDING.", file_okay=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]


def register(app: typer.Typer) -> None:
    """Add the commands of the flow."""
    for command in (simulate, run, receive, load, validate, stage, link, sync, publish):
        app.command()(command)


def simulate(
    out_folder: Annotated[Path, typer.Option("--out", help="Drops and truth are written here.")],
    months: Annotated[list[str], typer.Option("--months", help="Months, as YYYY-MM; repeat it.")],
    more_months: Annotated[list[str] | None, typer.Argument(help="Further months.")] = None,
    persons: Annotated[
        int, typer.Option("--persons", min=1, help="People of the regency.")
    ] = 20_000,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same drops.")] = 1,
    profile: Annotated[
        str, typer.Option("--profile", help="clean, as_usual, terrible, or a YAML file.")
    ] = "as_usual",
    as_json: AsJson = False,
) -> None:
    """Make drops of a synthetic regency under OUT/drops, and the truth under OUT/truth."""
    from pipelines.simulate import load_profile, simulate_regency

    wanted = [parse_period(month) for month in [*months, *(more_months or [])]]
    with progress("Simulating") as say:
        summary = simulate_regency(
            out_folder,
            persons=persons,
            months=wanted,
            seed=seed,
            profile=load_profile(profile),
            progress=say,
        )
    rows = sum(summary.rows.values())
    if as_json:
        show_json({"out": str(out_folder), "files": summary.files, "rows": rows})
    else:
        out.print(f"{summary.files} files with {rows:,} rows in {out_folder / 'drops'}")


def run(
    period: Period,
    landing: Landing = None,
    until: Annotated[Step, typer.Option("--until", help="The last step to take.")] = Step.PUBLISH,
    as_json: AsJson = False,
) -> None:
    """Take a whole month from the landing folder to the village tables."""
    from pipelines.run import run_month
    from pipelines.status import period_status
    from pipelines.warehouse import open_warehouse

    settings = Settings()
    month = parse_period(period)
    with open_warehouse(settings) as warehouse:
        with progress(f"Padan {period}") as say:
            figures = run_month(warehouse, landing or settings.landing, month, say, until=until)
        status = period_status(warehouse, month)
    if as_json:
        document = {
            "period": period,
            "seconds": round(figures.seconds, 3),
            "steps": [asdict(step) for step in figures.steps],
            **{key: value for key, value in status.as_json().items() if key != "steps"},
        }
        show_json(document)
    else:
        show_table(
            f"{period}: {figures.seconds:.1f} seconds",
            ("step", "seconds", "rows", "peak memory, MB"),
            [(s.step, s.seconds, s.rows, s.peak_memory_mb) for s in figures.steps],
        )
        if not status.drops:
            where = (landing or settings.landing) / period
            out.print(
                f"Nothing was received for {period}: no file lies under {where}/<source>/.",
                highlight=False,
                markup=False,
                soft_wrap=True,
            )
        _show_outcome(status)
    _end(status)


def receive(period: SomePeriod = None, landing: Landing = None) -> None:
    """Archive and register what has landed."""
    from pipelines import steps

    ids = steps.receive(period, landing=landing, wait=True)
    out.print(f"{len(ids)} drops wait for loading")


def load(period: SomePeriod = None) -> None:
    """Read what was received into raw."""
    from pipelines.load import load_drops
    from pipelines.receive import waiting_drops
    from pipelines.warehouse import open_warehouse

    month = parse_period(period) if period else None
    with open_warehouse(Settings()) as warehouse, progress("Loading") as say:
        waiting = waiting_drops(warehouse, month)
        results = load_drops(warehouse, waiting, lambda r: say(f"drop {r.drop_id}"))
    refused = [result for result in results if result.refusal]
    out.print(f"{sum(r.rows for r in results):,} rows of {len(results)} drops loaded")
    for result in refused:
        assert result.refusal is not None
        err.print(result.refusal.problem, markup=False)
    if refused:
        raise typer.Exit(1)


def validate(period: SomePeriod = None) -> None:
    """Run the suites over what was loaded, and accept or refuse it."""
    _for_waiting("validate", period)


def stage(period: SomePeriod = None) -> None:
    """Type, code and place the accepted rows; set aside what cannot be used."""
    _for_waiting("stage", period)


def link(period: Period) -> None:
    """Link the period's rows to people."""
    _one_step("link", period)


def sync(period: Period) -> None:
    """Give the linked people their ids, and tell what stands in the period."""
    _one_step("sync", period)


def publish(
    period: Period,
    accept: Annotated[
        str | None,
        typer.Option("--accept", help="Why a change beyond the limits is right; audited."),
    ] = None,
) -> None:
    """Release the village tables of the period, and their public counterparts."""
    from pipelines import steps

    with progress(f"publish {period}"):
        rows = steps.publish(period, accept)
    out.print(f"publish {period}: {rows:,} rows")


def _for_waiting(step: str, period: str | None) -> None:
    from pipelines import steps

    with progress(step) as say:
        for one in steps.waiting(period):
            say(f"{one['source']} {one['period']}")
            rows = getattr(steps, step)(one["source"], one["period"])
            out.print(f"{step} {one['source']} {one['period']}: {rows:,} rows")


def _one_step(step: str, period: str) -> None:
    from pipelines import steps

    with progress(f"{step} {period}"):
        rows = getattr(steps, step)(period)
    out.print(f"{step} {period}: {rows:,} rows")


def _show_outcome(status: PeriodStatus) -> None:
    counted = [source for source in ("p3ke", "dtks", "both", "any") if source in status.persons]
    if counted:
        show_table(
            "Registry",
            ("source", "persons", "families"),
            [(source, status.persons[source], status.families[source]) for source in counted],
        )
    if status.set_aside_by_reason:
        show_table("Set aside", ("reason", "rows"), list(status.set_aside_by_reason.items()))
    for drop in status.refused:
        err.print(f"[red]refused[/] {drop.file_name}", highlight=False)
        err.print(f"  {drop.message}", markup=False, highlight=False, soft_wrap=True)


def _end(status: PeriodStatus) -> None:
    status.raise_if_unbalanced()
    if status.refused:
        raise typer.Exit(1)
