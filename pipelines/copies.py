"""What leaves the warehouse by plain copies, with the columns that it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from pipelines.kinds import FAMILY, PERSON, Kind
from pipelines.warehouse import Transaction

KNOWN_STEPS = "registry/known_steps"
KNOWN_GOLDEN = "registry/known_golden"
STAGED_KEYS = "sync/staged_keys"
TOUCHED_ROWS = "registry/touched_staged_rows"
STAGED_COUNTS = "reconcile/staged_counts"
# What leaves the warehouse, by the names of the statements and of their columns.
COLUMNS = {
    "registry/staged_rows": (
        *("period", "row_id", "source", "village_code_kemendagri", "record_key", "hash"),
        "is_keyed",
    ),
    "registry/row_nodes": ("row_id", "node_id"),
    TOUCHED_ROWS: (
        *("period", "row_id", "source", "village_code_kemendagri", "record_key", "hash"),
        "node_id",
    ),
    KNOWN_STEPS: (
        *("record_id", "valid_from", "is_present", "hash", "node_id", "source"),
        *("village_code_kemendagri", "said"),
    ),
    "sync/clusters": ("node_id", "cluster_id"),
    "sync/person_founders": ("person_id", "founder_node_id"),
    "sync/known_identities": (
        *("node_id", "person_id", "cluster_id", "list_id", "is_head", "is_parent"),
    ),
    "sync/written_identities": ("node_id", "person_id", "list_id", "is_head", "is_parent"),
    KNOWN_GOLDEN: (
        *("person_id", "valid_from", "village_record_id", "hubungan_keluarga_record_id"),
    ),
    "families/lists": ("list_id", "list", "family_id", "first_period"),
    "families/founders": ("family_id", "founder_list_id"),
    STAGED_COUNTS: ("period", "source", "village_code_kemendagri", "staged_rows"),
    STAGED_KEYS: ("period", "source", "village_code_kemendagri", "record_key", "is_keyed"),
    "sync/delivered_villages": (
        *("kind", "period", "source", "village_code_kemendagri", "is_whole"),
    ),
}
# What many rows of a statement have in common, and is sent once for all of them.
PLACE = ("source", "village_code_kemendagri")
SHARED = {
    "registry/staged_rows": ("period", *PLACE),
    TOUCHED_ROWS: ("period", *PLACE),
    STAGED_KEYS: ("period", *PLACE),
    KNOWN_STEPS: PLACE,
}
TYPES = {
    **dict.fromkeys(("period", "valid_from", "first_period"), pa.date32()),
    **dict.fromkeys(("row_id", "record_key", "record_id", "hash"), pa.int64()),
    **dict.fromkeys(("village_record_id", "hubungan_keluarga_record_id"), pa.int64()),
    **dict.fromkeys(("node_id", "cluster_id", "founder_node_id", "person_id"), pa.int32()),
    **dict.fromkeys(("list_id", "family_id", "founder_list_id", "staged_rows"), pa.int32()),
    **dict.fromkeys(("is_keyed", "is_present", "is_whole", "is_head", "is_parent"), pa.bool_()),
}


def schema_of(name: str) -> pa.Schema:
    """Columns of what `sql/<name>.sql` gives; text where nothing else is said."""
    return pa.schema([(column, TYPES.get(column, pa.string())) for column in COLUMNS[name]])


@dataclass(frozen=True)
class Copy:
    """Rows that leave the warehouse: of a statement, about a kind, a month, sources or none."""

    name: str
    kind: Kind = PERSON
    period: date | None = None
    sources: tuple[str, ...] = ()

    def read(self, tx: Transaction) -> pa.Table:
        """The rows, by COPY."""
        return tx.copy_out_narrow(
            self.kind.fill(self.name),
            f"sql/{self.name}.sql",
            schema_of(self.name),
            SHARED.get(self.name, ()),
            period=self.period,
            sources=list(self.sources),
        )


def of_month(period: date) -> list[Copy]:
    """Everything that was delivered in a month."""
    return [
        Copy("registry/staged_rows", FAMILY, period),
        Copy("registry/staged_rows", PERSON, period),
        Copy("registry/row_nodes", PERSON, period),
    ]
