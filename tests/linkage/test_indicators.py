"""Published indicators against a truth written by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.linkage.evaluate.indicator_answers import (
    FAMILY_ANSWERS_SCHEMA,
    LACK_SCHEMA,
    LACKING,
    PERSON_ANSWERS_SCHEMA,
    Answers,
)
from pipelines.linkage.evaluate.indicators import (
    INDICATOR_SCHEMA,
    IndicatorFigures,
    evaluate_indicators,
)

HOME, AWAY = "6402062001", "6402062002"
PERIOD = {"period": "2026-07"}


NOTHING_SENT = pa.Table.from_pylist(
    [],
    pa.schema(
        [
            ("period", pa.string()),
            ("source", pa.string()),
            ("village_code_kemendagri", pa.string()),
            ("true_person_id", pa.int64()),
            ("faults", pa.list_(pa.string())),
        ]
    ),
)


def person(number: int, family: int, village: str, **more: object) -> dict[str, object]:
    given = {
        "true_person_id": number, "true_family_id": family, "village_code": village, "sex": "P",
        "birth_date": date(2020, 7, 31), "in_p3ke": True, "in_dtks": False,
    }  # fmt: skip
    return PERIOD | given | more


def cell(indicator: str, area: str, value: int, **more: object) -> dict[str, object]:
    given = {"category": "all", "level": "village", "low": None, "high": None}
    return PERIOD | {"indicator": indicator, "area_code": area, "value": value} | given | more


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    """Three people of two families in one village; one of them is not listed."""
    people = [
        person(1, 1, HOME),
        person(2, 1, HOME, in_dtks=True, sex="L"),
        person(3, 2, HOME, in_p3ke=False),
    ]
    sent = {"file_name": "a.csv", "sheet_name": "", "row_number": 1, "true_family_id": 1}
    rows = [
        {"kind": "person", "true_person_id": 1} | sent,
        {"kind": "family", "true_person_id": None} | sent,
        {"kind": "family", "true_person_id": None} | sent | {"row_number": 2},
    ]
    pq.write_table(pa.Table.from_pylist(people), tmp_path / "people.parquet")
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "rows.parquet")
    return tmp_path


def figures(truth: Path, *cells: dict[str, object]) -> dict[str, IndicatorFigures]:
    sent = PERIOD | {"file_name": "a.csv", "sheet_name": "", "row_number": 1}
    person = sent | {"desil": 1, "education": "TAMAT_SD"}
    dwelling = dict.fromkeys(LACKING, "GOOD") | {
        "roof": "GENTENG",
        "toilet": "NONE",
        "floor": "EARTH",
    }
    family = sent | dwelling | {"pkh": "true", "head_sex": "P"}
    lacks = [{"item": "toilet", "category": "NONE"}, {"item": "floor", "category": "EARTH"}]
    sent_rows = [
        {"source": "dtks", "village_code_kemendagri": HOME, "true_person_id": 1, "faults": faults}
        for faults in ([], ["nik_missing"], ["nik_typo", "birth_date_missing"])
    ]
    answers = Answers(
        pa.Table.from_pylist([person], schema=PERSON_ANSWERS_SCHEMA),
        # The family is sent twice.
        pa.Table.from_pylist([family, family | {"row_number": 2}], schema=FAMILY_ANSWERS_SCHEMA),
        pa.Table.from_pylist(lacks, schema=LACK_SCHEMA),
        pa.Table.from_pylist([PERIOD | row for row in sent_rows]),
    )
    cells_of = pa.Table.from_pylist(list(cells), schema=INDICATOR_SCHEMA)
    found = evaluate_indicators(cells_of, answers, truth)
    return {f"{one.indicator}, {one.level}": one for one in found}


@pytest.mark.parametrize(
    ("indicator", "category"),
    [
        ("families p3ke by dwelling", "roof GENTENG"),
        ("families p3ke by programme", "pkh true"),
        ("families p3ke by sex of the head", "P"),
        ("families p3ke by number of lacks", "2"),
        ("families p3ke by combination of lacks", "floor + toilet"),
        ("persons p3ke by education", "TAMAT_SD"),
    ],
)
def test_an_answer_counts_once_for_whom_it_is_truly_about(
    truth: Path, indicator: str, category: str
) -> None:
    found = figures(
        truth,
        cell(indicator, HOME, 2, category=category),
        cell(indicator, AWAY, 1, category=category),
    )
    one = found[f"{indicator}, village"]
    assert (one.cells, one.true_mean, one.mean_error) == (2, 0.5, 1.0)


def test_rows_are_as_good_as_they_were_truly_written(truth: Path) -> None:
    for what, true in (("usable NIK", 2), ("no birth date", 1), ("repeated", 2)):
        (one,) = figures(truth, cell("rows dtks by quality", HOME, 2, category=what)).values()
        assert (one.cells, one.true_mean) == (1, true), what


def test_a_nik_agrees_where_nothing_was_written_that_says_otherwise(truth: Path) -> None:
    # Of three rows one has no NIK, one a mistyped one and no birth date.
    for what, true in (("NIK agrees with birth date", 1), ("NIK agrees with sex", 2)):
        (one,) = figures(truth, cell("rows dtks by quality", HOME, 1, category=what)).values()
        assert (one.cells, one.true_mean) == (1, true), what


def test_a_family_is_as_large_as_people_of_it_are_truly_listed(truth: Path) -> None:
    sizes = [cell("families p3ke by size", HOME, 1, category=size) for size in ("1", "2", "6+")]
    (found,) = figures(truth, *sizes).values()
    assert (found.cells, found.mean_error) == (3, 2 / 3)


def test_a_family_is_in_the_decile_of_most_of_its_people(truth: Path) -> None:
    # P3KE puts the third of them on the list of a poorer family.
    people = [person(number, 1, HOME) for number in (1, 2, 3)]
    pq.write_table(pa.Table.from_pylist(people), truth / "people.parquet")
    at = {"file_name": "a.csv", "sheet_name": "", "true_family_id": 1, "kind": "person"}
    rows = [at | {"row_number": number, "true_person_id": number} for number in (1, 2, 3)]
    pq.write_table(pa.Table.from_pylist(rows), truth / "rows.parquet")
    said = [
        PERIOD | {"file_name": "a.csv", "sheet_name": "", "row_number": row, "desil": decile}
        for row, decile in ((1, 4), (2, 4), (3, 1))
    ]
    answers = Answers(
        pa.Table.from_pylist(said, schema=PERSON_ANSWERS_SCHEMA),
        pa.Table.from_pylist([], schema=FAMILY_ANSWERS_SCHEMA),
        pa.Table.from_pylist([], schema=LACK_SCHEMA),
        NOTHING_SENT,
    )
    asked = [cell("families p3ke by decile", HOME, 0, category=decile) for decile in ("1", "4")]
    for each, true_mean in zip(asked, (0.0, 1.0), strict=True):
        cells_of = pa.Table.from_pylist([each], schema=INDICATOR_SCHEMA)
        (found,) = evaluate_indicators(cells_of, answers, truth)
        assert found.true_mean == true_mean


def test_who_moves_between_deciles_comes_and_goes_where_they_live(truth: Path) -> None:
    july = pq.read_table(truth / "people.parquet").to_pylist()
    # Of the two whom P3KE listed, the first is said to be poor in July only, and leaves in August.
    august = [
        person(1, 1, HOME, in_p3ke=False, in_dtks=True),
        person(2, 1, HOME),
        person(3, 2, AWAY),
    ]
    people = [*july, *(row | {"period": "2026-08"} for row in august)]
    pq.write_table(pa.Table.from_pylist(people), truth / "people.parquet")
    said = PERIOD | {"file_name": "a.csv", "sheet_name": "", "row_number": 1, "desil": 1}
    other = said | {"period": "2026-08", "row_number": 9}
    nothing = Answers(
        pa.Table.from_pylist([said, other], schema=PERSON_ANSWERS_SCHEMA),
        pa.Table.from_pylist([], schema=FAMILY_ANSWERS_SCHEMA),
        pa.Table.from_pylist([], schema=LACK_SCHEMA),
        NOTHING_SENT,
    )
    true = [
        ("persons", HOME, "1 > -1"),
        ("persons", HOME, "0 > 0"),
        ("persons", AWAY, "-1 > 0"),
        ("families", HOME, "1 > 0"),
        ("families", AWAY, "-1 > 0"),
    ]
    for unit, area, movement in true:
        named = {"category": movement, "period": "2026-08"}
        asked = cell(f"{unit} p3ke by change of decile", area, 1, **named)
        cells_of = pa.Table.from_pylist([asked], schema=INDICATOR_SCHEMA)
        (found,) = evaluate_indicators(cells_of, nothing, truth)
        assert (found.cells, found.true_mean) == (1, 1.0), (unit, movement)


def test_what_changed_is_told_from_month_to_month_by_source(truth: Path) -> None:
    july = pq.read_table(truth / "people.parquet").to_pylist()
    # The first moves, the second leaves P3KE, the third comes into both, one returns later.
    august = [
        person(1, 1, AWAY),
        person(2, 1, HOME, in_p3ke=False, in_dtks=True, sex="L"),
        person(3, 2, HOME, in_dtks=True),
    ]
    september = [person(2, 1, HOME, in_dtks=True, sex="L")]
    months = [(july, "2026-07"), (august, "2026-08"), (september, "2026-09")]
    people = [row | {"period": period} for rows, period in months for row in rows]
    pq.write_table(pa.Table.from_pylist(people), truth / "people.parquet")

    def change(source: str, area: str, what: str, period: str) -> dict[str, object]:
        named = {"category": what, "period": period}
        return cell(f"persons {source} by change", area, 1, **named)

    true = [
        change("p3ke", AWAY, "moved_in", "2026-08"),
        change("p3ke", HOME, "moved_out", "2026-08"),
        change("p3ke", HOME, "dropped", "2026-08"),
        change("p3ke", HOME, "new", "2026-08"),
        change("any", HOME, "new", "2026-08"),
        change("dtks", HOME, "new", "2026-08"),
        change("p3ke", HOME, "returned", "2026-09"),
        change("p3ke", AWAY, "dropped", "2026-09"),
        change("dtks", HOME, "dropped", "2026-09"),
    ]
    of_first_month = change("any", HOME, "new", "2026-07")
    for one in true:
        (found,) = figures(truth, one, of_first_month).values()
        assert (found.cells, found.true_mean) == (1, 1.0), one
    (found,) = figures(truth, change("any", HOME, "dropped", "2026-08")).values()
    assert found.true_mean == 0.0


def test_errors_are_of_the_people_truly_listed_in_the_area(truth: Path) -> None:
    found = figures(truth, cell("persons any", HOME, 5), cell("persons any", AWAY, 1))
    one = found["persons any, village"]
    assert (one.cells, one.true_mean) == (2, 1.0)
    assert (one.mean_absolute_error, one.mean_error) == (2.0, 2.0)
    assert one.within_bounds is None


def test_a_cell_is_within_bounds_where_the_truth_lies_between_them(truth: Path) -> None:
    found = figures(
        truth,
        cell("families any", HOME, 2, low=1, high=2),
        cell("families any", AWAY, 2, low=1, high=2),
    )
    assert found["families any, village"].within_bounds == 0.5
    assert found["families any, village"].median_width == 0.5


def test_levels_deciles_sex_and_age_have_their_own_truth(truth: Path) -> None:
    found = figures(
        truth,
        cell("persons both", "6402", 1, level="regency"),
        cell("persons p3ke by decile", HOME, 1, category="1"),
        cell("persons p3ke by decile", HOME, 1, category="0"),
        cell("families p3ke by decile", HOME, 1, category="1"),
        cell("persons any by sex", HOME, 1, category="L"),
        cell("persons any by age", HOME, 2, category="6-12"),
    )
    assert {one.mean_absolute_error for one in found.values()} == {0.0}
    assert len(found) == 5


def test_months_that_the_truth_does_not_know_are_left_out(truth: Path) -> None:
    assert figures(truth, cell("persons any", HOME, 2) | {"period": "2026-08"}) == {}
