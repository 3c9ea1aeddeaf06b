"""Processes of Airflow that end when we do, whose output is kept without national ids."""

import ctypes
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import psutil

from padan_airflow.configuration import PROJECT_ROOT
from padan_airflow.redaction import BLOT, NATIONAL_ID

# Tasks get this long to end; then they are stopped, and Airflow runs them again at the next start.
STOP_SECONDS = 20.0
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def start_process(
    command: list[str], environment: dict[str, str], log_file: Path
) -> subprocess.Popen[bytes]:
    """Start `airflow` with the arguments `command`; what it says is added to `log_file`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "airflow", *command],
        env=environment,
        cwd=PROJECT_ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        # Ctrl-C reaches us alone, and we stop the others in order.
        start_new_session=True,
        preexec_fn=end_with_parent,
    )
    assert process.stdout is not None
    # Airflow's redaction misses what a task prints when the scheduler echoes it.
    log_file.parent.mkdir(exist_ok=True)
    writer = (process.stdout, log_file)
    threading.Thread(target=_write_redacted, args=writer, daemon=True).start()
    return process


def stop_processes(processes: list[subprocess.Popen[bytes]]) -> None:
    """Stop the processes and all their children, those by force that do not go when told."""
    started = _with_children(processes)
    # The scheduler waits for its tasks at the first signal and stops them at the second.
    for seconds in (STOP_SECONDS, STOP_SECONDS / 2):
        _signal(processes, signal.SIGTERM)
        psutil.wait_procs(started, timeout=seconds)
    for process in _with_children(processes) | started:
        if process.is_running():
            process.kill()
    for child in processes:
        child.wait()


def end_with_parent() -> None:
    """Run in a child: have the kernel stop it when we are killed and cannot."""
    ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _write_redacted(lines: IO[bytes], log_file: Path) -> None:
    with lines, log_file.open("a", buffering=1) as log:
        for line in lines:
            log.write(NATIONAL_ID.sub(BLOT, line.decode(errors="replace")))


def _signal(processes: Iterable[subprocess.Popen[bytes]], number: signal.Signals) -> None:
    for process in processes:
        if process.poll() is None:
            process.send_signal(number)


def _with_children(processes: Iterable[subprocess.Popen[bytes]]) -> set[psutil.Process]:
    found = set()
    for process in processes:
        try:
            parent = psutil.Process(process.pid)
            found |= {parent, *parent.children(recursive=True)}
        except psutil.NoSuchProcess:
            continue
    return found
