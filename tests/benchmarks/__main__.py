"""`make bench`: Padan's month beside the plain packages, its floor, and how it grows.

Prints seconds and peak memory per step. Takes a quarter of an hour; nothing else should run.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from pipelines.embedded import EmbeddedServer
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse

PROJECT = Path(__file__).resolve().parents[2]
MONTHS = ("2026-07", "2026-08", "2026-09")
SIZES = (50_000, 100_000, 200_000, 400_000)
PADAN = str(Path(sys.executable).with_name("padan"))
console = Console()


def run_json(command: list[str], **environment: str) -> Any:
    """Run a command in a process of its own and read the JSON that it prints."""
    result = subprocess.run(
        command,
        cwd=PROJECT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
        text=True,
    )
    return json.loads(result.stdout)


@contextmanager
def temporary_home() -> Iterator[Path]:
    """A home that goes away with its server."""
    with tempfile.TemporaryDirectory() as home:
        yield Path(home)
        EmbeddedServer(Path(home)).stop()


def simulated(persons: int, months: tuple[str, ...]) -> Path:
    """Drops of a regency of this size, made once."""
    folder = Settings().home / "bench" / str(persons)
    if not (folder / "drops" / months[-1]).exists():
        console.print(f"simulating {persons:,} persons, {len(months)} months")
        command = [PADAN, "simulate", "--out", str(folder), "--persons", str(persons)]
        run_json([*command, "--seed", "20", "--json", "--months", *months])
    return folder / "drops"


def padan_months(drops: Path, months: tuple[str, ...]) -> list[dict[str, Any]]:
    """Run months one after another in a fresh warehouse."""
    with temporary_home() as home:
        return [
            run_json(
                [PADAN, "run", "--landing", str(drops), "--period", month, "--json"],
                PADAN_HOME=str(home),
                PADAN_SETTLE_SECONDS="0",
            )
            for month in months
        ]


def plain_month(drops: Path, month: str) -> dict[str, Any]:
    """Run the plain packages over the same month."""
    with temporary_home() as home, open_warehouse(Settings(home=home)) as w:
        url = w.engine.url.render_as_string(hide_password=False)
        module = [sys.executable, "-m", "tests.benchmarks.plain", str(drops / month), url]
        result: dict[str, Any] = run_json(module)
        return result


def compare(persons: int) -> None:
    """First and later month, side by side."""
    drops = simulated(persons, MONTHS)
    runs = padan_months(drops, MONTHS)
    for month, run in ((MONTHS[0], runs[0]), (MONTHS[2], runs[2])):
        plain = plain_month(drops, month)
        table = Table(title=f"{month}: {plain['rows']:,} rows", title_justify="left")
        for column in ("step", "plain, s", "Padan, s", "Padan, peak MB"):
            table.add_column(column, justify="left" if column == "step" else "right")
        ours = {step["step"]: step for step in run["steps"]}
        for name in dict.fromkeys([*plain["seconds"], *ours]):
            step = ours.get(name, {})
            table.add_row(
                name,
                f"{plain['seconds'].get(name, 0):.1f}",
                f"{step.get('seconds', 0):.1f}",
                f"{step.get('peak_memory_mb', 0):,}",
            )
        total = sum(plain["seconds"].values())
        table.add_row("all", f"{total:.1f}", f"{run['seconds']:.1f}", "")
        console.print(table)
        console.print(
            f"{total / run['seconds']:.1f} times faster; "
            f"plain peak memory {plain['peak_memory_mb']:,} MB"
        )
    floor = run_json([sys.executable, "-m", "tests.benchmarks.bare", str(drops / MONTHS[0])])
    console.print(
        f"read {floor['read_padan']:.2f} s, {floor['read_padan'] / floor['read_calamine']:.2f} "
        f"times bare calamine; COPY {floor['copy_padan']:.2f} s, "
        f"{floor['copy_padan'] / floor['copy_bare']:.2f} times bare COPY"
    )


def growth() -> None:
    """Seconds of a first month by size, and the exponent between the ends."""
    seconds = {}
    for persons in SIZES:
        run = padan_months(simulated(persons, MONTHS[:1]), MONTHS[:1])[0]
        seconds[persons] = run["seconds"]
        console.print(f"{persons:>9,} persons: {run['seconds']:.1f} s")
    first, last = SIZES[0], SIZES[-1]
    exponent = math.log(seconds[last] / seconds[first]) / math.log(last / first)
    console.print(f"growth exponent {exponent:.2f}")


def main() -> None:
    """Run all of it, or one part."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--part", choices=("compare", "growth", "all"), default="all")
    parser.add_argument("--persons", type=int, default=200_000)
    options = parser.parse_args()
    if options.part in ("compare", "all"):
        compare(options.persons)
    if options.part in ("growth", "all"):
        growth()


if __name__ == "__main__":
    main()
