"""A text file that ends in the middle of a row is refused; one that merely ends so is not."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.contracts import load_contracts
from pipelines.errors import RefusedFileError
from pipelines.load.interpret import interpret
from pipelines.reading.text import read_text
from tests import sent

VILLAGE = next(sent.villages())
TEXT = sent.csv_bytes(sent.table([sent.dtks_row(p, VILLAGE) for p in sent.people(30)])).decode()
LAST_LINE = TEXT.rstrip().rindex("\n") + 1


def rows_of(text: str) -> int:
    sheets = [read_text(text.encode())]
    found = interpret(
        sheets, load_contracts()["dtks"], period=date(2026, 7, 1), file_name="2026-07/dtks/a.csv"
    )
    return sum(len(read.indices) for read in found.read)


@pytest.mark.parametrize("fields", [2, 9, 20])
def test_a_text_that_ends_in_the_middle_of_a_row_is_refused(fields: int) -> None:
    cut = TEXT[:LAST_LINE] + ";".join(TEXT[LAST_LINE:].split(";")[:fields])
    with pytest.raises(RefusedFileError, match="Line 31: the file is cut off here"):
        rows_of(cut)


def test_a_short_last_row_that_is_ended_is_a_row() -> None:
    short = TEXT[:LAST_LINE] + ";".join(TEXT[LAST_LINE:].split(";")[:9])
    assert rows_of(short + "\r\n") == 30


def test_no_line_end_after_a_whole_row_is_no_fault() -> None:
    assert rows_of(TEXT.rstrip()) == 30


@pytest.mark.parametrize("note", ["Jumlah;;;30", "Total;30", "Dicetak oleh operator"])
def test_what_stands_below_the_rows_may_end_without_a_line_end(note: str) -> None:
    assert rows_of(TEXT + note) == 31


def test_rows_without_their_empty_fields_are_no_sign_of_a_cut() -> None:
    header, *lines = TEXT.splitlines()
    short = [";".join(line.split(";")[:-4]) for line in lines]
    assert rows_of("\n".join([header, *short])) == 30
