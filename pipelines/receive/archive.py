"""The archive: every received file once, by its fingerprint, unchanged and read-only."""

import hashlib
import os
from pathlib import Path

CHUNK_BYTES = 1 << 20


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes as hexadecimal text."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def archived_path(archive: Path, sha256: str) -> Path:
    """Where a file of this fingerprint is kept."""
    return archive / sha256[:2] / sha256


def keep(path: Path, archive: Path, sha256: str) -> Path:
    """Copy a file into the archive unless it is there; the copy is whole or absent.

    Returns:
        The archived copy. It may differ from `sha256` only if the file changed meanwhile, which
        the caller sees by fingerprinting the copy.
    """
    target = archived_path(archive, sha256)
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{sha256}.{os.getpid()}.partial")
    with path.open("rb") as source, partial.open("wb") as copy:
        while chunk := source.read(CHUNK_BYTES):
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    partial.chmod(0o440)
    partial.replace(target)
    return target
