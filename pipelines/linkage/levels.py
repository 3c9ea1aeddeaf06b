"""What a comparison is: named levels of agreement, of which a pair has the first that holds.

Each level is a condition in DuckDB's SQL over the two nodes `l` and `r`. Where a value is missing
the comparison says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """A named degree of agreement; the condition of a comparison's last one is `true`."""

    name: str
    condition: str


@dataclass(frozen=True)
class Comparison:
    """What is compared, when it cannot be, and its levels.

    Attributes:
        name: The word for it.
        missing: Condition under which the comparison says nothing.
        levels: First match wins; the last one is `true`.
        least_share: What each level has among pairs of one person, at least, however seldom the
            training months show it: other months may be written by other hands.
        never_against: Levels that are an agreement, so that they never speak against one person,
            however often strangers are candidates because of it.
        is_alike_in_all_contexts: Whether slips in it come as often whatever the context, for pairs
            of one person; contexts then tell other pairs apart only.
    """

    name: str
    missing: str
    levels: tuple[Level, ...]
    least_share: float = 0.0
    never_against: tuple[str, ...] = ()
    is_alike_in_all_contexts: bool = False

    def level_names(self) -> tuple[str, ...]:
        """The names of the levels; their positions from 1 are the numbers in tables."""
        return tuple(level.name for level in self.levels)

    def sql(self) -> str:
        """The case expression that gives a pair's level, 0 where it is missing."""
        cases = " ".join(
            f"when {level.condition} then {number}" for number, level in enumerate(self.levels, 1)
        )
        return f"(case when {self.missing} then 0 {cases} end)::utinyint"
