"""What distinct texts mean: each date, place and coded value is read once, then joined in SQL.

A reading depends on the text alone, so it is kept; when its reader changes it is read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow as pa

from pipelines.contracts import Contract, load_code_lists
from pipelines.contracts.model import FOLDER as CONTRACTS
from pipelines.contracts.model import Kind
from pipelines.readings.dates import read_date
from pipelines.readings.places import read_place
from pipelines.reference import FOLDER as REFERENCE
from pipelines.statements import fill_statement
from pipelines.warehouse import Transaction

# Coded columns whose combinations stay few.
CODES_AT_ONCE = 5
PLACE_COLUMNS = ("kode_kemdagri", "kabupaten_kota", "kecamatan", "desa_kelurahan")


def read_new_texts(
    tx: Transaction, contract: Contract, kind_name: str, *, period: date, drops: list[int]
) -> None:
    """Read every date, place and coded text of these drops that has no reading yet.

    Args:
        tx: The transaction; readings are kept in `staging.{date,place,code}_reading`.
        contract: The source's contract.
        kind_name: `family` or `person`.
        period: First day of the month.
        drops: Ids of the drops.
    """
    kind = contract.kinds[kind_name]
    raw = f"raw.{contract.source}_{kind_name}"
    scope: dict[str, object] = {"period": period, "drops": drops}
    places = ", ".join(
        f"coalesce({column}, '')" if column in kind.fields else "''" for column in PLACE_COLUMNS
    )
    _read_new(tx, DATES, _distinct("texts", raw, columns=kind.birth_date), scope)
    _read_new(tx, PLACES, _distinct("texts", raw, columns=places), scope)
    if codes := _distinct_codes(kind, raw):
        _read_new(tx, CODES, codes, scope)


def _distinct_codes(kind: Kind, raw: str) -> str:
    fields = [field for field in kind.fields_of_type("code") if field not in kind.added_codes]
    some = [fields[at : at + CODES_AT_ONCE] for at in range(0, len(fields), CODES_AT_ONCE)]
    # Hardly a file has any of these.
    some += [list(kind.added_codes)] if kind.added_codes else []
    return "union\n".join(
        _distinct(
            "codes",
            raw,
            columns=", ".join(columns),
            codes=", ".join(f"('{kind.fields[field].list}', {field})" for field in columns),
        )
        for columns in some
    )


def _distinct(what: str, raw: str, **columns: str) -> str:
    return fill_statement(f"check/distinct_{what}", raw=raw, **columns)


def _read_new(
    tx: Transaction, what: _Readings, distinct_texts: str, scope: dict[str, object]
) -> None:
    table, reader = what.table, _reader(what.reader)
    old = fill_statement("check/old_readings", readings=table)
    tx.execute(old, f"old {table}", reader=reader)
    missing = fill_statement(
        "check/new_texts",
        distinct_texts=distinct_texts,
        keys=", ".join(what.keys),
        last_key=what.keys[-1],
        readings=table,
        same_keys=" and ".join(f"t.{key} = k.{key}" for key in what.keys),
    )
    rows = [tuple(row) for row in tx.execute(missing, f"new texts for {table}", **scope)]
    made = what.read(sorted(rows))
    tx.copy_in(table, made.append_column("reader", pa.array([reader] * made.num_rows, pa.string())))
    tx.analyze_grown(table, len(rows))


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


@dataclass(frozen=True)
class _Readings:
    """One table of readings: its keys, how texts are read, and what reads them."""

    table: str
    keys: tuple[str, ...]
    read: Callable[[Iterable[tuple[str, ...]]], pa.Table]
    reader: str


DATES = _Readings("staging.date_reading", ("raw_text",), _date_rows, "dates.py")
PLACES = _Readings(
    "staging.place_reading", ("kode", "kabupaten", "kecamatan", "desa"), _place_rows, "places.py"
)
CODES = _Readings("staging.code_reading", ("list_name", "raw_text"), _code_rows, "codes")


@cache
def _reader(name: str) -> str:
    """A hash of what reads: its module and the files that it reads by."""
    files = {
        "dates.py": [Path(__file__).parent / "dates.py"],
        "places.py": [
            Path(__file__).parent / "places.py",
            Path(__file__).parent / "place_names.py",
            *sorted(REFERENCE.glob("*.csv")),
        ],
        "codes": [CONTRACTS / "code_lists.yaml", CONTRACTS / "model.py"],
    }[name]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
