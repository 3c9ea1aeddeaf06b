"""Finds the header of a sheet and tells by it, and by nothing else, what the sheet holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise, zip_longest

from pipelines.contracts import Contract, Kind
from pipelines.contracts.model import header_key

# Letters stand above a header, not books.
ROWS_SEARCHED = 100
# A header of two rows is best matched by its second.
ROWS_OF_HEADER = 3
FEWEST_KNOWN_HEADERS = 4
LOOK_ALIKE = 0.6
SHORTEST_ABBREVIATION = 3

Row = Sequence[str | None]


@dataclass(frozen=True)
class Header:
    """A recognised header.

    Attributes:
        row_index: Where it stands among the sheet's rows, from 0; of two lines, the lower one.
        first_row_index: The same, or the upper one of two lines.
        texts: Its cells; of two lines, the lower one where it says something.
        likeness: How much of its layout it is: 1 where no column is missing, added or unknown.
        kind_name, kind: What the sheet holds.
        layout: The vintage whose columns it is most like.
        column_by_field: Index of the column that holds each field.
        repeated: Fields that stand in more than one column.
        unknown: Header text by column index, for columns that no field is spelled like.
        width: Number of columns up to the last one with a header.
    """

    row_index: int
    first_row_index: int
    texts: tuple[str | None, ...]
    likeness: float
    kind_name: str
    kind: Kind
    layout: str
    column_by_field: dict[str, int]
    repeated: tuple[str, ...]
    unknown: dict[int, str]
    width: int

    def missing(self) -> list[str]:
        """Official headers of required columns that are absent; alternatives joined by *or*."""
        absent = [f for f in self.kind.required if f not in self.column_by_field]
        headers = [self.kind.header_of(field) for field in absent]
        groups = self.kind.required_one_of
        if not any(all(field in self.column_by_field for field in group) for group in groups):
            headers.append(
                " or ".join(
                    " and ".join(self.kind.header_of(field) for field in group) for group in groups
                )
            )
        return headers

    def look_alikes(self) -> list[str]:
        """Unknown columns that may be a missing one under another spelling, each once."""
        absent = [f for f in self.kind.required if f not in self.column_by_field]
        groups = self.kind.required_one_of
        if not any(all(field in self.column_by_field for field in group) for group in groups):
            absent += [f for group in groups for f in group if f not in self.column_by_field]
        unknown = list(self.unknown.values())
        return list(
            dict.fromkeys(
                " and ".join(found)
                for field in absent
                if (found := look_alikes(self.kind.header_of(field), unknown))
            )
        )

    def absent_optional(self) -> list[str]:
        """Official headers of the layout's other columns that are absent."""
        required = {*self.kind.required, *(f for g in self.kind.required_one_of for f in g)}
        return [
            self.kind.header_of(field)
            for field in self.kind.layouts[self.layout].fields
            if field not in self.column_by_field
            and field not in required
            and self.kind.fields[field].type != "ignored"
        ]


def find_header(rows: Sequence[Row], contract: Contract) -> Header | None:
    """The row, kind and layout that match best; None if no row is like any header we know.

    Args:
        rows: The sheet's first rows.
        contract: What the source promises.
    """
    matches: list[Header] = []
    last = min(len(rows), ROWS_SEARCHED)
    for row_index, row in enumerate(rows):
        if row_index >= last:
            break
        found = [_match(row_index, row, name, kind) for name, kind in contract.kinds.items()]
        matches += filter(None, found)
        if any(match and not match.missing() for match in found):
            last = min(last, row_index + ROWS_OF_HEADER)
    if all(match.missing() for match in matches):
        matches = list(_of_two_lines(rows[:last], contract)) or matches
    # Of rows that are equally like a header, the first: a header may be repeated at a page break.
    return max(matches, key=lambda header: header.likeness, default=None)


def _of_two_lines(rows: Sequence[Row], contract: Contract) -> Iterator[Header]:
    """Headers of which a part stands a line lower, below the name of a group, and none is missing.

    Where the upper cells are merged over both lines they are filled down; in a text file they are
    not merged any more.
    """
    for upper, (above, below) in enumerate(pairwise(rows)):
        joined = [low or high for high, low in zip_longest(above, below)]
        for name, kind in contract.kinds.items():
            match = _match(upper + 1, joined, name, kind)
            if match is not None and not match.missing():
                yield replace(match, first_row_index=upper)


def look_alikes(header: str, candidates: Sequence[str]) -> list[str]:
    """Candidates that may mean the same column, most alike first.

    `Tgl. Lahir` is spelled like `Tanggal Lahir`, `No. NIK` holds it, `Kec.` begins it, `Nama Desa`
    names a half of `Desa/Kelurahan`, and the words of `Nomor Induk Kependudukan` begin with the
    letters of NIK.
    """
    key = header_key(header)
    halves = {key, *map(header_key, header.split("/"))}
    by_key = {header_key(candidate): candidate for candidate in candidates}
    close = get_close_matches(key, list(by_key), n=2, cutoff=LOOK_ALIKE)
    found = [by_key[one] for one in close]
    found += [
        candidate
        for candidate in candidates
        if key == _initials(candidate)
        or halves & set(map(header_key, candidate.split()))
        or (len(own := header_key(candidate)) >= SHORTEST_ABBREVIATION and key.startswith(own))
    ]
    return list(dict.fromkeys(found))


def _initials(header: str) -> str:
    return "".join(word[0] for word in re.findall(r"[a-z0-9]+", header.lower()))


def _match(row_index: int, row: Row, kind_name: str, kind: Kind) -> Header | None:
    column_by_field, repeated, unknown = _columns(row, kind)
    # Places alone are a summary's columns; a header of people has something that says who, or half
    # of its other columns: then those are missing, under whatever spelling.
    says_who = {kind.name, kind.nik, kind.birth_date} & set(column_by_field)
    half = min(len(layout.fields) for layout in kind.layouts.values()) / 2
    if len(column_by_field) < (FEWEST_KNOWN_HEADERS if says_who else half):
        return None
    score, layout = max(
        (_likeness(set(column_by_field), set(layout.fields), len(unknown)), name)
        for name, layout in kind.layouts.items()
    )
    width = 1 + max(column for column, cell in enumerate(row) if cell is not None)
    return Header(
        row_index=row_index,
        first_row_index=row_index,
        texts=tuple(row),
        likeness=score,
        kind_name=kind_name,
        kind=kind,
        layout=layout,
        column_by_field=column_by_field,
        repeated=repeated,
        unknown=unknown,
        width=width,
    )


def _columns(row: Row, kind: Kind) -> tuple[dict[str, int], tuple[str, ...], dict[int, str]]:
    """Column of each field, fields that stand twice, and other headers by their column."""
    field_by_header = kind.field_by_header
    column_by_field: dict[str, int] = {}
    repeated: list[str] = []
    unknown: dict[int, str] = {}
    for column, cell in enumerate(row):
        if cell is None:
            continue
        field = field_by_header.get(header_key(cell))
        if field is None:
            # A header may be broken over lines.
            unknown[column] = " ".join(cell.split())
        elif field in column_by_field:
            repeated.append(field)
            unknown[column] = cell
        else:
            column_by_field[field] = column
    return column_by_field, tuple(repeated), unknown


def _likeness(found: set[str], promised: set[str], unknown: int) -> float:
    return len(found & promised) / (len(found | promised) + unknown)
