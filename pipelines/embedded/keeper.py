"""Waits until nobody uses the embedded server, then stops it.

Started by the server's first user as `python -m pipelines.embedded.keeper HOME`.

Runs apart from every command, so that it also serves when all of them were killed.
"""

import fcntl
import sys
import time
from pathlib import Path
from typing import IO

from pipelines.embedded.server import EmbeddedServer

LOOK_SECONDS = 0.2
TAKE_OVER_SECONDS = 1.0


def keep(home: Path) -> None:
    """Block until the server has no users and is not meant to stay, stop it and return.

    A second keeper of one server ends at once.
    """
    server = EmbeddedServer(home)
    with (server.folder / "keeper.lock").open("a") as keeper:
        if not _lock_within(keeper, TAKE_OVER_SECONDS):
            return
        while not _stop_when_unused(server):
            time.sleep(LOOK_SECONDS)


def _lock_within(handle: IO[str], seconds: float) -> bool:
    """Try for a moment: the keeper before may be about to leave."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(LOOK_SECONDS)
        else:
            return True


def _stop_when_unused(server: EmbeddedServer) -> bool:
    if server.keep_marker.exists():
        return False
    # Holding the start lock, so that nobody starts while we stop, and we never wait inside it.
    with (server.folder / "start.lock").open("a") as start:
        try:
            fcntl.flock(start, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        with (server.folder / "users.lock").open("a") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            server.stop_now()
            return True


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
