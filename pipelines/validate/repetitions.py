"""Files and sheets that repeat one another's people in another order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipelines.checking import checked_table
from pipelines.contracts import Contract
from pipelines.statements import fill_statement
from pipelines.warehouse import Transaction

# A sheet of one row repeats another by chance: somebody listed twice.
FEWEST_ROWS = 2
# Of what is staged, what says where a row stood and how it was read, not what it says.
POSITIONS = frozenset(
    {"period", "source", "drop_id", "row_id", "sheet_no", "row_number", "layout", "placed_by"}
)
# Columns of the checked rows that staging has under another name.
READ_COLUMNS = frozenset({"chosen_date", "desil_text", "persentil_text"})


@dataclass(frozen=True)
class SheetContent:
    """Hashes of one sheet of a drop that do not depend on the order of its rows.

    They are None where no other sheet of the drop and no other drop has as many rows.
    """

    kind: str
    sheet_no: int
    rows: int
    content: Decimal | None
    people: Decimal | None


def sheet_contents(
    tx: Transaction, contract: Contract, kind_name: str, period: date
) -> dict[int, list[SheetContent]]:
    """Contents of all sheets by drop, of one kind."""
    table = checked_table(contract.source, kind_name, period)
    staged = _columns(tx, f"staging.{kind_name}") - POSITIONS
    columns = sorted(_columns(tx, table) & (staged | READ_COLUMNS))
    contents = ", ".join(f"coalesce(cast(r.{column} as text), '')" for column in columns)
    sql = fill_statement("validate/content_hashes", checked=table, contents=contents)
    found: dict[int, list[SheetContent]] = defaultdict(list)
    for row in tx.rows_of(sql, "sql/validate/content_hashes.sql"):
        found[row["drop_id"]].append(
            SheetContent(
                kind_name,
                row["sheet_no"],
                row["rows"],
                content=row["content"],
                people=row["people"],
            )
        )
    return found


def content_hash(sheets: list[SheetContent]) -> str:
    """One text for all rows of a drop, the same whatever their order or sheets.

    A drop whose rows were not hashed is told from every other by their number.
    """
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for sheet in sheets:
        totals[sheet.kind][0] += sheet.rows
        totals[sheet.kind][1] += int(sheet.content or 0)
    return " ".join(f"{kind}:{rows}:{total}" for kind, (rows, total) in sorted(totals.items()))


def repeating_sheet(sheets: list[SheetContent]) -> int | None:
    """Number of the first sheet that has the people of a sheet before it."""
    seen: set[tuple[str, int, Decimal]] = set()
    for sheet in sorted(sheets, key=lambda s: s.sheet_no):
        if sheet.people is None or sheet.rows < FEWEST_ROWS:
            continue
        key = (sheet.kind, sheet.rows, sheet.people)
        if key in seen:
            return sheet.sheet_no
        seen.add(key)
    return None


def repeated_drops(hashes: Mapping[int, str], waiting: list[int]) -> dict[int, int]:
    """Waiting drops that hold the rows of an earlier drop, with that drop."""
    first: dict[str, int] = {}
    found = {}
    for drop_id in sorted(hashes):
        earlier = first.setdefault(hashes[drop_id], drop_id)
        if earlier != drop_id and drop_id in waiting:
            found[drop_id] = earlier
    return found


def _columns(tx: Transaction, table: str) -> set[str]:
    return {row["column_name"] for row in tx.rows("load/table_columns", table_name=table)}
