"""Why load refuses a file, in English for engineers and in Indonesian for the sender."""

from __future__ import annotations

from datetime import date

from pipelines.errors import Refusal
from pipelines.load.header import Header
from pipelines.periods import format_period

MONTH_NAMES = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
]  # fmt: skip


def no_known_header(sheets: list[str], required: list[str]) -> Refusal:
    """No visible sheet has a header that the contract knows."""
    seen = ", ".join(repr(name) for name in sheets if name) or "the file"
    columns = ", ".join(required)
    return Refusal(
        "no_known_header",
        f"No header is known in {seen}; it must have at least {columns}.",
        "Add the spelling to the contract in pipelines/contracts/ or ask the sender.",
        f"Judul kolom tidak dikenali. Kolom yang wajib ada: {columns}. "
        "Mohon gunakan format ekspor asli.",
        sheet=sheets[0] if len(sheets) == 1 else None,
    )


def other_source(sheet: str, row: int | None, source: str, other: str) -> Refusal:
    """The header is that of another source: the file lies in the wrong folder."""
    return Refusal(
        "other_source",
        f"{_at(sheet, row)}: the columns are those of {other}, not of {source}; "
        "the file lies in the wrong folder.",
        f"Move it to the folder {other}/ of its month.",
        f"{_pada(sheet, row)}: kolom berkas ini milik {other.upper()}, bukan {source.upper()}. "
        f"Mohon kirim sebagai data {other.upper()}.",
        sheet=sheet or None,
        row=row,
    )


def missing_columns(sheet: str, row: int, header: Header, source: str) -> Refusal:
    """A required column is absent; unknown columns that may be it are named."""
    missing = "; ".join(header.missing())
    alikes = header.look_alikes()
    looks = "".join(f" {found} looks like it." for found in alikes)
    mirip = "".join(f" Kolom {_atau(found)} tampaknya yang dimaksud." for found in alikes)
    verb = "is" if len(header.missing()) == 1 else "are"
    return Refusal(
        "missing_column",
        f"{_at(sheet, row)}: column {missing} {verb} missing.{looks}",
        f"Add the spelling to pipelines/contracts/{source}.yaml or ask the sender.",
        f"{_pada(sheet, row)}: kolom {_atau(missing)} tidak ada.{mirip} "
        "Mohon lengkapi kolom tersebut.",
        sheet=sheet or None,
        row=row,
        column=missing,
    )


def _atau(columns: str) -> str:
    """Columns as `Header.missing` joins them, in Indonesian."""
    return columns.replace(" or ", " atau ").replace(" and ", " dan ")


def repeated_column(sheet: str, row: int, columns: list[str]) -> Refusal:
    """A required column stands twice: which one counts cannot be known."""
    named = ", ".join(columns)
    return Refusal(
        "repeated_column",
        f"{_at(sheet, row)}: column {named} stands there twice.",
        "Ask the sender which of them is right.",
        f"{_pada(sheet, row)}: kolom {named} muncul dua kali. Mohon sisakan satu kolom yang benar.",
        sheet=sheet or None,
        row=row,
        column=named,
    )


def second_table(sheet: str, row: int) -> Refusal:
    """Below the first table stands another whose columns have another order."""
    return Refusal(
        "second_table",
        f"{_at(sheet, row)}: a second table begins here, and its columns stand in another order.",
        "Ask the sender for one table on each sheet.",
        f"{_pada(sheet, row)}: ada tabel kedua dengan urutan kolom yang berbeda. "
        "Mohon kirim satu tabel pada setiap lembar.",
        sheet=sheet or None,
        row=row,
    )


def cut_off(row: int) -> Refusal:
    """A text file ends in the middle of its last row: nobody knows how many were to follow."""
    return Refusal(
        "broken_file",
        f"{_at('', row)}: the file is cut off here, in the middle of a row.",
        "Ask the sender to send it again.",
        f"{_pada('', row)}: berkas terpotong di tengah baris ini. Mohon kirim ulang.",
        row=row,
    )


def no_rows(sheets: list[str]) -> Refusal:
    """A header without rows."""
    named = ", ".join(repr(name) for name in sheets if name)
    return Refusal(
        "no_rows",
        f"{f'Sheet {named}' if named else 'The file'} has a header and no rows.",
        "Ask the sender for the data.",
        f"{f'Lembar {named}' if named else 'Berkas'} hanya berisi judul kolom, tanpa data. "
        "Mohon kirim datanya.",
        sheet=sheets[0] or None,
    )


def other_period(stated: date, expected: date, sheet: str | None) -> Refusal:
    """A title, a sheet's name or the file's name says another month than the folder."""
    where = f"Sheet {sheet!r} says" if sheet else "The file says"
    lembar = f"Lembar {sheet!r}" if sheet else "Berkas ini"
    return Refusal(
        "other_period",
        f"{where} that it is of {format_period(stated)}, and lies in {format_period(expected)}.",
        "Move it to the folder of its month, or ask the sender.",
        f"{lembar} untuk {month_name(stated)}, bukan {month_name(expected)}. "
        "Mohon kirim data bulan yang benar.",
        sheet=sheet or None,
    )


def title_of_other_regency(sheet: str, header_row: int) -> Refusal:
    """A title above the header names another regency."""
    return Refusal(
        "other_regency",
        f"{_at(sheet, None)}: a title above row {header_row} names another regency.",
        "Return it to the sender: it may hold people of another regency.",
        f"{_pada(sheet, None)}: judul di atas baris {header_row} menyebut kabupaten/kota lain. "
        "Mohon kirim data Kabupaten Kutai Kartanegara.",
        sheet=sheet or None,
    )


def month_name(period: date) -> str:
    """A month in Indonesian: `Oktober 2026`."""
    return f"{MONTH_NAMES[period.month - 1]} {period.year}"


def _at(sheet: str, row: int | None) -> str:
    """Where, in English; a text file has no sheet."""
    parts = [f"sheet {sheet!r}"] if sheet else []
    parts += [f"{'row' if sheet else 'line'} {row}"] if row else []
    text = ", ".join(parts) or "the file"
    return text[:1].upper() + text[1:]


def _pada(sheet: str, row: int | None) -> str:
    """Where, in Indonesian."""
    parts = [f"lembar {sheet!r}"] if sheet else []
    parts += [f"baris {row}"] if row else []
    text = ", ".join(parts) or "berkas"
    return text[:1].upper() + text[1:]
