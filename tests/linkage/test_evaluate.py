"""Figures against truth, by hand."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pipelines.linkage.evaluate import evaluate


def judged(*rows: tuple[str, int, int, list[str]]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "period": "2026-07",
                "source": source,
                "person_id": linked,
                "true_person_id": true,
                "faults": faults,
                "is_twin": False,
            }
            for source, linked, true, faults in rows
        ],
        schema=pa.schema(
            [
                ("period", pa.string()),
                ("source", pa.string()),
                ("person_id", pa.int64()),
                ("true_person_id", pa.int64()),
                ("faults", pa.list_(pa.string())),
                ("is_twin", pa.bool_()),
            ]
        ),
    )


def test_pairs_are_counted_per_pair_of_sources() -> None:
    found = evaluate(
        judged(("dtks", 1, 1, []), ("p3ke", 1, 1, []), ("p3ke", 2, 1, []), ("dtks", 2, 2, []))
    )
    across = found.pairs["dtks+p3ke"]
    assert (across.true, across.linked, across.both) == (2, 2, 1)
    assert (found.pairs["p3ke+p3ke"].recall, across.precision) == (0.0, 0.5)


def test_a_hard_group_holds_the_pairs_of_its_faults() -> None:
    found = evaluate(
        judged(("dtks", 1, 1, ["name_changed"]), ("p3ke", 1, 1, []), ("p3ke", 1, 1, []))
    )
    assert found.pairs["name_changed"].true == 2


def test_b_cubed_is_a_mean_over_rows() -> None:
    found = evaluate(judged(("dtks", 1, 1, []), ("p3ke", 1, 1, []), ("p3ke", 1, 2, [])))
    assert found.b_cubed_precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert found.b_cubed_recall == 1.0


def test_people_who_hold_rows_of_two_are_counted() -> None:
    found = evaluate(judged(("dtks", 1, 1, []), ("p3ke", 1, 2, []), ("p3ke", 3, 3, [])))
    assert found.mixed_people == 0.5
