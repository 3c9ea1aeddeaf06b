"""An outsider who has every public table of several releases and a solver.

For each village cell of 1 to 4 it asks which whole numbers stay possible. Tables that fit, seen
once, prove a value of many cells at a time. Village by village first, all others standing as they
are; what is still narrow is asked with the whole kecamatan free, then with the whole regency.

The search starts from the true counts. An outsider would have to find tables that fit by himself;
what is possible does not depend on who finds it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from tests.disclosure.program import Program
from tests.disclosure.puzzle import Ints, Puzzle

# A cell is safe when so many whole numbers stay possible, and not all of them within 1 to 4.
WIDE_ENOUGH = 5
NEARLY = 1e-6
SMALL = frozenset({1, 2, 3, 4})
# An unknown, and what is added to it to have the count.
Target = tuple[int, int]


@dataclass
class Findings:
    """What the outsider can say of each target: the whole numbers that stay possible."""

    possible: dict[Target, set[int]]
    unsettled: set[Target]

    @property
    def exact(self) -> list[Target]:
        return [target for target in self.narrow if len(self.possible[target]) == 1]

    @property
    def narrow(self) -> list[Target]:
        """Fewer than five numbers, or all of them a few people."""
        return [target for target in self.open() if target not in self.unsettled]

    def open(self) -> list[Target]:
        """Targets not yet shown to be wide."""
        return [target for target, values in self.possible.items() if not is_wide(values)]


def is_wide(values: set[int]) -> bool:
    return len(values) >= WIDE_ENOUGH and not values <= SMALL


def small_cells(puzzle: Puzzle, truth: Ints) -> list[Target]:
    """The targets: village cells of 1 to 4 in any release; a cell that stands still is one."""
    is_small = (truth >= 1) & (truth <= 4)
    pairs = np.stack([puzzle.column[is_small], puzzle.offset[is_small]], axis=1)
    return [(int(column), int(offset)) for column, offset in np.unique(pairs, axis=0)]


def attack(
    puzzle: Puzzle,
    truth: Ints,
    *,
    say: Callable[[str], None] = lambda _: None,
) -> Findings:
    """Find what stays possible for every small cell.

    Args:
        truth: True counts by release, village and cell; must fit the puzzle.
        say: Told how far it is.
    """
    answer = puzzle.unknowns_of(truth)
    targets = small_cells(puzzle, truth)
    possible = {target: {int(answer[target[0]]) + target[1]} for target in targets}
    findings = Findings(possible, set())
    for owner in (puzzle.village, puzzle.kecamatan, np.zeros_like(puzzle.village)):
        left = _by_owner(findings.open(), owner)
        for number, (place, asked) in enumerate(left.items(), start=1):
            if number % 50 == 0:
                say(f"{number} of {len(left)} programs")
            program = Program(puzzle, np.flatnonzero(owner == place), answer)
            _widen(program, asked, findings, is_second_look=owner is not puzzle.village)
    return findings


def exactly_known(puzzle: Puzzle, truth: Ints) -> tuple[int, int]:
    """How many small cells a linear program over each kecamatan finds exactly, and of how many."""
    answer = puzzle.unknowns_of(truth)
    targets = small_cells(puzzle, truth)
    exact = 0
    for place, asked in _by_owner(targets, puzzle.kecamatan).items():
        is_free = (puzzle.kecamatan == place) & (puzzle.lower < puzzle.upper)
        program = Program(puzzle, np.flatnonzero(is_free), answer)
        at = {int(unknown): position for position, unknown in enumerate(program.free)}
        for unknown, _ in asked:
            if unknown not in at:
                exact += 1
                continue
            least, most = program.range_of(at[unknown])
            exact += int(np.ceil(least - NEARLY) == np.floor(most + NEARLY))
    return exact, len(targets)


def _by_owner(targets: Iterable[Target], owner: Ints) -> dict[int, list[Target]]:
    found = defaultdict(list)
    for target in targets:
        found[int(owner[target[0]])].append(target)
    return found


def _widen(
    program: Program, asked: list[Target], findings: Findings, *, is_second_look: bool
) -> None:
    """Ask for one value of one target after another; every answer is counted for all of them."""
    at = {int(unknown): position for position, unknown in enumerate(program.free)}
    for target in asked:
        unknown, offset = target
        seen = findings.possible[target]
        if is_wide(seen):
            continue
        # Of what is left after the first stage most is narrow indeed: its range says so at once.
        limits = program.range_of(at[unknown]) if is_second_look else program.limits_of(at[unknown])
        for value in _wishes(limits, offset, seen):
            if is_wide(findings.possible[target]):
                break
            if value in findings.possible[target]:
                continue
            program.is_unsettled = False
            found = program.whole_answer(at[unknown], value - offset)
            if found is None:
                if program.is_unsettled:
                    findings.unsettled.add(target)
                continue
            for other, added in asked:
                findings.possible[other, added].add(int(found[at[other]]) + added)
        if is_wide(findings.possible[target]):
            findings.unsettled.discard(target)


def _wishes(limits: tuple[float, float], offset: int, seen: set[int]) -> list[int]:
    """Values within the limits, those near what was seen first; far ones are never needed."""
    least = int(np.ceil(limits[0] - NEARLY)) + offset
    most = int(min(np.floor(limits[1] + NEARLY) + offset, max(seen) + 12))
    near = min(seen)
    return sorted(range(least, most + 1), key=lambda value: (abs(value - near), value))
