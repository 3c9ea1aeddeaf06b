"""Which character parts the fields of a text file: the one that parts most records alike."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.reading.records import unwrapped

DELIMITERS = (";", ",", "\t", "|")

_PROSE = 0.9
"""How much of a delimiter's evidence is lost where a space follows it everywhere."""

_DECLARED = re.compile(r"^\s*\"?sep=([;,\t|])\"?\s*$", re.IGNORECASE)


def declared_delimiter(first_line: str) -> str | None:
    """The delimiter that a first line `sep=;` declares, as Excel writes and reads it."""
    match = _DECLARED.match(first_line)
    return match.group(1) if match else None


def find_delimiter(lines: Sequence[str]) -> str:
    """The delimiter of a text file, from a sample of its lines.

    Title lines may precede, values may hold other delimiters, some records may be torn: so what
    counts is how many fields most records have, and how many records have just so many. Fields
    that begin with a space speak against a delimiter: in prose a space follows the comma.
    """
    return max(DELIMITERS, key=lambda delimiter: _evidence(lines, delimiter))


def _evidence(lines: Sequence[str], delimiter: str) -> float:
    records = list(_records(lines, delimiter))
    counts = Counter(map(len, records))
    parted = [(n, fields) for fields, n in counts.items() if fields > 1]
    if not parted:
        return 0.0
    alike, fields = max(parted)
    return (fields - 1) * (alike / len(records)) ** 2 * (1 - _PROSE * _spaced_share(records))


def _spaced_share(records: Sequence[Sequence[str]]) -> float:
    """Share of the fields behind a delimiter that begin with a space."""
    behind = [field for record in records for field in record[1:] if field]
    return sum(field.startswith(" ") for field in behind) / max(len(behind), 1)


def _records(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            record = unwrapped(next(reader), delimiter)
        except StopIteration:
            return
        except csv.Error:
            yield [""]  # quotes that make no sense with this delimiter speak against it
            continue
        if any(field.strip() for field in record):
            yield record
