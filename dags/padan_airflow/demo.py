"""Three simulated months through real DAG runs: `python dags/padan_airflow/demo.py`.

What is done is not done again: a second demo only shows the result.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

# Run as a script, it finds itself in the wrong folder.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from padan_airflow.configuration import ensure_passwords, passwords_file
from padan_airflow.runs import AirflowRuns, Run
from padan_airflow.services import DEFAULT_PORT, Services, ServicesError, running
from pipelines.errors import WarehouseUnreachableError
from pipelines.settings import Settings

MONTHS = ("2026-08", "2026-09", "2026-10")
SEED = 1
FLOW = ("receive_drops", "sync_registry", "publish_villages")
LOOK_SECONDS = 1.0
# When a run has failed and nothing has begun for so long, nothing will follow from it.
QUIET_SECONDS = 20.0

console = Console(highlight=False, soft_wrap=True)


class DemoError(Exception):
    """The demo cannot go on; the message says why and what to do."""


@dataclass(frozen=True)
class Demo:
    """Where the demo keeps what: drops, the landing folder, which months are done."""

    folder: Path
    persons: int

    @property
    def landing(self) -> Path:
        """The landing folder that Airflow watches during the demo."""
        return self.folder / "landing"

    def is_done(self, month: str) -> bool:
        """Whether the month has gone through all three DAGs before."""
        return (self.folder / "done" / month).exists()

    def mark_done(self, month: str) -> None:
        """Remember that the month has gone through."""
        (self.folder / "done").mkdir(exist_ok=True)
        (self.folder / "done" / month).touch()

    def simulate(self) -> None:
        """Make the drops of all months, once.

        Raises:
            DemoError: Drops of another size are here, or the simulator failed.
        """
        size = self.folder / "persons"
        if size.exists():
            if int(size.read_text()) != self.persons:
                raise DemoError(
                    f"This warehouse holds a demo of {size.read_text()} persons. "
                    f"Remove it with `make clean`, or give this one its own PADAN_HOME."
                )
            return
        begun = self.folder / "simulating"
        shutil.rmtree(begun, ignore_errors=True)
        shutil.rmtree(self.folder / "simulated", ignore_errors=True)
        arguments = ["--persons", str(self.persons), "--seed", str(SEED), "--months", *MONTHS]
        if padan("simulate", "--out", str(begun), *arguments) != 0:
            raise DemoError("The simulator failed; see above.")
        begun.rename(self.folder / "simulated")
        size.write_text(str(self.persons))

    def deliver(self, month: str) -> None:
        """Put a month's drops into the landing folder, all at once."""
        if (self.landing / month).exists():
            return
        arriving = self.landing / ".arriving"
        shutil.rmtree(arriving, ignore_errors=True)
        shutil.copytree(self.folder / "simulated" / "drops" / month, arriving)
        arriving.rename(self.landing / month)


def padan(*arguments: str) -> int:
    """Run the `padan` command beside this Python; returns its exit code."""
    command = Path(sys.executable).with_name("padan")
    return subprocess.run([command, *arguments], check=False).returncode


def run_month(demo: Demo, month: str, services: Services, runs: AirflowRuns, limit: float) -> bool:
    """Deliver a month and follow its runs to their end; tells whether all are green.

    Raises:
        DemoError: They have not ended within `limit` seconds.
        ServicesError: Airflow itself has ended.
    """
    begun = datetime.now(UTC)
    demo.deliver(month)
    told: set[str] = set()
    quiet_since = time.monotonic()
    deadline = quiet_since + limit
    with console.status(f"{month}: waiting for receive_drops") as status:
        while True:
            services.check()
            current = list(_runs_of(month, begun, runs))
            for run in current:
                _tell(run, month, told)
            active = [run for run in current if not run.has_ended]
            if active:
                quiet_since = time.monotonic()
                ended, known = runs.task_progress(active[0])
                status.update(f"{month}: {active[0].dag_id}, {ended} of {known} tasks")
            elif any(run.dag_id == FLOW[-1] for run in current):
                return all(run.state == "success" for run in current)
            elif any(run.state == "failed" for run in current) and (
                time.monotonic() - quiet_since > QUIET_SECONDS
            ):
                return False
            if time.monotonic() > deadline:
                raise DemoError(f"{month} has not ended within {limit:.0f} s.")
            time.sleep(LOOK_SECONDS)


def _runs_of(month: str, begun: datetime, runs: AirflowRuns) -> Iterator[Run]:
    """Runs of the month; `receive_drops` has no partition, so there those not over by `begun`."""
    for dag_id in FLOW:
        for run in runs.latest(dag_id):
            is_recent = run.ended_at is None or run.ended_at >= begun
            if run.period == month or (run.period is None and is_recent):
                yield run


def _tell(run: Run, month: str, told: set[str]) -> None:
    if run.has_ended and run.run_id not in told:
        told.add(run.run_id)
        style = "green" if run.state == "success" else "red"
        seconds = f"{run.seconds:.0f} s" if run.seconds is not None else ""
        console.print(f"{month}  {run.dag_id:<17}[{style}]{run.state}[/]  {seconds}")


def run_months(demo: Demo, settings: Settings, port: int, limit: float) -> bool:
    """Take the months that are not done yet through Airflow; tells whether all are green."""
    todo = [month for month in MONTHS if not demo.is_done(month)]
    if not todo:
        console.print("All three months have gone through before; nothing is repeated.")
        return True
    console.print("Starting Airflow …")
    green = True
    with running(settings, port) as services:
        console.print(f"Airflow runs at {services.url} while the demo does")
        runs = AirflowRuns(services.url, "reader", ensure_passwords(settings)["reader"])
        for month in todo:
            if run_month(demo, month, services, runs, limit):
                demo.mark_done(month)
            else:
                green = False
        runs.close()
    return green


def show_results(settings: Settings) -> None:
    """Print each month's summary and where to look next."""
    for month in MONTHS:
        padan("status", "--brief", "--period", month)
    console.print("\n[bold]Where to look next[/]")
    console.print(
        f"UI         make airflow, then http://127.0.0.1:{DEFAULT_PORT}; log in as admin,"
    )
    console.print(f"           operator or reader; passwords in {passwords_file(settings)}")
    console.print("tables     padan warehouse psql; mart.village_population_monthly,")
    console.print("           mart.village_agreement_monthly")
    console.print(f"Data Docs  {settings.data_docs.resolve()}/<YYYY-MM>/<source>/index.html")


def main(
    persons: Annotated[
        int, typer.Option(min=1000, help="People of the simulated regency.")
    ] = 20_000,
    port: Annotated[int, typer.Option(help="Of the UI; a free one if in use.")] = DEFAULT_PORT,
    limit: Annotated[float, typer.Option(help="Seconds that one month may take.")] = 1800.0,
) -> None:
    """Take three simulated months through Airflow and show what came out."""
    settings = Settings()
    demo = Demo(settings.home.resolve() / "demo", persons)
    demo.landing.mkdir(parents=True, exist_ok=True)
    settings = settings.model_copy(update={"landing": demo.landing})
    try:
        demo.simulate()
        green = run_months(demo, settings, port, limit)
    except KeyboardInterrupt:
        console.print("Stopped; `make demo` goes on from here.")
        raise typer.Exit(130) from None
    except (DemoError, ServicesError, WarehouseUnreachableError) as error:
        console.print(str(error), style="red", markup=False)
        raise typer.Exit(3 if isinstance(error, WarehouseUnreachableError) else 1) from None
    show_results(settings)
    raise typer.Exit(0 if green else 1)


if __name__ == "__main__":
    typer.run(main)
