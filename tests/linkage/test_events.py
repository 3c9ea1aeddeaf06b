"""Events of a truth against the registry's steps, by hand."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.linkage.evaluate.events import STEP_SCHEMA, EventFigures, evaluate_events

JULY, AUGUST, SEPTEMBER = "2026-07", "2026-08", "2026-09"
HERE, THERE = "6402062001", "6402062002"
SOMEBODY, NEIGHBOUR = 1, 2


def row(
    period: str, person: int = SOMEBODY, village: str = HERE, card: str = "1", source: str = "dtks"
) -> dict[str, object]:
    return {
        "period": period,
        "source": source,
        "true_person_id": person,
        "registry_id": person,
        "village_code_kemendagri": village,
        "list": card,
    }


def step(period: str, village: str | None = HERE, family: int | None = 1) -> dict[str, object]:
    is_listed = village is not None
    return {
        "registry_id": SOMEBODY,
        "period": period,
        "is_in_p3ke": False,
        "is_in_dtks": is_listed,
        "village_code_kemendagri": village,
        "family_id": family,
    }


def judged(
    folder: Path,
    event: dict[str, str],
    rows: list[dict[str, object]],
    steps: list[dict[str, object]],
) -> EventFigures:
    """One event of somebody; in every month the neighbour stands in both villages of DTKS."""
    happened = {"true_person_id": SOMEBODY, "details": "{}", **event}
    pq.write_table(pa.Table.from_pylist([happened]), folder / "events.parquet")
    neighbours = [
        row(period, NEIGHBOUR + i, village)
        for period in (JULY, AUGUST, SEPTEMBER)
        for i, village in enumerate((HERE, THERE))
    ]
    given = pa.Table.from_pylist(rows + neighbours)
    [found] = evaluate_events(given, pa.Table.from_pylist(steps, schema=STEP_SCHEMA), folder)
    return found


def test_a_move_shows_in_the_month_whose_rows_say_it(tmp_path: Path) -> None:
    move = {"kind": "move", "period": AUGUST}
    rows = [row(JULY), row(AUGUST), row(SEPTEMBER, village=THERE)]
    told = judged(tmp_path, move, rows, [step(JULY), step(SEPTEMBER, THERE)])
    assert (told.events, told.visible, told.told) == (1, 1, 1)
    too_early = judged(tmp_path, move, rows, [step(JULY), step(AUGUST, THERE)])
    assert (too_early.visible, too_early.told) == (1, 0)


def test_what_no_row_says_is_not_visible(tmp_path: Path) -> None:
    found = judged(
        tmp_path, {"kind": "move", "period": AUGUST}, [row(JULY), row(AUGUST)], [step(JULY)]
    )
    assert (found.events, found.visible) == (1, 0)
    assert found.share == 1.0


def test_who_is_missed_by_a_delivered_village_is_gone(tmp_path: Path) -> None:
    rows = [row(JULY), row(AUGUST)]
    found = judged(
        tmp_path,
        {"kind": "death", "period": AUGUST},
        rows,
        [step(JULY), step(SEPTEMBER, None, None)],
    )
    assert (found.visible, found.told) == (1, 1)


def test_who_is_missed_by_a_village_that_did_not_come_is_not_gone(tmp_path: Path) -> None:
    elsewhere = "6402062009"
    found = judged(
        tmp_path, {"kind": "death", "period": AUGUST}, [row(JULY, village=elsewhere)], [step(JULY)]
    )
    assert found.visible == 0


def test_a_new_family_is_told_by_a_step_to_another(tmp_path: Path) -> None:
    marriage = {"kind": "marriage", "period": AUGUST}
    rows = [row(JULY), row(AUGUST, card="2")]
    assert judged(tmp_path, marriage, rows, [step(JULY), step(AUGUST, family=2)]).told == 1
    assert judged(tmp_path, marriage, rows, [step(JULY), step(AUGUST, THERE)]).told == 0


def test_a_listing_shows_in_its_own_source_alone(tmp_path: Path) -> None:
    listed = {"kind": "listed", "period": AUGUST, "details": '{"source": "p3ke"}'}
    assert judged(tmp_path, listed, [row(AUGUST)], [step(AUGUST)]).visible == 0


def test_p3ke_is_outvoted_where_dtks_lists_the_person_elsewhere(tmp_path: Path) -> None:
    said = [row(JULY, source="p3ke"), row(SEPTEMBER, village=THERE, source="p3ke")]
    move = {"kind": "move", "period": AUGUST}
    alone = judged(tmp_path, move, said, [step(JULY)])
    assert (alone.outvoted, alone.share) == (0, 0.0)
    outvoted = judged(tmp_path, move, [*said, row(JULY), row(SEPTEMBER)], [step(JULY)])
    assert (outvoted.visible, outvoted.outvoted, outvoted.share) == (1, 1, 1.0)
