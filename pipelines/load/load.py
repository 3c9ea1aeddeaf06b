"""One archived file into raw, in one transaction; several at once in two threads."""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from pipelines.contracts import Contract, load_contract, rules_fingerprint
from pipelines.errors import DropNotFoundError, Refusal, RefusedFileError
from pipelines.load.interpret import Interpretation, interpret
from pipelines.load.rows import raw_rows
from pipelines.load.tables import ensure_raw_tables, raw_table, raw_tables_are_ready
from pipelines.load.unreadable import unforeseen, unreadable
from pipelines.reading import Sheet, read_file
from pipelines.reading.errors import ReadingError
from pipelines.receive.archive import archived_path
from pipelines.warehouse import Transaction, Warehouse

logger = logging.getLogger(__name__)

THREADS = 2


@dataclass(frozen=True)
class LoadResult:
    """What became of one drop: its rows in raw, or why it was refused."""

    drop_id: int
    period: date
    rows: int
    refusal: Refusal | None


@dataclass(frozen=True)
class _Drop:
    drop_id: int
    period: date
    source: str
    file_name: str
    archive_name: str


def load_drops(
    warehouse: Warehouse,
    drop_ids: Sequence[int],
    progress: Callable[[LoadResult], None] | None = None,
) -> list[LoadResult]:
    """Load several drops, two at a time: reading one while another is copied."""
    results = []
    with ThreadPoolExecutor(THREADS) as pool:
        for result in pool.map(lambda drop_id: load_drop(warehouse, drop_id), drop_ids):
            results.append(result)
            if progress:
                progress(result)
    return results


def load_drop(warehouse: Warehouse, drop_id: int) -> LoadResult:
    """Read one registered file into raw, or refuse it; a drop loaded before is left as it is.

    Raises:
        DropNotFoundError: No drop has this id.
    """
    drop = _find(warehouse, drop_id)
    contract = load_contract(drop.source)
    _prepare_tables(warehouse, contract, drop.period)
    try:
        understood, tables = _understand(drop, contract, warehouse.settings.archive)
    except RefusedFileError as error:
        return _refuse(warehouse, drop, error.refusal)
    with warehouse.transaction() as tx:
        if not tx.rows("load/claim_drop", drop_id=drop_id):
            return LoadResult(drop_id, drop.period, 0, None)
        rows = 0
        for kind_name, table in tables:
            with_period = table.append_column(
                "period", pa.array([drop.period] * table.num_rows, pa.date32())
            )
            tx.copy_in(raw_table(drop.source, kind_name), with_period)
            rows += table.num_rows
        _record(tx, drop, understood, rows)
    logger.info("loaded drop=%d file=%s rows=%d", drop_id, drop.file_name, rows)
    return LoadResult(drop_id, drop.period, rows, None)


def _find(warehouse: Warehouse, drop_id: int) -> _Drop:
    with warehouse.transaction() as tx:
        found = tx.rows("load/drop", drop_id=drop_id)
    if not found:
        raise DropNotFoundError(str(drop_id))
    return _Drop(**found[0])


def _prepare_tables(warehouse: Warehouse, contract: Contract, period: date) -> None:
    with warehouse.transaction() as tx:
        if raw_tables_are_ready(tx, contract, period):
            return
        # Two loaders must not create the same table.
        tx.lock_period(period, contract.source, warehouse.settings.wait_seconds)
        ensure_raw_tables(tx, contract, period)


def _understand(
    drop: _Drop, contract: Contract, archive: Path
) -> tuple[Interpretation, list[tuple[str, pa.Table]]]:
    """What the file says, and its rows by kind.

    Raises:
        RefusedFileError: It cannot be read or understood, or we fail at it in an unforeseen way:
            one file never stops the others.
    """
    try:
        sheets = _read(drop, archive)
        understood = interpret(sheets, contract, period=drop.period, file_name=drop.file_name)
        return understood, _raw_tables(drop, understood)
    except RefusedFileError:
        raise
    except ReadingError as fault:
        raise RefusedFileError(unreadable(fault)) from None
    except Exception as error:
        raise RefusedFileError(unforeseen(error)) from None


def _read(drop: _Drop, archive: Path) -> list[Sheet]:
    sha256, _, inner = drop.archive_name.partition("/")
    return read_file(archived_path(archive, sha256), inner=inner or None)


def _raw_tables(drop: _Drop, understood: Interpretation) -> list[tuple[str, pa.Table]]:
    """Rows by kind, those of all its sheets together: each COPY waits for the server."""
    tables = defaultdict(list)
    ordinal = 1
    for read in understood.read:
        table = raw_rows(
            read.sheet,
            read.header,
            read.indices,
            drop_id=drop.drop_id,
            sheet_no=read.number,
            first_ordinal=ordinal,
        )
        ordinal += table.num_rows
        tables[read.header.kind_name].append(table)
    return [(kind_name, pa.concat_tables(of_sheets)) for kind_name, of_sheets in tables.items()]


def _record(tx: Transaction, drop: _Drop, understood: Interpretation, rows: int) -> None:
    tx.run(
        "load/record_sheets",
        drop_id=drop.drop_id,
        sheets=json.dumps([*_sheets_read(understood), *_sheets_not_read(understood)]),
    )
    kinds = sorted({read.header.kind_name for read in understood.read})
    tx.run(
        "load/record_loaded",
        drop_id=drop.drop_id,
        kind="+".join(kinds),
        rows=rows,
        report=json.dumps(understood.remarks, ensure_ascii=False),
        rules=rules_fingerprint(drop.source),
    )


def _sheets_read(understood: Interpretation) -> Iterator[dict[str, object]]:
    for read in understood.read:
        yield {
            "sheet_no": read.number,
            "sheet_name": read.sheet.name,
            "kind": read.header.kind_name,
            "layout": read.header.layout,
            "header_row": read.header_row_number,
            "data_rows": len(read.indices),
        }


def _sheets_not_read(understood: Interpretation) -> Iterator[dict[str, object]]:
    for number, name, reason in understood.not_read:
        yield {"sheet_no": number, "sheet_name": name, "data_rows": 0, "not_read_reason": reason}


def _refuse(warehouse: Warehouse, drop: _Drop, refusal: Refusal) -> LoadResult:
    with warehouse.transaction() as tx:
        tx.run(
            "load/refuse_drop",
            drop_id=drop.drop_id,
            rules=rules_fingerprint(drop.source),
            code=refusal.code,
            problem=refusal.problem,
            remedy=refusal.remedy,
            message_id=refusal.message_id,
            sheet=refusal.sheet,
            row=refusal.row,
            column=refusal.column,
        )
    logger.warning("refused drop=%d file=%s reason=%s", drop.drop_id, drop.file_name, refusal.code)
    return LoadResult(drop.drop_id, drop.period, 0, refusal)
