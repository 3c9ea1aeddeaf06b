"""The register of one source: who is on it, on which list, under which key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from pipelines.simulate.entries import Entries, Lists
from pipelines.simulate.faults import NIK_UNUSABLE, Fault
from pipelines.simulate.nik import HOME_PREFIX, DateArray, IntArray
from pipelines.simulate.places import draw_other_villages
from pipelines.simulate.population import ADULT_AGE, HEAD, OTHER, BoolArray, ages
from pipelines.simulate.recording import Clerk

_DECILES = 10
_P3KE_FAMILY_NUMBERS = (100_000_000, 1_000_000_000)  # nine digits
KeyGiver = Callable[["Register", IntArray], IntArray]


@dataclass
class Register:
    """Entries and lists of one source, and who keeps them.

    Attributes:
        give_keys: Returns a key for each of the given rows of the register.
        today: The period it is kept for.
    """

    clerk: Clerk
    entries: Entries
    lists: Lists
    give_keys: KeyGiver
    today: np.datetime64
    _struck: IntArray = field(default_factory=lambda: np.zeros(0, np.int64))

    def enrol(self, people: IntArray) -> IntArray:
        """Write people down on lists, with every slip; returns the rows they got."""
        batch = self.clerk.write_down(people)
        self._put_on_lists(batch)
        self._misplace_members(batch)
        self._misplace_lists(batch)
        rows = self._append(batch)
        self.appoint_heads()
        self.clerk.record_nik(self.entries, rows, self.head_of_list())
        repeats = self._repeat_some(rows)
        added = np.concatenate([rows, repeats])
        alive = self.clerk.regency.people.is_alive
        self.entries.mark(added[~alive[self.entries.person[added]]], Fault.DEAD_LISTED)
        self.entries.key[added] = self.give_keys(self, added)
        self._spoil_keys(added)
        self._spoil_codes(added)
        return added

    def _append(self, batch: Entries) -> IntArray:
        first = self.entries.count
        self.entries.append(batch)
        return np.arange(first, self.entries.count)

    def _put_on_lists(self, batch: Entries) -> None:
        """Members join the list of their family; a family without one gets one."""
        list_of_family = self.list_of_family()
        unlisted = np.unique(batch.list_id[list_of_family[batch.list_id] < 0])
        list_of_family[unlisted] = self.open_lists(unlisted)
        batch.list_id = list_of_family[batch.list_id]

    def list_of_family(self) -> IntArray:
        """The first list of each true family that has people on it, else -1."""
        found = np.full(self.clerk.regency.families.count, -1)
        in_use = np.unique(self.entries.list_id)[::-1]
        found[self.lists.family[in_use]] = in_use
        return found

    def open_lists(self, families: IntArray, with_new_no_kk: bool = False) -> IntArray:
        """New lists for these true families; with a No KK of their own or the family's."""
        clerk, count = self.clerk, len(families)
        true, rng = clerk.regency.families, clerk.rng
        no_kk = true.no_kk[families].copy()
        if with_new_no_kk:
            no_kk = self._issue_no_kk(count)
        no_kk[rng.random(count) < clerk.rate(Fault.NO_KK_MISSING)] = 0
        decile = 1 + (true.welfare[families] * _DECILES).astype(np.int64)
        odd = rng.random(count) < clerk.rate(Fault.DECILE_OUT_OF_RANGE)
        decile[odd] = rng.choice([0, 11, 99], int(odd.sum()))
        faults = np.where(no_kk == 0, int(Fault.NO_KK_MISSING), 0)
        faults |= np.where(odd, int(Fault.DECILE_OUT_OF_RANGE), 0)
        first = self.lists.count
        self.lists.append(Lists(families, self._new_numbers(count), no_kk, decile, faults))
        return np.arange(first, self.lists.count)

    def _issue_no_kk(self, count: int) -> IntArray:
        recorded: DateArray = self.today - self.clerk.rng.integers(30, 4500, count).astype(
            "timedelta64[D]"
        )
        office = self.clerk.regency.office
        return office.issue(np.full(count, HOME_PREFIX), recorded, np.zeros(count, bool))

    def _new_numbers(self, count: int) -> IntArray:
        """Family numbers that nobody has yet."""
        drawn = self.clerk.rng.integers(*_P3KE_FAMILY_NUMBERS, size=2 * count + 50)
        fresh = drawn[~np.isin(drawn, self.lists.number)]
        _, first = np.unique(fresh, return_index=True)
        return fresh[np.sort(first)][:count]

    def _misplace_members(self, batch: Entries) -> None:
        """Split families, put people on the lists of others, leave some alone on a list."""
        clerk, rng = self.clerk, self.clerk.rng
        follower = batch.relation != HEAD
        sizes = np.bincount(batch.list_id, minlength=self.lists.count)
        splitting = (sizes >= 3) & (rng.random(len(sizes)) < clerk.rate(Fault.FAMILY_SPLIT))
        leaves = follower & splitting[batch.list_id] & (rng.random(batch.count) < 0.5)
        origin, which = np.unique(batch.list_id[leaves], return_inverse=True)
        second = self.open_lists(self.lists.family[origin], with_new_no_kk=True)
        batch.list_id[leaves] = second[which]
        batch.mark(leaves, Fault.FAMILY_SPLIT)

        person_age = ages(clerk.regency.people, self.today)[batch.person]
        grown = follower & (person_age >= ADULT_AGE) & ~leaves
        joins = grown & (batch.relation != OTHER)
        # Rates are of all rows: those who can be hit are hit more often.
        joins &= rng.random(batch.count) < self._among(joins, Fault.FAMILY_OF_OTHERS)
        self._join_others(batch, np.flatnonzero(joins))

        alone = follower & ~leaves & ~joins
        alone &= rng.random(batch.count) < self._among(alone, Fault.ONE_PERSON_LEFTOVER)
        rows = np.flatnonzero(alone)
        batch.list_id[rows] = self.open_lists(
            self.lists.family[batch.list_id[rows]], with_new_no_kk=True
        )
        batch.relation[rows] = HEAD
        batch.mark(rows, Fault.ONE_PERSON_LEFTOVER)

    def _among(self, eligible: BoolArray, fault: Fault) -> float:
        return self.clerk.rate(fault) * len(eligible) / max(int(eligible.sum()), 1)

    def _join_others(self, batch: Entries, rows: IntArray) -> None:
        """Put people on a list of their village that belongs to somebody else."""
        by_village = np.argsort(batch.village, kind="stable")
        place = np.searchsorted(batch.village[by_village], batch.village[rows])
        shift = self.clerk.rng.integers(0, 12, len(rows))
        host = by_village[np.minimum(place + shift, batch.count - 1)]
        fits = (batch.village[host] == batch.village[rows]) & (
            batch.list_id[host] != batch.list_id[rows]
        )
        batch.list_id[rows[fits]] = batch.list_id[host[fits]]
        batch.relation[rows[fits]] = OTHER
        batch.mark(rows[fits], Fault.FAMILY_OF_OTHERS)

    def _misplace_lists(self, batch: Entries) -> None:
        """Whole lists stand in the wrong village."""
        rng = self.clerk.rng
        there = np.unique(batch.list_id)
        hit = there[rng.random(len(there)) < self.clerk.rate(Fault.WRONG_VILLAGE)]
        other = np.full(self.lists.count, -1)
        home = np.zeros(self.lists.count, np.int64)
        home[batch.list_id] = batch.village
        other[hit] = draw_other_villages(rng, self.clerk.regency.places, home[hit])
        moved = other[batch.list_id] >= 0
        batch.village[moved] = other[batch.list_id[moved]]

    def appoint_heads(self) -> None:
        """A list without a head gets its spouse or eldest as one."""
        entries = self.entries
        order = np.lexsort((entries.birth_date, entries.relation, entries.list_id))
        _, first = np.unique(entries.list_id[order], return_index=True)
        entries.relation[order[first]] = HEAD

    def head_rows(self) -> IntArray:
        """The row of the head of each list that has people, by list."""
        order = np.lexsort((self.entries.relation, self.entries.list_id))
        lists, first = np.unique(self.entries.list_id[order], return_index=True)
        rows = np.full(self.lists.count, -1)
        rows[lists] = order[first]
        return rows

    def head_of_list(self) -> IntArray:
        """True person id of the head of each list; of lists without people, person 0."""
        rows = self.head_rows()
        return np.where(rows >= 0, self.entries.person[np.maximum(rows, 0)], 0)

    def _repeat_some(self, rows: IntArray) -> IntArray:
        """Repeat people of these rows: with the NIK, without it, in another village."""
        clerk, entries = self.clerk, self.entries
        usable = rows[entries.faults[rows] & int(NIK_UNUSABLE) == 0]
        same = self._copy(usable, Fault.DUPLICATE_SAME_NIK, len(rows))
        elsewhere = same[clerk.rng.random(len(same)) < clerk.profile.listing.repeat_on_other_list]
        self._give_own_list(elsewhere)
        without = self._copy(rows, Fault.DUPLICATE_WITHOUT_NIK, len(rows))
        self._give_own_list(without)
        entries.clear(without, NIK_UNUSABLE)
        entries.nik[without] = ""
        entries.mark(without, Fault.NIK_MISSING)
        abroad = self._copy(rows, Fault.DUPLICATE_OTHER_VILLAGE, len(rows))
        self._give_own_list(abroad)
        places = clerk.regency.places
        entries.village[abroad] = draw_other_villages(clerk.rng, places, entries.village[abroad])
        entries.street[abroad] = clerk.rng.integers(0, 10_000, len(abroad))
        clerk.record_nik(entries, abroad, self.head_of_list())
        return np.concatenate([same, without, abroad])

    def _copy(self, rows: IntArray, fault: Fault, out_of: int) -> IntArray:
        """Write some of these rows down a second time, as another clerk would."""
        clerk = self.clerk
        count = min(clerk.rng.binomial(out_of, clerk.rate(fault)), len(rows))
        chosen = clerk.rng.choice(rows, count, replace=False)
        copies = self._append(self.entries.take(chosen))
        clerk.record_name(self.entries, copies)
        clerk.record_birth_date(self.entries, copies)
        self.entries.mark(copies, fault)
        return copies

    def _give_own_list(self, rows: IntArray) -> None:
        families = self.lists.family[self.entries.list_id[rows]]
        self.entries.list_id[rows] = self.open_lists(families, with_new_no_kk=True)
        self.entries.relation[rows] = HEAD

    def _spoil_keys(self, rows: IntArray) -> None:
        rng, entries = self.clerk.rng, self.entries
        blank = rows[rng.random(len(rows)) < self.clerk.rate(Fault.KEY_BLANK)]
        entries.key[blank] = 0
        entries.mark(blank, Fault.KEY_BLANK)
        order = rows[np.argsort(entries.list_id[rows], kind="stable")]
        reused = np.flatnonzero(rng.random(len(order)) < self.clerk.rate(Fault.KEY_REUSED))
        reused = reused[reused > 0]
        entries.key[order[reused]] = entries.key[order[reused - 1]]
        entries.mark(order[reused], Fault.KEY_REUSED)

    def _spoil_codes(self, rows: IntArray) -> None:
        rng = self.clerk.rng
        for fault in (
            Fault.CODE_UNKNOWN,
            Fault.CODE_UNTIDY,
            Fault.VILLAGE_CODE_MISSING,
            Fault.VILLAGE_MISSPELLED,
        ):
            self.entries.mark(rows[rng.random(len(rows)) < self.clerk.rate(fault)], fault)

    def strike(self, rows: IntArray | BoolArray) -> None:
        """Take rows off the register."""
        keep = np.ones(self.entries.count, bool)
        keep[rows] = False
        self._struck = np.union1d(self._struck, self.entries.person[~keep])
        self.entries = self.entries.take(keep)

    def listed(self, marked: BoolArray | None = None) -> BoolArray:
        """Who of all people is on the register, by other entries than those marked as dead."""
        people = self.entries.person if marked is None else self.entries.person[~marked]
        return self._among_all(people)

    def struck(self) -> BoolArray:
        """Who of all people was ever taken off, back on it or not."""
        return self._among_all(self._struck)

    def _among_all(self, people: IntArray) -> BoolArray:
        found = np.zeros(self.clerk.regency.people.count, bool)
        found[people] = True
        return found


def blank_register(clerk: Clerk, give_keys: KeyGiver, today: np.datetime64) -> Register:
    """A register nobody is on."""
    nobody = np.zeros(0, np.int64)
    lists = Lists(nobody, nobody, nobody, nobody, nobody)
    return Register(clerk, clerk.write_down(nobody), lists, give_keys, today)


def member_sort_key(register: Register) -> IntArray:
    """Rows in the order of a file: village, list, head first, then by age."""
    entries = register.entries
    return np.lexsort((entries.birth_date, entries.relation, entries.list_id, entries.village))


def number_members(register: Register, rows: IntArray) -> IntArray:
    """ID Individu: a small number, unique only within its family's list."""
    entries = register.entries
    taken = np.zeros(register.lists.count, np.int64)
    np.maximum.at(taken, entries.list_id, entries.key)
    order = np.lexsort((rows, entries.relation[rows], entries.list_id[rows]))
    lists = entries.list_id[rows][order]
    starts = np.searchsorted(lists, lists)
    keys = np.empty(len(rows), np.int64)
    keys[order] = taken[lists] + np.arange(len(lists)) - starts + 1
    return keys
