"""When two family lists are one family: declared, weighed on the people they share."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class FamilyRule:
    """What a person on both lists says.

    Attributes:
        same_head: The head of one is the head of the other.
        parent: Head or spouse on both.
        dependant: Neither on either: a child, a parent-in-law. One alone never makes a family.
        contradiction: Head or spouse here, something else there: a child who married and has a
            household of their own stands on the parents' old list for long.
        enough: Least weight of one family.
        least_share: Shared people out of the smaller list, of two sources.
        least_share_of_larger: Shared people out of the larger list, within one source: two lists
            of one source are two families unless they are mostly the same people, or one of them
            has nobody of its own.
    """

    same_head: float = 1
    parent: float = 2
    dependant: float = 1
    contradiction: float = -2
    enough: float = 2
    least_share: float = 0.5
    least_share_of_larger: float = 0.5

    def weigh(self, pairs: pa.Table) -> pa.ChunkedArray:
        """Weight of each pair of lists, positive where they may be one family.

        Args:
            pairs: Rows of `PAIR_SCHEMA`.
        """
        agreeing = pc.add(pairs["parents"], pairs["dependants"])
        contradicting = pc.max_element_wise(pc.subtract(pairs["shared"], agreeing), 0)
        weight = pc.cast(contradicting, pa.float64())
        weight = pc.multiply(weight, self.contradiction)
        for column, factor in (
            ("parents", self.parent),
            ("dependants", self.dependant),
            ("is_same_head", self.same_head),
        ):
            part = pc.multiply(pc.cast(pc.cast(pairs[column], pa.int64()), pa.float64()), factor)
            weight = pc.add(weight, part)
        share = pc.divide(pc.cast(pairs["shared"], pa.float64()), pairs["smaller"])
        of_larger = pc.divide(pc.cast(pairs["shared"], pa.float64()), pairs["larger"])
        holds = pc.and_(
            pc.greater_equal(weight, self.enough),
            pc.if_else(
                pc.equal(pairs["left_source"], pairs["right_source"]),
                pc.or_(
                    pc.greater_equal(of_larger, self.least_share_of_larger),
                    pc.equal(pairs["shared"], pairs["smaller"]),
                ),
                pc.greater_equal(share, self.least_share),
            ),
        )
        return pc.if_else(holds, weight, -1.0)


PAIR_SCHEMA = pa.schema(
    [
        ("left_list_id", pa.int32()),
        ("right_list_id", pa.int32()),
        ("left_place", pa.int64()),
        ("right_place", pa.int64()),
        ("left_source", pa.string()),
        ("right_source", pa.string()),
        ("shared", pa.int64()),
        ("parents", pa.int64()),
        ("dependants", pa.int64()),
        ("is_same_head", pa.bool_()),
        ("smaller", pa.int64()),
        ("larger", pa.int64()),
    ]
)
