"""Four roles, each logged in as, each trying everything that it may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.conftest import Place

# What each may read; everything else is tried and must fail.
READS = {
    # Of public the version of the schema, which the command asks first.
    "registry": {"registry", "reference", "mart", "release", "mart_public", "public"},
    "dashboard": {"reference", "mart", "release", "mart_public"},
    "public": {"mart_public"},
}
OURS = (
    "select n.nspname as schema, c.relname as name from pg_class as c"
    " join pg_namespace as n on n.oid = c.relnamespace"
    " where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not like 'pg\\_%'"
    " and n.nspname <> 'information_schema' order by 1, 2"
)
PERSONAL = {"raw", "quarantine", "staging", "linkage", "registry"}
roles = pytest.mark.parametrize("role", READS)
Login = Callable[[str], Connection]


@pytest.fixture
def login(regency: Place) -> Iterator[Login]:
    """Connections as a member of a role, over the server's own door."""
    engines = []

    def as_member(role: str) -> Connection:
        member = f"member_of_{role}"
        with regency.warehouse.transaction() as tx:
            known = tx.scalar("select count(*) from pg_roles where rolname = :r", r=member)
            if not known:
                tx.execute(f"create role {member} login in role padan_{role}", "a login")
        url = regency.warehouse.engine.url.set(username=member)
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        engines.append(engine)
        return engine.connect()

    yield as_member
    for engine in engines:
        engine.dispose()


def tables(place: Place) -> list[tuple[str, str]]:
    return [(str(row["schema"]), str(row["name"])) for row in place.rows(OURS)]


def is_allowed(connection: Connection, statement: str) -> bool:
    try:
        connection.execute(text(statement))
    except DBAPIError as error:
        # Not allowed, or a view that nobody writes through; anything else is a fault of the test.
        assert getattr(error.orig, "pgcode", None) in {"42501", "55000"}
        return False
    return True


@roles
def test_a_role_reads_its_schemas_and_no_other(regency: Place, login: Login, role: str) -> None:
    with login(role) as connection:
        readable = {
            schema
            for schema, name in tables(regency)
            if is_allowed(connection, f'select * from {schema}."{name}" limit 1')
        }
    assert readable == READS[role]


@roles
def test_a_role_writes_nothing(regency: Place, login: Login, role: str) -> None:
    with login(role) as connection:
        for schema, name in tables(regency):
            assert not is_allowed(connection, f'delete from {schema}."{name}" where false')
        assert not is_allowed(connection, "create table mart_public.mine (x integer)")
        assert not is_allowed(connection, "create schema mine")


@roles
def test_statistics_show_no_table_that_the_role_cannot_read(login: Login, role: str) -> None:
    with login(role) as connection:
        for catalogue in ("pg_stats", "pg_stats_ext", "pg_stats_ext_exprs"):
            shown = connection.execute(text(f"select distinct schemaname from {catalogue}"))
            schemas = {row[0] for row in shown} - {"pg_catalog", "information_schema"}
            assert schemas <= READS[role]
        assert not is_allowed(connection, "select * from pg_statistic limit 1")
        assert not is_allowed(connection, "select * from pg_authid limit 1")


@pytest.mark.parametrize("role", ["dashboard", "public"])
def test_no_function_leads_to_a_person(regency: Place, login: Login, role: str) -> None:
    functions = regency.rows(
        "select p.oid::regprocedure::text as name, p.prosecdef as is_definer from pg_proc as p"
        " join pg_namespace as n on n.oid = p.pronamespace"
        " where n.nspname in ('ops', 'raw', 'quarantine', 'staging', 'linkage', 'registry',"
        " 'reference', 'mart', 'mart_public', 'release', 'disclosure')"
    )
    assert functions
    assert [f["name"] for f in functions if f["is_definer"]] == []
    with login(role) as connection:
        for schema in PERSONAL:
            query = text("select has_schema_privilege(:schema, 'usage')")
            assert not connection.execute(query, {"schema": schema}).scalar()
        assert not is_allowed(connection, "select pg_read_file('PG_VERSION')")


def test_no_table_for_dashboards_has_a_column_that_names_a_person(regency: Place) -> None:
    columns = regency.rows(
        "select table_name, column_name from information_schema.columns"
        " where table_schema in ('mart', 'mart_public', 'release') and column_name ~"
        " '^(nik.*|no_kk|nama.*|alamat|tanggal_lahir|(person|family|node|row)_id)$'"
    )
    assert columns == []


def test_an_engineer_reads_and_writes_everything(regency: Place, login: Login) -> None:
    with login("engineer") as connection:
        for schema, name in tables(regency):
            if schema != "public":
                assert is_allowed(connection, f'select * from {schema}."{name}" limit 1')
        assert is_allowed(connection, "delete from ops.step where false")
