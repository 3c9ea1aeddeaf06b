"""What lies in the landing folder, and whether it has stood still long enough to be taken."""

from __future__ import annotations

import logging
import os
import re
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pipelines.contracts.model import source_names
from pipelines.periods import parse_period

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.25
LONGEST_WAIT_SECONDS = 120.0
# Left by editors, browsers, copy programs and systems beside the real file.
_PASSING = re.compile(
    r"^(\.|~\$|__MACOSX$|Thumbs\.db$|desktop\.ini$)|\.(part|partial|crdownload|tmp|filepart)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class LandedFile:
    """A file under `landing/<YYYY-MM>/<source>/`.

    Attributes:
        name: Relative to the landing folder, with slashes: how it is called everywhere.
    """

    path: Path
    name: str
    period: date
    source: str

    @property
    def modified_at(self) -> datetime:
        """Modification time, which orders two versions that come together."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)


def find_files(landing: Path, period: date | None = None) -> list[LandedFile]:
    """All files that lie where a drop belongs, by modification time and name.

    Files elsewhere in the folder are named in the log and left alone.
    """
    files: list[LandedFile] = []
    if not landing.is_dir():
        logger.warning("there is no landing folder, nothing is received: %s", landing)
        return files
    for path in sorted(path for path in landing.rglob("*") if path.is_file()):
        name = _readable(path.relative_to(landing).as_posix())
        if any(_PASSING.search(part) for part in Path(name).parts):
            continue
        if landed := _place(path, name):
            files.append(landed)
    chosen = [file for file in files if period is None or file.period == period]
    present = [(times.st_mtime_ns, file) for file in chosen if (times := _times(file.path))]
    return [file for _, file in sorted(present, key=lambda one: (one[0], one[1].name))]


def settled_files(
    files: list[LandedFile], settle_seconds: float, *, wait: bool
) -> list[LandedFile]:
    """The files that have stood still for `settle_seconds`.

    Args:
        files: What was found.
        settle_seconds: How long size and times must not have changed.
        wait: Wait for those that still change (a command does); else leave them for the next look
            (the watcher does).
    """
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    while moving := [file for file in files if not _is_settled(file.path, settle_seconds)]:
        if not wait or time.monotonic() > deadline:
            for file in moving:
                logger.warning("left for the next look, still being written: %s", file.name)
            return [file for file in files if file not in moving]
        time.sleep(LOOK_SECONDS)
    return files


def _is_settled(path: Path, settle_seconds: float) -> bool:
    times = _times(path)
    # What is gone does not move any more.
    # A copy may carry an old modification time; the change time is the kernel's own.
    return times is None or time.time() - max(times.st_mtime, times.st_ctime) >= settle_seconds


def _times(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _readable(name: str) -> str:
    """A name whose bytes are not UTF-8 in characters that can be stored and shown."""
    return os.fsencode(name).decode("utf-8", errors="replace")


def _place(path: Path, name: str) -> LandedFile | None:
    parts = Path(name).parts
    if len(parts) < 3:
        logger.warning("not in a <YYYY-MM>/<source>/ folder, left alone: %s", name)
        return None
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", parts[0]):
        logger.warning("its first folder is no month, left alone: %s", name)
        return None
    if parts[1] not in source_names():
        logger.warning("no contract for the source of its folder, left alone: %s", name)
        return None
    return LandedFile(path, name, parse_period(parts[0]), parts[1])
