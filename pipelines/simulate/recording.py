"""A clerk writes people down, with the slips of the profile."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pipelines.simulate import nik as numbers
from pipelines.simulate import spelling
from pipelines.simulate.entries import Entries, draw_one_fault
from pipelines.simulate.faults import Fault
from pipelines.simulate.names import draw_names
from pipelines.simulate.nik import IntArray, day_month_year
from pipelines.simulate.population import Regency
from pipelines.simulate.profile import Profile, Source

NAME_FAULTS = (
    Fault.NAME_RESPELLED
    | Fault.NAME_TYPO
    | Fault.NAME_ABBREVIATED
    | Fault.NAME_TITLE
    | Fault.NAME_PATRONYM
    | Fault.NAME_SHORTENED
    | Fault.NAME_WORDS_SWAPPED
    | Fault.NAME_NICKNAME
    | Fault.NAME_ALIAS
    | Fault.NAME_CHANGED
)
BIRTH_DATE_FAULTS = (
    Fault.BIRTH_DATE_MISSING
    | Fault.BIRTH_DATE_IMPOSSIBLE
    | Fault.BIRTH_DATE_FIRST_OF_JANUARY
    | Fault.BIRTH_DATE_DAY_MONTH_SWAPPED
    | Fault.BIRTH_DATE_YEAR_OFF
)
DRAWN_NIK_FAULTS = (
    Fault.NIK_MISSING
    | Fault.NIK_PLACEHOLDER
    | Fault.NIK_15_DIGITS
    | Fault.NIK_SCIENTIFIC
    | Fault.NIK_APOSTROPHE
    | Fault.NIK_SPACED
    | Fault.NIK_LETTER_O
    | Fault.NIK_TYPO
    | Fault.NIK_SHARED
    | Fault.NIK_OF_HEAD
    | Fault.NIK_OF_OTHER
)
NIK_FAULTS = (
    DRAWN_NIK_FAULTS | Fault.NIK_NUMBER_CELL | Fault.NIK_DATE_DIFFERS | Fault.NIK_SEX_DIFFERS
)
MOTHER_FAULTS = Fault.MOTHER_MISSING | Fault.MOTHER_RESPELLED

_NIK_SLIPS: dict[Fault, numbers.NikSlip] = {
    Fault.NIK_PLACEHOLDER: numbers.placeholder,
    Fault.NIK_15_DIGITS: numbers.lose_a_digit,
    Fault.NIK_SCIENTIFIC: numbers.as_scientific,
    Fault.NIK_APOSTROPHE: numbers.with_apostrophe,
    Fault.NIK_SPACED: numbers.with_gaps,
    Fault.NIK_LETTER_O: numbers.with_letter_o,
    Fault.NIK_TYPO: numbers.misplace_digits,
}
# One invented number for a whole village: a birth on 1 January 1980 and a serial nobody reached.
_SHARED_NIK_STEM = numbers.HOME_PREFIX * 10**10 + 10180 * 10**4 + 9000
_IMPOSSIBLE_DATES = (
    "31/02/1985", "30/02/1990", "31/11/1978", "00/00/0000", "12/05/1850", "01/01/2099",
)  # fmt: skip
_YEARS_OFF = {-10: 0.1, -2: 0.15, -1: 0.3, 1: 0.25, 2: 0.1, 10: 0.1}


class Clerk:
    """Records people for one source at the rates of a profile."""

    def __init__(
        self, rng: np.random.Generator, regency: Regency, source: Source, profile: Profile
    ) -> None:
        self.rng = rng
        self.regency = regency
        self.source = source
        self.profile = profile
        # By village; only DTKS has NIK in number cells, in some of its workbooks.
        self.number_cell_rates = np.zeros(regency.places.count)

    def rate(self, fault: Fault) -> float:
        """The rate of a fault in this source."""
        return self.profile.faults.of(str(fault.name).lower(), self.source)

    def write_down(self, people: IntArray) -> Entries:
        """Entries of these people, as they stand today, on lists of their true families.

        `list_id` is the true family id until the lists are drawn up; keys are still blank.
        """
        true, families = self.regency.people, self.regency.families
        family = true.family[people]
        entries = Entries(
            person=people.astype(np.int64),
            list_id=family.copy(),
            relation=true.relation[people],
            marital=true.marital[people],
            village=families.village[family],
            street=families.street[family],
            rt=families.rt[family],
            rw=families.rw[family],
            name=true.name[people],
            nik=np.full(len(people), "", dtype=object),
            birth_date=true.birth_date[people],
            birth_text=np.full(len(people), "", dtype=object),
            is_female=true.is_female[people],
            mother_name=true.mother_name[people],
            occupation=true.occupation[people],
            programmes=families.programmes[family],
            key=np.zeros(len(people), np.int64),
            faults=np.zeros(len(people), np.int64),
        )
        everyone = np.arange(len(people))
        self.record_name(entries, everyone)
        self.record_birth_date(entries, everyone)
        self.record_sex(entries, everyone)
        self.record_mother(entries, everyone)
        return entries

    def _faults_for(self, kinds: Fault, count: int) -> IntArray:
        return draw_one_fault(self.rng, count, {fault: self.rate(fault) for fault in kinds})

    def record_name(self, entries: Entries, rows: IntArray) -> None:
        """Write the names of these rows anew."""
        entries.clear(rows, NAME_FAULTS)
        entries.name[rows] = self.regency.people.name[entries.person[rows]]
        drawn = self._faults_for(NAME_FAULTS, len(rows))
        for at in np.flatnonzero(drawn):
            row = int(rows[at])
            written = self._write_name(entries, row, Fault(int(drawn[at])))
            if written != entries.name[row]:
                entries.name[row] = written
                entries.faults[row] |= drawn[at]

    def _write_name(self, entries: Entries, row: int, fault: Fault) -> str:
        people, person = self.regency.people, entries.person[row]
        name, is_female = str(entries.name[row]), bool(people.is_female[person])
        if fault is Fault.NAME_TITLE:
            return spelling.add_title(name, is_female, self.rng)
        if fault is Fault.NAME_PATRONYM:
            father = str(people.father_name[person])
            return spelling.add_patronym(name, is_female, father, self.rng) if father else name
        if fault is Fault.NAME_CHANGED:
            return self._other_name(int(person), name)
        return spelling.SIMPLE_RESPELLINGS[fault](name, self.rng)

    def _other_name(self, person: int, name: str) -> str:
        """Another name altogether, or one that keeps the first word."""
        people, families = self.regency.people, self.regency.families
        group = families.group[people.family[[person]]]
        exponent = self.profile.population.name_zipf_exponent
        drawn = str(draw_names(self.rng, group, people.is_female[[person]], exponent)[0])
        return drawn if self.rng.random() < 0.5 else f"{name.split()[0]} {drawn.split()[-1]}"

    def record_birth_date(self, entries: Entries, rows: IntArray) -> None:
        """Write the birth dates of these rows anew."""
        entries.clear(rows, BIRTH_DATE_FAULTS)
        entries.birth_date[rows] = self.regency.people.birth_date[entries.person[rows]]
        entries.birth_text[rows] = ""
        drawn = self._faults_for(BIRTH_DATE_FAULTS, len(rows))
        slips: dict[Fault, Callable[[Entries, IntArray], None]] = {
            Fault.BIRTH_DATE_MISSING: _forget_birth_date,
            Fault.BIRTH_DATE_IMPOSSIBLE: self._write_impossible_date,
            Fault.BIRTH_DATE_FIRST_OF_JANUARY: _write_first_of_january,
            Fault.BIRTH_DATE_DAY_MONTH_SWAPPED: _swap_day_and_month,
            Fault.BIRTH_DATE_YEAR_OFF: self._miss_the_year,
        }
        for fault, slip in slips.items():
            hit = rows[drawn == int(fault)]
            before = entries.birth_date[hit]
            slip(entries, hit)
            entries.mark(hit[entries.birth_date[hit] != before], fault)

    def _write_impossible_date(self, entries: Entries, rows: IntArray) -> None:
        entries.birth_date[rows] = np.datetime64("NaT")
        entries.birth_text[rows] = self.rng.choice(_IMPOSSIBLE_DATES, len(rows))

    def _miss_the_year(self, entries: Entries, rows: IntArray) -> None:
        day, month, year = day_month_year(entries.birth_date[rows])
        off = self.rng.choice(list(_YEARS_OFF), len(rows), p=list(_YEARS_OFF.values()))
        # Nobody is made to be born after today, and 29 February needs its leap year.
        off = np.where(year + off >= 2015, -np.abs(off), off)
        entries.birth_date[rows] = _dates(np.minimum(day, 28), month, year + off)

    def record_sex(self, entries: Entries, rows: IntArray) -> None:
        """Write the sex of these rows anew."""
        wrong = rows[self.rng.random(len(rows)) < self.rate(Fault.SEX_WRONG)]
        entries.is_female[wrong] ^= True
        entries.mark(wrong, Fault.SEX_WRONG)

    def record_mother(self, entries: Entries, rows: IntArray) -> None:
        """Write the mothers' names of these rows anew."""
        entries.clear(rows, MOTHER_FAULTS)
        drawn = self._faults_for(MOTHER_FAULTS, len(rows))
        missing = rows[drawn == int(Fault.MOTHER_MISSING)]
        entries.mother_name[missing] = ""
        entries.mark(missing, Fault.MOTHER_MISSING)
        manners = (spelling.respell, spelling.shorten, spelling.abbreviate, spelling.mistype)
        for row in rows[drawn == int(Fault.MOTHER_RESPELLED)]:
            before = str(entries.mother_name[row])
            manner = manners[int(self.rng.integers(len(manners)))]
            entries.mother_name[row] = manner(before, self.rng)
            if entries.mother_name[row] != before:
                entries.faults[row] |= int(Fault.MOTHER_RESPELLED)

    def record_nik(self, entries: Entries, rows: IntArray, head_of_list: IntArray) -> None:
        """Write the NIK of these rows anew.

        Args:
            entries: All entries of the source.
            rows: Positions to write.
            head_of_list: True person id of the head, by list.
        """
        entries.clear(rows, NIK_FAULTS)
        true_nik = self.regency.people.nik[entries.person[rows]]
        entries.nik[rows] = [str(nik) if nik else "" for nik in true_nik.tolist()]
        drawn = self._faults_for(DRAWN_NIK_FAULTS, len(rows))
        drawn[true_nik == 0] = int(Fault.NIK_MISSING)
        for at in np.flatnonzero(drawn):
            row, fault = int(rows[at]), Fault(int(drawn[at]))
            written = self._write_nik(entries, row, fault, head_of_list)
            if written != entries.nik[row] or fault is Fault.NIK_MISSING:
                entries.nik[row] = written
                entries.faults[row] |= int(fault)
        self._mark_disagreement(entries, rows)
        self._type_some_as_numbers(entries, rows)

    def _type_some_as_numbers(self, entries: Entries, rows: IntArray) -> None:
        """Mark whose sixteenth digit a spreadsheet loses; the text stays whole until written."""
        whole = np.array([len(nik) == 16 and nik.isdigit() for nik in entries.nik[rows]], bool)
        typed = self.rng.random(len(rows)) < self.number_cell_rates[entries.village[rows]]
        entries.mark(rows[whole & typed], Fault.NIK_NUMBER_CELL)

    def _write_nik(self, entries: Entries, row: int, fault: Fault, head_of_list: IntArray) -> str:
        people = self.regency.people
        if fault in _NIK_SLIPS:
            return _NIK_SLIPS[fault](str(entries.nik[row]), self.rng)
        if fault is Fault.NIK_MISSING:
            return ""
        if fault is Fault.NIK_SHARED:
            return str(_SHARED_NIK_STEM + int(entries.village[row]))
        if fault is Fault.NIK_OF_HEAD:
            owner = int(head_of_list[entries.list_id[row]])
        else:
            owner = int(self.rng.integers(people.count))
        return str(people.nik[owner]) if people.nik[owner] else str(entries.nik[row])

    def _mark_disagreement(self, entries: Entries, rows: IntArray) -> None:
        """Note where one's own NIK tells another birth date or sex than the truth."""
        people = self.regency.people
        own = rows[entries.faults[rows] & int(DRAWN_NIK_FAULTS) == 0]
        person = entries.person[own]
        date_part = people.nik[person] // 10**4 % 10**6
        day, month, year = day_month_year(people.birth_date[person])
        nik_day = date_part // 10**4
        is_female_nik = nik_day > numbers.FEMALE_DAY
        same = (nik_day % 40 == day % 40) & (date_part // 100 % 100 == month)
        same &= date_part % 100 == year % 100
        entries.mark(own[~same], Fault.NIK_DATE_DIFFERS)
        entries.mark(own[is_female_nik != people.is_female[person]], Fault.NIK_SEX_DIFFERS)


def _forget_birth_date(entries: Entries, rows: IntArray) -> None:
    entries.birth_date[rows] = np.datetime64("NaT")


def _write_first_of_january(entries: Entries, rows: IntArray) -> None:
    years = entries.birth_date[rows].astype("datetime64[Y]")
    entries.birth_date[rows] = years.astype("datetime64[D]")


def _swap_day_and_month(entries: Entries, rows: IntArray) -> None:
    day, month, year = day_month_year(entries.birth_date[rows])
    possible = day <= 12
    swapped = _dates(month, np.where(possible, day, month), year)
    entries.birth_date[rows] = np.where(possible, swapped, entries.birth_date[rows])


def _dates(day: IntArray, month: IntArray, year: IntArray) -> numbers.DateArray:
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days: numbers.DateArray = months.astype("datetime64[D]") + (day - 1).astype("timedelta64[D]")
    return days
