"""A few hundred people in two sources with the usual slips, for invariants that need many rows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

FIRST = ("Siti", "Muhammad", "Nur", "Abdul", "Rina", "Budi", "Aji", "Besse", "Eko", "Yohanes")
SYLLABLES = ("a", "ba", "di", "hu", "ka", "li", "mar", "nu", "ra", "san", "su", "wa")
STREETS = tuple(
    f"{one} {other}"
    for one in ("Mawar", "Melati", "Kenanga", "Durian", "Rambutan")
    for other in FIRST
)
ENDINGS = ("nah", "man", "yah", "wing", "toso", "tri", "ni", "ma", "pui", "lor")
VILLAGES = ("6402062001", "6402062002", "6402011001")


def staged_rows(people: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield rows of staged persons without period and numbers; families of four."""
    draw = random.Random(seed)
    for number in range(people):
        family = number // 4
        person = _person(draw, number, family)
        yield {**person, "source": "dtks", "no_kk": f"640299010110{family:04d}"}
        if draw.random() < 0.7:
            yield {
                **_with_slip(draw, person),
                "source": "p3ke",
                "source_family_id": f"{family:09d}",
                "source_key": f"p3ke:{family:09d}/{number % 4 + 1}",
                "source_key_is_trusted": True,
            }


def _person(draw: random.Random, number: int, family: int) -> dict[str, Any]:
    born = date(1950, 1, 2) + timedelta(days=draw.randrange(25_000))
    sex = draw.choice("LP")
    day = born.day + (40 if sex == "P" else 0)
    return {
        "nama": f"{draw.choice(FIRST)} {_word(draw)}{draw.choice(ENDINGS)}",
        "nik": f"640299{day:02d}{born:%m%y}{number % 9000 + 1:04d}",
        "tanggal_lahir": born,
        "jenis_kelamin": sex,
        "hubungan_keluarga": "ANAK" if number % 4 else "KEPALA_KELUARGA",
        "village_code_kemendagri": VILLAGES[family % len(VILLAGES)],
        "alamat": f"Jl. {STREETS[family % len(STREETS)]}",
        "rt": str(family % 5 + 1),
    }


def _word(draw: random.Random) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(2)).capitalize()


def _with_slip(draw: random.Random, person: dict[str, Any]) -> dict[str, Any]:
    slip = draw.randrange(5)
    if slip == 0:
        return {**person, "nik": None}
    if slip == 1:
        return {**person, "nama": person["nama"].replace("u", "oe")}
    if slip == 2:
        return {**person, "tanggal_lahir": person["tanggal_lahir"].replace(month=1, day=1)}
    return person
