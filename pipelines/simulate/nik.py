"""Population numbers in the range that cannot exist: fifth digit 9, no kecamatan is numbered so.

NIK and No KK are integers here; all have sixteen digits and none begins with a zero.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
DateArray = NDArray[np.datetime64]

HOME_PREFIX = 640299
FEMALE_DAY = 40
# Where slips may happen: the first digits are printed on forms, the fifth must stay a 9.
_OPEN_DIGITS = np.arange(6, 16)


def day_month_year(dates: DateArray) -> tuple[IntArray, IntArray, IntArray]:
    """Day, month and full year of each date."""
    months = dates.astype("datetime64[M]")
    day = (dates - months).astype(np.int64) + 1
    month = months.astype(np.int64) % 12 + 1
    year = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    return day, month, year


class NumberOffice:
    """Issues NIK and No KK, each once: the serial counts up within prefix and date."""

    def __init__(self) -> None:
        self._last_serial: dict[int, int] = {}

    def issue(self, prefixes: IntArray, dates: DateArray, is_female: NDArray[np.bool_]) -> IntArray:
        """One number each.

        Args:
            prefixes: Six digits, place of first registration; fifth digit 9.
            dates: Birth date, or date of recording for a No KK.
            is_female: Adds 40 to the day; all False for a No KK.
        """
        day, month, year = day_month_year(dates)
        date_part = (day + FEMALE_DAY * is_female) * 10_000 + month * 100 + year % 100
        stems = prefixes * 1_000_000 + date_part
        serials = np.empty(len(stems), dtype=np.int64)
        for at, stem in enumerate(stems.tolist()):
            serial = self._last_serial.get(stem, 0) + 1
            self._last_serial[stem] = serial
            serials[at] = serial
        return stems * 10_000 + serials


def misplace_digits(nik: str, rng: np.random.Generator) -> str:
    """One digit wrong, or two neighbours swapped; stays in the impossible range."""
    at = int(rng.choice(_OPEN_DIGITS))
    if rng.random() < 0.3 and at < 15 and nik[at] != nik[at + 1]:
        return nik[:at] + nik[at + 1] + nik[at] + nik[at + 2 :]
    other = (int(nik[at]) + int(rng.integers(1, 10))) % 10
    return f"{nik[:at]}{other}{nik[at + 1 :]}"


def lose_a_digit(nik: str, rng: np.random.Generator) -> str:
    """Fifteen digits."""
    at = int(rng.choice(_OPEN_DIGITS))
    return nik[:at] + nik[at + 1 :]


def as_scientific(nik: str, rng: np.random.Generator) -> str:
    """As Excel shows a number, with a comma or a point."""
    mantissa = f"{int(nik) / 1e15:.5f}"
    return (mantissa if rng.random() < 0.3 else mantissa.replace(".", ",")) + "E+15"


def with_apostrophe(nik: str, _: np.random.Generator) -> str:
    """The apostrophe that makes Excel keep text."""
    return f"'{nik}"


def with_gaps(nik: str, rng: np.random.Generator) -> str:
    """Spaces, dots or dashes between or around the digits."""
    forms = (
        f" {nik}", f"{nik} ", f"{nik[:6]} {nik[6:12]} {nik[12:]}",
        f"{nik[:6]}.{nik[6:12]}.{nik[12:]}", f"{nik[:4]}-{nik[4:8]}-{nik[8:12]}-{nik[12:]}",
    )  # fmt: skip
    return forms[int(rng.integers(len(forms)))]


def with_letter_o(nik: str, rng: np.random.Generator) -> str:
    """Letter O for one zero after the prefix; unchanged if it has none."""
    zeros = [at for at in range(6, 16) if nik[at] == "0"]
    if not zeros:
        return nik
    at = zeros[int(rng.integers(len(zeros)))]
    return f"{nik[:at]}O{nik[at + 1 :]}"


def placeholder(_: str, rng: np.random.Generator) -> str:
    """What is typed when there is none."""
    return ("-", "0", "0" * 16, "9999999999999999", "TIDAK ADA")[int(rng.integers(5))]


NikSlip = Callable[[str, np.random.Generator], str]


def without_last_digit(nik: int) -> int:
    """The number as a spreadsheet keeps it: fifteen digits that count, then a zero."""
    return nik // 10 * 10
