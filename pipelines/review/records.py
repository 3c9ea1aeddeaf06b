"""What a reviewer sees of a pair: both records side by side, numbers masked, differences marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import RowMapping

from pipelines.periods import format_period
from pipelines.reference import load_villages
from pipelines.warehouse import Transaction

NUMBERS = ("nik", "no_kk")
# The first six digits name the district: they tell where a number was given, not to whom.
SHOWN_DIGITS = 6
HIDDEN, DIFFERING = "•", "#"


@dataclass(frozen=True)
class Field:
    """A line of the comparison: its name in staging, and what people call it."""

    name: str
    label: str
    label_id: str


FIELDS = (
    Field("source", "source", "Sumber"),
    Field("months", "months", "Bulan"),
    Field("nama", "name", "Nama"),
    Field("nik", "NIK", "NIK"),
    Field("no_kk", "No KK", "No KK"),
    Field("tanggal_lahir", "birth date", "Tanggal lahir"),
    Field("tempat_lahir", "birth place", "Tempat lahir"),
    Field("jenis_kelamin", "sex", "Jenis kelamin"),
    Field("hubungan_keluarga", "relation to head", "Hubungan keluarga"),
    Field("nama_ibu_kandung", "mother", "Nama ibu kandung"),
    Field("village", "village", "Desa/Kelurahan"),
    Field("alamat", "address", "Alamat"),
    Field("rt", "RT", "RT"),
)
# Two records of one person differ in these without anybody being in error.
NEVER_MARKED = ("source", "months")

Record = Mapping[str, str]


@dataclass(frozen=True)
class ComparedField:
    """One field of both records as shown; `differs` only where both say something."""

    field: Field
    left: str
    right: str
    differs: bool


def read_records(tx: Transaction, nodes: Iterable[int]) -> dict[int, Record]:
    """Return what each node says, all values as text, empty where missing.

    Nodes that stand no more, because their rows were taken back, are left out.
    """
    wanted = sorted(set(nodes))
    return {row["node_id"]: _record(row) for row in tx.rows("review/records", nodes=wanted)}


def compare_records(left: Record, right: Record, *, reveal: bool = False) -> list[ComparedField]:
    """Return the fields of both records; NIK and No KK masked unless revealed.

    Of a masked number six digits are seen; of the others only where the two differ.
    """
    compared = []
    for field in FIELDS:
        a, b = left[field.name], right[field.name]
        differs = bool(a and b) and field.name not in NEVER_MARKED and _plain(a) != _plain(b)
        if field.name in NUMBERS and not reveal:
            a, b = mask_numbers(a, b)
        compared.append(ComparedField(field, a, b, differs))
    return compared


def mask_numbers(left: str, right: str) -> tuple[str, str]:
    """Hide two numbers but for their first six digits; `#` stands where they differ."""
    return _mask(left, right), _mask(right, left)


def _mask(number: str, other: str) -> str:
    hidden = (
        DIFFERING if other and other[position : position + 1] not in (digit, "") else HIDDEN
        for position, digit in enumerate(number[SHOWN_DIGITS:], SHOWN_DIGITS)
    )
    return number[:SHOWN_DIGITS] + "".join(hidden)


def _record(row: RowMapping) -> Record:
    values = {field.name: _text(row.get(field.name)) for field in FIELDS}
    first, last = format_period(row["first_period"]), format_period(row["last_period"])
    values["months"] = first if first == last else f"{first} … {last}"
    values["nik"] = _text(row["nik"]) or _text(row["nik_first_15"])
    village = load_villages().get(row["village_code_kemendagri"])
    values["village"] = (
        f"{village.name}, {village.kecamatan_name}" if village else row["village_code_kemendagri"]
    )
    return values


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _plain(text: str) -> str:
    return "".join(text.casefold().split())
