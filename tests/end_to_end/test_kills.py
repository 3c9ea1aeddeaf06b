"""A run that dies anywhere, and two runs at once, end as one undisturbed run does."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse
from tests.end_to_end.conftest import Regency
from tests.end_to_end.tables import checksums

PROJECT = Path(__file__).resolve().parents[2]
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


def run(home: Path, landing: Path, step: str = "none", call: int = 0) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.end_to_end.killed"]
    arguments = [str(home), str(landing), "2026-07", step, str(call)]
    return subprocess.Popen(
        [*command, *arguments], cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def first_month(regency: Regency, home: Path) -> dict[str, str]:
    with open_warehouse(Settings(home=home)) as warehouse:
        return checksums(warehouse)


@pytest.fixture(scope="module")
def undisturbed(regency: Regency, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("one_run")
    assert run(home, regency.landing).wait() == 0
    return first_month(regency, home)


def test_a_month_killed_at_ten_points_ends_as_if_undisturbed(
    regency: Regency, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    for step, call in DEATHS:
        process = run(tmp_path, regency.landing, step, call)
        _, complaint = process.communicate()
        assert process.returncode == -signal.SIGKILL, f"{step} {call}: {complaint.decode()[-500:]}"
    assert run(tmp_path, regency.landing).wait() == 0
    assert first_month(regency, tmp_path) == undisturbed


def test_two_runs_of_one_month_at_once_end_as_one(
    regency: Regency, undisturbed: dict[str, str], tmp_path: Path
) -> None:
    both = [run(tmp_path, regency.landing) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert first_month(regency, tmp_path) == undisturbed
