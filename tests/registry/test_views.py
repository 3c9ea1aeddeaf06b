"""Engineers find every column of the facts described in the database."""

from __future__ import annotations

from tests.conftest import Place
from tests.sync.conftest import AUGUST, JULY, Registry, rows_of

OTHERS = rows_of("o1", "o2", "o3")
DESCRIBED = (
    "source_person_version", "source_family_version", "golden_speaker", "golden_version",
    "current_person", "source_person_history", "source_family_history",
)  # fmt: skip


def test_every_column_says_what_it_is(module_place: Place) -> None:
    undescribed = module_place.rows(
        "select c.relname, a.attname from pg_class as c"
        " join pg_attribute as a on c.oid = a.attrelid"
        " where c.relnamespace = 'registry'::regnamespace and c.relname = any(:names)"
        " and a.attnum > 0 and col_description(c.oid, a.attnum) is null",
        names=list(DESCRIBED),
    )
    assert undescribed == []


def test_a_history_says_until_when_and_since_when(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, {"key": "a", "nama": "SITI"}, *OTHERS)
    registry.work_in(AUGUST, {"key": "a", "nama": "SITTI"}, *OTHERS)
    steps = registry.rows(
        "select nama, valid_until, withdrawn_at is null as holds"
        " from registry.source_person_history where source_person_id = 'a'"
        " order by valid_from, known_from"
    )
    assert steps == [
        {"nama": "SITI AMINAH", "valid_until": AUGUST, "holds": True},
        {"nama": "SITI", "valid_until": None, "holds": False},
        {"nama": "SITTI", "valid_until": None, "holds": True},
    ]


def test_the_current_person_is_the_newest_months(registry: Registry) -> None:
    registry.work_in(JULY, {"key": "a"}, *OTHERS)
    registry.work_in(AUGUST, {"key": "a", "nama": "SITI"}, *OTHERS)
    [row] = registry.rows("select nama from registry.current_person where nama like 'SITI%'")
    assert row["nama"] == "SITI"
