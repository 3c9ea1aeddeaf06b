"""Registers what was received in `ops.drop`: each file once per content, members of a ZIP singly."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.contracts import rules_fingerprint
from pipelines.contracts.model import source_names
from pipelines.reading import list_members
from pipelines.reading.errors import ReadingError
from pipelines.receive.archive import fingerprint, keep
from pipelines.receive.landing import LandedFile
from pipelines.warehouse import Transaction, Warehouse

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Candidate:
    file: LandedFile
    name: str
    sha256: str


def register_files(warehouse: Warehouse, files: list[LandedFile]) -> list[int]:
    """Archive and register files that are not known yet; bring back refused ones to try again.

    Args:
        warehouse: Where to register.
        files: Settled files, in the order in which versions count.

    Returns:
        Ids of the drops that are new.
    """
    candidates: list[_Candidate] = []
    for file in files:
        candidates += _archive(file, warehouse.settings.archive)
    with warehouse.transaction() as tx:
        tx.lock_registry(warehouse.settings.wait_seconds)
        _try_again(tx)
        return [
            drop_id for candidate in candidates if (drop_id := _register(tx, candidate)) is not None
        ]


def waiting_drops(warehouse: Warehouse, period: date | None = None) -> list[int]:
    """Drops that are registered but not loaded, in the order in which versions count."""
    with warehouse.transaction() as tx:
        return [row["drop_id"] for row in tx.rows("receive/waiting_drops", period=period)]


def _archive(file: LandedFile, archive: Path) -> list[_Candidate]:
    sha256 = fingerprint(file.path)
    kept = keep(file.path, archive, sha256)
    try:
        members = list_members(kept)
    except ReadingError:
        # Not a ZIP that can be listed: registered whole, and refused with its reason by load.
        members = None
    if not members:
        return [_Candidate(file, file.name, sha256)]
    return [
        _Candidate(file, f"{file.name}/{member}", f"{sha256}/{member}")
        for member in sorted(members)
    ]


def _register(tx: Transaction, candidate: _Candidate) -> int | None:
    known = tx.rows("receive/known_drop", file_name=candidate.name, sha256=candidate.sha256)
    if known:
        return None
    file = candidate.file
    tx.run("receive/retire_refused", file_name=candidate.name)
    row = tx.rows(
        "receive/register_drop",
        period=file.period,
        source=file.source,
        file_name=candidate.name,
        sha256=candidate.sha256,
        size_bytes=file.path.stat().st_size,
        modified_at=file.modified_at,
        archive_name=candidate.sha256,
    )[0]
    logger.info("received drop=%s file=%s", row["drop_id"], candidate.name)
    drop_id: int = row["drop_id"]
    return drop_id


def _try_again(tx: Transaction) -> None:
    """Files refused under other rules than today's wait again: the mend may have been ours."""
    for source in source_names():
        tx.run("receive/try_again", source=source, rules=rules_fingerprint(source))
