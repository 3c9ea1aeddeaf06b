"""Rows of a text file that have more fields than others: Excel's blocks are read, torn ones not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.contracts import load_contract
from pipelines.load.header import find_header
from pipelines.load.marks import cell_marks
from pipelines.reading import read_file
from tests import sent
from tests.sent import dtks_row, people, table

BLOCK = 16
VILLAGE = next(sent.villages())


def lines_of(count: int) -> list[str]:
    """A header and so many rows, none of which has a value in its last column."""
    rows = [{**dtks_row(person, VILLAGE), "PBI JKN": None} for person in people(count)]
    return sent.csv_bytes(table(rows)).decode().rstrip("\r\n").split("\r\n")


def torn(line: str) -> str:
    """A delimiter inside the address moves what follows by a column."""
    assert "Jl. " in line
    return line.replace("Jl. ", "Jl.;")


def with_blocks(lines: list[str], surplus: list[int]) -> list[str]:
    """Each 16 lines end in as many empty fields more as told, as Excel writes them."""
    return [line + ";" * surplus[at // BLOCK % len(surplus)] for at, line in enumerate(lines)]


def too_wide(path: Path, lines: list[str]) -> set[int]:
    """Line numbers of the rows that are marked as having too many fields."""
    path.write_text("\r\n".join(lines) + "\r\n")
    [sheet] = read_file(path)
    rows = [list(row.values()) for row in sheet.cells.slice(0, 20).to_pylist()]
    header = find_header(rows, load_contract("dtks"))
    assert header is not None
    indices = list(range(header.row_index + 1, sheet.cells.num_rows))
    marks = cell_marks(sheet, header, indices).to_pylist()
    numbers = sheet.row_numbers.to_pylist()
    return {
        numbers[index]
        for index, mark in zip(indices, marks, strict=True)
        if mark and "row:too_many_fields" in mark
    }


@dataclass(frozen=True)
class Sent:
    """How many empty fields more each block has, and which lines are torn."""

    rows: int
    surplus: list[int]
    torn: set[int]


@st.composite
def files(draw: st.DrawFn) -> Sent:
    rows = draw(st.integers(20, 100))
    surplus = draw(st.lists(st.integers(0, 3), min_size=1, max_size=7))
    torn = draw(st.sets(st.integers(2, rows + 1), max_size=5))
    # One row alone in the last block is no block.
    return Sent(rows + (rows % BLOCK == 0), surplus, torn)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(file=files())
def test_blocks_of_surplus_empty_fields_are_read_and_torn_rows_among_them_set_aside(
    tmp_path: Path, file: Sent
) -> None:
    lines = with_blocks(lines_of(file.rows), file.surplus)
    lines = [torn(line) if at in file.torn else line for at, line in enumerate(lines, start=1)]
    assert too_wide(tmp_path / "a.csv", lines) == file.torn


@pytest.mark.parametrize("at", [8, BLOCK], ids=["among others", "alone in the last block"])
def test_one_row_alone_with_a_surplus_is_set_aside(tmp_path: Path, at: int) -> None:
    lines = lines_of(BLOCK)
    lines[at] += ";"
    assert too_wide(tmp_path / "a.csv", lines) == {at + 1}


def test_blocks_that_a_value_with_a_line_end_has_moved_are_read(tmp_path: Path) -> None:
    lines = lines_of(63)
    lines[5] = lines[5].replace("Jl. ", '"Jl.\\n')
    before, after = lines[5].split('"')
    lines[5] = f'{before}"{after.replace(";", chr(34) + ";", 1)}'
    assert too_wide(tmp_path / "a.csv", with_blocks(lines, [0, 2, 0, 0])) == set()


def test_a_block_of_which_every_row_is_torn_in_its_address_is_set_aside(tmp_path: Path) -> None:
    lines = lines_of(63)
    block = range(BLOCK, 2 * BLOCK)
    lines = [torn(line) if at in block else line for at, line in enumerate(lines)]
    assert too_wide(tmp_path / "a.csv", lines) == {at + 1 for at in block}
