"""What a page tells of an area, section by section: the same on screen and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from pipelines.deliver.charts import (
    Bar,
    MonthColumn,
    Part,
    PyramidRow,
    Stack,
    draw_bars,
    draw_months,
    draw_pyramid,
    draw_stacks,
)
from pipelines.deliver.charts.drawing import Shown
from pipelines.deliver.labels import UNKNOWN, questions
from pipelines.deliver.numbers import month_name, short_month
from pipelines.deliver.profile import AreaProfile, Cell, Edition, Figure, Unit
from pipelines.deliver.telling import OF_ALL, Teller, tell, tell_deprived, value_text
from pipelines.periods import format_period

LEVEL_NAMES = {"village": "desa", "kecamatan": "kecamatan", "regency": "kabupaten"}
PROGRAMMES = [name for name in questions() if name.startswith("programme_")]
NUMBER_COLUMNS = ("Jumlah", "Bagian", "Perubahan")


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
    """What a chart shows, in numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""


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
        return f"Garis: {LEVEL_NAMES[self.around.area.level]} {self.around.area.name}"


SectionMaker = Callable[[Subject], Section | None]


def sections_of(profile: AreaProfile, edition: Edition) -> list[Section]:
    """Everything that can be told of an area; nothing of one with hardly anybody listed."""
    if not profile.total("persons").value:
        return []
    subject = Subject(profile, edition.parent_of(profile), edition)
    persons: list[SectionMaker] = [people, welfare, agreement, education, work, months]
    households: list[SectionMaker] = [housing, support, families]
    makers = [*persons[:3], *households, *persons[3:]]
    if not profile.total("families").value:
        makers = persons
    return [section for make in makers if (section := make(subject))]


def people(subject: Subject) -> Section:
    """Sex and age: a pyramid, or bars where the two are not crossed."""
    profile = subject.profile
    title = "Umur dan jenis kelamin"
    caption = "Orang menurut umur dan jenis kelamin"
    if not profile.has_crosses:
        bars = _answer_bars(subject, "persons", "age_group", with_marks=False)
        lead = "Menurut umur. Untuk desa kecil, umur dan jenis kelamin tidak disilangkan."
        chart = draw_bars(bars, title=caption)
        rows = [*_rows(profile, "persons", "sex"), *_rows(profile, "persons", "age_group")]
        table = Table(caption, NUMBER_COLUMNS, tuple(rows))
        sexes = [
            Fact(text, tell(profile, "persons", "sex", answer).value)
            for answer, text in questions()["sex"].answers.items()
            if answer != UNKNOWN
        ]
        return Section("orang", title, lead, chart, table, tuple(sexes))
    ages = questions()["age_group"].answers
    lines = [
        PyramidRow(
            age,
            men=profile.figure("persons", "sex", "L", "age_group", age).value,
            women=profile.figure("persons", "sex", "P", "age_group", age).value,
            men_shown=_told_cross(profile, "L", age),
            women_shown=_told_cross(profile, "P", age),
        )
        for age in ages
        if age != UNKNOWN
    ]
    rows = [
        Row(text, tuple(_told_cross(profile, sex, age) for sex in ("L", "P", UNKNOWN)))
        for age, text in ages.items()
    ]
    table = Table(caption, ("Laki-laki", "Perempuan", "Tidak diketahui"), tuple(rows))
    lead = "Jumlah orang yang tercatat, menurut umur pada akhir bulan."
    return Section("orang", title, lead, draw_pyramid(lines, title=caption), table)


def welfare(subject: Subject) -> Section:
    """Deciles of people."""
    lead = (
        "Desil menurut P3KE: desil 1 adalah sepersepuluh keluarga dengan kesejahteraan paling "
        "rendah. Orang yang hanya ada di DTKS tidak punya desil."
    )
    return _bars_section(subject, "desil", "Tingkat kesejahteraan", lead, "persons", "decile_group")


def agreement(subject: Subject) -> Section:
    """Where people are listed: parts of all, and of each decile where that is shown."""
    profile = subject.profile
    answers = questions()["agreement"].answers
    parts = [
        Part(text, [told.value, told.share])
        for answer, text in answers.items()
        for told in [tell(profile, "persons", "agreement", answer)]
    ]
    total = [profile.figure("persons", "agreement", answer).value for answer in answers]
    stacks = [Stack("Semua orang", total, [tell(profile, "persons").value])]
    if profile.has_crosses:
        stacks += [
            Stack(
                text,
                [
                    profile.figure("persons", "agreement", answer, "decile_group", decile).value
                    for answer in answers
                ],
                [tell(profile, "persons", "decile_group", decile).value],
            )
            for decile, text in questions()["decile_group"].answers.items()
            if decile != UNKNOWN and profile.figure("persons", "decile_group", decile).value
        ]
    title = "Kesesuaian kedua daftar"
    caption = "Orang menurut daftar tempat mereka tercatat"
    lead = "Orang yang hanya ada di satu daftar perlu dicek: pindah, meninggal, atau terlewat."
    table = Table(caption, NUMBER_COLUMNS, tuple(_rows(profile, "persons", "agreement")))
    return Section("padan", title, lead, draw_stacks(parts, stacks, title=caption), table)


def housing(subject: Subject) -> Section | None:
    """What dwellings lack, item by item."""
    profile, around = subject.profile, subject.around
    deprivations = subject.edition.deprivations
    items = [q for q in questions().values() if q.deprived and q.name in deprivations]
    told = {
        q.name: tell_deprived(profile, q.name, deprivations[q.name])
        for q in items
        if profile.answered("families", q.name).value
    }
    if not told:
        return None
    bars, rows = [], []
    for question in items:
        if question.name not in told:
            continue
        each = told[question.name]
        compared = (
            tell_deprived(around, question.name, deprivations[question.name]).fraction
            if around
            else None
        )
        name = question.deprived or question.title
        bars.append(Bar(name, each.fraction or 0, [each.value, each.share], compared))
        rows.append(Row(name, (each.value, each.share, each.change)))
    caption = "Keluarga P3KE yang rumahnya kekurangan"
    lead = "Bagian keluarga P3KE yang menjawab. Lebar penuh adalah semua keluarga."
    chart = draw_bars(bars, title=caption, longest=1, compared_with=subject.compared_with)
    table = Table(caption, NUMBER_COLUMNS, tuple(rows))
    return Section("rumah", "Rumah dan layanan dasar", lead, chart, table)


def support(subject: Subject) -> Section:
    """Programmes that families receive, and risk of stunting."""
    chosen = [(name, "receives", questions()[name].title) for name in PROGRAMMES]
    chosen.append(("stunting_risk", "BERESIKO", "Berisiko stunting"))
    bars, rows = [], []
    for row, answer, name in chosen:
        told = tell(subject.profile, "families", row, answer)
        compared = _compared(subject, "families", row, answer)
        bars.append(Bar(name, told.fraction or 0, [told.value, told.share], compared))
        rows.append(Row(name, (told.value, told.share, told.change)))
    caption = "Keluarga P3KE menurut bantuan yang diterima, dan yang berisiko stunting"
    lead = "Satu keluarga dapat menerima lebih dari satu bantuan. Menurut P3KE."
    chart = draw_bars(bars, title=caption, longest=1, compared_with=subject.compared_with)
    table = Table(caption, NUMBER_COLUMNS, tuple(rows))
    return Section("bantuan", "Bantuan sosial dan stunting", lead, chart, table)


def education(subject: Subject) -> Section:
    """Education of those who were asked."""
    lead = "Orang yang tercatat di P3KE dan menjawab."
    return _bars_section(subject, "pendidikan", "Pendidikan", lead, "persons", "education")


def work(subject: Subject) -> Section:
    """Work of those who were asked."""
    lead = "Orang yang tercatat di P3KE dan menjawab, termasuk anak-anak."
    return _bars_section(subject, "pekerjaan", "Pekerjaan", lead, "persons", "work")


def families(subject: Subject) -> Section:
    """Size of families and sex of their heads."""
    profile = subject.profile
    women = tell(profile, "families", "head_sex", "P")
    lead = f"Keluarga P3KE menurut jumlah anggota. Dikepalai perempuan: {women.value.text}."
    section = _bars_section(subject, "keluarga", "Keluarga", lead, "families", "family_size")
    rows = (*section.table.rows, *_rows(profile, "families", "head_sex", "Kepala keluarga: "))
    table = Table("Keluarga menurut anggota dan kepala keluarga", NUMBER_COLUMNS, rows)
    return Section(section.name, section.title, section.lead, section.chart, table)


def months(subject: Subject) -> Section | None:
    """People listed month by month; nothing to see in a first month."""
    shown = subject.profile.months
    if len(shown) < 2:
        return None
    columns = [
        MonthColumn(
            short_month(m.period), m.persons.value, _in_month(m.persons, "persons", m.period)
        )
        for m in shown
    ]
    rows = [
        Row(
            month_name(m.period),
            (
                _in_month(m.persons, "persons", m.period),
                _in_month(m.families, "families", m.period),
            ),
        )
        for m in reversed(shown)
    ]
    caption = "Orang yang tercatat, bulan demi bulan"
    lead = "Daftar yang lebih lengkap juga menambah angka; naik belum tentu lebih miskin."
    if subject.edition.previous:
        lead += f" Perubahan sejak {month_name(subject.edition.previous)}:"
    table = Table(caption, ("Orang", "Keluarga P3KE"), tuple(rows))
    chart = draw_months(columns, title=caption)
    facts = tuple(_changes(subject)) if subject.edition.previous else ()
    return Section("bulan", "Dari bulan ke bulan", lead, chart, table, facts)


def _changes(subject: Subject) -> Iterator[Fact]:
    """What differs from the month before, in a line."""
    profile = subject.profile
    yield Fact("Orang", tell(profile, "persons").change)
    yield Fact("Keluarga P3KE", tell(profile, "families").change)
    yield Fact("Desil 1", tell(profile, "persons", "decile_group", "1").change)
    for answer, text in questions()["agreement"].answers.items():
        yield Fact(text, tell(profile, "persons", "agreement", answer).change)


def _bars_section(
    subject: Subject, name: str, title: str, lead: str, unit: Unit, row: str
) -> Section:
    caption = f"{'Orang' if unit == 'persons' else 'Keluarga P3KE'} menurut {title.lower()}"
    chart = draw_bars(
        _answer_bars(subject, unit, row), title=caption, compared_with=subject.compared_with
    )
    table = Table(caption, NUMBER_COLUMNS, tuple(_rows(subject.profile, unit, row)))
    return Section(name, title, lead, chart, table)


def _answer_bars(subject: Subject, unit: Unit, row: str, *, with_marks: bool = True) -> list[Bar]:
    """Answers as bars; the unknown only where its share is told too."""
    bars = []
    for answer, text in questions()[row].answers.items():
        told = tell(subject.profile, unit, row, answer)
        if answer == UNKNOWN and (row != "decile_group" or not told.figure.value):
            continue
        compared = _compared(subject, unit, row, answer) if with_marks else None
        bars.append(Bar(text, told.fraction or 0, [told.value, told.share], compared))
    return bars


def _compared(subject: Subject, unit: Unit, row: str, answer: str) -> float | None:
    if subject.around is None:
        return None
    return tell(subject.around, unit, row, answer).fraction


def _rows(profile: AreaProfile, unit: Unit, row: str, prefix: str = "") -> list[Row]:
    return [
        Row(prefix + text, _cells(told, with_share=_has_share(row, answer)))
        for answer, text in questions()[row].answers.items()
        for told in [tell(profile, unit, row, answer)]
    ]


def _has_share(row: str, answer: str) -> bool:
    """The unknown have no share of those who answered."""
    return answer != UNKNOWN or row in OF_ALL


def _cells(told: Teller, *, with_share: bool) -> tuple[Shown, ...]:
    share = told.share if with_share else Shown("", told.key, "none")
    return told.value, share, told.change


def _told_cross(profile: AreaProfile, sex: str, age: str) -> Shown:
    cell = Cell("persons", "sex", sex, "age_group", age)
    return Shown(value_text(profile.figure("persons", "sex", sex, "age_group", age)), cell.key)


def _in_month(figure: Figure, unit: Unit, period: date) -> Shown:
    return Shown(value_text(figure), f"{Cell(unit).key}@{format_period(period)}")
