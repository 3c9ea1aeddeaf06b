"""The watcher of the landing folder: an event once new files lie there and stand still."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple

from airflow.triggers.base import BaseEventTrigger, TriggerEvent

POLL_SECONDS = 3.0
# Files still being copied are waited for, so that a drop of many is one run; not for ever.
PATIENCE_SECONDS = 60.0
# Hidden files, and the lock Excel leaves beside an open workbook.
PASSING = (".", "~$")


class Fingerprint(NamedTuple):
    """What changes whenever a file is written to."""

    size: int
    modified_ns: int


class Sighting(NamedTuple):
    """A file as it has looked since the moment `since` of the monotonic clock."""

    fingerprint: Fingerprint
    since: float


class LandingTrigger(BaseEventTrigger):
    """Fires for files that are new or changed and have stood still for `settle_seconds`.

    It remembers what it has fired for as long as it lives. A restarted triggerer fires again for
    whatever still lies there: `receive` knows files by their sha256 and takes none twice.

    Args:
        folder: Absolute path of the landing folder; may come into being later.
        settle_seconds: How long size and modification time must not have changed.
        poll_seconds: Time between two looks.
    """

    def __init__(
        self, folder: str, settle_seconds: float, poll_seconds: float = POLL_SECONDS
    ) -> None:
        super().__init__()
        self.folder = folder
        self.settle_seconds = settle_seconds
        self.poll_seconds = poll_seconds

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """Return class path and arguments, from which the triggerer makes it anew."""
        arguments = {
            "folder": self.folder,
            "settle_seconds": self.settle_seconds,
            "poll_seconds": self.poll_seconds,
        }
        return f"{LandingTrigger.__module__}.LandingTrigger", arguments

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Yield `{"files": [path below the folder, …]}` each time there is something to take."""
        seen: dict[str, Sighting] = {}
        fired: dict[str, Fingerprint] = {}
        while True:
            files = await asyncio.to_thread(look, Path(self.folder))
            seen = update_sightings(seen, files, time.monotonic())
            if ready := ready_files(seen, fired, self.settle_seconds, time.monotonic()):
                fired = {path: files[path] for path in files if path in fired or path in ready}
                yield TriggerEvent({"files": ready})
            await asyncio.sleep(self.poll_seconds)


def look(folder: Path) -> dict[str, Fingerprint]:
    """Return the files below `folder` by their relative path; no hidden ones, no lock files."""
    files = {}
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(PASSING)]
        for name in names:
            path = Path(parent, name)
            if name.startswith(PASSING) or (fingerprint := _fingerprint(path)) is None:
                continue
            files[path.relative_to(folder).as_posix()] = fingerprint
    return files


def update_sightings(
    seen: dict[str, Sighting], files: dict[str, Fingerprint], now: float
) -> dict[str, Sighting]:
    """Return the sightings after one more look; a changed file begins to stand still anew."""
    return {
        path: seen[path]
        if path in seen and seen[path].fingerprint == fingerprint
        else Sighting(fingerprint, now)
        for path, fingerprint in files.items()
    }


def ready_files(
    seen: dict[str, Sighting],
    fired: dict[str, Fingerprint],
    settle_seconds: float,
    now: float,
) -> list[str]:
    """Return the settled files not fired for yet; none while others are still being copied."""
    new = {path: at for path, at in seen.items() if fired.get(path) != at.fingerprint}
    settled = {path: at for path, at in new.items() if now - at.since >= settle_seconds}
    if not settled:
        return []
    longest_wait = now - min(at.since for at in settled.values())
    if len(settled) < len(new) and longest_wait < PATIENCE_SECONDS:
        return []
    return sorted(settled)


def _fingerprint(path: Path) -> Fingerprint | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        # Renamed between listing and asking, as careful copying programs do.
        return None
    return Fingerprint(status.st_size, status.st_mtime_ns)
