"""An Airflow of the tests' own: metadata in SQLite, in a folder that goes away with the session.

Airflow reads its environment when it is first imported, so this stands at the top of the module.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

PROJECT_ROOT = Path(__file__).resolve().parents[2]
DAGS = PROJECT_ROOT / "dags"
AIRFLOW_HOME = Path(tempfile.mkdtemp(prefix="padan-airflow-"))
atexit.register(shutil.rmtree, AIRFLOW_HOME, ignore_errors=True)

os.environ |= {
    "AIRFLOW_HOME": str(AIRFLOW_HOME),
    "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
}
sys.path.insert(0, str(DAGS))

SIMULATED_PERSONS = 1500
MONTH = date(2026, 8, 1)


@pytest.fixture
def dag_bag():
    """All DAGs of the project, read anew: a test run leaves its period in the DAG's params."""
    from airflow.dag_processing.dagbag import DagBag

    return DagBag(str(DAGS))


@pytest.fixture(scope="session")
def airflow_metadata() -> None:
    """Make Airflow's own tables, for tests that run DAGs."""
    command = [sys.executable, "-m", "airflow", "db", "migrate"]
    subprocess.run(command, check=True, capture_output=True, cwd=AIRFLOW_HOME)


@pytest.fixture(scope="session")
def simulated_month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small month of drops without faults: `<folder>/<source>/<file>`."""
    from pipelines.simulate.profile import load_profile
    from pipelines.simulate.simulation import simulate_regency

    out = tmp_path_factory.mktemp("simulated")
    simulate_regency(
        out, persons=SIMULATED_PERSONS, months=[MONTH], seed=1, profile=load_profile("clean")
    )
    return out / "drops" / f"{MONTH:%Y-%m}"


@pytest.fixture
def landing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty landing folder, with settings that point to it and to a warehouse of its own."""
    folder = tmp_path / "landing"
    folder.mkdir()
    monkeypatch.setenv("PADAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PADAN_LANDING", str(folder))
    monkeypatch.setenv("PADAN_OUT", str(tmp_path / "out"))
    monkeypatch.setenv("PADAN_SETTLE_SECONDS", "0")
    return folder


@pytest.fixture
def deliver(landing: Path, simulated_month: Path) -> Iterator[object]:
    """Copies a few of the simulated files into the landing folder."""

    def copy(source: str, count: int) -> list[Path]:
        target = landing / f"{MONTH:%Y-%m}" / source
        target.mkdir(parents=True, exist_ok=True)
        files = sorted((simulated_month / source).iterdir())[:count]
        return [Path(shutil.copy(file, target)) for file in files]

    yield copy
