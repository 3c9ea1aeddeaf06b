"""Airflow on this machine: `python dags/padan_airflow/services.py` runs it until Ctrl-C.

Four processes on loopback: api-server (UI), scheduler, dag-processor, triggerer. Their metadata is
a database of the embedded PostgreSQL, which they hold for as long as they live.
"""

import fcntl
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO

import httpx
from rich.console import Console

# Run as a script, it finds itself in the wrong folder.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from padan_airflow.configuration import (
    DAGS_FOLDER,
    airflow_home,
    create_metadata_database,
    ensure_passwords,
    passwords_file,
    service_environment,
)
from padan_airflow.processes import start_process, stop_processes
from pipelines.embedded import EmbeddedServer
from pipelines.errors import WarehouseUnreachableError
from pipelines.settings import Settings

DEFAULT_PORT = 8080
HEALTHY_SECONDS = 180.0
LOOK_SECONDS = 0.5
# Their logs are read from disk, so none of them needs a port of its own to serve them.
COMMANDS = {
    "api-server": ["api-server"],
    "scheduler": ["scheduler", "--skip-serve-logs"],
    "dag-processor": ["dag-processor"],
    "triggerer": ["triggerer", "--skip-serve-logs"],
}


class ServicesError(Exception):
    """The services cannot run; the message says why and what to do."""


class Services:
    """The four services of one PADAN_HOME.

    Args:
        settings: Home, landing folder and warehouse.
        port: Wanted for the UI; a free one is taken instead when it is in use.
        dags_folder: Where the DAGs are.
    """

    def __init__(
        self, settings: Settings, port: int = DEFAULT_PORT, *, dags_folder: Path = DAGS_FOLDER
    ) -> None:
        self.settings = settings
        self.dags_folder = dags_folder
        self.home = airflow_home(settings)
        self.port = free_port(port)
        self.server = EmbeddedServer(settings.home)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._lock: IO[str] | None = None

    @property
    def url(self) -> str:
        """Address of the UI."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start what is needed and return once all four report to be healthy.

        Raises:
            ServicesError: They run already, or one ended or is not healthy in time.
        """
        self._take_lock()
        warehouse_url = self.server.use()
        create_metadata_database(warehouse_url)
        ensure_passwords(self.settings)
        environment = service_environment(
            self.settings, self.server.socket_folder, self.port, self.dags_folder
        )
        self._migrate(environment)
        for name, command in COMMANDS.items():
            self.processes[name] = start_process(command, environment, self.log_file(name))
        self._wait_until_healthy()

    def check(self) -> None:
        """Raise when one of the services has ended by itself.

        Raises:
            ServicesError: Names it and its log.
        """
        for name, process in self.processes.items():
            if process.poll() is not None:
                raise ServicesError(f"{name} ended by itself; see {self.log_file(name)}")

    def stop(self) -> None:
        """Stop everything that was started, tasks included; nothing is left running."""
        stop_processes(list(self.processes.values()))
        self.processes.clear()
        self.server.release()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def log_file(self, name: str) -> Path:
        """Where the service `name` writes what happens to it."""
        return self.home / "services" / f"{name}.log"

    def _take_lock(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self._lock = (self.home / "services.lock").open("a")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock = None
            raise ServicesError(
                f"Airflow runs already for {self.settings.home}; use it or stop it first."
            ) from None

    def _migrate(self, environment: dict[str, str]) -> None:
        """Bring the metadata's schema up to date; its version is remembered, it costs 10 s."""
        from airflow import __version__

        marker = self.home / "migrated"
        if marker.exists() and marker.read_text() == __version__:
            return
        process = start_process(["db", "migrate"], environment, self.log_file("migrate"))
        if process.wait() != 0:
            raise ServicesError(f"the metadata cannot be migrated; see {self.log_file('migrate')}")
        marker.write_text(__version__)

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + HEALTHY_SECONDS
        while not self.is_healthy():
            self.check()
            if time.monotonic() > deadline:
                raise ServicesError(f"not healthy in time; see {self.home / 'services'}")
            time.sleep(LOOK_SECONDS)

    def is_healthy(self) -> bool:
        """Whether metadata, scheduler, dag-processor and triggerer all say so."""
        try:
            answer = httpx.get(f"{self.url}/api/v2/monitor/health", timeout=5).json()
        except (httpx.HTTPError, ValueError):
            return False
        return all(part.get("status") == "healthy" for part in answer.values())


@contextmanager
def running(settings: Settings, port: int = DEFAULT_PORT) -> Iterator[Services]:
    """Run the services for the length of the block; SIGTERM ends it like Ctrl-C.

    Raises:
        ServicesError: They cannot be started.
    """
    services = Services(settings, port)
    previous = signal.signal(signal.SIGTERM, _interrupt)
    try:
        services.start()
        yield services
    finally:
        # A second, impatient Ctrl-C must not leave half of them behind.
        impatient = signal.signal(signal.SIGINT, signal.SIG_IGN)
        services.stop()
        signal.signal(signal.SIGINT, impatient)
        signal.signal(signal.SIGTERM, previous)


def free_port(wanted: int) -> int:
    """Return `wanted`, or a port the kernel chooses when it is in use."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServicesError("no port is free on loopback")


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """Run until Ctrl-C; returns the exit code."""
    console = Console(highlight=False, soft_wrap=True)
    settings = Settings()
    settings.landing.mkdir(parents=True, exist_ok=True)
    try:
        console.print("Starting Airflow …")
        with running(settings) as services:
            console.print(f"UI        {services.url}")
            console.print(f"log in    admin, operator or reader; see {passwords_file(settings)}")
            console.print(f"landing   {settings.landing.resolve()}/<YYYY-MM>/<source>/")
            console.print("Ctrl-C stops it.")
            while True:
                services.check()
                time.sleep(LOOK_SECONDS)
    except KeyboardInterrupt:
        console.print("Stopped.")
        return 0
    except (ServicesError, WarehouseUnreachableError) as error:
        console.print(str(error), style="red", markup=False)
        return 3 if isinstance(error, WarehouseUnreachableError) else 1


if __name__ == "__main__":
    sys.exit(main())
