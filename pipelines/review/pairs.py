"""How a pair is called on screen and in workbooks: the numbers of its two nodes, `12-345`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.errors import UsageError


@dataclass(frozen=True, order=True)
class Pair:
    """Two nodes by number, the smaller first; the name outlives what becomes of their clusters."""

    left: int
    right: int

    def __str__(self) -> str:
        return f"{self.left}-{self.right}"


def parse_pair(text: str) -> Pair:
    """Return the pair of that name, its nodes in order.

    Raises:
        UsageError: It is no name of a pair.
    """
    match = re.fullmatch(r"\s*(\d{1,9})-(\d{1,9})\s*", text)
    if match is None or int(match[1]) == int(match[2]):
        raise UsageError(
            "A pair is called by the numbers of its two nodes, such as 12-345.",
            remedy="`padan review list` shows them.",
        )
    return Pair(*sorted((int(match[1]), int(match[2]))))
