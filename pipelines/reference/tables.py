"""Writes the project's reference files into the warehouse's `reference` schema."""

from collections.abc import Sequence

import pyarrow as pa

from pipelines.reference import load_region_changes, load_villages
from pipelines.warehouse import Transaction

VILLAGE_COLUMNS = (
    "village_code_kemendagri",
    "village_name",
    "kind",
    "kecamatan_code_kemendagri",
    "kecamatan_name",
)
CHANGE_COLUMNS = ("old_code", "old_name", "new_code", "new_name", "change", "valid_from")


def write_reference(tx: Transaction) -> None:
    """Bring `reference.village` and `reference.region_change` up to the files, if they differ."""
    villages = list(load_villages().values())
    known = {tuple(row) for row in tx.execute("select * from reference.village", "villages")}
    wanted = {(v.code, v.name, v.kind, v.kecamatan_code, v.kecamatan_name) for v in villages}
    if known == wanted:
        return
    tx.execute("delete from reference.village", "old villages")
    tx.copy_in("reference.village", _table(VILLAGE_COLUMNS, sorted(wanted)))
    tx.execute("delete from reference.region_change", "old region changes")
    changes = [
        (c.old_code, c.old_name, c.new_code, c.new_name, c.change, c.valid_from)
        for c in load_region_changes()
    ]
    tx.copy_in("reference.region_change", _table(CHANGE_COLUMNS, changes))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> pa.Table:
    return pa.table(
        {name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(columns)}
    )
