"""Writes the project's reference files into the warehouse's `reference` schema."""

import pyarrow as pa

from pipelines.reference import load_region_changes, load_villages
from pipelines.warehouse import Transaction


def write_reference(tx: Transaction) -> None:
    """Bring `reference.village` and `reference.region_change` up to the files, if they differ."""
    villages = list(load_villages().values())
    known = {tuple(row) for row in tx.execute("select * from reference.village", "villages")}
    wanted = {(v.code, v.name, v.kind, v.kecamatan_code, v.kecamatan_name) for v in villages}
    if known == wanted:
        return
    tx.execute("delete from reference.village", "old villages")
    columns = ("village_code_kemendagri", "village_name", "kind", "kecamatan_code_kemendagri", "kecamatan_name")
    tx.copy_in("reference.village", _table(columns, sorted(wanted)))
    tx.execute("delete from reference.region_change", "old region changes")
    changes = [
        (c.old_code, c.old_name, c.new_code, c.new_name, c.change, c.valid_from)
        for c in load_region_changes()
    ]
    columns = ("old_code", "old_name", "new_code", "new_name", "change", "valid_from")
    tx.copy_in("reference.region_change", _table(columns, changes))


def _table(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> pa.Table:
    return pa.table(
        {name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(columns)}
    )
