"""The archive: every received file once, by its fingerprint, unchanged and read-only."""

import hashlib
import os
from pathlib import Path

from pipelines.errors import FileChangedError

CHUNK_BYTES = 1 << 20


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes as hexadecimal text."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def archived_path(archive: Path, sha256: str) -> Path:
    """Where a file of this fingerprint is kept."""
    return archive / sha256[:2] / sha256


def keep(path: Path, archive: Path) -> str:
    """Copy a file into the archive unless it is there; the copy is whole or absent.

    Returns:
        The fingerprint under which it is kept, which is that of the copy.

    Raises:
        FileChangedError: The file was written to between two readings; nothing was kept.
        FileNotFoundError: It is gone.
    """
    sha256 = fingerprint(path)
    target = archived_path(archive, sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{sha256}.{os.getpid()}.partial")
    try:
        if _copy(path, partial) != sha256:
            raise FileChangedError(path.name)
        partial.chmod(0o440)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return sha256


def _copy(path: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as source, target.open("wb") as copy:
        while chunk := source.read(CHUNK_BYTES):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()
