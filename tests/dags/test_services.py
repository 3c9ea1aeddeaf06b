"""The four services of one machine: they come up, do their work, hide national ids, and go away."""

import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest
from padan_airflow.configuration import ensure_passwords, passwords_file
from padan_airflow.runs import AirflowRuns, Run
from padan_airflow.services import Services, ServicesError

from pipelines.settings import Settings
from tests.dags.conftest import DAGS, MONTH, PROJECT_ROOT

PERIOD = f"{MONTH:%Y-%m}"
PATIENCE_SECONDS = 240.0
NIK = "6402990101900001"
# Leaks on purpose, in each of the ways in which a task can.
CANARY_DAG = f"""
import logging
from airflow.sdk import dag, task

@task
def leak():
    logging.getLogger("pipelines.leak").warning("nik %s of %s", "{NIK}", {{"nik": {NIK}}})
    print("{NIK}")
    raise ValueError("cannot read {NIK}")

@dag(schedule=None, is_paused_upon_creation=False)
def canary():
    leak()

canary()
"""


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Healthy services with the project's DAGs and the canary."""
    folder = tmp_path_factory.mktemp("services")
    dags = folder / "dags"
    shutil.copytree(DAGS, dags, ignore=shutil.ignore_patterns("__pycache__"))
    (dags / "canary.py").write_text(CANARY_DAG)
    settings = Settings(home=folder / "home", landing=folder / "landing", settle_seconds=1.0)
    settings.landing.mkdir()
    services = Services(settings, dags_folder=dags)
    with pytest.MonkeyPatch.context() as environment:
        # As on a real machine: a print is logged at the level that the other tests leave out.
        environment.setenv("AIRFLOW__LOGGING__LOGGING_LEVEL", "INFO")
        try:
            services.start()
            yield services
        finally:
            services.stop()


@pytest.fixture(scope="module")
def runs(services: Services) -> Iterator[AirflowRuns]:
    reader = AirflowRuns(services.url, "reader", ensure_passwords(services.settings)["reader"])
    yield reader
    reader.close()


def _wait(found: Callable[[], Run | None]) -> Run:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        run = found()
        if run is not None and run.has_ended:
            return run
        time.sleep(1)
    pytest.fail("the run has not ended in time")


def _newest(runs: AirflowRuns, dag_id: str) -> Run | None:
    return next(iter(runs.latest(dag_id)), None)


def _end_of_flow(runs: AirflowRuns) -> Run | None:
    """The last DAG's run, or one before it that failed: nothing follows from that."""
    before = [run for dag_id in ("receive_drops", "sync_registry") for run in runs.latest(dag_id)]
    failed = next((run for run in before if run.state == "failed"), None)
    return failed or _newest(runs, "publish_villages")


def _trigger(services: Services, dag_id: str) -> None:
    credentials = {
        "username": "operator",
        "password": ensure_passwords(services.settings)["operator"],
    }
    token = httpx.post(f"{services.url}/auth/token", json=credentials).json()["access_token"]
    answer = httpx.post(
        f"{services.url}/api/v2/dags/{dag_id}/dagRuns",
        json={"logical_date": None},
        headers={"Authorization": f"Bearer {token}"},
    )
    answer.raise_for_status()


def test_they_are_healthy_and_listen_on_loopback_alone(services):
    assert services.is_healthy()
    addresses = {
        connection.laddr.ip
        for process in services.processes.values()
        for child in [psutil.Process(process.pid), *psutil.Process(process.pid).children(True)]
        for connection in child.net_connections(kind="tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}


def test_passwords_are_random_and_their_owners_alone(services):
    passwords = ensure_passwords(services.settings)
    assert len(set(passwords.values())) == len(passwords) == 3
    assert stat.S_IMODE(passwords_file(services.settings).stat().st_mode) == 0o600


def test_a_second_start_for_the_same_home_is_refused(services):
    with pytest.raises(ServicesError, match="runs already"):
        Services(services.settings).start()


def test_a_file_that_lands_becomes_village_tables(services, runs, simulated_month):
    arriving = services.settings.landing / ".arriving" / "dtks"
    arriving.mkdir(parents=True)
    for file in sorted((simulated_month / "dtks").iterdir())[:2]:
        shutil.copy(file, arriving)
    arriving.parent.rename(services.settings.landing / PERIOD)

    last = _wait(lambda: _end_of_flow(runs))
    assert (last.dag_id, last.state, last.period) == ("publish_villages", "success", PERIOD)
    assert [run.period for run in runs.latest("sync_registry")] == [PERIOD]
    assert {run.state for run in runs.latest("receive_drops")} == {"success"}


def test_no_national_id_reaches_a_log_file(services, runs):
    _trigger(services, "canary")
    assert _wait(lambda: _newest(runs, "canary")).state == "failed"
    [log] = (services.home / "logs" / "dag_id=canary").rglob("*.log")
    assert log.read_text().count("[16 digits]") >= 4
    written = [path for path in services.home.rglob("*") if path.is_file()]
    assert [path for path in written if NIK.encode() in path.read_bytes()] == []


def test_they_stop_and_leave_no_process(services):
    processes = [psutil.Process(process.pid) for process in services.processes.values()]
    processes += [child for process in processes for child in process.children(recursive=True)]
    services.stop()
    assert [process for process in processes if process.is_running()] == []
    assert services.server.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent death signal is Linux's")
def test_a_child_of_a_killed_starter_is_stopped_by_the_kernel(tmp_path):
    script = (
        "import subprocess, sys, time\n"
        "from padan_airflow.processes import end_with_parent\n"
        "child = subprocess.Popen(['sleep', '600'], preexec_fn=end_with_parent)\n"
        "sys.stdout.write(f'{child.pid}\\n'); sys.stdout.flush(); time.sleep(600)\n"
    )
    starter = subprocess.Popen(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(DAGS), "PATH": "/usr/bin:/bin"},
        cwd=PROJECT_ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout is not None
    child = psutil.Process(int(starter.stdout.readline()))
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    child.wait(timeout=10)
    assert not child.is_running()


def test_a_port_in_use_is_passed_over():
    import socket

    from padan_airflow.services import free_port

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) != port


def test_the_log_of_a_service_that_ended_is_named(tmp_path: Path):
    services = Services(Settings(home=tmp_path, landing=tmp_path))
    services.processes["scheduler"] = subprocess.Popen(["false"])
    services.processes["scheduler"].wait()
    with pytest.raises(ServicesError, match=r"scheduler ended by itself; see .*scheduler\.log"):
        services.check()
