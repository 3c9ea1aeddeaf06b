"""What readers see is checked once more, apart from the rounding."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.errors import DisclosureError
from pipelines.publish.public import check_public
from tests.conftest import Place
from tests.publish.conftest import MONTHS

# One number of a village is changed; each case says which, and by how much.
CELLS = {
    "a total": (
        "t.level = 'village' and c.row_dimension = 'all'",
        10,
        "a dimension is not its total",
    ),
    "a margin": (
        "t.level = 'village' and c.row_dimension = 'sex' and c.column_dimension = 'all'",
        5,
        "an area is not the sum of its parts",
    ),
    "a cross": ("c.column_dimension = 'decile_group'", 5, "a cross is not its margin"),
    "a register": (
        "t.level = 'village' and c.row_dimension = 'all'",
        5,
        "not what the register says",
    ),
    "a distance": (
        "t.level = 'village' and c.row_dimension = 'all'",
        10,
        "off by more than is declared",
    ),
}
PLACE = (
    "select t.release_no, t.area_code_kemendagri, t.cell_id from release.public_count as t"
    " join release.public_cell as c using (cell_id) join mart.current_release as r"
    " using (release_no) where r.period = :p and {} order by t.value desc, t.cell_id limit 1"
)
CHANGE = (
    "update release.public_count set value = value + :by where release_no = :release_no"
    " and area_code_kemendagri = :area_code_kemendagri and cell_id = :cell_id"
)


def test_what_was_published_holds(regency: Place) -> None:
    assert check_public(regency.warehouse, MONTHS[-1]) > 10_000


def test_a_month_without_public_numbers_has_nothing_to_check(regency: Place) -> None:
    assert check_public(regency.warehouse, date(2020, 1, 1)) == 0


@pytest.mark.parametrize("case", CELLS)
def test_a_number_that_was_tampered_with_is_found(regency: Place, case: str) -> None:
    condition, by, rule = CELLS[case]
    (place,) = regency.rows(PLACE.format(condition), p=MONTHS[-1])
    change(regency, by, place)
    try:
        with pytest.raises(DisclosureError, match=rule):
            check_public(regency.warehouse, MONTHS[-1])
    finally:
        change(regency, -by, place)


def change(regency: Place, by: int, place: dict[str, object]) -> None:
    with regency.warehouse.transaction() as tx:
        tx.execute(CHANGE, "a test", by=by, **place)
