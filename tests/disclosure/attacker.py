"""An outsider who has every public table of several releases and a solver.

Written apart from the method: it knows names of tables, not how they were made. What it knows is
turned into a puzzle of whole numbers, one for each true count, with everything that must hold
between them: sums within a table, sums over villages, the declared bound, cells that are known
not to have changed, village totals known from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

CELL = ["row_dimension", "row_category", "column_dimension", "column_category"]
ALL = "all"
# A cell is safe when so many whole numbers stay possible, and not all of them within 1 to 4.
WIDE_ENOUGH = 5
SMALL = {1, 2, 3, 4}
SECONDS = 20.0


@dataclass
class Puzzle:
    """Unknown whole numbers, their limits, and sums of them that are zero."""

    unknowns: pd.DataFrame
    lower: npt.NDArray[np.float64]
    upper: npt.NDArray[np.float64]
    equalities: sparse.csr_matrix

    def range_of(self, unknown: int) -> tuple[float, float]:
        """The least and the most that one number can be, whole or not."""
        found = []
        for sign in (1, -1):
            cost = np.zeros(len(self.lower))
            cost[unknown] = sign
            zero = np.zeros(self.equalities.shape[0])
            limits = np.stack([self.lower, self.upper], axis=1)
            solved = linprog(
                cost, A_eq=self.equalities, b_eq=zero, bounds=limits, method="highs-ds"
            )
            assert solved.success, "the truth itself fits: the puzzle has an answer"
            found.append(sign * solved.fun)
        return found[0], found[1]

    def near(self, targets: npt.NDArray[np.int64], wishes: npt.NDArray[np.float64]) -> Whole | None:
        """A whole-number answer that is as near as may be to wishes for some of the numbers."""
        size, asked = len(self.lower), len(targets)
        # Distance from the wish, above and below, are numbers of their own.
        pick = sparse.csr_matrix((np.ones(asked), (range(asked), targets)), (asked, size))
        eye = sparse.identity(asked, format="csr")
        matrix = sparse.bmat([[self.equalities, None, None], [pick, -eye, eye]], format="csr")
        right = np.concatenate([np.zeros(self.equalities.shape[0]), wishes])
        free = np.zeros(2 * asked)
        solved = milp(
            np.concatenate([np.zeros(size), np.ones(2 * asked)]),
            constraints=LinearConstraint(matrix, right, right),
            bounds=Bounds(
                np.concatenate([self.lower, free]), np.concatenate([self.upper, free + np.inf])
            ),
            integrality=np.concatenate([np.ones(size), free]),
            options={"mip_rel_gap": 0.2, "time_limit": SECONDS},
        )
        return None if solved.x is None else np.rint(solved.x[:size]).astype(np.int64)

    def can_be(self, unknown: int, value: int) -> bool | None:
        """Whether one number can have a value in a whole-number answer; None: not settled."""
        lower, upper = self.lower.copy(), self.upper.copy()
        lower[unknown] = upper[unknown] = value
        zero = np.zeros(self.equalities.shape[0])
        solved = milp(
            np.zeros(len(lower)),
            constraints=LinearConstraint(self.equalities, zero, zero),
            bounds=Bounds(lower, upper),
            integrality=np.ones(len(lower)),
            options={"time_limit": SECONDS},
        )
        return True if solved.x is not None else (False if solved.status == 2 else None)


Whole = npt.NDArray[np.int64]


@dataclass
class Findings:
    """What the outsider can say of each target: the whole numbers that stay possible."""

    possible: dict[int, set[int]]
    unsettled: set[int] = field(default_factory=set)

    @property
    def exact(self) -> list[int]:
        return [target for target, values in self.possible.items() if len(values) == 1]

    @property
    def narrow(self) -> list[int]:
        """Fewer than five numbers, or five of which all would be a few people."""
        return [
            target
            for target, values in self.possible.items()
            if target not in self.unsettled and not _is_wide(values)
        ]


def _is_wide(values: set[int]) -> bool:
    return len(values) >= WIDE_ENOUGH and not values <= SMALL


def puzzle_of_rounded(
    releases: list[pd.DataFrame],
    bound: dict[str, int],
    known: Sequence[tuple[int, int, pd.DataFrame]] = (),
    totals: dict[tuple[int, str], int] | None = None,
) -> Puzzle:
    """What follows from rounded tables.

    Args:
        releases: Public tables: level, area, parent, the four columns of a cell, value.
        bound: By level, how far off a number is said to be at most.
        known: Pairs of releases, and village cells with the `change` known between them.
        totals: True totals of villages known from elsewhere, by release and area.
    """
    unknowns = _numbered(releases)
    off = unknowns["level"].map(bound)
    lower = np.maximum(unknowns["value"] - off, 0).fillna(0).to_numpy()
    upper = (unknowns["value"] + off).fillna(np.inf).to_numpy()
    equations = _sums(unknowns)
    for first, second, cells in known:
        unknowns, lower, upper, equation = _changes(unknowns, lower, upper, first, second, cells)
        equations.append(equation)
    for (release, area), value in (totals or {}).items():
        at = unknowns.index[
            (unknowns["release"] == release)
            & (unknowns["area"] == area)
            & (unknowns["row_dimension"] == ALL)
        ]
        lower[at] = upper[at] = value
    unknowns, lower, upper, hidden = _left_over(unknowns, lower, upper, bound["village"])
    return Puzzle(unknowns, lower, upper, _matrix([*equations, hidden], len(unknowns)))


def puzzle_of_hidden(release: pd.DataFrame) -> Puzzle:
    """What follows from exact tables in which 1 to 4 are left out."""
    unknowns = _numbered([release])
    is_hidden = unknowns["value"].between(1, 4)
    lower = unknowns["value"].mask(is_hidden, 1).fillna(0).to_numpy()
    upper = unknowns["value"].mask(is_hidden, 4).fillna(np.inf).to_numpy()
    return Puzzle(unknowns, lower, upper, _matrix(_sums(unknowns), len(unknowns)))


def attack(puzzle: Puzzle, targets: npt.NDArray[np.int64], rounds: int, seed: int = 1) -> Findings:
    """Find what stays possible for each target.

    Many targets are asked at once for values drawn at random: each answer proves one value for
    every target. What is still narrow is asked value by value.
    """
    draw = np.random.default_rng(seed)
    possible: dict[int, set[int]] = {int(target): set() for target in targets}
    reach = 10
    for _ in range(rounds):
        still = np.array([t for t, values in possible.items() if not _is_wide(values)], dtype=int)
        if not len(still):
            break
        answer = puzzle.near(still, draw.integers(0, reach, len(still)).astype(float))
        if answer is not None:
            for target in possible:
                possible[target].add(int(answer[target]))
    findings = Findings(possible)
    for target, values in possible.items():
        if not _is_wide(values):
            _ask_each_value(puzzle, target, findings)
    return findings


def _ask_each_value(puzzle: Puzzle, target: int, findings: Findings) -> None:
    least, most = puzzle.range_of(target)
    for value in range(int(np.ceil(least - 1e-6)), int(np.floor(most + 1e-6)) + 1):
        if _is_wide(findings.possible[target]):
            break
        if value not in findings.possible[target]:
            answer = puzzle.can_be(target, value)
            if answer:
                findings.possible[target].add(value)
            elif answer is None:
                findings.unsettled.add(target)
    if _is_wide(findings.possible[target]):
        findings.unsettled.discard(target)


Equation = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]


def _numbered(releases: list[pd.DataFrame]) -> pd.DataFrame:
    tables = pd.concat(
        [table.assign(release=number) for number, table in enumerate(releases)], ignore_index=True
    )
    return tables.assign(unknown=np.arange(len(tables)))


def _sums(unknowns: pd.DataFrame) -> list[Equation]:
    """Parts and wholes: margins to totals, inner cells to both margins, areas to areas above."""
    place = ["release", "area"]
    margins = unknowns[(unknowns["column_dimension"] == ALL) & (unknowns["row_dimension"] != ALL)]
    inner = unknowns[unknowns["column_dimension"] != ALL]
    totals = unknowns[unknowns["row_dimension"] == ALL]
    by_row = [*place, "row_dimension", "row_category"]
    by_column = [*place, "column_dimension", "column_category"]
    as_columns = margins.rename(
        columns={
            "row_dimension": "column_dimension",
            "row_category": "column_category",
            "column_dimension": "row_dimension",
            "column_category": "row_category",
        }
    )
    above = unknowns.assign(parent=unknowns["area"])
    return [
        _parts_of(margins, totals, place, split=["row_dimension"]),
        _parts_of(inner, margins, by_row, split=["column_dimension"]),
        _parts_of(inner, as_columns, by_column, split=["row_dimension"]),
        _parts_of(
            unknowns[unknowns["parent"] != ""], above, ["release", "parent", *CELL], split=[]
        ),
    ]


def _parts_of(
    parts: pd.DataFrame, wholes: pd.DataFrame, key: list[str], split: list[str]
) -> Equation:
    """One equation for each whole, and for each way in which it is cut into parts."""
    both = parts[[*dict.fromkeys([*key, *split]), "unknown"]].merge(
        wholes[[*key, "unknown"]], on=key, suffixes=("", "_whole")
    )
    number = both.groupby(["unknown_whole", *split]).ngroup().to_numpy()
    first = ~pd.Series(number).duplicated().to_numpy()
    rows = np.concatenate([number, number[first]])
    columns = np.concatenate([both["unknown"], both["unknown_whole"][first]])
    signs = np.concatenate([np.ones(len(both)), -np.ones(first.sum())])
    return rows, columns, signs


def _changes(
    unknowns: pd.DataFrame,
    lower: npt.NDArray[np.float64],
    upper: npt.NDArray[np.float64],
    first: int,
    second: int,
    cells: pd.DataFrame,
) -> tuple[pd.DataFrame, npt.NDArray[np.float64], npt.NDArray[np.float64], Equation]:
    """Known changes: later - earlier - change = 0, the change a number of its own."""
    key = ["area", *CELL]
    before = unknowns[unknowns["release"] == first][[*key, "unknown"]]
    after = unknowns[unknowns["release"] == second][[*key, "unknown"]]
    both = cells.merge(before, on=key).merge(after, on=key, suffixes=("_before", "_after"))
    added = len(unknowns) + np.arange(len(both))
    value = both["change"].to_numpy(dtype=float)
    row = np.arange(len(both))
    equation = (
        np.concatenate([row, row, row]),
        np.concatenate([both["unknown_after"], both["unknown_before"], added]),
        np.concatenate([np.ones(len(both)), -np.ones(len(both)), -np.ones(len(both))]),
    )
    return (*_with(unknowns, lower, upper, value, value), equation)


def _left_over(
    unknowns: pd.DataFrame,
    lower: npt.NDArray[np.float64],
    upper: npt.NDArray[np.float64],
    bound: int,
) -> tuple[pd.DataFrame, npt.NDArray[np.float64], npt.NDArray[np.float64], Equation]:
    """Villages shown without detail: what their kecamatan leaves for them together."""
    key = ["release", "parent", *CELL]
    villages = unknowns[unknowns["level"] == "village"]
    hidden = villages[villages["value"].isna()]
    shown = villages.groupby(key)["value"].sum().rename("shown").reset_index()
    above = unknowns[unknowns["level"] == "kecamatan"].assign(parent=lambda t: t["area"])
    groups = (
        hidden.groupby(key).size().rename("members").reset_index()
        .merge(shown, on=key)
        .merge(above[[*key, "value"]], on=key)
    )  # fmt: skip
    rest = (groups["value"] - groups["shown"]).to_numpy()
    off = bound * groups["members"].to_numpy()
    added = len(unknowns) + np.arange(len(groups))
    parts = hidden[[*key, "unknown"]].merge(groups[key].assign(row=np.arange(len(groups))), on=key)
    equation = (
        np.concatenate([parts["row"], np.arange(len(groups))]).astype(np.int64),
        np.concatenate([parts["unknown"], added]).astype(np.int64),
        np.concatenate([np.ones(len(parts)), -np.ones(len(groups))]),
    )
    return (*_with(unknowns, lower, upper, np.maximum(rest - off, 0), rest + off), equation)


def _with(
    unknowns: pd.DataFrame,
    lower: npt.NDArray[np.float64],
    upper: npt.NDArray[np.float64],
    more_lower: npt.NDArray[np.float64],
    more_upper: npt.NDArray[np.float64],
) -> tuple[pd.DataFrame, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The puzzle with numbers of its own added: they are in no table."""
    more = pd.DataFrame({"unknown": len(unknowns) + np.arange(len(more_lower))})
    return (
        pd.concat([unknowns, more], ignore_index=True),
        np.concatenate([lower, more_lower]),
        np.concatenate([upper, more_upper]),
    )


def _matrix(equations: list[Equation], size: int) -> sparse.csr_matrix:
    rows, columns, signs, offset = [], [], [], 0
    for row, column, sign in equations:
        rows.append(row + offset)
        columns.append(column)
        signs.append(sign)
        offset += int(row.max(initial=-1)) + 1
    where = (np.concatenate(rows), np.concatenate(columns))
    return sparse.csr_matrix((np.concatenate(signs), where), (offset, size))
