"""A synthetic regency, month by month: drops as offices send them, and the truth behind them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from pipelines.errors import UsageError
from pipelines.simulate.churn import churn_dtks, renew_p3ke
from pipelines.simulate.dtks_files import MonthOfWorkbooks
from pipelines.simulate.dtks_styles import (
    DtksKeys,
    add_status_columns,
    draw_styles,
    marked_dead,
    number_cell_rates,
)
from pipelines.simulate.eligibility import Eligibility, pick_people, rows_wanted
from pipelines.simulate.faults import Fault
from pipelines.simulate.founding import found_regency
from pipelines.simulate.lives import Event, listing_events, live_a_month
from pipelines.simulate.nik import IntArray
from pipelines.simulate.p3ke_columns import Delivery
from pipelines.simulate.p3ke_files import write_vintage_2022, write_vintage_2023
from pipelines.simulate.places import load_places
from pipelines.simulate.population import BoolArray
from pipelines.simulate.profile import Profile, Source
from pipelines.simulate.recording import Clerk
from pipelines.simulate.register import Register, blank_register, number_members
from pipelines.simulate.truth import TruthWriter, WrittenRows
from pipelines.simulate.written import PlaceNames

_LOWEST_PERSONS = 500  # so that no village is empty
_P3KE_2022_MONTH, _P3KE_2023_MONTH, _P3KE_EVERY = 0, 2, 6


@dataclass
class SimulationSummary:
    """What was made.

    Attributes:
        persons: Living people of the regency before the first month.
        files: Files written, all months.
        rows: Rows written, by period and source; P3KE's families and individuals together.
    """

    profile: str
    seed: int
    persons: int
    files: int = 0
    rows: dict[tuple[str, str], int] = field(default_factory=dict)


def simulate_regency(
    out: Path,
    *,
    persons: int,
    months: Sequence[date],
    seed: int,
    profile: Profile,
    progress: Callable[[str], None] | None = None,
) -> SimulationSummary:
    """Write months of drops under `out/drops/` and their truth under `out/truth/`.

    P3KE comes in the first month (vintage 2022), in the third and then every six months
    (vintage 2023); DTKS every month.

    Args:
        out: Folder to write to; files of the same names are replaced.
        persons: People of the regency, 500 or more; the registries list about two in three.
        months: First days of following months.
        seed: The same seed, profile and months give the same bytes.
        profile: Rates of everything that goes wrong.
        progress: Called with one line for each thing written.

    Raises:
        UsageError: Too few persons, no months, or months that do not rise.
    """
    _check(persons, months)
    world = _World(out, persons, months, seed, profile)
    say = progress or (lambda _: None)
    with TruthWriter(out / "truth") as truth:
        for nth, month in enumerate(months):
            world.pass_month(nth, month)
            for source in world.deliver(nth, month):
                world.note_rows(truth, source, month)
                say(f"{month:%Y-%m} {source}: {world.summary.rows[f'{month:%Y-%m}', source]} rows")
            world.note_people(truth, month)
    return world.summary


def _check(persons: int, months: Sequence[date]) -> None:
    if persons < _LOWEST_PERSONS:
        raise UsageError(
            f"{persons} persons cannot fill a regency of 237 villages.",
            remedy=f"Ask for {_LOWEST_PERSONS} or more.",
        )
    if not months or list(months) != sorted(set(months)) or any(month.day != 1 for month in months):
        raise UsageError(
            "The months to simulate are missing, repeated or out of order.",
            remedy="Give each month once, rising, as YYYY-MM.",
        )


class _World:
    """Everything that changes from month to month."""

    def __init__(
        self, out: Path, persons: int, months: Sequence[date], seed: int, profile: Profile
    ) -> None:
        self._out, self._seed, self._profile = out, seed, profile
        self._persons = persons
        places = load_places()
        self._regency = found_regency(
            self._stream("population"),
            places=places,
            persons=persons,
            start=months[0],
            rates=profile.population,
        )
        styles = draw_styles(self._stream("styles"), places, profile.files)
        self._styles = add_status_columns(self._stream("status columns"), styles, profile.files)
        self._dtks_names = PlaceNames.draw(
            self._stream("dtks places"),
            places,
            profile.places,
            old_share=profile.places.former_kecamatan,
            old_fault=Fault.FORMER_KECAMATAN,
        )
        noise = profile.listing.selection_noise
        self._eligibility = {
            source: Eligibility(self._stream(f"{source} ranking"), self._regency, noise)
            for source in ("p3ke", "dtks")
        }
        self._registers: dict[Source, Register] = {}
        self._written: dict[Source, list[WrittenRows]] = {}
        self._events: list[Event] = []
        self._moved_since_p3ke: list[int] = []
        self._listed_before: dict[str, BoolArray] = {}
        self._marked: dict[Source, BoolArray] = {}
        living = int(self._regency.people.is_alive.sum())
        self.summary = SimulationSummary(profile.name, seed, living)

    def _stream(self, purpose: str) -> np.random.Generator:
        """Randomness of its own for each purpose: a change in one leaves the others alone."""
        return np.random.default_rng([self._seed, zlib.crc32(purpose.encode())])

    def pass_month(self, nth: int, month: date) -> None:
        """Let people live; before the first month they only are."""
        self._events = []
        if nth:
            stream = self._stream(f"lives {month}")
            self._events = live_a_month(stream, self._regency, month, self._profile)
            self._moved_since_p3ke += self._movers().tolist()

    def _movers(self) -> IntArray:
        moving = {"marriage", "split", "move"}
        return np.array([e.person for e in self._events if e.kind in moving], dtype=np.int64)

    def deliver(self, nth: int, month: date) -> list[Source]:
        """Write the drops of a month; returns the sources that delivered."""
        self._written = {}
        if nth in (_P3KE_2022_MONTH, _P3KE_2023_MONTH) or (
            nth > _P3KE_2023_MONTH and (nth - _P3KE_2023_MONTH) % _P3KE_EVERY == 0
        ):
            self._written["p3ke"] = self._deliver_p3ke(nth, month)
        self._written["dtks"] = self._deliver_dtks(nth, month)
        return list(self._written)

    def _folder(self, month: date, source: Source) -> tuple[Path, str]:
        prefix = f"{month:%Y-%m}/{source}/"
        folder = self._out / "drops" / prefix
        folder.mkdir(parents=True, exist_ok=True)
        return folder, prefix

    def _clerk(self, source: Source, month: date) -> Clerk:
        return Clerk(self._stream(f"{source} {month}"), self._regency, source, self._profile)

    def _deliver_p3ke(self, nth: int, month: date) -> list[WrittenRows]:
        clerk = self._clerk("p3ke", month)
        eligibility, today = self._eligibility["p3ke"], np.datetime64(month, "D")
        if nth == _P3KE_2022_MONTH:
            register = blank_register(clerk, number_members, today)
            self._registers["p3ke"] = register
            rows = rows_wanted(clerk, self._persons)
            register.enrol(pick_people(clerk, eligibility.ranked_families(), rows))
        else:
            register = self._registers["p3ke"]
            register.clerk, register.today = clerk, today
            moved = np.array(self._moved_since_p3ke, dtype=np.int64)
            renew_p3ke(register, eligibility, moved, self._persons)
        self._moved_since_p3ke = []
        return self._write_p3ke(register, nth, month)

    def _write_p3ke(self, register: Register, nth: int, month: date) -> list[WrittenRows]:
        rates, clerk = self._profile.places, register.clerk
        is_first = nth == _P3KE_2022_MONTH
        old_codes = rates.old_code_2022 if is_first else rates.old_code_later
        names = PlaceNames.draw(
            clerk.rng,
            self._regency.places,
            rates,
            old_share=old_codes,
            old_fault=Fault.VILLAGE_OLD_CODE,
        )
        folder, prefix = self._folder(month, "p3ke")
        delivery = Delivery(register, names, folder, prefix, month)
        if is_first:
            return write_vintage_2022(delivery)
        return write_vintage_2023(delivery, self._profile.files.line_break)

    def _deliver_dtks(self, nth: int, month: date) -> list[WrittenRows]:
        clerk = self._clerk("dtks", month)
        clerk.number_cell_rates = number_cell_rates(
            self._regency.places, self._styles, self._profile.files
        )
        eligibility, today = self._eligibility["dtks"], np.datetime64(month, "D")
        if nth == 0:
            keys = DtksKeys(self._regency.places, self._styles)
            register = blank_register(clerk, keys, today)
            self._registers["dtks"] = register
            rows = rows_wanted(clerk, self._persons)
            register.enrol(pick_people(clerk, eligibility.ranked_families(), rows))
        else:
            register = self._registers["dtks"]
            register.clerk, register.today = clerk, today
            churn_dtks(register, eligibility, self._movers())
        marked = marked_dead(self._stream("marked dead"), register, self._styles)
        self._marked["dtks"] = marked
        folder, prefix = self._folder(month, "dtks")
        return MonthOfWorkbooks(
            register, self._dtks_names, self._styles, folder, prefix, month, marked
        ).write()

    def note_rows(self, truth: TruthWriter, source: Source, month: date) -> None:
        """Add the rows of one source to the truth and the summary."""
        period, written = f"{month:%Y-%m}", self._written[source]
        self.summary.rows[period, source] = truth.add_rows(period, self._registers[source], written)
        self.summary.files += len({rows.file_name for rows in written})

    def note_people(self, truth: TruthWriter, month: date) -> None:
        """Add people, events and villages of the month to the truth."""
        period = f"{month:%Y-%m}"
        listed: dict[str, BoolArray] = {
            source: register.listed(self._marked.get(source))
            for source, register in self._registers.items()
        }
        self._events += listing_events(self._regency, self._listed_before, listed)
        self._listed_before = listed
        truth.add_events(period, self._events)
        truth.add_people(period, self._regency, listed)
        truth.add_villages(period, self._regency, listed)
