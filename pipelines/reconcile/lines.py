"""What the books say: one line per village, source and entity, each number with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Movement(StrEnum):
    """Why a count changed; the first three are what we know better, the others what happened."""

    SPLIT = "split"
    MERGED = "merged"
    CORRECTED = "corrected"
    NEW = "new"
    RETURNED = "returned"
    MOVED_IN = "moved_in"
    MOVED_OUT = "moved_out"
    DEAD = "dead"
    REFUSED = "refused"
    DROPPED = "dropped"


@dataclass(frozen=True)
class BookLine:
    """Persons or families of one village and source; those who go are negative.

    Attributes:
        entity: `person` or `family`.
        source: `p3ke`, `dtks`, or `any` of them.
        opening: The closing of the month before, as it was stored then.
        known_opening: The same as known now: opening + split + merged + corrected.
        closing: Counted over all.
        difference: 0, or the books are open.
    """

    entity: str
    source: str
    village_code_kemendagri: str
    opening: int
    split: int
    merged: int
    corrected: int
    known_opening: int
    new: int
    returned: int
    moved_in: int
    moved_out: int
    dead: int
    refused: int
    dropped: int
    closing: int
    difference: int


@dataclass(frozen=True)
class Books:
    """All lines of a month, and what does not close in them.

    Attributes:
        lines: By entity, source and village; villages that never had anybody have none.
        unmatched_moves: (entity, source) whose people moved in are not as many as those moved out.
        row_differences: (source, village, rows staged, rows that stand) of villages delivered as a
            whole, where the two differ.
    """

    lines: Sequence[BookLine]
    unmatched_moves: Sequence[tuple[str, str]]
    row_differences: Sequence[tuple[str, str, int, int]]

    @property
    def close(self) -> bool:
        """Whether every figure is proven."""
        is_open = any(line.difference for line in self.lines)
        return not (is_open or self.unmatched_moves or self.row_differences)
