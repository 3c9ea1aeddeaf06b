"""What distinct texts mean: each date, place and coded value is read once, then joined in SQL.

A reading depends on the text alone, so it is kept; when its reader changes it is read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow as pa

from pipelines.contracts import Contract, load_code_lists
from pipelines.contracts.model import FOLDER as CONTRACTS
from pipelines.readings.dates import read_date
from pipelines.readings.places import read_place
from pipelines.reference import FOLDER as REFERENCE
from pipelines.warehouse import Transaction

PLACE_COLUMNS = ("kode_kemdagri", "kabupaten_kota", "kecamatan", "desa_kelurahan")


def read_new_texts(
    tx: Transaction, contract: Contract, kind_name: str, *, period: date, drops: list[int]
) -> None:
    """Read every date, place and coded text of these drops that has no reading yet."""
    kind = contract.kinds[kind_name]
    table = f"raw.{contract.source}_{kind_name}"
    scope = "period = :period and drop_id = any(:drops)"
    _read_new(
        tx,
        "staging.date_reading",
        f"select distinct {kind.birth_date} as raw_text from {table} where {scope}",
        ("raw_text",),
        _date_rows,
        _reader("dates.py"),
        {"period": period, "drops": drops},
    )
    places = ", ".join(
        f"coalesce({column}, '')" if column in kind.fields else "''" for column in PLACE_COLUMNS
    )
    _read_new(
        tx,
        "staging.place_reading",
        f"select distinct {places} from {table} where {scope}",
        ("kode", "kabupaten", "kecamatan", "desa"),
        _place_rows,
        _reader("places.py"),
        {"period": period, "drops": drops},
    )
    coded = " union ".join(
        f"select distinct '{kind.fields[field].list}', {field} from {table} where {scope}"
        for field in kind.fields_of_type("code")
    )
    _read_new(
        tx,
        "staging.code_reading",
        coded,
        ("list_name", "raw_text"),
        _code_rows,
        _reader("codes"),
        {"period": period, "drops": drops},
    )


def _read_new(
    tx: Transaction,
    table: str,
    distinct_texts: str,
    keys: tuple[str, ...],
    read: Callable[[Iterable[tuple[str, ...]]], pa.Table],
    reader: str,
    scope: dict[str, object],
) -> None:
    names = ", ".join(keys)
    tx.execute(f"delete from {table} where reader <> :reader", f"old {table}", reader=reader)
    # Null texts have no reading and need none.
    known = " and ".join(f"t.{key} = k.{key}" for key in keys)
    missing = (
        f"select t.* from ({distinct_texts}) as t ({names}) where t.{keys[-1]} is not null"
        f" and not exists (select from {table} as k where {known})"
    )
    rows = [tuple(row) for row in tx.execute(missing, f"new texts for {table}", **scope)]
    made = read(sorted(rows))
    tx.copy_in(table, made.append_column("reader", pa.array([reader] * made.num_rows, pa.string())))
    if rows:
        tx.analyze(table)


def _date_rows(texts: Iterable[tuple[str, ...]]) -> pa.Table:
    read = [(text, read_date(text)) for (text,) in texts]
    return pa.table(
        {
            "raw_text": pa.array([text for text, _ in read], pa.string()),
            "style": pa.array([r.style for _, r in read], pa.string()),
            "day_first": pa.array([r.day_first for _, r in read], pa.date32()),
            "swapped": pa.array([r.swapped for _, r in read], pa.date32()),
            "has_two_digit_year": pa.array([r.has_two_digit_year for _, r in read], pa.bool_()),
            "issue": pa.array([r.issue for _, r in read], pa.string()),
        }
    )


def _place_rows(texts: Iterable[tuple[str, ...]]) -> pa.Table:
    read = [(text, read_place(*text)) for text in texts]
    keys = {
        key: pa.array([text[i] for text, _ in read], pa.string())
        for i, key in enumerate(("kode", "kabupaten", "kecamatan", "desa"))
    }
    return pa.table(
        {
            **keys,
            "village_code_kemendagri": pa.array([r.village_code for _, r in read], pa.string()),
            "placed_by": pa.array([r.placed_by for _, r in read], pa.string()),
            "is_other_regency": pa.array([r.is_other_regency for _, r in read], pa.bool_()),
            "issue": pa.array([r.issue for _, r in read], pa.string()),
        }
    )


def _code_rows(texts: Iterable[tuple[str, ...]]) -> pa.Table:
    lists = load_code_lists()
    read = [(name, text, lists[name].code_of(text)) for name, text in texts]
    return pa.table(
        {
            "list_name": pa.array([name for name, _, _ in read], pa.string()),
            "raw_text": pa.array([text for _, text, _ in read], pa.string()),
            "code": pa.array([code for _, _, code in read], pa.string()),
        }
    )


@cache
def _reader(name: str) -> str:
    """A hash of what reads: its module and the files that it reads by."""
    files = {
        "dates.py": [Path(__file__).parent / "dates.py"],
        "places.py": [Path(__file__).parent / "places.py", *sorted(REFERENCE.glob("*.csv"))],
        "codes": [CONTRACTS / "code_lists.yaml"],
    }[name]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
