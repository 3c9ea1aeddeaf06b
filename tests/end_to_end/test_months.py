"""Three months of a small regency, from files to village tables."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import text

from pipelines.export import export_links, export_villages
from pipelines.periods import format_period
from pipelines.reconcile.books import reconcile
from pipelines.reference import load_villages
from pipelines.run import run_month
from pipelines.statements import read_statement
from pipelines.status import period_status
from tests.end_to_end.conftest import MONTHS, Regency
from tests.end_to_end.tables import checksums, row_versions


@pytest.mark.parametrize("month", MONTHS, ids=format_period)
def test_every_file_of_a_month_is_accepted_and_every_row_accounted_for(
    regency: Regency, month: date
) -> None:
    status = period_status(regency.warehouse, month)
    assert {drop.state for drop in status.drops} == {"accepted"}
    assert status.unbalanced == []
    for drop in status.drops:
        assert drop.rows == drop.loaded
        assert drop.loaded == drop.staged + drop.set_aside + drop.superseded


@pytest.mark.parametrize("month", MONTHS, ids=format_period)
def test_every_row_of_the_truth_is_staged_or_set_aside(
    regency: Regency, month: date, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("links") / "links.parquet"
    export_links(regency.warehouse, month, out)
    links = pd.read_parquet(out)
    truth = pd.read_parquet(regency.truth / "rows.parquet")
    truth = truth[(truth.period == format_period(month)) & (truth.kind == "person")]
    keys = ["file_name", "sheet_name", "row_number"]
    joined = links.merge(truth, on=keys, how="outer", indicator=True)
    lost = joined[joined._merge == "right_only"]
    assert (joined._merge != "left_only").all()
    with regency.warehouse.transaction() as tx:
        aside = tx.scalar(
            "select count(*) from quarantine.row where period = :p and kind = 'person'"
            " and not 'total_row' = any(reasons)",
            p=month,
        )
    assert len(lost) == aside
    assert links.person_id.notna().all()


def test_all_villages_are_published_every_month(regency: Regency) -> None:
    with regency.warehouse.transaction() as tx:
        for month in MONTHS:
            villages = tx.scalar(
                "select count(distinct village_code_kemendagri)"
                " from mart.village_population_monthly where period = :p",
                p=month,
            )
            assert villages == len(load_villages()) == 237


def test_deciles_add_up_to_all_and_rows_to_what_was_staged(
    regency: Regency, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("villages") / "villages.parquet"
    export_villages(regency.warehouse, MONTHS[0], out)
    table = pd.read_parquet(out)
    assert list(table.columns) == [
        "period",
        "village_code",
        "source",
        "desil",
        "persons",
        "families",
        "persons_low",
        "persons_high",
    ]
    total = table[table.desil.isna()].set_index(["village_code", "source"]).persons
    parts = table[table.desil.notna()].groupby(["village_code", "source"]).persons.sum(min_count=1)
    assert (total.fillna(-1).sort_index() == parts.fillna(-1).sort_index()).all()
    with regency.warehouse.transaction() as tx:
        staged = tx.scalar("select count(*) from staging.person where period = :p", p=MONTHS[0])
        rows = tx.scalar(
            "select sum(rows) from mart.village_population_monthly"
            " where period = :p and desil is null and source = 'any'",
            p=MONTHS[0],
        )
        persons = tx.scalar(
            "select count(distinct person_id) from registry.standing_person"
            " where standing_period = :p",
            p=MONTHS[0],
        )
    assert rows == staged
    assert total.xs("any", level="source").sum() == persons


def test_p3ke_is_carried_forward_into_a_month_without_it(regency: Regency) -> None:
    with regency.warehouse.transaction() as tx:
        rows = tx.rows_of(
            "select period, sum(persons) as persons, max(as_of_p3ke) as as_of,"
            " bool_or(is_delivered) as is_delivered from mart.village_population_monthly"
            " where source = 'p3ke' and desil is null group by period order by period",
            "P3KE by month",
        )
    july, august, september = rows
    assert (july.is_delivered, august.is_delivered, september.is_delivered) == (True, False, True)
    assert (august.as_of, september.as_of) == (MONTHS[0], MONTHS[2])
    assert abs(august.persons - july.persons) <= 0.02 * july.persons


def test_published_persons_are_near_the_truth(regency: Regency) -> None:
    truth = pd.read_parquet(regency.truth / "villages.parquet")
    with regency.warehouse.transaction() as tx:
        for month in MONTHS:
            for source in ("p3ke", "dtks", "any"):
                here = truth[(truth.period == format_period(month)) & (truth.source == source)]
                counted = tx.scalar(
                    "select sum(persons) from mart.village_population_monthly"
                    " where period = :p and source = :s and desil is null",
                    p=month,
                    s=source,
                )
                assert counted == pytest.approx(here.persons.sum(), rel=0.05)


@pytest.mark.parametrize("month", MONTHS[1:], ids=format_period)
def test_the_books_close_and_move_as_many_in_as_out(regency: Regency, month: date) -> None:
    books = reconcile(regency.warehouse, month)
    assert books.close
    assert [line for line in books.lines if line.difference] == []
    for entity in ("person", "family"):
        for source in ("p3ke", "dtks", "any"):
            own = [x for x in books.lines if (x.entity, x.source) == (entity, source)]
            assert sum(line.moved_in for line in own) == -sum(line.moved_out for line in own)
            assert sum(line.closing for line in own) > 0


def test_the_same_month_again_changes_no_row(regency: Regency) -> None:
    before, written = checksums(regency.warehouse), row_versions(regency.warehouse)
    run_month(regency.warehouse, regency.landing, MONTHS[1])
    assert checksums(regency.warehouse) == before
    assert row_versions(regency.warehouse) == written


# Last: the server counts the rows of a transaction that was rolled back, too.
def test_a_lost_row_opens_the_books(regency: Regency) -> None:
    with regency.warehouse.engine.connect() as connection:
        transaction = connection.begin()
        connection.execute(
            text(
                "delete from staging.person where row_id = (select min(row_id) from staging.person"
                " where period = :p and source = 'dtks')"
            ),
            {"p": MONTHS[2]},
        )
        lines = connection.execute(
            text(read_statement("status/unbalanced")), {"period": MONTHS[2]}
        ).all()
        transaction.rollback()
    assert len(lines) == 1


def test_who_is_marked_as_dead_in_a_workbook_leaves_the_books_as_dead(regency: Regency) -> None:
    truth = pd.read_parquet(regency.truth / "rows.parquet")
    marked = truth[truth.faults.map(lambda faults: "dead_marked" in faults)]
    with regency.warehouse.transaction() as tx:
        for month in MONTHS:
            rows = tx.rows_of(
                "select d.file_name, s.sheet_name, p.row_number, r.status"
                " from staging.person as p"
                " join ops.drop as d using (drop_id)"
                " join ops.sheet as s using (drop_id, sheet_no)"
                " join registry.source_person_version as v on p.record_key = v.record_id"
                " join registry.record_status_as_of(:p) as r on v.record_id = r.record_id"
                " where p.period = :p and p.status_keberadaan = 'meninggal' group by 1, 2, 3, 4",
                "the dead",
                p=month,
            )
            found = {(row["file_name"], row["sheet_name"], row["row_number"]) for row in rows}
            wanted = marked[marked.period == format_period(month)]
            keys = ("file_name", "sheet_name", "row_number")
            assert found == set(wanted[[*keys]].itertuples(index=False, name=None))
            assert {row["status"] for row in rows} <= {"dead"}
    assert len(marked)
