"""Why bytes cannot be read, in English for engineers and in Indonesian for the sender."""

import traceback
from pathlib import Path

from pipelines.errors import Refusal
from pipelines.reading.errors import ReadingError

# By code of the reading error: what happened, what to do, and both for the sender.
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
    "zip_within_zip": (
        "A ZIP lies within a ZIP.",
        "Unpack the inner one, or ask the sender for the files themselves.",
        "Ada ZIP di dalam ZIP. Mohon kirim berkasnya langsung, atau dalam satu ZIP saja.",
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


def unforeseen(error: Exception) -> Refusal:
    """We failed in a way that nobody foresaw: where, not what, for that may quote a cell."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "nowhere"
    return Refusal(
        "unforeseen",
        f"Reading the file failed in an unforeseen way ({type(error).__name__} in {where}).",
        "Report it with the file's fingerprint; it is tried again when the rules change.",
        "Berkas belum dapat dibaca. Mohon ekspor ulang sebagai xlsx dan kirim kembali.",
    )
