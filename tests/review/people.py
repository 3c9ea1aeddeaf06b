"""People of whom it is hard to say whether they are one."""

from __future__ import annotations

from datetime import date
from typing import Any

SITI: dict[str, Any] = {
    "nama": "SITI AMINAH",
    "nik": "6402995705800001",
    "tanggal_lahir": date(1980, 5, 17),
    "jenis_kelamin": "P",
    "hubungan_keluarga": "PASANGAN",
    "alamat": "Jl. Mawar RT 003",
}
BUDI: dict[str, Any] = {
    **SITI,
    "nama": "BUDI SANTOSO",
    "nik": "6402991705800002",
    "jenis_kelamin": "L",
    "hubungan_keluarga": "KEPALA_KELUARGA",
}
