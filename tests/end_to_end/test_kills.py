"""A run that dies anywhere, and two runs at once, end as one undisturbed run does."""

import multiprocessing
import signal
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse
from tests.end_to_end.conftest import Regency
from tests.end_to_end.killed import run_and_die
from tests.end_to_end.tables import checksums

# Each run is a process of its own, forked off one that has imported everything and done nothing.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.end_to_end.killed"])
# Where the runs die, one after another: at the first and at later calls, inside each step.
DEATHS = (
    ("receive", 3),
    ("load", 2),
    ("load", 40),
    ("validate", 4),
    ("validate", 30),
    ("stage", 5),
    ("stage", 20),
    ("link", 6),
    ("sync", 5),
    ("publish", 6),
)


def run(home: Path, landing: Path, step: str = "none", call: int = 0) -> ForkServerProcess:
    process = PROCESSES.Process(target=run_and_die, args=(home, landing, "2026-07", step, call))
    process.start()
    return process


def exit_code(process: ForkServerProcess) -> int | None:
    process.join()
    return process.exitcode


def first_month(regency: Regency, home: Path) -> dict[str, str]:
    with open_warehouse(Settings(home=home)) as warehouse:
        return checksums(warehouse)


@pytest.fixture(scope="module")
def undisturbed(regency: Regency, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("one_run")
    assert exit_code(run(home, regency.landing)) == 0
    return first_month(regency, home)


def test_a_month_killed_at_ten_points_ends_as_if_undisturbed(
    regency: Regency, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    for step, call in DEATHS:
        process = run(tmp_path, regency.landing, step, call)
        assert exit_code(process) == -signal.SIGKILL, f"{step} {call}"
    assert exit_code(run(tmp_path, regency.landing)) == 0
    assert first_month(regency, tmp_path) == undisturbed


def test_two_runs_of_one_month_at_once_end_as_one(
    regency: Regency, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    both = [run(tmp_path, regency.landing) for _ in range(2)]
    assert [exit_code(process) for process in both] == [0, 0]
    assert first_month(regency, tmp_path) == undisturbed
