"""What is told of families: dwellings, movement between deciles, programmes, size and head."""

from __future__ import annotations

from pipelines.deliver.charts import Bar, Part, Stack, draw_bars, draw_stacks
from pipelines.deliver.labels import UNKNOWN, questions
from pipelines.deliver.profile import Cell
from pipelines.deliver.section import (
    NUMBER_COLUMNS,
    Row,
    Section,
    Subject,
    Table,
    answer_rows,
    bars_section,
    share_around,
    told_cross,
)
from pipelines.deliver.telling import tell, tell_deprived

PROGRAMMES = [name for name in questions() if name.startswith("programme_")]


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
    lead = "Dari keluarga P3KE yang menjawab. Batang penuh berarti semua keluarga itu."
    chart = draw_bars(bars, title=caption, longest=1, compared_with=subject.compared_with)
    table = Table(caption, NUMBER_COLUMNS, tuple(rows), origin="row")
    return Section("rumah", "Rumah dan layanan dasar", lead, chart, table)


def deprivations(subject: Subject) -> Section | None:
    """How many things dwellings lack at once: of kecamatan and the regency alone."""
    if not subject.profile.answered("families", "deprivations").value:
        return None
    lead = "Berapa dari tujuh kekurangan di atas yang dialami satu keluarga sekaligus."
    name = "Kekurangan pada satu rumah"
    return bars_section(subject, "kekurangan", name, lead, "families", "deprivations")


def movement(subject: Subject) -> Section | None:
    """From which decile to which families went since the list before: not of villages."""
    profile = subject.profile
    before = questions()["decile_before"].answers
    now = questions()["decile_group"].answers
    ranks = [decile for decile in now if decile != UNKNOWN]
    if not profile.total_of("families", "decile_before", ranks).value:
        return None

    def going(start: str, ends: list[str]) -> int:
        cells = (Cell("families", "decile_before", start, "decile_group", end) for end in ends)
        return sum(profile.figures[cell].value for cell in cells if cell in profile.figures)

    stacks = [
        Stack(
            f"Dari {text.lower()}",
            [going(start, ranks[:rank]), going(start, [start]), going(start, ranks[rank + 1 :])],
            [tell(profile, "families", "decile_before", start).value],
        )
        for rank, start in enumerate(ranks)
        for text in [before[start]]
    ]
    parts = [Part(text, []) for text in ("Ke desil lebih rendah", "Tetap", "Ke desil lebih tinggi")]
    rows = tuple(
        Row(
            text,
            tuple(
                told_cross(profile, Cell("families", "decile_before", start, "decile_group", end))
                for end in now
            ),
        )
        for start, text in before.items()
    )
    caption = "Keluarga P3KE menurut desil sebelumnya (baris) dan desil sekarang (kolom)"
    lead = "Dibandingkan dengan daftar P3KE sebelumnya. Desil 1 adalah yang paling miskin."
    if not any(lower + higher for lower, _, higher in (stack.sizes for stack in stacks)):
        lead += " Hampir tidak ada keluarga yang pindah desil."
    table = Table(caption, tuple(now.values()), rows)
    chart = draw_stacks(parts, stacks, title=caption)
    return Section("pindah", "Perpindahan desil", lead, chart, table)


def support(subject: Subject) -> Section:
    """Programmes that families receive, and risk of stunting."""
    chosen = [(name, "receives", questions()[name].title) for name in PROGRAMMES]
    chosen.append(("stunting_risk", "BERESIKO", "Berisiko stunting"))
    bars, rows = [], []
    for row, answer, name in chosen:
        told = tell(subject.profile, "families", row, answer)
        compared = share_around(subject, "families", row, answer)
        bars.append(Bar(name, told.fraction or 0, [told.value, told.share], compared))
        rows.append(Row(name, (told.value, told.share, told.change)))
    caption = "Keluarga P3KE menurut bantuan yang diterima, dan yang berisiko stunting"
    lead = "Satu keluarga dapat menerima lebih dari satu bantuan. Menurut P3KE."
    chart = draw_bars(bars, title=caption, longest=1, compared_with=subject.compared_with)
    table = Table(caption, NUMBER_COLUMNS, tuple(rows), origin="row")
    return Section("bantuan", "Bantuan sosial dan stunting", lead, chart, table)


def families(subject: Subject) -> Section:
    """Size of families and sex of their heads."""
    profile = subject.profile
    women = tell(profile, "families", "head_sex", "P")
    lead = f"Keluarga P3KE menurut jumlah anggota. Dikepalai perempuan: {women.value.text}."
    section = bars_section(subject, "keluarga", "Keluarga", lead, "families", "family_size")
    rows = (*section.table.rows, *answer_rows(profile, "families", "head_sex", "Kepala keluarga: "))
    table = Table(
        "Keluarga menurut anggota dan kepala keluarga", NUMBER_COLUMNS, rows, origin="row"
    )
    return Section(section.name, section.title, section.lead, section.chart, table)
