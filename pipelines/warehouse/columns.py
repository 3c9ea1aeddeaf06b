"""Narrow rows that the server sends as whole columns, made an Arrow table without a look at each.

A row that is sent by itself costs more than the few numbers in it: to be written as text, to be
handed over, and to be read again. As arrays in COPY's binary format (PostgreSQL's manual, *COPY*,
*File Formats*) a column is one value, whose numbers stand at equal distances. What many rows have
in common is sent once for all of them. A row of arrays must stay below 1 GB, the most that the
server puts into one: some ten million rows of ten numbers.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

# The file begins with eleven bytes of signature, its flags and an extension, none of which is used.
HEADER_BYTES = 19
# What stands where the number of fields of another row would.
NO_MORE_ROWS = -1
# An array begins with the number of its dimensions, whether it has nulls, the type of its elements,
# and the length and first index of its dimension; each element begins with its size.
ARRAY_HEAD = struct.Struct("!iiIii")
DAYS_TO_2000 = 10957


@dataclass(frozen=True)
class _Sent:
    """How values of a type are sent: as numbers of which the least stands for none.

    Attributes:
        sql: The number of a value, null if there is none.
        none: The least number, in SQL.
        number: The number as it comes, in network order.
    """

    sql: str
    none: str
    number: str

    @property
    def least(self) -> int:
        return int(np.iinfo(self.number[1:]).min)


SENT: dict[pa.DataType, _Sent] = {
    pa.int64(): _Sent("{0}::bigint", "'-9223372036854775808'::bigint", ">i8"),
    pa.int32(): _Sent("{0}::integer", "'-2147483648'::integer", ">i4"),
    pa.int16(): _Sent("{0}::smallint", "'-32768'::smallint", ">i2"),
    pa.date32(): _Sent("{0}::date", "'-infinity'", ">i4"),
    pa.bool_(): _Sent("{0}::integer::smallint", "'-32768'::smallint", ">i2"),
    # The bytes of all texts come in one piece beside this.
    pa.string(): _Sent("octet_length({0}::text)", "'-2147483648'::integer", ">i4"),
}


def as_columns(query: str, schema: pa.Schema, shared: Sequence[str] = ()) -> str:
    """A select of rows that have the columns of a select, each as an array.

    Args:
        query: Its rows have the columns of the schema, by name, in any order.
        schema: Whole numbers, dates, yes or no, and short texts.
        shared: Texts and dates that many rows have in common: sent once for all of them, in one row
            of arrays for each combination.
    """
    arrays = [f'"{name}"' for name in shared]
    for field in _own(schema, shared):
        name, sent = f'"{field.name}"', SENT[field.type]
        arrays.append(f"array_agg(coalesce({sent.sql.format(name)}, {sent.none}))")
        if pa.types.is_string(field.type):
            arrays.append(f"string_agg({name}::text, '')")
    by = f" group by {', '.join(arrays[: len(shared)])}" if shared else ""
    return f"select {', '.join(arrays)} from (\n{query}\n) as narrow{by}"


def read_columns(content: bytes, schema: pa.Schema, shared: Sequence[str] = ()) -> pa.Table:
    """The table that was sent as rows of `as_columns`, in COPY's binary format."""
    groups = list(_rows(content))
    if not groups:
        return schema.empty_table()
    fields = zip(*groups, strict=True)
    common = {name: next(fields) for name in shared}
    columns = {field.name: _column(field.type, fields) for field in _own(schema, shared)}
    # The first array of each row says how many rows share what stands before it.
    sizes = [_count(row[len(shared)]) for row in groups]
    place = pa.array(np.repeat(np.arange(len(groups)), sizes))
    for name, values in common.items():
        kind = schema.field(name).type
        columns[name] = pa.array([_value(kind, value) for value in values], kind).take(place)
    return pa.table([columns[name] for name in schema.names], schema=schema)


def _own(schema: pa.Schema, shared: Sequence[str]) -> list[pa.Field]:
    """The columns that every row has for itself."""
    return [field for field in schema if field.name not in shared]


def _rows(content: bytes) -> Iterator[list[memoryview | None]]:
    """The values of each row; none where the server has none."""
    rest = memoryview(content)[HEADER_BYTES:]
    while True:
        (count,) = struct.unpack_from("!h", rest)
        if count == NO_MORE_ROWS:
            return
        rest = rest[2:]
        fields: list[memoryview | None] = []
        for _ in range(count):
            (size,) = struct.unpack_from("!i", rest)
            fields.append(rest[4 : 4 + size] if size >= 0 else None)
            rest = rest[4 + max(size, 0) :]
        yield fields


def _value(kind: pa.DataType, field: memoryview | None) -> str | int | None:
    """A text, or a date as days since 1970."""
    if field is None:
        return None
    if pa.types.is_date(kind):
        return int(struct.unpack("!i", field)[0]) + DAYS_TO_2000
    return bytes(field).decode()


def _count(field: memoryview | None) -> int:
    """How many elements an array has."""
    return int(ARRAY_HEAD.unpack_from(field)[3]) if field else 0


def _column(kind: pa.DataType, fields: Iterator[Sequence[memoryview | None]]) -> pa.Array:
    """A column of what all rows have of it, one after another."""
    numbers = np.concatenate([_numbers(field, SENT[kind].number) for field in next(fields)])
    is_none = numbers == SENT[kind].least
    if pa.types.is_string(kind):
        content = b"".join(field for field in next(fields) if field)
        return _texts(np.where(is_none, 0, numbers), is_none, content)
    mask = is_none if is_none.any() else None
    if pa.types.is_boolean(kind):
        return pa.array(numbers == 1, mask=mask)
    if pa.types.is_date(kind):
        return pa.array(numbers + np.int32(DAYS_TO_2000), mask=mask).cast(kind)
    return pa.array(numbers, kind, mask=mask)


def _numbers(field: memoryview | None, number: str) -> npt.NDArray[np.signedinteger]:
    """The elements of an array without nulls."""
    if not field:
        return np.empty(0, np.dtype(number).newbyteorder("="))
    element = np.dtype([("size", ">i4"), ("number", number)])
    found = np.frombuffer(field, element, _count(field), ARRAY_HEAD.size)["number"]
    return found.astype(found.dtype.newbyteorder("="))


def _texts(
    sizes: npt.NDArray[np.signedinteger], is_none: npt.NDArray[np.bool_], content: bytes
) -> pa.Array:
    """Texts by how many bytes each has of what stands one after another."""
    ends = np.zeros(len(sizes) + 1, np.int32)
    np.cumsum(sizes, out=ends[1:])
    nones = int(is_none.sum())
    validity = pa.array(~is_none).buffers()[1] if nones else None
    buffers = pa.py_buffer(ends), pa.py_buffer(content)
    return pa.StringArray.from_buffers(len(sizes), *buffers, validity, nones)
