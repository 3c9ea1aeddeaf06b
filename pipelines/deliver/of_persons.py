"""What is told of people: sex and age, deciles, registries, education, work, and their change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipelines.deliver.charts import (
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
from pipelines.deliver.profile import AreaProfile, Cell, Figure, Unit
from pipelines.deliver.section import (
    NUMBER_COLUMNS,
    Fact,
    Row,
    Section,
    Subject,
    Table,
    answer_bars,
    answer_rows,
    bars_section,
    told_cross,
)
from pipelines.deliver.telling import tell, value_text
from pipelines.periods import format_period


def people(subject: Subject) -> Section:
    """Sex and age: a pyramid, or bars where the two are not crossed."""
    profile = subject.profile
    title = "Umur dan jenis kelamin"
    caption = "Orang menurut umur dan jenis kelamin"
    if not profile.has_crosses:
        bars = answer_bars(subject, "persons", "age_group", with_marks=False)
        lead = "Menurut umur. Untuk desa kecil, umur dan jenis kelamin tidak disilangkan."
        chart = draw_bars(bars, title=caption)
        rows = [
            *answer_rows(profile, "persons", "sex"),
            *answer_rows(profile, "persons", "age_group"),
        ]
        table = Table(caption, NUMBER_COLUMNS, tuple(rows), origin="row")
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
            men_shown=_sex_at_age(profile, "L", age),
            women_shown=_sex_at_age(profile, "P", age),
        )
        for age in ages
        if age != UNKNOWN
    ]
    rows = [
        Row(text, tuple(_sex_at_age(profile, sex, age) for sex in ("L", "P", UNKNOWN)))
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
    return bars_section(subject, "desil", "Tingkat kesejahteraan", lead, "persons", "decile_group")


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
    lead = (
        "Padan: ada di kedua daftar. Orang yang hanya ada di satu daftar perlu dicek: pindah, "
        "meninggal, atau terlewat."
    )
    table = Table(
        caption, NUMBER_COLUMNS, tuple(answer_rows(profile, "persons", "agreement")), origin="row"
    )
    return Section("padan", title, lead, draw_stacks(parts, stacks, title=caption), table)


def education(subject: Subject) -> Section:
    """Education of those who were asked."""
    lead = "Orang yang tercatat di P3KE dan menjawab."
    return bars_section(subject, "pendidikan", "Pendidikan", lead, "persons", "education")


def work(subject: Subject) -> Section:
    """Work of those who were asked."""
    lead = "Orang yang tercatat di P3KE dan menjawab, termasuk anak-anak."
    return bars_section(subject, "pekerjaan", "Pekerjaan", lead, "persons", "work")


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
    lead = "Daftar yang makin lengkap juga menambah angka: naik belum tentu berarti lebih miskin."
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


def _in_month(figure: Figure, unit: Unit, period: date) -> Shown:
    return Shown(value_text(figure), f"{Cell(unit).key}@{format_period(period)}")


def _sex_at_age(profile: AreaProfile, sex: str, age: str) -> Shown:
    return told_cross(profile, Cell("persons", "sex", sex, "age_group", age))
