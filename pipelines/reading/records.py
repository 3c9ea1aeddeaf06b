"""Records of delimited text, with the line on which each begins: one by one where quotes decide."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

# The module's limit is meant for guards; an absurdly long field is a row for quarantine here.
csv.field_size_limit(sys.maxsize)


QUOTE = '"'
# A sentence with a comma or two is no record.
FEWEST_WRAPPED = 3
# So many plain lines are handed over together, as long as there are enough to make it worth while.
MOST_PLAIN, FEWEST_PLAIN = 10_000, 200


class Record(NamedTuple):
    """Fields of a record, and the number of its first line, from 1."""

    line_number: int
    fields: list[str]


class PlainLines(NamedTuple):
    """Lines without a quote, which are records as they stand, and the number of the first."""

    line_number: int
    lines: list[str]

    def records(self, delimiter: str) -> Iterator[Record]:
        """Each line as a record; one without a character has no field."""
        for number, line in enumerate(self.lines, start=self.line_number):
            yield Record(number, line.split(delimiter) if line else [])


class _Lines:
    """Lines that can be given back: a quote that never closes must not swallow what follows."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._returned: list[str] = []
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._returned.pop() if self._returned else next(self._lines)
        self.taken.append(line)
        return line

    def plain(self) -> list[str]:
        """The next lines before one with a quote, without their ends."""
        run: list[str] = []
        for line in self:
            if QUOTE in line:
                self._returned.append(line)
                break
            run.append(line.rstrip("\r\n"))
            if len(run) == MOST_PLAIN:
                break
        return run

    def give_back_all_but_first(self) -> str:
        first, *others = self.taken
        self._returned.extend(reversed(others))
        return first


def read_records(
    lines: Iterable[str], delimiter: str, *, first_line: int = 1, skip_spaces: bool = False
) -> Iterator[Record | PlainLines]:
    """Part lines (with their ends) into records; long runs without quotes come as they stand.

    Quoted fields may hold delimiters, doubled quotes and line ends. A line whose quotes make no
    sense, or never close, is a record of its own in which quotes are taken as they stand. A record
    that was quoted as a whole is parted all the same.

    Args:
        lines: Lines with their ends.
        delimiter: What parts fields.
        first_line: The number of the first of them.
        skip_spaces: Whether spaces behind a delimiter belong to no field.
    """
    source = _Lines(lines)
    line_number = first_line
    open_reader = partial(
        csv.reader, source, delimiter=delimiter, skipinitialspace=skip_spaces, strict=True
    )
    reader = open_reader()
    while True:
        plain = PlainLines(line_number, [] if skip_spaces else source.plain())
        line_number += len(plain.lines)
        if len(plain.lines) < FEWEST_PLAIN:
            yield from plain.records(delimiter)
        else:
            yield plain
        source.taken.clear()
        try:
            fields = unwrapped(next(reader), delimiter)
            consumed = len(source.taken)
        except StopIteration:
            return
        except csv.Error:
            fields = _read_literally(source.give_back_all_but_first(), delimiter)
            consumed = 1
            reader = open_reader()
        yield Record(line_number, fields)
        line_number += consumed


def unwrapped(fields: list[str], delimiter: str) -> list[str]:
    """The fields of a record that is one quoted field, as a program writes it that knew no parts.

    It took the line for one value, doubled its quotes and put it into quotes.
    """
    if len(fields) != 1 or fields[0].count(delimiter) < FEWEST_WRAPPED:
        return fields
    try:
        return next(csv.reader([fields[0]], delimiter=delimiter, strict=True))
    except csv.Error:
        return fields


def _read_literally(line: str, delimiter: str) -> list[str]:
    try:
        lenient = list(csv.reader([line], delimiter=delimiter))
        if len(lenient) == 1 and line.count('"') % 2 == 0:
            return lenient[0]
    except csv.Error:
        pass
    return line.rstrip("\r\n").split(delimiter)
