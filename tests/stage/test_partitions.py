"""Partitions of months: who writes them tells the planner, and no housekeeping works beside."""

from __future__ import annotations

from pipelines.partitions import HOUSEKEEPING
from tests import sent
from tests.conftest import Place
from tests.sent import dtks_row, people, table, write_xlsx

WRITTEN = ("raw.dtks_person_202607", "staging.person_202607", "staging.flag_202607")


def test_what_a_month_writes_once_is_passed_by_and_known_by_its_writer(place: Place) -> None:
    village = next(sent.villages())
    rows = [dtks_row(person, village) for person in people(8)]
    write_xlsx(place.folder("dtks") / "bnba.xlsx", table(rows))
    place.take_in()
    found = {
        row["name"]: row
        for row in place.rows(
            "select cast(oid as regclass)::text as name, reloptions, reltuples from pg_class"
            " where oid = any(cast(:names as regclass[]))",
            names=list(WRITTEN),
        )
    }
    settings = sorted(text.replace(" ", "") for text in HOUSEKEEPING)
    assert {name: sorted(found[name]["reloptions"]) for name in WRITTEN} == dict.fromkeys(
        WRITTEN, settings
    )
    assert [found[name]["reltuples"] for name in WRITTEN[:2]] == [8, 8]
