"""All that is known of an area from published numbers: what pages, charts and PDFs are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipelines.deliver.labels import ALL, UNKNOWN

Unit = Literal["persons", "families"]
Level = Literal["village", "kecamatan", "regency"]
# A village's 0 stands for up to so many.
HIDDEN_IN_ZERO = 4


@dataclass(frozen=True)
class Cell:
    """Which published number: a unit, a question and its answer, perhaps crossed with a second."""

    unit: Unit
    row: str = ALL
    answer: str = ALL
    column: str = ALL
    column_answer: str = ALL

    @property
    def key(self) -> str:
        """The cell in one word, as it stands in pages beside its number; p persons, f families."""
        crossed = f"/{self.column}={self.column_answer}" if self.column != ALL else ""
        return f"{self.unit[0]}:{self.row}={self.answer}{crossed}"


@dataclass(frozen=True)
class Figure:
    """A published number, the one of the month before, and how it is to be printed.

    Attributes:
        value: A multiple of 5.
        before: The same of the month before; None where it was not published.
        zeros: How many published zeros of a village it is made of where it is 0: each is 0 to 4.
        is_shown: Whether it is published at all.
    """

    value: int
    before: int | None = None
    zeros: int = 0
    is_shown: bool = True

    @staticmethod
    def total(figures: Iterable[Figure]) -> Figure:
        """The sum of published numbers."""
        parts = list(figures)
        before = [part.before for part in parts]
        known = [number for number in before if number is not None]
        return Figure(
            sum(part.value for part in parts),
            sum(known) if parts and len(known) == len(before) else None,
            sum(part.zeros for part in parts),
            any(part.is_shown for part in parts),
        )


NOT_PUBLISHED = Figure(0, is_shown=False)


@dataclass(frozen=True)
class Area:
    """A village, a kecamatan or the regency."""

    level: Level
    code: str
    name: str
    parent: str | None


@dataclass(frozen=True)
class SourceState:
    """How fresh a source is in an area; months are None where it was never delivered."""

    source: str
    oldest: date | None
    newest: date | None
    villages: int
    villages_delivered: int
    villages_never_delivered: int


@dataclass(frozen=True)
class MonthTotals:
    """People and families of one published month."""

    period: date
    persons: Figure
    families: Figure


@dataclass(frozen=True)
class AreaProfile:
    """An area in one month, from `mart_public` alone.

    Attributes:
        figures: Every published number of the area that pages speak of.
        months: The last published months, oldest first, this one last.
        sources: P3KE, then DTKS.
    """

    area: Area
    figures: Mapping[Cell, Figure] = field(default_factory=dict)
    months: tuple[MonthTotals, ...] = ()
    sources: tuple[SourceState, ...] = ()

    @property
    def is_published(self) -> bool:
        """Whether there is any number: nothing is shown of what was never delivered."""
        return bool(self.figures)

    @property
    def has_crosses(self) -> bool:
        """Whether two questions are crossed: not for a village of few people."""
        return any(cell.column != ALL for cell in self.figures)

    def total(self, unit: Unit) -> Figure:
        """People or families of the area."""
        return self.figures.get(Cell(unit), NOT_PUBLISHED)

    def figure(
        self, unit: Unit, row: str, answer: str, column: str = ALL, column_answer: str = ALL
    ) -> Figure:
        """One answer to one question, perhaps crossed with a second."""
        return self.figures.get(Cell(unit, row, answer, column, column_answer), NOT_PUBLISHED)

    def answered(self, unit: Unit, row: str) -> Figure:
        """All who answered a question: the whole without the unknown."""
        return Figure.total(
            figure
            for cell, figure in self.figures.items()
            if (cell.unit, cell.row, cell.column) == (unit, row, ALL) and cell.answer != UNKNOWN
        )

    def total_of(self, unit: Unit, row: str, answers: Iterable[str]) -> Figure:
        """Several answers to one question together."""
        cells = (Cell(unit, row, answer) for answer in answers)
        return Figure.total(self.figures[cell] for cell in cells if cell in self.figures)


@dataclass(frozen=True)
class Survey:
    """Poverty of the regency by Susenas: everybody below a line, as estimated from a sample."""

    year: int
    poor_pct: float
    poor_persons: int | None
    publication: str


@dataclass(frozen=True)
class Edition:
    """One release of one month, area by area.

    Attributes:
        previous: The month before it that is published, if there is one.
        profiles: By code of the area, in their order.
        deprivations: Answers that count as a deprivation, by question.
        survey: The newest survey of poverty, if anybody has told of one.
    """

    period: date
    previous: date | None
    release_no: int
    profiles: Mapping[str, AreaProfile]
    deprivations: Mapping[str, tuple[str, ...]]
    survey: Survey | None = None

    def of_level(self, level: Level) -> list[AreaProfile]:
        """All areas of a level, by code."""
        return [p for p in self.profiles.values() if p.area.level == level]

    def parts_of(self, code: str) -> list[AreaProfile]:
        """The areas that an area is made of, by code."""
        return [p for p in self.profiles.values() if p.area.parent == code]

    def parent_of(self, profile: AreaProfile) -> AreaProfile | None:
        """The area that an area is part of."""
        return self.profiles.get(profile.area.parent or "")

    @property
    def regency(self) -> AreaProfile:
        """The regency itself."""
        return self.of_level("regency")[0]
