"""Writes what the YAML says into the warehouse, as comments that every client shows."""

from __future__ import annotations

from pipelines.marts.definition import Mart, load_marts
from pipelines.warehouse import Transaction


def describe_marts(tx: Transaction) -> int:
    """Bring the comments of all marts up to date; how many were not."""
    written = {
        (row["view"], row["column"]): row["comment"] for row in tx.rows("publish/mart_comments")
    }
    wanted = {
        key: comment
        for mart in load_marts()
        for key, comment in _comments(mart).items()
        if key in written
    }
    stale = {key: comment for key, comment in wanted.items() if written[key] != comment}
    for (view, column), comment in stale.items():
        _write(tx, view, column, comment)
    return len(stale)


def _comments(mart: Mart) -> dict[tuple[str, str | None], str]:
    """Comments by view and column; no column is the view itself."""
    found: dict[tuple[str, str | None], str] = {}
    for view in mart.views:
        level = view.partition("_")[0]
        added_up = f"; villages added up by {level}" if mart.is_by_village else f"; by {level}"
        added_up = added_up * (view != mart.name)
        found[view, None] = f"{mart.description}{added_up}. Grain: {mart.grain}. Not suppressed."
        found[view, "village_code_kemendagri"] = "Kemendagri code of the village, ten digits"
        found[view, "kecamatan_code_kemendagri"] = "Kemendagri code of the kecamatan, six digits"
        found |= {(view, name): column.comment for name, column in mart.columns.items()}
    return found


def _write(tx: Transaction, view: str, column: str | None, comment: str) -> None:
    target = f"column mart.{view}.{column}" if column else f"view mart.{view}"
    # A comment takes no parameters.
    quoted = comment.replace("'", "''").replace(":", r"\:")
    tx.execute(f"comment on {target} is '{quoted}'", f"the comment on mart.{view}")
