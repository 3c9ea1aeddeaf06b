"""Which character parts the fields of a text file: the one that parts most records alike."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence

DELIMITERS = (";", ",", "\t", "|")

_DECLARED = re.compile(r"^\s*\"?sep=([;,\t|])\"?\s*$", re.IGNORECASE)


def declared_delimiter(first_line: str) -> str | None:
    """The delimiter that a first line `sep=;` declares, as Excel writes and reads it."""
    match = _DECLARED.match(first_line)
    return match.group(1) if match else None


def find_delimiter(lines: Sequence[str]) -> str:
    """The delimiter of a text file, from a sample of its lines.

    Title lines may precede, values may hold other delimiters, some records may be torn: so what
    counts is how many fields most records have, and how many records have just so many.
    """
    return max(DELIMITERS, key=lambda delimiter: _consistency(lines, delimiter))


def _consistency(lines: Sequence[str], delimiter: str) -> float:
    counts = Counter(_field_counts(lines, delimiter))
    total = sum(counts.values())
    parted = [(n, fields) for fields, n in counts.items() if fields > 1]
    if not parted:
        return 0.0
    alike, fields = max(parted)
    return float(fields - 1) * (alike / total) ** 2


def _field_counts(lines: Sequence[str], delimiter: str) -> list[int]:
    counts: list[int] = []
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return counts
        except csv.Error:
            counts.append(1)  # quotes that make no sense with this delimiter speak against it
            continue
        if any(field.strip() for field in record):
            counts.append(len(record))
