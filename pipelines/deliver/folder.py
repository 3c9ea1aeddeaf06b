"""A delivered folder is written beside the one that stands, and takes its place when whole."""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipelines.errors import ForeignFolderError

# Stands in every folder that we delivered, and says what it is of.
MARKER = "padan.json"
_AT_CURRENT_FOLDER = -100
_EXCHANGE = 2


@contextmanager
def replaced_folder(target: Path, about: Mapping[str, object]) -> Iterator[Path]:
    """A new folder to write into; afterwards it is `target`, and what stood there is gone.

    Whoever is stopped before the end leaves the old folder as it was. A second run waits.

    Args:
        target: Is made, or replaced where it was delivered before.
        about: What the folder is of; kept in it.

    Raises:
        ForeignFolderError: `target` holds something that we did not write.
    """
    target = target.absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _held(target.parent):
        fresh, old = (target.with_name(f".{target.name}.{end}") for end in ("new", "old"))
        _mend(target, old)
        if not _is_ours(target):
            raise ForeignFolderError(str(target))
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        try:
            yield fresh
            _write_marker(fresh, about)
            _swap(fresh, target, old)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Hold a folder against another delivery into it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _is_ours(target: Path) -> bool:
    if not target.exists():
        return True
    return target.is_dir() and ((target / MARKER).is_file() or not any(target.iterdir()))


def _write_marker(folder: Path, about: Mapping[str, object]) -> None:
    text = json.dumps(about, indent=2, ensure_ascii=False) + "\n"
    (folder / MARKER).write_text(text, encoding="utf-8")


def _mend(target: Path, old: Path) -> None:
    """Put back what a run left aside that was stopped between two renames."""
    if old.exists() and not target.exists():
        old.rename(target)


def _swap(fresh: Path, target: Path, old: Path) -> None:
    if not target.exists():
        fresh.rename(target)
    elif not _exchange(fresh, target):
        target.rename(old)
        fresh.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step of the kernel; not every file system can."""
    # Not in Python's os module.
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    here = _AT_CURRENT_FOLDER
    done: int = rename(here, paths[0], here, paths[1], _EXCHANGE)
    return done == 0
