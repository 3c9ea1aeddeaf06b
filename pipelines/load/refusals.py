"""Why load refuses a file, in English for engineers and in Indonesian for the sender."""

from __future__ import annotations

from datetime import date

from pipelines.errors import Refusal
from pipelines.load.header import Header
from pipelines.periods import format_period
from pipelines.reading.errors import ReadingError

MONTH_NAMES = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
]  # fmt: skip

# Faults of the bytes: what happened, what to do, and both for the sender.
_FILE_FAULTS = {
    "empty_file": (
        "The file is empty.",
        "Ask the sender to export it again.",
        "Berkas kosong. Mohon ekspor ulang dan kirim kembali.",
    ),
    "broken_file": (
        "The file is cut off or damaged, or of a format that cannot be read.",
        "Ask the sender to send it again as xlsx or CSV.",
        "Berkas rusak, terpotong, atau formatnya tidak dikenal. "
        "Mohon kirim ulang sebagai xlsx atau CSV.",
    ),
    "encrypted_file": (
        "The file is protected by a password.",
        "Ask the sender for a copy without password.",
        "Berkas dilindungi kata sandi. Mohon kirim ulang tanpa kata sandi.",
    ),
    "zip_bomb": (
        "The file unpacks to far more than a spreadsheet holds.",
        "Do not open it; ask the sender what it is.",
        "Isi berkas jauh melebihi ukuran wajar sebuah lembar kerja. "
        "Mohon periksa dan ekspor ulang dari aplikasi asal.",
    ),
    "unreadable_encoding": (
        "The text is in no encoding that can be told.",
        "Ask the sender to save it as CSV UTF-8 or xlsx.",
        "Penyandian teks tidak dikenali. Mohon simpan sebagai CSV UTF-8 atau xlsx.",
    ),
    "too_large": (
        "The file is larger than one file may be.",
        "Ask the sender to split it, one kecamatan a file.",
        "Berkas terlalu besar. Mohon dipecah, satu kecamatan satu berkas.",
    ),
}


def unreadable(fault: ReadingError) -> Refusal:
    """The bytes cannot be read: empty, broken, encrypted, a bomb."""
    problem, remedy, message_id = _FILE_FAULTS[fault.code]
    return Refusal(
        fault.code,
        f"{problem} ({fault})",
        remedy,
        message_id,
        sheet=fault.sheet,
        row=fault.row,
        column=None if fault.column is None else str(fault.column),
    )


def no_known_header(sheets: list[str], required: list[str], hint: str | None) -> Refusal:
    """No visible sheet has a header that the contract knows."""
    seen = ", ".join(repr(name) for name in sheets) or "no visible sheet"
    also = f" Its columns look like {hint}: is it in the wrong folder?" if hint else ""
    return Refusal(
        "no_known_header",
        f"No header is known in {seen}; it must have at least {', '.join(required)}.{also}",
        "Add the spelling to the contract in pipelines/contracts/ or ask the sender.",
        "Judul kolom tidak dikenali. Kolom yang wajib ada: "
        f"{', '.join(required)}. Mohon gunakan format ekspor asli.",
    )


def missing_columns(sheet: str, row: int, header: Header, source: str) -> Refusal:
    """A required column is absent."""
    missing = header.missing()
    alikes = {m: header.look_alikes(m) for m in missing}
    looks = " ".join(f"{' and '.join(found)} looks like it." for found in alikes.values() if found)
    mirip = " ".join(
        f"Kolom {' dan '.join(found)} tampaknya yang dimaksud."
        for found in alikes.values()
        if found
    )
    verb = "is" if len(missing) == 1 else "are"
    return Refusal(
        "missing_column",
        f"Sheet {sheet!r}, row {row}: column {'; '.join(missing)} {verb} missing. {looks}".strip(),
        f"Add the spelling to pipelines/contracts/{source}.yaml or ask the sender.",
        f"Lembar {sheet!r}, baris {row}: kolom {'; '.join(missing)} tidak ada. {mirip} "
        "Mohon lengkapi kolom tersebut.",
        sheet=sheet,
        row=row,
        column="; ".join(missing),
    )


def repeated_column(sheet: str, row: int, columns: list[str]) -> Refusal:
    """A required column stands twice: which one counts cannot be known."""
    named = ", ".join(columns)
    return Refusal(
        "repeated_column",
        f"Sheet {sheet!r}, row {row}: column {named} stands there twice.",
        "Ask the sender which of them is right.",
        f"Lembar {sheet!r}, baris {row}: kolom {named} muncul dua kali. "
        "Mohon sisakan satu kolom yang benar.",
        sheet=sheet,
        row=row,
        column=named,
    )


def no_rows(sheets: list[str]) -> Refusal:
    """A header without rows."""
    named = ", ".join(repr(name) for name in sheets)
    return Refusal(
        "no_rows",
        f"Sheet {named} has a header and no rows.",
        "Ask the sender for the data.",
        f"Lembar {named} hanya berisi judul kolom, tanpa data. Mohon kirim datanya.",
        sheet=sheets[0] if sheets else None,
    )


def other_period(stated: date, expected: date) -> Refusal:
    """Titles or the file's name say another month than the folder."""
    return Refusal(
        "other_period",
        f"The file says it is of {format_period(stated)} and lies in {format_period(expected)}.",
        "Move it to the folder of its month, or ask the sender.",
        f"Berkas ini untuk {month_name(stated)}, bukan {month_name(expected)}. "
        "Mohon kirim data bulan yang benar.",
    )


def other_regency(where: str) -> Refusal:
    """A title names another regency."""
    return Refusal(
        "other_regency",
        f"The title of {where} names another regency.",
        "Return it to the sender: it may hold people of another regency.",
        "Judul berkas menyebut kabupaten/kota lain. Mohon kirim data Kabupaten Kutai Kartanegara.",
    )


def month_name(period: date) -> str:
    """A month in Indonesian: `Oktober 2026`."""
    return f"{MONTH_NAMES[period.month - 1]} {period.year}"
