"""What stands on an area's page besides its sections: heading, main figures, how to read them."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.deliver.charts.drawing import Shown
from pipelines.deliver.labels import sources
from pipelines.deliver.numbers import month_abbreviation, month_name, number, percentage
from pipelines.deliver.profile import AreaProfile, Edition, SourceState
from pipelines.deliver.section import Row, Section, Table
from pipelines.deliver.sections import sections_of
from pipelines.deliver.telling import Teller, tell

INDEX = "index.html"
NOTES_TITLE = "Cara membaca angka ini"
# Seventh digit of a village's code: 1 is a kelurahan, 2 a desa.
KELURAHAN = "1"
LEAST_FOR_CROSSES = 200
PART_COLUMNS = ("Orang", "Perubahan", "Keluarga P3KE", "Desil 1", "Padan")


@dataclass(frozen=True)
class Crumb:
    """A link to an area around."""

    label: str
    href: str


@dataclass(frozen=True)
class Card:
    """A main figure, and what is said below it."""

    value: Shown
    what: str
    more: Shown | None
    after: str


@dataclass(frozen=True)
class Page:
    """Everything that an area's page says.

    Attributes:
        path: Of the page in the delivered folder.
        empty: What is said instead of figures.
        areas: The areas that it is made of.
        pdf: The same on paper, relative to the page.
    """

    path: str
    heading: str
    where: str
    month: str
    summary: str
    crumbs: tuple[Crumb, ...]
    cards: tuple[Card, ...]
    sections: tuple[Section, ...]
    areas: Table | None
    notes: tuple[str, ...]
    footer: str
    empty: str | None
    pdf: str | None


def page_path(profile: AreaProfile) -> str:
    """Where an area's page lies in the delivered folder."""
    folders = {"village": "desa/", "kecamatan": "kecamatan/", "regency": ""}
    name = "kabupaten" if profile.area.level == "regency" else profile.area.code
    return f"{folders[profile.area.level]}{name}.html"


def heading_of(profile: AreaProfile) -> str:
    """The area's name with what it is."""
    area = profile.area
    if area.level == "village":
        return f"{'Kelurahan' if area.code[6] == KELURAHAN else 'Desa'} {area.name}"
    return f"{'Kecamatan' if area.level == 'kecamatan' else 'Kabupaten'} {area.name}"


def page_of(profile: AreaProfile, edition: Edition) -> Page:
    """The page of an area."""
    month = month_name(edition.period)
    heading = heading_of(profile)
    root = "" if profile.area.level == "regency" else "../"
    sections = tuple(sections_of(profile, edition))
    village = profile.area.level == "village"
    return Page(
        path=page_path(profile),
        heading=heading,
        where=_where(profile, edition),
        month=month,
        summary=f"Orang dan keluarga di {heading} yang tercatat di P3KE dan DTKS, {month}.",
        crumbs=_crumbs(profile, edition, root),
        cards=_cards(profile, edition) if sections else (),
        sections=sections,
        areas=_parts(profile, edition, root),
        notes=_notes(profile, edition),
        footer=_footer(edition),
        empty=None if sections else _empty(profile),
        pdf=f"{profile.area.code}.pdf" if village else None,
    )


def _around(profile: AreaProfile, edition: Edition) -> list[AreaProfile]:
    """The areas around, the largest first."""
    around: list[AreaProfile] = []
    each = edition.parent_of(profile)
    while each is not None:
        around.insert(0, each)
        each = edition.parent_of(each)
    return around


def _where(profile: AreaProfile, edition: Edition) -> str:
    names = [heading_of(each) for each in reversed(_around(profile, edition))]
    return " · ".join([*names, f"Kode {profile.area.code}"])


def _crumbs(profile: AreaProfile, edition: Edition, root: str) -> tuple[Crumb, ...]:
    around = [Crumb(heading_of(each), root + page_path(each)) for each in _around(profile, edition)]
    return (Crumb("Peta dan daftar desa", root + INDEX), *around)


def _cards(profile: AreaProfile, edition: Edition) -> tuple[Card, ...]:
    since = f" sejak {month_name(edition.previous)}" if edition.previous else ""
    persons, families = tell(profile, "persons"), tell(profile, "families")
    poorest = tell(profile, "persons", "decile_group", "1")
    both = tell(profile, "persons", "agreement", "both")
    return (
        _change_card(persons, "orang tercatat", since),
        _change_card(families, "keluarga P3KE", since),
        Card(poorest.value, "orang di desil 1", poorest.share, " dari orang yang tercatat"),
        Card(both.value, "padan: ada di kedua daftar", both.share, " dari orang yang tercatat"),
    )


def _change_card(told: Teller, what: str, since: str) -> Card:
    if not since or told.figure.before is None:
        return Card(told.value, what, None, "belum ada bulan pembanding")
    return Card(told.value, what, told.change, since)


def _parts(profile: AreaProfile, edition: Edition, root: str) -> Table | None:
    """The areas below, one line each."""
    parts = edition.parts_of(profile.area.code)
    if not parts:
        return None
    kind = "Desa dan kelurahan" if profile.area.level == "kecamatan" else "Kecamatan"
    rows = tuple(
        Row(part.area.name, _part_cells(part), root + page_path(part), part.area.code)
        for part in parts
    )
    persons, change, *others = PART_COLUMNS
    # Narrow heads: five numbers of an area fit a phone beside its name.
    since = f"Sejak {month_abbreviation(edition.previous)}" if edition.previous else change
    columns = (persons, since, *others)
    return Table(f"{kind} di {heading_of(profile)}", columns, rows, title=kind, origin="column")


def _part_cells(part: AreaProfile) -> tuple[Shown, ...]:
    if not part.is_published:
        return tuple(Shown("", part.area.code, "none") for _ in PART_COLUMNS)
    persons = tell(part, "persons")
    return (
        persons.value,
        persons.change,
        tell(part, "families").value,
        tell(part, "persons", "decile_group", "1").share,
        tell(part, "persons", "agreement", "both").share,
    )


def _empty(profile: AreaProfile) -> str:
    if not profile.is_published:
        return (
            "Belum ada angka: data P3KE dan DTKS dari wilayah ini belum pernah diterima. "
            "Ini bukan berarti tidak ada keluarga miskin."
        )
    return "Kurang dari 5 orang tercatat; rinciannya tidak ditampilkan."


def _notes(profile: AreaProfile, edition: Edition) -> tuple[str, ...]:
    notes = [
        "Yang dihitung: orang dan keluarga yang tercatat di P3KE, DTKS, atau keduanya. Ini bukan "
        "angka kemiskinan; angka kemiskinan resmi dihitung BPS dari Susenas.",
        "Setiap orang dihitung dalam satu keluarga saja, meskipun namanya ada di beberapa daftar. "
        "Karena itu keluarga bisa lebih sedikit daripada kartu keluarga yang dikirim.",
        *_survey(profile, edition),
        *(_freshness(state) for state in profile.sources),
        "Angka dibulatkan ke kelipatan 5 agar tidak ada orang yang bisa dikenali; semua "
        "penjumlahan tetap cocok. Jumlah orang dan jumlah keluarga satu desa meleset paling "
        "banyak 5; angka desa lainnya biasanya meleset paling banyak 4 dan tidak pernah lebih "
        "dari 9. 0-4 berarti tidak ada atau sedikit. Persentase dihitung dari angka yang sudah "
        "dibulatkan.",
        "Dua nama yang belum pasti orang yang sama dihitung sebagai dua orang sampai petugas "
        "memutuskannya, sehingga jumlah orang bisa sedikit lebih besar dari yang sebenarnya.",
    ]
    if edition.previous:
        notes.append(
            f"Perubahan dihitung dari {month_name(edition.previous)}. Perubahan sebesar 5 bisa "
            "terjadi karena pembulatan; daftar yang makin lengkap juga menambah angka."
        )
    if profile.area.level != "village":
        notes.append("Angka kecamatan dan kabupaten adalah jumlah angka desanya.")
    elif profile.is_published and not profile.has_crosses:
        notes.append(
            f"Desa dengan kurang dari {LEAST_FOR_CROSSES} orang tercatat ditampilkan tanpa tabel "
            "silang; rinciannya masuk ke angka kecamatan."
        )
    return tuple(notes)


def _survey(profile: AreaProfile, edition: Edition) -> tuple[str, ...]:
    """What the survey says of the regency: it knows no smaller area."""
    survey = edition.survey
    if survey is None or profile.area.level != "regency":
        return ()
    people = f", {number(survey.poor_persons)} orang" if survey.poor_persons else ""
    return (
        f"Penduduk miskin menurut Susenas {survey.year}: {percentage(survey.poor_pct)}{people} "
        f"({survey.publication}). Angka ini perkiraan dari survei untuk semua penduduk; jangan "
        "dijumlahkan atau dibandingkan langsung dengan jumlah orang yang tercatat.",
    )


def _freshness(state: SourceState) -> str:
    name = sources()[state.source]
    if state.newest is None or state.oldest is None:
        return f"{name}: belum pernah diterima lengkap."
    if state.villages == 1:
        came = "diterima" if state.villages_delivered else "tidak diterima"
        return f"{name}: data {month_name(state.newest)}; bulan ini {came}."
    months = month_name(state.newest)
    if state.oldest != state.newest:
        months = f"{month_name(state.oldest)} sampai {months}"
    return f"{name}: data {months}; {_delivered(state)}."


def _delivered(state: SourceState) -> str:
    """From how many villages a source came this month, and from how many it never came."""
    if not state.villages_delivered:
        told = "bulan ini tidak diterima"
    elif state.villages_delivered == state.villages:
        told = f"bulan ini diterima dari semua {state.villages} desa"
    else:
        told = f"bulan ini diterima dari {state.villages_delivered} dari {state.villages} desa"
    never = state.villages_never_delivered
    return f"{told}, {never} desa belum pernah" if never else told


def _footer(edition: Edition) -> str:
    return (
        f"Padan, terbitan {edition.release_no} untuk {month_name(edition.period)}. Dari tabel "
        "publik yang dilindungi; tidak memuat nama, NIK, atau alamat siapa pun."
    )
