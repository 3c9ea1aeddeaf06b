"""Figures against truth, by hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.engine import open_engine
from pipelines.errors import UsageError
from pipelines.linkage.evaluate import PairFigures, evaluate_pairs
from pipelines.linkage.evaluate.continuity import evaluate_continuity
from pipelines.linkage.evaluate.pairs import count_pairs
from pipelines.linkage.evaluate.picture import draw_thresholds
from pipelines.linkage.evaluate.thresholds import ThresholdFigures
from pipelines.linkage.evaluate.truth import with_truth
from pipelines.linkage.evaluate.villages import evaluate_villages

ROW = {
    "period": "2026-07", "source": "dtks", "person_id": 1, "registry_id": 1, "true_person_id": 1,
    "faults": [], "traits": [],
}  # fmt: skip
ROW_SCHEMA = pa.schema(
    [
        ("period", pa.string()),
        ("source", pa.string()),
        ("person_id", pa.int64()),
        ("registry_id", pa.int64()),
        ("true_person_id", pa.int64()),
        ("faults", pa.list_(pa.string())),
        ("traits", pa.list_(pa.string())),
    ]
)


def rows(*given: dict[str, object]) -> pa.Table:
    return pa.Table.from_pylist([{**ROW, **row} for row in given], schema=ROW_SCHEMA)


def linked(source: str, person_id: int, true_person_id: int, **more: object) -> dict[str, object]:
    return {"source": source, "person_id": person_id, "true_person_id": true_person_id, **more}


def held(period: str, true_person_id: int, registry_id: int | None) -> dict[str, object]:
    return {"period": period, "true_person_id": true_person_id, "registry_id": registry_id}


def test_pairs_are_counted_per_pair_of_sources() -> None:
    found = evaluate_pairs(
        rows(linked("dtks", 1, 1), linked("p3ke", 1, 1), linked("p3ke", 2, 1), linked("dtks", 2, 2))
    )
    across = found.pairs["dtks+p3ke"]
    assert (across.true, across.linked, across.both) == (2, 2, 1)
    assert (found.pairs["p3ke+p3ke"].recall, across.precision) == (0.0, 0.5)


def test_a_hard_group_holds_the_pairs_of_its_faults() -> None:
    found = evaluate_pairs(
        rows(
            linked("dtks", 1, 1, faults=["name_changed"]),
            linked("p3ke", 1, 1),
            linked("p3ke", 1, 1),
        )
    )
    assert found.pairs["name_changed"].true == 2


def test_a_number_missing_on_one_side_is_another_group_than_on_both() -> None:
    missing = {"faults": ["nik_missing"]}
    found = evaluate_pairs(
        rows(linked("dtks", 1, 1, **missing), linked("p3ke", 1, 1, **missing), linked("p3ke", 1, 1))
    )
    assert found.pairs["nik_missing_both"].true == 1
    assert found.pairs["nik_missing_one"].true == 2


def test_b_cubed_is_a_mean_over_rows() -> None:
    found = evaluate_pairs(rows(linked("dtks", 1, 1), linked("p3ke", 1, 1), linked("p3ke", 1, 2)))
    assert found.b_cubed_precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert found.b_cubed_recall == 1.0


def test_people_who_hold_rows_of_two_are_counted() -> None:
    found = evaluate_pairs(rows(linked("dtks", 1, 1), linked("p3ke", 1, 2), linked("p3ke", 3, 3)))
    assert found.mixed_people == 0.5


def test_counting_pairs_without_making_them_gives_the_same() -> None:
    given = rows(
        linked("dtks", 1, 1), linked("p3ke", 1, 1), linked("p3ke", 1, 2), linked("dtks", 2, 2),
        linked("p3ke", 2, 2, period="2026-08"), linked("dtks", 2, 1, period="2026-08"),
    )  # fmt: skip
    with open_engine() as engine:
        engine.register("given", given)
        assert count_pairs(engine, "given") == evaluate_pairs(given).pairs["all"]


def test_who_gets_another_id_next_month_did_not_keep_it() -> None:
    (found,) = evaluate_continuity(
        rows(
            held("2026-07", 1, 7),
            held("2026-08", 1, 7),
            held("2026-07", 2, 8),
            held("2026-08", 2, 9),
            held("2026-07", 3, 5),
            held("2026-08", 4, 6),
        )
    )
    assert (found.before, found.after, found.people, found.kept) == ("2026-07", "2026-08", 2, 1)
    assert found.share == 0.5


def test_a_row_astray_does_not_take_the_id_of_the_others() -> None:
    (found,) = evaluate_continuity(
        rows(
            held("2026-07", 1, 7),
            held("2026-07", 1, 7),
            held("2026-07", 1, 3),
            held("2026-09", 1, 7),
            held("2026-09", 1, None),
        )
    )
    assert found.kept == 1


def test_the_first_month_is_held_against_the_last_too() -> None:
    months = ("2026-07", "2026-08", "2026-09")
    found = evaluate_continuity(
        rows(*(held(month, 1, 7) for month in months), held(months[0], 2, 8), held(months[2], 2, 9))
    )
    assert [(one.before, one.after, one.people, one.kept) for one in found] == [
        ("2026-07", "2026-08", 1, 1),
        ("2026-07", "2026-09", 2, 1),
        ("2026-08", "2026-09", 1, 1),
    ]


def test_a_single_month_says_nothing_of_ids() -> None:
    assert evaluate_continuity(rows(held("2026-07", 1, 7))) == []


def village_table(*persons: tuple[str, str, str, int | None]) -> pa.Table:
    names = ("period", "village_code", "source", "persons")
    types = [pa.string(), pa.string(), pa.string(), pa.int64()]
    schema = pa.schema(list(zip(names, types, strict=True)))
    return pa.Table.from_pylist(
        [dict(zip(names, row, strict=True)) for row in persons], schema=schema
    )


def test_errors_of_villages_do_not_cancel_out(tmp_path: Path) -> None:
    truth = village_table(
        ("2026-07", "6402062001", "both", 10), ("2026-07", "6402062002", "both", 10),
        ("2026-07", "6402062003", "both", 5), ("2026-08", "6402062001", "both", 10),
    )  # fmt: skip
    pq.write_table(truth, tmp_path / "villages.parquet")
    counted = village_table(
        ("2026-07", "6402062001", "both", 8), ("2026-07", "6402062002", "both", 12),
        ("2026-07", "6402062003", "both", None),
    )  # fmt: skip
    (found,) = evaluate_villages(counted, tmp_path)
    assert (found.true_persons, found.counted_persons, found.absolute_error) == (25, 20, 9)
    assert found.share == pytest.approx(9 / 25)


def truth_folder(folder: Path) -> Path:
    """A father and a son of one name, twins, and one who moves in August."""
    place = {"file_name": "a.xlsx", "sheet_name": "", "kind": "person", "faults": [""]}
    written = [{**place, "row_number": n, "true_person_id": n} for n in range(5)]
    born = [
        date(1970, 1, 2),
        date(1999, 5, 6),
        date(2001, 2, 3),
        date(2001, 2, 3),
        date(1980, 1, 5),
    ]
    people = [
        {
            "period": period,
            "true_person_id": n,
            "true_family_id": 2 if n == 4 else 1,
            "name": "A" if n in (0, 1) else f"B {n}",
            "birth_date": born[n],
            "twin_of": {2: 3, 3: 2}.get(n),
        }
        for n in range(5)
        for period in ("2026-07", "2026-08")
    ]
    moves = [{"period": "2026-08", "kind": "move", "true_person_id": 4}]
    for name, table in (("rows", written), ("people", people), ("events", moves)):
        pq.write_table(pa.Table.from_pylist(table), folder / f"{name}.parquet")
    return folder


def staged(period: str) -> pa.Table:
    place = {"period": period, "file_name": "a.xlsx", "sheet_name": ""}
    return pa.Table.from_pylist([{**place, "row_number": n} for n in range(5)])


def test_a_row_has_the_traits_of_its_person_in_its_month(tmp_path: Path) -> None:
    truth = truth_folder(tmp_path)
    traits = {
        period: {row["true_person_id"]: row["traits"] for row in found.to_pylist()}
        for period in ("2026-07", "2026-08")
        for found in [with_truth(staged(period), truth)]
    }
    namesakes = ["parent_and_child_of_one_name"]
    assert traits["2026-07"] == {0: namesakes, 1: namesakes, 2: ["twin"], 3: ["twin"], 4: []}
    assert traits["2026-08"][4] == ["moved"]


def test_a_truth_of_other_drops_is_refused(tmp_path: Path) -> None:
    other = staged("2026-07").set_column(1, "file_name", pa.array(["b.xlsx"] * 5))
    with pytest.raises(UsageError, match="other drops"):
        with_truth(other, truth_folder(tmp_path))


CURVE = [
    ThresholdFigures(threshold, PairFigures(100, linked, both))
    for threshold, linked, both in ((-8.0, 120, 99), (0.0, 100, 98), (8.0, 90, 90))
]


@pytest.mark.parametrize(("name", "opening"), [("a.svg", b"<svg"), ("a.png", b"\x89PNG")])
def test_the_picture_is_what_its_name_says(tmp_path: Path, name: str, opening: bytes) -> None:
    draw_thresholds(CURVE, -2.0, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(opening)


def test_the_picture_holds_a_point_per_threshold_and_line(tmp_path: Path) -> None:
    draw_thresholds(CURVE, -2.0, tmp_path / "a.svg")
    lines = re.findall(r'points="([^"]+)"', (tmp_path / "a.svg").read_text())
    assert [len(line.split()) for line in lines] == [3, 3, 3]


def test_a_picture_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"a\.pdf"):
        draw_thresholds(CURVE, -2.0, tmp_path / "a.pdf")
