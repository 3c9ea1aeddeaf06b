"""Whatever comes in whatever order: one history, nothing forgotten, nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import AUGUST, HERE, JULY, OCTOBER, SEPTEMBER, THERE, Registry, forget_everything

MONTHS = (JULY, AUGUST, SEPTEMBER, OCTOBER)
VILLAGES = (HERE, THERE)
KEYS = range(8)
Rows = list[dict[str, Any]]
Delivery = tuple[date, Rows]

# Enough people stay as they are that most deliveries of a village are whole ones.
SAYS = st.sampled_from(["stays", "stays", "stays", "renamed", "moved", "gone", "twice", "dead"])
MONTH = st.tuples(
    st.lists(SAYS, min_size=len(KEYS), max_size=len(KEYS)),
    st.sampled_from([VILLAGES, VILLAGES, (HERE,), (THERE,)]),
).map(lambda drawn: rows_said(*drawn))
# Since when something is known, and what was known then.
Remembered = tuple[object, list[Counter[tuple[Any, ...]]]]


def rows_said(says: list[str], delivered: tuple[str, ...]) -> Rows:
    """Rows of a month: even keys of DTKS, odd ones of P3KE; a pair of them is one person."""
    rows: Rows = []
    for key, word in zip(KEYS, says, strict=True):
        village = VILLAGES[(key // 4 + (word == "moved")) % 2]
        if word == "gone" or village not in delivered:
            continue
        row = {
            "key": f"k{key}",
            "is_person": f"person {key // 2}",
            "source": "p3ke" if key % 2 else "dtks",
            "nama": f"NAMA {key}" + (" BARU" if word == "renamed" else ""),
            "village_code_kemendagri": village,
            "source_key_is_trusted": word != "twice",
            "status_keberadaan": "meninggal" if word == "dead" else None,
        }
        rows += [row, row] if word == "twice" else [row]
    return rows


@st.composite
def deliveries(draw: st.DrawFn) -> list[Delivery]:
    """Four months in calendar order, then a correction of one of them."""
    months = [(month, draw(MONTH)) for month in MONTHS]
    return [*months, (draw(st.sampled_from(MONTHS)), draw(MONTH))]


@st.composite
def orders(draw: st.DrawFn) -> tuple[list[Delivery], list[Delivery]]:
    """The same deliveries in two orders; a correction comes after what it corrects."""
    calendar = draw(deliveries())
    shuffled = draw(st.permutations(calendar[:-1]))
    month = calendar[-1][0]
    first = next(i for i, (of, _) in enumerate(shuffled) if of == month)
    place = draw(st.integers(first + 1, len(shuffled)))
    return calendar, [*shuffled[:place], calendar[-1], *shuffled[place:]]


def work_in(registry: Registry, sent: list[Delivery]) -> list[Remembered]:
    """Work in deliveries on an empty registry; tells what was known after each, and since when."""
    forget_everything(registry.warehouse)
    registry.who.clear()
    kept = []
    for month, rows in sent:
        registry.work_in(month, *rows)
        [run] = registry.rows("select max(known_at) as known_at from registry.sync_run")
        kept.append((run["known_at"], _as_of(registry, "infinity")))
    return kept


def facts(registry: Registry) -> Counter[tuple[Any, ...]]:
    """All steps as known now, by what names a record over all orders."""
    return _counted(
        registry.rows(
            "select record_id, valid_from, is_present, hash, reason, nama, village_code_kemendagri"
            " from registry.source_person_version where known_to is null"
        )
    )


def golden_records(registry: Registry) -> Counter[tuple[Any, ...]]:
    """All golden records of all months as known now, by their values and not their ids."""
    found: Counter[tuple[Any, ...]] = Counter()
    for month in MONTHS:
        rows = registry.rows(
            "select :month as month, nama, village_code_kemendagri, is_listed_in_p3ke,"
            " is_listed_in_dtks, is_carried_forward"
            " from registry.person_as_of(:month) where is_listed",
            month=month,
        )
        found += _counted(rows)
    return found


def _counted(rows: list[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(row.values()) for row in rows)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(both=orders(), again=st.lists(st.sampled_from(MONTHS), max_size=3))
def test_any_order_ends_in_the_same_facts_which_are_those_of_the_drops_and_of_the_past(
    registry: Registry, both: tuple[list[Delivery], list[Delivery]], again: list[date]
) -> None:
    ends = []
    for sent in both:
        remembered = work_in(registry, sent)
        assert_facts_are_what_the_drops_that_stand_come_to(registry, sent)
        assert_the_past_is_remembered_as_it_was_known(registry, remembered)
        assert_nothing_is_twice_and_nothing_is_orphaned(registry)
        ends.append((facts(registry), golden_records(registry)))
        assert_a_month_again_is_no_news(registry, again)
    in_calendar_order, shuffled = ends
    assert in_calendar_order == shuffled


def assert_facts_are_what_the_drops_that_stand_come_to(
    registry: Registry, sent: list[Delivery]
) -> None:
    whole = {
        (row["source"], row["village"], row["period"])
        for row in registry.rows(
            "select source, village_code_kemendagri as village, period"
            " from registry.delivered_village where known_to is null and is_whole"
        )
    }
    standing = dict(sent)
    for month in MONTHS:
        stored = registry.rows(
            "select source_person_id as key, nama, village_code_kemendagri as village"
            " from registry.source_person_as_of(:month) where is_present",
            month=month,
        )
        assert _counted(stored) == Counter(
            (row["key"], row["nama"], row["village_code_kemendagri"])
            for row in _present(standing, whole, month)
        )


def _present(
    standing: Mapping[date, Rows], whole: set[tuple[str, str, date]], month: date
) -> list[dict[str, Any]]:
    """Who is listed in a month, told plainly: as seen last, unless a whole delivery missed them."""
    present: dict[tuple[str, bool, int], dict[str, Any]] = {}
    for at in [m for m in MONTHS if m <= month]:
        seen: dict[tuple[str, bool, int], dict[str, Any]] = {}
        for row in standing.get(at, []):
            trusted = row["source_key_is_trusted"]
            name = (
                row["key"]
                if trusted
                else f"{row['source']} {row['nama']} " + row["village_code_kemendagri"]
            )
            repeat = sum(1 for known in seen if known[:2] == (name, trusted))
            seen[name, trusted, repeat] = row
        missed = [
            who
            for who, row in present.items()
            if (row["source"], row["village_code_kemendagri"], at) in whole
        ]
        for who in missed:
            del present[who]
        present |= seen
    return [row for row in present.values() if row["status_keberadaan"] is None]


def assert_the_past_is_remembered_as_it_was_known(
    registry: Registry, remembered: list[Remembered]
) -> None:
    for known_at, as_it_was in remembered:
        if known_at is not None:
            assert _as_of(registry, known_at) == as_it_was


def _as_of(registry: Registry, known_at: object) -> list[Counter[tuple[Any, ...]]]:
    return [
        _counted(
            registry.rows(
                f"select * from registry.{what}(:month, :known_at)", month=month, known_at=known_at
            )
        )
        for what in ("source_person_as_of", "person_as_of")
        for month in MONTHS
    ]


def assert_a_month_again_is_no_news(registry: Registry, again: list[date]) -> None:
    before = registry.rows("select * from registry.sync_run")
    for month in again:
        registry.sync(month)
    assert registry.rows("select * from registry.sync_run") == before


def assert_nothing_is_twice_and_nothing_is_orphaned(registry: Registry) -> None:
    for query in INVARIANTS:
        assert registry.rows(query) == []


INVARIANTS = (
    # At no time were two facts of one record and month known together.
    "select a.record_id from registry.source_person_version as a"
    " join registry.source_person_version as b using (record_id, valid_from)"
    " where a.ctid <> b.ctid and int4range(a.known_from, a.known_to)"
    " && int4range(b.known_from, b.known_to)",
    "select a.person_id from registry.golden_speaker as a"
    " join registry.golden_speaker as b using (person_id, valid_from)"
    " where a.ctid <> b.ctid and int4range(a.known_from, a.known_to)"
    " && int4range(b.known_from, b.known_to)",
    # A node was one person at a time.
    "select p.node_id from registry.past_identity as p join registry.identity as i using (node_id)"
    " where i.since_run < p.known_to",
    # A step that says what the one before says is none.
    "select record_id from (select record_id, hash, lag(hash) over w as before,"
    " row_number() over w as n from registry.source_person_version where known_to is null"
    " window w as (partition by record_id order by valid_from)) as s"
    " where hash is not distinct from before",
    # Every fact has its run, and somebody whom it is about.
    "select v.record_id from registry.source_person_version as v"
    " left join registry.sync_run as s on v.known_from = s.run_id"
    " left join registry.identity as i using (node_id)"
    " where s.run_id is null or (v.known_to is null and i.node_id is null)",
    # Every golden record is a person's, and points to what stood when it was so.
    "select g.person_id from registry.person_as_of('2026-10-01') as g"
    " left join registry.person as p using (person_id)"
    " where p.person_id is null or (g.is_listed and g.nama is null)",
)
