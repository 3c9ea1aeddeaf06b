"""What is read is what is published, and nothing but the public schema is read."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import create_engine

from pipelines.deliver.profile import Cell, Figure
from pipelines.deliver.reading import read_edition
from pipelines.errors import NotPublishedError
from pipelines.warehouse import Transaction
from tests.deliver.conftest import LARGE, MONTHS, NEVER_DELIVERED, SMALL, Published


def test_every_figure_of_every_area_is_the_published_one(published: Published) -> None:
    read = {
        (code, c.unit, c.row, c.answer, c.column, c.column_answer): (figure.value, figure.before)
        for code, profile in published.edition.profiles.items()
        for c, figure in profile.figures.items()
    }
    now, before = published.numbers[MONTHS[1]], published.numbers[MONTHS[0]]
    assert len(read) > 20_000
    assert read == {cell: (now[cell], before.get(cell)) for cell in read}
    # Of villages only one cross is left unread: no page speaks of it.
    assert {
        (cell[1], cell[2], cell[4]) for cell in now if cell not in read and cell[0] == SMALL
    } == set()
    assert {
        (cell[1], cell[2], cell[4]) for cell in now if cell not in read and cell[0] == LARGE
    } >= {("families", "decile_group", "head_sex")}


def test_somebody_who_may_read_public_tables_alone_reads_the_same(published: Published) -> None:
    with published.place.warehouse.transaction() as tx:
        tx.execute("create role reader_of_pages login in role padan_public", "a login")
    engine = create_engine(published.place.warehouse.engine.url.set(username="reader_of_pages"))
    with engine.connect() as connection:
        assert read_edition(Transaction(connection), MONTHS[1]) == published.edition
    engine.dispose()
    with published.place.warehouse.transaction() as tx:
        tx.execute("drop role reader_of_pages", "a login")


def test_an_area_without_data_has_no_figures_and_says_that_nothing_came(
    published: Published,
) -> None:
    profile = published.edition.profiles[NEVER_DELIVERED]
    assert not profile.is_published
    assert [state.newest for state in profile.sources] == [None, None]


def test_a_zero_of_a_village_is_up_to_four_and_a_sum_of_zeros_more(published: Published) -> None:
    profile = published.edition.profiles[NEVER_DELIVERED[:6]]
    assert all(figure.zeros == 0 for figure in profile.figures.values())
    zeros = {
        figure.zeros
        for village in published.edition.of_level("village")
        for figure in village.figures.values()
        if figure.value == 0
    }
    assert zeros == {1}
    assert Figure.total([Figure(0, 5, zeros=1), Figure(0, 0, zeros=1)]) == Figure(0, 5, 2)


def test_a_sum_has_no_month_before_where_a_part_has_none() -> None:
    assert Figure.total([Figure(5, 5), Figure(10, None)]) == Figure(15, None)


def test_months_end_with_the_month_itself(published: Published) -> None:
    months = published.edition.profiles[LARGE].months
    assert [m.period for m in months] == list(MONTHS)
    assert months[-1].persons.value == published.number(LARGE, "persons", "all", "all")


def test_a_month_without_public_counts_says_that_there_is_nothing_to_deliver_and_why(
    published: Published,
) -> None:
    with (
        published.place.warehouse.transaction() as tx,
        pytest.raises(NotPublishedError, match=r"2025-01.*nothing to deliver") as caught,
    ):
        read_edition(tx, date(2025, 1, 1))
    assert "could not be protected" in caught.value.remedy


def test_a_cell_names_itself_in_one_word() -> None:
    assert Cell("persons", "sex", "L", "age_group", "60+").key == "p:sex=L/age_group=60+"
