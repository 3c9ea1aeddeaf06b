"""What a month stands on: taken out of the warehouse once, and joined in the engine."""

from __future__ import annotations

from datetime import date
from functools import cached_property, partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.publish.making import Take
from pipelines.statements import read_statement
from pipelines.warehouse import Transaction

# Taken from the warehouse by COPY, in sql/grounds/. What holds for every month is taken once:
OF_ALL_MONTHS = (
    "age_group",
    "decile_group",
    "deprivation",
    "family_list",
    "p3ke_person_version",
    "question",
    "village",
)
OF_A_MONTH = (
    "book",
    "delivered_drop",
    "family_before",
    "placed_family",
    "placed_person",
    "set_aside_reason",
    "set_aside_sheet",
)
# Of these a row is hardly more than its numbers: they come as whole columns.
NARROW = {
    "family_before",
    "identity",
    "p3ke_person_version",
    "placed_family",
    "placed_person",
    "row_node",
}
# What most of the engine's work waits for, in this order.
WANTED_FIRST = (
    "coverage",
    "staged_person",
    "family_list",
    "placed_person",
    "age_group",
    "family_row",
    "placed_family",
    "village",
)
# What several marts stand on, made of it in the engine. First what others wait for.
MADE = (
    "standing_row",
    "off_list_row",
    "listed_person",
    "family_person",
    "standing_family",
    "p3ke_list",
    "family",
    "listed_family",
    "source_state",
    "person_before",
)

# Every column of the grounds by name: the same name is the same type everywhere.
_TYPES: dict[pa.DataType, str] = {
    pa.date32(): "delivered_period period tanggal_lahir valid_from",
    pa.bool_(): (
        "is_base is_in_dtks is_in_p3ke is_off_list is_present nik_agrees_with_sex nik_is_usable"
        " nik_lost_a_digit penerima_bpnt penerima_bpum penerima_bst penerima_kur penerima_pkh"
        " penerima_prakerja penerima_sembako"
    ),
    pa.int64(): (
        "age closing corrected data_rows dead desil dimutakhirkan_tahun drop_id dropped family_id"
        " known_opening left_person_id merged moved_in moved_out new node_id opening person_id"
        " programmes record_id refused returned right_person_id row_id rows sheet_no split"
    ),
    pa.float64(): "log_odds",
    pa.string(): (
        "age_group category decile_group entity fasilitas_buang_air_besar item jenis_atap"
        " jenis_dinding jenis_lantai kecamatan_code_kemendagri kepemilikan_rumah kind list"
        " bahan_bakar_memasak nik_date no_kk pekerjaan pendidikan reason resiko_stunting sex source"
        " source_family_id state sumber_air_minum sumber_penerangan village_code_kemendagri"
    ),
}
SCHEMA = pa.schema([(name, kind) for kind, names in _TYPES.items() for name in names.split()])


Delivery = tuple[date, str]


class Grounds:
    """The grounds of one month after another.

    Most of a month's rows stand in the month after it too: a delivery is taken once, and kept until
    a month no longer stands on it.
    """

    def __init__(self, tx: Transaction) -> None:
        """Grounds of no month yet."""
        self._tx = tx
        self._kept: dict[tuple[str, Delivery], pa.Table] = {}
        self._is_first = True

    def takes(self, period: date) -> dict[str, Take]:
        """How to get what a month stands on, by table; not what the engine has of another month."""
        coverage = self._take("coverage", period=period)
        persons, families = (_deliveries(coverage, kind) for kind in ("person", "family"))
        none = [(period, "")]
        takes: dict[str, Take] = {
            "coverage": lambda: coverage,
            "staged_person": partial(self._people, persons or none),
            "family_row": partial(self._of, "family_row", families or none),
        }
        takes |= {name: partial(self._take, name, period=period) for name in OF_A_MONTH}
        if self._is_first:
            takes |= {name: partial(self._take, name) for name in OF_ALL_MONTHS}
            takes |= {"category": _categories, "identity": lambda: self._identity}
        self._is_first = False
        first = [name for name in WANTED_FIRST if name in takes]
        return {name: takes[name] for name in dict.fromkeys([*first, *takes])}

    def _people(self, deliveries: list[Delivery]) -> pa.Table:
        """Person rows of deliveries, each with the person that it is of; none if it is not linked.

        Looked up here: the server and the engine would both hash the wide rows for it, which takes
        longer than all else that is done with them.
        """
        rows = self._of("staged_person", deliveries)
        # Rows know their node by the month alone, whatever source they are of.
        nodes = self._of("row_node", sorted({(delivered, "") for delivered, _ in deliveries}))
        node_ids = _looked_up(rows["row_id"], nodes["row_id"], nodes["node_id"])
        known = self._identity
        person_ids = _looked_up(node_ids, known["node_id"], known["person_id"])
        return rows.append_column("person_id", person_ids)

    @cached_property
    def _identity(self) -> pa.Table:
        return self._take("identity")

    def _of(self, name: str, deliveries: list[Delivery]) -> pa.Table:
        """Rows of deliveries; those that are kept of others are let go."""
        wanted = {(name, delivery) for delivery in deliveries}
        for key in [key for key in self._kept if key[0] == name and key not in wanted]:
            del self._kept[key]
        for key in sorted(wanted - self._kept.keys()):
            delivered_period, source = key[1]
            rows = self._take(name, delivered_period=delivered_period, source=source)
            # What is the same in every row need not come along with each.
            for column, value in (("delivered_period", delivered_period), ("source", source)):
                field = SCHEMA.field(column)
                same = pa.repeat(pa.scalar(value, field.type), rows.num_rows)
                rows = rows.append_column(field, same)
            self._kept[key] = rows
        return pa.concat_tables([self._kept[key] for key in sorted(wanted)])

    def _take(self, name: str, **parameters: Any) -> pa.Table:
        file = f"grounds/{name}"
        if name not in NARROW:
            return self._tx.copy_out(file, SCHEMA, **parameters)
        sql, label = read_statement(file), f"sql/{file}.sql"
        columns = self._tx.columns_of(sql, label, **parameters)
        schema = pa.schema([SCHEMA.field(column) for column in columns])
        return self._tx.copy_out_narrow(sql, label, schema, **parameters)


def _looked_up(keys: pa.ChunkedArray, known: pa.ChunkedArray, values: pa.ChunkedArray) -> pa.Array:
    """The value of each key; null where it is not known."""
    return values.take(pc.index_in(keys, known))


def _deliveries(coverage: pa.Table, kind: str) -> list[Delivery]:
    columns = [coverage[name].to_pylist() for name in ("delivered_period", "source", "kind")]
    return sorted(
        {(period, source) for period, source, each in zip(*columns, strict=True) if each == kind}
    )


def _categories() -> pa.Table:
    """Answers that tables show even where nobody gave them: zero is zero."""
    # Imported here: it brings the matrices of the protection, which other commands need not pay.
    from pipelines.disclosure import STRUCTURES

    pairs = [
        (dimension.name, category)
        for structure in STRUCTURES
        for dimension in structure.dimensions
        for category in dimension.categories
    ]
    return pa.table(
        {
            "dimension": [name for name, _ in dict.fromkeys(pairs)],
            "category": [category for _, category in dict.fromkeys(pairs)],
        }
    )
