"""A registry that was filled by an earlier version says the same after an upgrade."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from pipelines.linkage.nodes import (
    gather,
    keep_nodes,
    keep_places,
    read_nodes,
    read_places,
    read_rows,
)
from pipelines.settings import Settings
from pipelines.staged_rows import key_columns
from pipelines.warehouse import Transaction, open_warehouse
from pipelines.warehouse.migrate import upgrade
from tests.sync.conftest import AUGUST, JULY, Registry

BEFORE_FINGERPRINTS = "0013"
BEFORE_STATUSES = "0027"
BEFORE_TOLD_AGAIN = "0024"
FILLED = """
insert into linkage.node values (7, 'dtks', md5('node')::uuid, '2026-07-01');
insert into linkage.match_key (node_id, list, village, role)
values (7, 'dtks|77', '6402062001', 'KEPALA_KELUARGA');
insert into linkage.cluster values (7, 7);
insert into registry.person values (1, 7, '2026-07-01');
insert into registry.identity values (7, 1, 1);
insert into registry.family_list values (3, 'dtks|77', null, '2026-07-01');
insert into registry.sync_run values (1, '2026-07-01', now());
insert into registry.source_record values
(1, 'dtks', 'person', md5('person key k')::uuid, 1),
(2, 'dtks', 'person', md5('person key k')::uuid, 2);
insert into registry.source_person_version
(record_id, valid_from, known_from, node_id, is_present, hash, source,
village_code_kemendagri, nama)
values
(1, '2026-07-01', 1, 7, true, md5('said')::uuid, 'dtks', '6402062001', 'SATU'),
(2, '2026-07-01', 1, 7, true, md5('said')::uuid, 'dtks', '6402062001', 'SATU');
insert into registry.golden_version
(person_id, valid_from, known_from, dtks_record_id, nama_record_id, village_record_id)
values (1, '2026-07-01', 1, 1, 1, 1);
select ops.ensure_partition('staging.person', '2026-07-01');
insert into staging.person (period, source, drop_id, row_id, sheet_no, row_number, layout,
source_key, source_key_is_trusted, no_kk, village_code_kemendagri, placed_by, nama, tanggal_lahir)
values
('2026-07-01', 'dtks', 1, 1, 1, 1, '', 'k', true, '77', '6402062001', 'code', 'SATU', null),
('2026-07-01', 'dtks', 1, 2, 1, 2, '', 'k', false, '77', '6402062001', 'code', 'Dua', '1990-02-01');
"""

# Two nodes were one person, and the linkage parted them: the cluster of the one kept its number,
# so that sync did not look at it.
MISTAKEN = """
insert into linkage.node values
(8, 'dtks', md5('founder')::uuid, '2026-07-01'), (9, 'dtks', md5('parted')::uuid, '2026-07-01');
insert into linkage.cluster values (8, 8), (9, 9);
insert into registry.person values (2, 8, '2026-07-01');
insert into registry.identity (node_id, person_id, since_run, cluster_id)
values (8, 2, 1, 8), (9, 2, 1, 9);
"""


@pytest.fixture(scope="module")
def upgraded(server: Any) -> Iterator[Connection]:
    """A database filled as an earlier version did, then brought up to date."""
    admin = create_engine(server.admin_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("create database upgraded template template1"))
    admin.dispose()
    engine = create_engine(server.url_of("upgraded"))
    with engine.connect() as connection:
        upgrade(connection, BEFORE_FINGERPRINTS)
        connection.exec_driver_sql(FILLED)
        upgrade(connection, BEFORE_TOLD_AGAIN)
        connection.exec_driver_sql(MISTAKEN)
        upgrade(connection)
        yield connection
    engine.dispose()


def test_records_keep_their_meaning_under_new_numbers(upgraded: Connection) -> None:
    rows = upgraded.execute(
        text(
            "select record_id - registry.record_id('person key k', 1) as repeat,"
            " hash = registry.fingerprint('said') as is_same"
            " from registry.source_person_version order by record_id"
        )
    ).all()
    assert [tuple(row) for row in rows] == [(0, True), (1, True)]
    golden = upgraded.execute(
        text(
            "select nama, dtks_record_id = registry.record_id('person key k', 1)"
            " from registry.person_as_of('2026-08-01')"
        )
    ).one()
    assert tuple(golden) == ("SATU", True)


def test_nodes_stand_on_the_lists_that_their_keys_name(upgraded: Connection) -> None:
    query = "select list_id, is_head, is_parent from registry.identity where node_id = 7"
    assert tuple(upgraded.execute(text(query)).one()) == (3, True, True)


def test_nodes_know_in_which_cluster_they_were_told_their_person(upgraded: Connection) -> None:
    query = "select node_id, cluster_id from registry.identity where node_id in (7, 8) order by 1"
    assert [tuple(row) for row in upgraded.execute(text(query))] == [(7, 7), (8, 8)]


def test_a_node_that_was_told_the_person_of_another_cluster_is_told_again(
    upgraded: Connection,
) -> None:
    query = "select cluster_id from registry.identity where node_id = 9"
    assert upgraded.execute(text(query)).scalar() is None


def test_who_speaks_for_whom_is_the_same_in_narrower_rows(upgraded: Connection) -> None:
    query = "select person_id, nama_place, village_place, nik_place from registry.golden_speaker"
    assert tuple(upgraded.execute(text(query)).one()) == (1, 2, 2, None)


def test_what_is_staged_is_known_as_by_the_stage_step(upgraded: Connection) -> None:
    keys = key_columns(Transaction(upgraded), "person")
    rows = upgraded.execute(
        text(
            f"select record_key, record_key = {keys['record_key']} as is_same_key,"
            f" content_fingerprint = {keys['content_fingerprint']} as says_the_same,"
            " registry.record_id('person key k', 1) as by_key,"
            " registry.record_id('person dtks/77/DUA/1990-02-01', 1) as by_list"
            " from staging.person as s order by row_id"
        )
    ).all()
    assert [row.record_key for row in rows] == [rows[0].by_key, rows[0].by_list]
    assert all(row.is_same_key and row.says_the_same for row in rows)


@pytest.mark.parametrize("view", ["current_person", "source_person_history"])
def test_what_was_described_is_described_still(upgraded: Connection, view: str) -> None:
    query = text("select obj_description(cast(:view as regclass))")
    assert upgraded.execute(query, {"view": f"registry.{view}"}).scalar()


SAYS = {"key": "k", "nama": "SITI AMINAH"}
# As version 0027 staged a row and told its facts: by all columns that both have.
# A driver reads one percent sign as the place of a parameter.
STAGED_BEFORE_STATUSES = """
select ops.ensure_partition('staging.person', '2026-07-01');
insert into ops.drop (drop_id, period, source, file_name, sha256, size_bytes, modified_at,
archive_name, state)
values (1, '2026-07-01', 'dtks', '2026-07', '', 1, now(), '', 'accepted');
insert into staging.person (period, source, drop_id, row_id, sheet_no, row_number, layout,
source_person_id, source_key, source_key_is_trusted, village_code_kemendagri, placed_by, nama,
tanggal_lahir, jenis_kelamin, hubungan_keluarga, record_key, content_fingerprint)
values ('2026-07-01', 'dtks', 1, 1, 1, 1, 'bnba', 'k', 'dtks:k', true, '6402012001', 'code',
'SITI AMINAH', '1980-05-17', 'P', 'KEPALA_KELUARGA',
registry.record_key('person', 'dtks', 'dtks:k', true, null, 'SITI AMINAH', '1980-05-17'), 0);
do $$
declare
    said text;
begin
    select string_agg('s.' || a.attname, ', ' order by a.attnum) into said
    from pg_attribute as a
    inner join pg_attribute as b on a.attname = b.attname
    where
        a.attrelid = cast('registry.source_person_version' as regclass)
        and b.attrelid = cast('staging.person' as regclass)
        and a.attnum > 0
        and b.attnum > 0
        and not a.attisdropped;
    execute format(
        'update staging.person as s set'
        ' content_fingerprint = registry.fingerprint(row(%%s, s.source_key)::text)', said
    );
end
$$;
"""
TOLD_BEFORE_STATUSES = """
insert into linkage.cluster select node_id, node_id from linkage.node;
insert into registry.person select 1, node_id, '2026-07-01' from linkage.node;
insert into registry.sync_run values (1, '2026-07-01', now());
insert into registry.identity (node_id, person_id, since_run, cluster_id)
select node_id, 1, 1, node_id from linkage.node;
do $$
declare
    said text;
begin
    select string_agg('s.' || a.attname, ', ' order by a.attnum) into said
    from pg_attribute as a
    inner join pg_attribute as b on a.attname = b.attname
    where
        a.attrelid = cast('registry.source_person_version' as regclass)
        and b.attrelid = cast('staging.person' as regclass)
        and a.attnum > 0
        and b.attnum > 0
        and not a.attisdropped;
    execute format(
        'insert into registry.source_person_version'
        ' (record_id, valid_from, known_from, node_id, is_present, hash, %%s)'
        ' select s.record_key, s.period, 1, n.node_id, true, s.content_fingerprint, %%s'
        ' from staging.person as s cross join linkage.node as n', replace(said, 's.', ''), said
    );
end
$$;
"""


@pytest.fixture
def told_before_statuses(server: Any) -> Iterator[Registry]:
    """A registry that knew nothing of statuses when it was filled, brought up to date."""
    admin = create_engine(server.admin_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("create database statuses template template1"))
    admin.dispose()
    url = server.url_of("statuses")
    engine = create_engine(url)
    with engine.connect() as connection, connection.begin():
        upgrade(connection, BEFORE_STATUSES)
        connection.exec_driver_sql(STAGED_BEFORE_STATUSES)
        tx = Transaction(connection)
        gathered = gather(read_rows(tx, JULY), read_nodes(tx), read_places(tx, JULY))
        keep_nodes(tx, JULY, gathered.new)
        keep_places(tx, JULY, gathered)
        connection.exec_driver_sql(TOLD_BEFORE_STATUSES)
    engine.dispose()
    with open_warehouse(Settings(warehouse_url=url)) as warehouse:
        yield Registry(warehouse)


def test_who_was_told_before_rows_said_whether_they_are_there_is_not_told_again(
    told_before_statuses: Registry,
) -> None:
    registry = told_before_statuses
    registry.who["k"] = "k"
    summaries = [registry.sync(JULY), registry.work_in(AUGUST, SAYS)]
    assert [(s.steps_added, s.steps_withdrawn) for s in summaries] == [(0, 0), (0, 0)]
    there = registry.work_in(AUGUST, {**SAYS, "status_keberadaan": "ada"})
    assert (there.steps_added, there.steps_withdrawn) == (0, 0)
    dead = registry.work_in(AUGUST, {**SAYS, "status_keberadaan": "meninggal"})
    assert (dead.steps_added, dead.steps_withdrawn) == (1, 0)
