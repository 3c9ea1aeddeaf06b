"""How a register changes from one delivery to the next."""

from __future__ import annotations

import numpy as np

from pipelines.simulate.eligibility import (
    Eligibility,
    pick_newcomers,
    pick_returning,
    pick_unreported,
    rows_wanted,
)
from pipelines.simulate.faults import Fault
from pipelines.simulate.nik import IntArray
from pipelines.simulate.population import BoolArray
from pipelines.simulate.register import Register

# Of the rows that go without a death, this part goes as whole families that are better off now.
_GONE_AS_FAMILIES = 0.6
_NEWBORN_DAYS = 400


def follow_moves(register: Register, moved: IntArray) -> None:
    """Rows of people who moved or changed family take their present address and list.

    Args:
        register: Register to change.
        moved: True person ids of those who moved, married or left home this month.
    """
    clerk, entries = register.clerk, register.entries
    people, families = clerk.regency.people, clerk.regency.families
    reported = moved[clerk.rng.random(len(moved)) < clerk.profile.listing.move_reported]
    # A repeated row stays where it is: nobody knows that it is the same person.
    repeats = Fault.DUPLICATE_WITHOUT_NIK | Fault.DUPLICATE_OTHER_VILLAGE
    is_first = entries.faults & int(repeats) == 0
    rows = np.flatnonzero(np.isin(entries.person, reported) & is_first)
    family = people.family[entries.person[rows]]
    entries.village[rows] = families.village[family]
    entries.street[rows] = families.street[family]
    entries.rt[rows], entries.rw[rows] = families.rt[family], families.rw[family]
    elsewhere = register.lists.family[entries.list_id[rows]] != family
    _change_lists(register, rows[elsewhere])


def _change_lists(register: Register, rows: IntArray) -> None:
    """Put rows on the list of their people's present family."""
    people, entries = register.clerk.regency.people, register.entries
    family = people.family[entries.person[rows]]
    list_of_family = register.list_of_family()
    unlisted = np.unique(family[list_of_family[family] < 0])
    list_of_family[unlisted] = register.open_lists(unlisted)
    entries.list_id[rows] = list_of_family[family]
    entries.relation[rows] = people.relation[entries.person[rows]]
    entries.marital[rows] = people.marital[entries.person[rows]]


def churn_dtks(register: Register, eligibility: Eligibility, moved: IntArray) -> None:
    """One month of DTKS: what goes, what comes, what is changed, all at declared rates."""
    churn, rows = register.clerk.profile.churn, register.entries.count
    register.strike(_leaving(register, round(rows * churn.dtks_gone)))
    follow_moves(register, moved)
    _add(register, eligibility, round(rows * churn.dtks_new))
    _change_some(register, round(rows * churn.dtks_changed))
    register.appoint_heads()


def _leaving(register: Register, count: int) -> IntArray:
    """Rows that go: the dead who were reported first, then families, then single people."""
    clerk, entries = register.clerk, register.entries
    rng = clerk.rng
    reported = np.flatnonzero(_reported_dead(register))[:count]
    others = count - len(reported)
    lists = rng.permutation(np.unique(entries.list_id))
    sizes = np.cumsum(np.bincount(entries.list_id)[lists])
    better_off = lists[sizes <= others * _GONE_AS_FAMILIES]
    whole = np.flatnonzero(np.isin(entries.list_id, better_off))
    single = rng.choice(entries.count, max(others - len(whole), 0), replace=False)
    return np.unique(np.concatenate([reported, whole, single]))


def _add(register: Register, eligibility: Eligibility, count: int) -> None:
    """Some who were listed before, newborns of listed families, then families not yet listed."""
    clerk, listed, struck = register.clerk, register.listed(), register.struck()
    returning = pick_returning(clerk, listed, struck, round(count * clerk.profile.churn.returned))
    born_since = register.today - np.timedelta64(_NEWBORN_DAYS, "D")
    newborn = pick_unreported(clerk, listed | struck, born_since)[: max(count, 0)]
    ranking = eligibility.ranked_families()
    missing = count - len(newborn) - len(returning)
    newcomers = pick_newcomers(clerk, ranking, listed | struck, missing)
    register.enrol(np.concatenate([returning, newborn, newcomers]))


def _change_some(register: Register, count: int) -> None:
    clerk, entries = register.clerk, register.entries
    rng, mix = clerk.rng, clerk.profile.churn.change_mix
    chosen = rng.choice(entries.count, count, replace=False)
    kinds = rng.choice(list(mix), size=count, p=list(mix.values()))
    of = {kind: chosen[kinds == kind] for kind in mix}
    if "programmes" in of:
        entries.programmes[of["programmes"]] = rng.random((len(of["programmes"]), 7))
    if "occupation" in of:
        entries.occupation[of["occupation"]] = rng.random(len(of["occupation"]))
    if "address" in of:
        entries.street[of["address"]] = rng.integers(0, 10_000, len(of["address"]))
        entries.rt[of["address"]] = rng.integers(1, 25, len(of["address"]))
    if "name" in of:
        clerk.record_name(entries, of["name"])
    if "birth_date" in of:
        clerk.record_birth_date(entries, of["birth_date"])
    if "nik" in of:
        clerk.record_nik(entries, of["nik"], register.head_of_list())


def renew_p3ke(register: Register, eligibility: Eligibility, moved: IntArray, persons: int) -> None:
    """The next delivery of P3KE: most families stay, some people are recorded afresh."""
    clerk = register.clerk
    _drop_families(register)
    follow_moves(register, moved)
    register.strike(_reported_dead(register))
    _record_anew(register)
    _pass_keys_on(register)
    _add(register, eligibility, rows_wanted(clerk, persons) - register.entries.count)
    register.appoint_heads()


def _drop_families(register: Register) -> None:
    clerk, entries = register.clerk, register.entries
    gone = clerk.rng.random(register.lists.count) < clerk.profile.churn.p3ke_family_gone
    register.strike(gone[entries.list_id])


def _reported_dead(register: Register) -> BoolArray:
    """Rows of people who died since they were listed, as far as somebody said so."""
    clerk, entries = register.clerk, register.entries
    dead = ~clerk.regency.people.is_alive[entries.person]
    # Those who were dead when they were listed are nobody's to report.
    newly_dead = dead & (entries.faults & int(Fault.DEAD_LISTED) == 0)
    draws = clerk.rng.random(entries.count)
    reported: BoolArray = newly_dead & (draws < clerk.profile.listing.death_reported)
    return reported


def _record_anew(register: Register) -> None:
    clerk, entries = register.clerk, register.entries
    anew = np.flatnonzero(clerk.rng.random(entries.count) < clerk.profile.churn.p3ke_recorded_anew)
    repeats = Fault.DUPLICATE_SAME_NIK | Fault.DUPLICATE_WITHOUT_NIK
    own_nik = anew[entries.faults[anew] & int(repeats) == 0]
    clerk.record_name(entries, anew)
    clerk.record_birth_date(entries, anew)
    clerk.record_nik(entries, own_nik, register.head_of_list())


def _pass_keys_on(register: Register) -> None:
    """Two lists trade their family number; two members trade their ID Individu."""
    clerk, entries, lists = register.clerk, register.entries, register.lists
    # Half of the rows by their family's number, half by their own.
    rng, rate = clerk.rng, clerk.rate(Fault.KEY_CHANGED_HANDS) / 2
    present = rng.permutation(np.unique(entries.list_id))
    pairs = present[: round(len(present) * rate / 2) * 2].reshape(-1, 2)
    lists.number[pairs] = lists.number[pairs[:, ::-1]]
    traded = np.isin(entries.list_id, pairs.ravel())
    order = np.lexsort((entries.person, entries.list_id))
    neighbours = np.flatnonzero(entries.list_id[order[:-1]] == entries.list_id[order[1:]])
    first = order[neighbours[rng.random(len(neighbours)) < rate]]
    second = order[np.searchsorted(entries.list_id[order], entries.list_id[first])]
    entries.key[first], entries.key[second] = entries.key[second], entries.key[first].copy()
    traded[first[first != second]] = traded[second[first != second]] = True
    entries.mark(traded, Fault.KEY_CHANGED_HANDS)
