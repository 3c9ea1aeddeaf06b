"""The books of a month: opening, each movement, closing, and whether they close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.warehouse import Warehouse


@dataclass(frozen=True)
class BookLine:
    """Persons of one village and source: `opening + corrected + … = closing`, else a difference."""

    village_code_kemendagri: str
    source: str
    opening: int
    corrected: int
    came: int
    moved_in: int
    moved_out: int
    went: int
    closing: int
    difference: int


def reconcile(warehouse: Warehouse, period: date) -> list[BookLine]:
    """The books of every village and source, from the period published before to this one."""
    with warehouse.transaction() as tx:
        return [BookLine(**row) for row in tx.rows("reconcile/books", period=period)]
