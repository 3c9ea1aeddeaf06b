"""What a staged row is known by over the months, and the fingerprint of what it says.

Told once, where a row is staged; the registry compares months by the two numbers alone.
"""

from __future__ import annotations

from pipelines.statements import fill_statement
from pipelines.warehouse import Transaction

# The list on which a row stands; by it a row without a source key of its own is known.
LISTS = {
    "person": "coalesce(s.no_kk, s.source_family_id, s.village_code_kemendagri)",
    "family": "coalesce(s.source_family_id, s.village_code_kemendagri)",
}
# A row by which its person is not there says something else than one that says nothing of it,
# which keeps the fingerprint that it had before rows were asked for it.
SAID_BESIDE = {
    "person": " || case when s.status_keberadaan <> 'ada' then s.status_keberadaan else '' end",
    "family": "",
}
KNOWN_BY = "s.source, s.source_key, s.source_key_is_trusted, {list}, s.nama, s.tanggal_lahir"


def value_columns(tx: Transaction, kind: str) -> list[str]:
    """What a source says of a person or family: the columns that staging hands to the registry.

    Args:
        tx: Any transaction; the columns are read from the catalogue, in the registry's order.
        kind: `family` or `person`.
    """
    sql = fill_statement("registry/value_columns", kind=kind)
    return [row["column_name"] for row in tx.rows_of(sql, "value columns")]


def key_columns(tx: Transaction, kind: str) -> dict[str, str]:
    """Expressions of `record_key` and `content_fingerprint` over the staged row `s`."""
    known_by = KNOWN_BY.format(list=LISTS[kind])
    said = ", ".join(f"s.{column}" for column in [*value_columns(tx, kind), "source_key"])
    return {
        "record_key": f"registry.record_key('{kind}', {known_by})",
        "content_fingerprint": f"registry.fingerprint(row({said})::text{SAID_BESIDE[kind]})",
    }
