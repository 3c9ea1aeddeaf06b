"""What a section of a page is made of, and the bars and rows that most of them are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipelines.deliver.charts import Bar, draw_bars
from pipelines.deliver.charts.drawing import KINDS, Shown
from pipelines.deliver.labels import UNKNOWN, levels, questions
from pipelines.deliver.profile import AreaProfile, Cell, Edition, Unit
from pipelines.deliver.telling import OF_ALL, Teller, tell, value_text

NUMBER_COLUMNS = ("Jumlah", "Persen", "Perubahan")
ROW_KINDS = (KINDS["value"], KINDS["share"], KINDS["change"])


@dataclass(frozen=True)
class Row:
    """One line of a table; `href` leads to the area that it is about, where that is another."""

    label: str
    cells: tuple[Shown, ...]
    href: str | None = None
    area_code: str | None = None


@dataclass(frozen=True)
class Fact:
    """One number with its name."""

    label: str
    shown: Shown


@dataclass(frozen=True)
class Table:
    """What a chart shows, in numbers.

    Attributes:
        origin: Where it is said which published cell a number comes from: beside each; once for
            its row, whose numbers are value, share and change of one cell; once for its column,
            whose numbers are the same cell of several areas. Said hundreds of times, it would
            double the page.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""
    origin: Literal["cell", "row", "column"] = "cell"

    @property
    def heads(self) -> list[tuple[str, str | None]]:
        """Each column's title, and what it says of where its numbers come from."""
        told: list[str | None] = [None] * len(self.columns)
        if self.origin == "row":
            told = list(ROW_KINDS)
        elif self.origin == "column":
            of = (each for each in self.rows if any(cell.text for cell in each.cells))
            told = [cell.figure for cell in next(of, self.rows[0]).cells]
        return list(zip(self.columns, told, strict=True))


@dataclass(frozen=True)
class Section:
    """One subject: what it is about, some facts, a chart, and the same as a table."""

    name: str
    title: str
    lead: str
    chart: str
    table: Table
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Subject:
    """An area, the area around it, and the edition that both are of."""

    profile: AreaProfile
    around: AreaProfile | None
    edition: Edition

    @property
    def compared_with(self) -> str | None:
        """What marks in charts stand for."""
        if self.around is None:
            return None
        return f"Garis: {levels()[self.around.area.level]} {self.around.area.name}"


def bars_section(
    subject: Subject, name: str, title: str, lead: str, unit: Unit, row: str
) -> Section:
    """One question: its answers as bars, and as a table."""
    caption = f"{'Orang' if unit == 'persons' else 'Keluarga P3KE'} menurut {title.lower()}"
    chart = draw_bars(
        answer_bars(subject, unit, row), title=caption, compared_with=subject.compared_with
    )
    table = Table(
        caption, NUMBER_COLUMNS, tuple(answer_rows(subject.profile, unit, row)), origin="row"
    )
    return Section(name, title, lead, chart, table)


def answer_bars(subject: Subject, unit: Unit, row: str, *, with_marks: bool = True) -> list[Bar]:
    """Answers as bars; the unknown only where its share is told too."""
    bars = []
    for answer, text in questions()[row].answers.items():
        told = tell(subject.profile, unit, row, answer)
        if answer == UNKNOWN and (row != "decile_group" or not told.figure.value):
            continue
        compared = share_around(subject, unit, row, answer) if with_marks else None
        bars.append(Bar(text, told.fraction or 0, [told.value, told.share], compared))
    return bars


def share_around(subject: Subject, unit: Unit, row: str, answer: str) -> float | None:
    """The share of an answer in the area around; None of the regency."""
    if subject.around is None:
        return None
    return tell(subject.around, unit, row, answer).fraction


def answer_rows(profile: AreaProfile, unit: Unit, row: str, prefix: str = "") -> list[Row]:
    """All answers to one question with number, share and change."""
    return [
        Row(prefix + text, _cells(told, with_share=_has_share(row, answer)))
        for answer, text in questions()[row].answers.items()
        for told in [tell(profile, unit, row, answer)]
    ]


def told_cross(profile: AreaProfile, cell: Cell) -> Shown:
    """A number of two questions crossed."""
    figure = profile.figure(cell.unit, cell.row, cell.answer, cell.column, cell.column_answer)
    return Shown(value_text(figure), cell.key)


def _has_share(row: str, answer: str) -> bool:
    """The unknown have no share of those who answered."""
    return answer != UNKNOWN or row in OF_ALL


def _cells(told: Teller, *, with_share: bool) -> tuple[Shown, ...]:
    share = told.share if with_share else Shown("", told.key, "none")
    return told.value, share, told.change
