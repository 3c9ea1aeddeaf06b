"""Counts who stands in each month, over everybody: the closing of the books, and the rows behind.

Every month looks at every record. Villages, people and families are numbers here and their counts
arrays: to group as many rows by tables took ten times as long, for each month anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.engine import Engine
from pipelines.kinds import SOURCES

# Who or what is not known: a number that no id, village or source has.
NONE = -1
NOWHERE = np.iinfo(np.int64).max

Numbers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Columns = dict[str, Numbers]

CLOSINGS = pa.schema(
    [
        ("period", pa.date32()),
        ("entity", pa.string()),
        ("source", pa.string()),
        ("village_code_kemendagri", pa.string()),
        ("closing", pa.int32()),
    ]
)
ROWS = pa.schema(
    [
        ("period", pa.date32()),
        ("source", pa.string()),
        ("village_code_kemendagri", pa.string()),
        ("staged_rows", pa.int32()),
        ("standing_rows", pa.int32()),
    ]
)


@dataclass(frozen=True)
class Standing:
    """Who stands in some months.

    Attributes:
        closings: People and families by month, source and village; `CLOSINGS`.
        rows: Rows of persons that were staged of a month, and that stand in it, by source and
            village; `ROWS`.
    """

    closings: pa.Table
    rows: pa.Table


def count_standing(engine: Engine, periods: Sequence[date]) -> Standing:
    """Count months over everybody, from what the sources say and not from the steps of the touched.

    Args:
        engine: Has the steps of persons and families, identities, lists and golden steps as known
            now, and how many rows were staged, as `staged_count`.
        periods: The months to count.
    """
    everybody = _Everybody(engine)
    counted = [everybody.in_month(period) for period in periods]
    return Standing(
        pa.concat_tables([CLOSINGS.empty_table(), *(closings for closings, _ in counted)]),
        pa.concat_tables([ROWS.empty_table(), *(rows for _, rows in counted)]),
    )


class _Everybody:
    """All steps that the registry knows, as arrays of numbers; each of a table as long as others.

    Villages are numbered in the order of their codes, so that the least number is the first code.
    """

    def __init__(self, engine: Engine) -> None:
        engine.make("listed_village", "reconcile/listed_villages")
        villages = engine.query("from listed_village order by village", "villages")
        self._villages = villages["village_code_kemendagri"].combine_chunks()
        self._records = _columns(engine.read("reconcile/listed_steps"))
        self._families = _columns(engine.read("reconcile/listed_family_steps"))
        self._golden = _columns(engine.read("reconcile/golden_villages"))
        self._staged = _columns(engine.read("reconcile/staged_places"))
        self._people = _bound(self._records["person_id"], self._golden["person_id"])
        self._units = _bound(self._records["family_id"], self._families["family_id"])

    def in_month(self, period: date) -> tuple[pa.Table, pa.Table]:
        """Closings and rows of one month."""
        day = (period - date(1970, 1, 1)).days
        standing = _in_force(self._records, day)
        listed = _only(standing, standing["is_present"] > 0)
        listed["place"] = self._places(listed, day)
        counts = {
            "person": self._persons(listed),
            "family": self._of_families(listed, _in_force(self._families, day)),
        }
        return self._closings(period, counts), self._rows(period, day, standing)

    def _places(self, listed: Columns, day: int) -> Numbers:
        """Where the person of each row is counted: in the village of the golden record, if one of
        their rows stands there for it, else where the row does.
        """
        golden = _in_force(self._golden, day)
        speaker = np.full(self._people, NONE)
        speaker[golden["person_id"]] = golden["village_record_id"]
        speaks = (listed["person_id"] >= 0) & (listed["record_id"] == speaker[listed["person_id"]])
        spoken = np.full(self._people, NONE)
        spoken[listed["person_id"][speaks]] = listed["village"][speaks]
        of_person = np.where(listed["person_id"] >= 0, spoken[listed["person_id"]], NONE)
        return np.where(of_person >= 0, of_person, listed["village"])

    def _persons(self, listed: Columns) -> Iterator[tuple[str, Numbers]]:
        """People by source and village: where all their rows agree, else the first by its code."""
        known = _only(listed, listed["person_id"] >= 0)
        village = _lowest(self._people, known["person_id"], known["place"])
        return self._by_source(village, [(known["person_id"], known["source"])])

    def _of_families(self, listed: Columns, families: Columns) -> Iterator[tuple[str, Numbers]]:
        """Families by source and village: where most of their people are counted, the lower code
        first, else where the families' own rows stand.
        """
        members = _only(listed, listed["family_id"] >= 0)
        village = _lowest(self._units, members["family_id"], members["place"])
        highest = np.full(self._units, NONE)
        np.maximum.at(highest, members["family_id"], members["place"])
        is_torn = (highest >= 0) & (village < highest)
        torn, place = _where_most(_only(members, is_torn[members["family_id"]]))
        village[torn] = place
        own = _lowest(self._units, families["family_id"], families["village"])
        village = np.where(village < NOWHERE, village, own)
        rows = [(of["family_id"], of["source"]) for of in (members, families)]
        return self._by_source(village, rows)

    def _by_source(
        self, village: Numbers, rows: Sequence[tuple[Numbers, Numbers]]
    ) -> Iterator[tuple[str, Numbers]]:
        """How many are counted in each village, of each source and of any.

        Args:
            village: Of each person or family by its number; `NOWHERE` where they do not stand.
            rows: Who is listed by which source.
        """
        for place, source in enumerate(SOURCES):
            is_in = np.zeros(len(village), np.bool_)
            for unit, of_source in rows:
                is_in[unit[of_source == place]] = True
            yield source, self._by_village(village[is_in])
        yield "any", self._by_village(village[village < NOWHERE])

    def _by_village(self, villages: Numbers) -> Numbers:
        return np.bincount(villages, minlength=len(self._villages))

    def _closings(self, period: date, counts: dict[str, Iterator[tuple[str, Numbers]]]) -> pa.Table:
        tables = [CLOSINGS.empty_table()]
        for entity, by_source in counts.items():
            for source, count in by_source:
                village = np.flatnonzero(count)
                columns = (entity, source, self._villages.take(village), count[village])
                tables.append(_table(CLOSINGS, period, len(village), columns))
        return pa.concat_tables(tables)

    def _rows(self, period: date, day: int, standing: Columns) -> pa.Table:
        """Rows staged beside records of which a row stands: those that are present, and those whose
        row says that the person is not there.
        """
        staged = _only(self._staged, self._staged["period"] == day)
        tables = [ROWS.empty_table()]
        for place, source in enumerate(SOURCES):
            of_source = staged["source"] == place
            sent = np.zeros(len(self._villages), np.int64)
            sent[staged["village"][of_source]] = staged["staged_rows"][of_source]
            stand = self._by_village(standing["village"][standing["source"] == place])
            village = np.flatnonzero(sent + stand)
            columns = (source, self._villages.take(village), sent[village], stand[village])
            tables.append(_table(ROWS, period, len(village), columns))
        return pa.concat_tables(tables)


def _columns(rows: pa.Table) -> Columns:
    """Columns as numbers: days since 1970, sources by their place; what has no end ends never."""
    return {name: _numbers(name, rows[name].combine_chunks()) for name in rows.column_names}


def _numbers(name: str, column: pa.Array) -> Numbers:
    if name == "source":
        column = pc.index_in(column, value_set=pa.array(SOURCES))
    if pa.types.is_date(column.type):
        column = column.cast(pa.int32())
    filled = pc.fill_null(column.cast(pa.int64()), NOWHERE if name == "valid_to" else NONE)
    return np.asarray(filled)


def _in_force(steps: Columns, day: int) -> Columns:
    """The steps that hold on a day."""
    return _only(steps, (steps["valid_from"] <= day) & (steps["valid_to"] > day))


def _only(columns: Columns, chosen: Truths) -> Columns:
    return {name: column[chosen] for name, column in columns.items()}


def _bound(*ids: Numbers) -> int:
    """More than the greatest of some ids, and than none."""
    return 1 + max(int(each.max(initial=0)) for each in ids)


def _lowest(size: int, unit: Numbers, village: Numbers) -> Numbers:
    """The first village of each unit by its number; `NOWHERE` of those who have none."""
    lowest = np.full(size, NOWHERE)
    np.minimum.at(lowest, unit, village)
    return lowest


def _where_most(members: Columns) -> tuple[Numbers, Numbers]:
    """Families, and for each the village in which most of its people are counted."""
    names = ("family_id", "place", "person_id")
    people = np.unique(np.stack([members[name] for name in names], axis=1), axis=0)
    places, persons = np.unique(people[:, :2], axis=0, return_counts=True)
    family, village = places[:, 0], places[:, 1]
    order = np.lexsort((village, -persons, family))
    found, first = np.unique(family[order], return_index=True)
    return found, village[order][first]


def _table(schema: pa.Schema, period: date, size: int, columns: Sequence[object]) -> pa.Table:
    """Rows of a month; a column that is one text says it of all rows."""
    filled = [
        pa.repeat(pa.scalar(value, field.type), size)
        if isinstance(value, str | date)
        else pa.array(value, field.type)
        for field, value in zip(schema, (period, *columns), strict=True)
    ]
    return pa.table(filled, schema=schema)
