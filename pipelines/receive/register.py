"""Registers what was received in `ops.drop`: each file once per content, ZIP members singly."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import date, datetime

from pipelines.contracts import rules_fingerprint
from pipelines.contracts.model import source_names
from pipelines.errors import FileChangedError
from pipelines.reading import list_members
from pipelines.reading.archive import Archive
from pipelines.reading.errors import ReadingError
from pipelines.receive.archive import archived_path, keep
from pipelines.receive.landing import LandedFile, settled_files
from pipelines.settings import Settings
from pipelines.warehouse import Transaction, Warehouse

logger = logging.getLogger(__name__)

# A file that stood still and is written to again just then is waited for so often.
ATTEMPTS = 3


@dataclass(frozen=True)
class _Candidate:
    """A file, or one file of a ZIP, that may become a drop.

    Attributes:
        name: As registered; in a ZIP `kirim.zip/inner.xlsx`.
        sha256: Fingerprint of its own bytes, also within a ZIP.
        archive_name: Where they are kept: a fingerprint, in a ZIP with the member behind it.
    """

    period: date
    source: str
    name: str
    sha256: str
    archive_name: str
    size_bytes: int
    modified_at: datetime


def register_files(warehouse: Warehouse, files: list[LandedFile]) -> list[int]:
    """Archive and register files that are not known yet; bring back refused ones to try again.

    Args:
        warehouse: Where to register.
        files: Settled files, in the order in which versions count.

    Returns:
        Ids of the drops that are new.
    """
    found = [(file, _archive(file, warehouse.settings)) for file in files]
    registered: list[int | None] = []
    with warehouse.transaction() as tx:
        tx.lock_registry(warehouse.settings.wait_seconds)
        _try_again(tx)
        for file, candidates in found:
            _retire_refused(tx, file, candidates)
            registered += [_register(tx, candidate) for candidate in candidates]
    return [drop_id for drop_id in registered if drop_id is not None]


def waiting_drops(warehouse: Warehouse, period: date | None = None) -> list[int]:
    """Drops that are registered but not loaded, in the order in which versions count."""
    with warehouse.transaction() as tx:
        return [row["drop_id"] for row in tx.rows("receive/waiting_drops", period=period)]


def _archive(file: LandedFile, settings: Settings) -> list[_Candidate]:
    """Keep a file; what can become drops, none where it is gone or never stands still."""
    for _ in range(ATTEMPTS):
        try:
            sha256 = keep(file.path, settings.archive)
            return _candidates(file, settings, sha256)
        except FileNotFoundError:
            logger.warning("gone before it could be taken: %s", file.name)
            return []
        except FileChangedError:
            settled_files([file], settings.settle_seconds, wait=True)
    logger.warning("left for the next look, written to while it was read: %s", file.name)
    return []


def _candidates(file: LandedFile, settings: Settings, sha256: str) -> list[_Candidate]:
    kept = archived_path(settings.archive, sha256)
    size_bytes = kept.stat().st_size

    def candidate(name: str, sha: str, archive_name: str) -> _Candidate:
        return _Candidate(
            file.period, file.source, name, sha, archive_name, size_bytes, file.modified_at
        )

    try:
        members = list_members(kept)
    except ReadingError:
        # Not a ZIP that can be listed: registered whole, and refused with its reason by load.
        members = None
    if not members:
        return [candidate(file.name, sha256, sha256)]
    archive = Archive(kept.read_bytes())
    return [
        candidate(
            f"{file.name}/{member}",
            _member_fingerprint(archive, member) or f"{sha256}/{member}",
            f"{sha256}/{member}",
        )
        for member in sorted(members)
    ]


def _member_fingerprint(archive: Archive, member: str) -> str | None:
    """SHA-256 of a member's bytes; None where they cannot be unpacked: load will say why."""
    digest = hashlib.sha256()
    try:
        for chunk in archive.chunks(member):
            digest.update(chunk)
    except ReadingError:
        return None
    return digest.hexdigest()


def _retire_refused(tx: Transaction, file: LandedFile, candidates: list[_Candidate]) -> None:
    """What lay under the name before, and did not count, is no longer anybody's task."""
    if candidates:
        present = [f"{one.name} {one.sha256}" for one in candidates]
        tx.run("receive/retire_refused", file_name=file.name, present=present)


def _register(tx: Transaction, candidate: _Candidate) -> int | None:
    known = tx.rows("receive/known_drop", file_name=candidate.name, sha256=candidate.sha256)
    if known:
        tx.run("receive/bring_back", drop_id=known[0]["drop_id"])
        return None
    row = tx.rows(
        "receive/register_drop",
        period=candidate.period,
        source=candidate.source,
        file_name=candidate.name,
        sha256=candidate.sha256,
        size_bytes=candidate.size_bytes,
        modified_at=candidate.modified_at,
        archive_name=candidate.archive_name,
    )[0]
    drop_id: int = row["drop_id"]
    logger.info("received drop=%d file=%s", drop_id, candidate.name)
    return drop_id


def _try_again(tx: Transaction) -> None:
    """Files refused under other rules than today's wait again: the mend may have been ours."""
    for source in source_names():
        tx.run("receive/try_again", source=source, rules=rules_fingerprint(source))
