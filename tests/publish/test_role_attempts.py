"""Roles by other doors: functions, sequences, files, others' queries, schemas of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from pipelines.warehouse.roles import grant_roles
from tests.conftest import Place

OURS = (
    "ops",
    "raw",
    "quarantine",
    "staging",
    "linkage",
    "registry",
    "reference",
    "mart",
    "release",
    "mart_public",
    "disclosure",
)
# Of reference only sums over codes: ages, deciles. Officers of the registry look people up.
MAY_CALL: dict[str, set[str]] = {
    "registry": {"reference", "registry"},
    "dashboard": {"reference"},
    "public": set(),
}
DENIED = "42501"
# Where the schema may not be seen, its tables are said not to exist.
NO_SUCH_TABLE = "42P01"
FUNCTIONS = (
    "select n.nspname as schema, p.proname as name, p.prokind = 'p' as is_procedure,"
    " coalesce((select string_agg('null::' || format_type(a, null), ', ' order by place)"
    " from unnest(p.proargtypes) with ordinality as x (a, place)), '') as arguments"
    " from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace"
    " where n.nspname = any(:schemas) and p.prorettype <> 'trigger'::regtype"
)
ATTEMPTS = {
    "becoming an engineer": "set role padan_engineer",
    "becoming the owner": "set session authorization postgres",
    "a program of the server": "copy (select 1) to program 'cat > /dev/null'",
    "a file of the server": "copy (select 1) to '/tmp/padan_attempt'",
    "reading a program": "create temporary table t (x text); copy t from program 'id'",
    "reading a file": "select pg_read_file('PG_VERSION')",
    "listing a folder": "select pg_ls_dir('.')",
    "importing a file": "select lo_import('PG_VERSION')",
    "large objects": "select * from pg_largeobject",
    "extended statistics": "select * from pg_statistic_ext_data",
    "statistics": "select * from pg_statistic",
    "passwords": "select * from pg_authid",
    "a query in a string": "select query_to_xml('select * from registry.person', true, true, '')",
    "a table in a string": "select table_to_xml('registry.person', true, true, '')",
    "a plan with its estimates": "explain select * from registry.person where person_id = 1",
    "a table of one's own": "create temporary table person (x integer)",
    "a function of one's own": "create function pg_temp.f() returns integer return 1",
    "a function among the public": "create function mart_public.f() returns integer return 1",
    "a view among the public": "create view public.v as select 1",
    "an operator before ours": "create operator public.= (function = int4eq, leftarg = int)",
    "a schema": "create schema mine",
    "a prepared look": "prepare p as select * from registry.person; execute p",
    "a cursor": "begin; declare c cursor for select * from raw.p3ke_person; fetch c",
    "a block of code": "do $$ begin perform * from registry.person; end $$",
    "another server": "create extension postgres_fdw",
    "locking a table": "begin; lock table registry.person in access share mode",
    "locking others out": "begin; lock table registry.person in share mode",
    "a person of one's own": "insert into registry.person (person_id) values (-1)",
    "somebody taken out": "delete from registry.identity",
    "all taken out": "truncate registry.identity",
    "another's past": "update registry.membership_version set family_id = null",
    "a count of one's own": "update release.village_population_monthly set persons = 0",
    "who looked": "select * from ops.audit",
    "nobody looked": "delete from ops.audit",
    "rows as sent": "select * from raw.p3ke_person",
    "rows set aside": "table quarantine.row",
    "what was drawn": "select * from disclosure.register",
}
# What officers of the registry may: read it, however they ask, and keep tables while they work.
MAY_TRY = {
    "registry": {
        "a query in a string",
        "a table in a string",
        "a plan with its estimates",
        "a table of one's own",
        "a function of one's own",
        "a prepared look",
        "a block of code",
        "locking a table",
    }
}
Login = Callable[[str], Connection]
roles = pytest.mark.parametrize("role", MAY_CALL)


@pytest.fixture
def login(regency: Place) -> Iterator[Login]:
    """Connections as a member of a role, over the server's own door."""
    engines = []
    # The tests' database is a copy, and rights on a database itself are not copied.
    with regency.warehouse.engine.begin() as owner:
        grant_roles(owner)

    def as_member(role: str) -> Connection:
        member = f"attempt_of_{role}"
        with regency.warehouse.transaction() as tx:
            if not tx.scalar("select count(*) from pg_roles where rolname = :r", r=member):
                tx.execute(f"create role {member} login in role padan_{role}", "a login")
        url = regency.warehouse.engine.url.set(username=member)
        engines.append(create_engine(url, isolation_level="AUTOCOMMIT"))
        return engines[-1].connect()

    yield as_member
    for engine in engines:
        engine.dispose()


def refusal(connection: Connection, statement: str) -> str | None:
    """The server's code for a refusal; none where the statement went through."""
    try:
        connection.exec_driver_sql(statement)
    except DBAPIError as error:
        connection.exec_driver_sql("rollback")
        return str(getattr(error.orig, "pgcode", None))
    return None


@roles
def test_no_function_of_ours_can_be_called_but_those_on_codes(
    regency: Place, login: Login, role: str
) -> None:
    functions = regency.rows(FUNCTIONS, schemas=list(OURS))
    assert {f["schema"] for f in functions} >= {"ops", "staging", "registry", "reference"}
    with login(role) as connection:
        for f in functions:
            verb = "call" if f["is_procedure"] else "select"
            call = f"{verb} {f['schema']}.{f['name']}({f['arguments']})"
            allowed = refusal(connection, call) != DENIED
            assert allowed == (f["schema"] in MAY_CALL[role]), call


@roles
def test_even_with_the_schema_open_a_function_would_not_be_called(
    regency: Place, login: Login, role: str
) -> None:
    query = text(
        "select p.oid::regprocedure::text from pg_proc as p join pg_namespace as n"
        " on n.oid = p.pronamespace where n.nspname = any(:closed)"
        " and has_function_privilege(p.oid, 'execute')"
    )
    # Functions of the registry ask those of staging, which is not open to look into.
    asked = {"staging"} if role == "registry" else set()
    closed = sorted(set(OURS) - {"reference"} - MAY_CALL[role] - asked)
    with login(role) as connection:
        assert list(connection.execute(query, {"closed": closed})) == []


@roles
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_an_attempt_is_refused_but_for_what_the_role_is_there_for(
    login: Login, role: str, attempt: str
) -> None:
    with login(role) as connection:
        code = refusal(connection, ATTEMPTS[attempt])
        if attempt in MAY_TRY.get(role, set()):
            # Not every server is built with XML.
            assert code in {None, "0A000"}
        else:
            assert code in {DENIED, "0A000"}


@roles
def test_no_sequence_is_read_or_moved(regency: Place, login: Login, role: str) -> None:
    sequences = regency.rows(
        "select format('%I.%I', schemaname, sequencename) as name from pg_sequences"
        " where schemaname = any(:schemas)",
        schemas=list(OURS),
    )
    assert sequences
    readable = {"dashboard": {"release", "mart"}, "registry": {"release", "mart", "registry"}}
    with login(role) as connection:
        for sequence in sequences:
            name = str(sequence["name"])
            assert refusal(connection, f"select nextval('{name}')") == DENIED
            if name.split(".")[0] not in readable.get(role, set()):
                assert refusal(connection, f"select last_value from {name}") == DENIED


@roles
def test_a_search_path_opens_no_schema(login: Login, role: str) -> None:
    closed = ["p3ke_person", "dtks_person", "row_node", "match_key", "row"]
    if role != "registry":
        closed += ["person", "family", "standing_person"]
    with login(role) as connection:
        connection.exec_driver_sql("set search_path = registry, raw, quarantine, staging, linkage")
        for table in closed:
            assert refusal(connection, f"select * from {table}") == NO_SUCH_TABLE


@roles
def test_what_others_ask_is_not_seen(regency: Place, login: Login, role: str) -> None:
    with regency.warehouse.transaction() as tx, login(role) as connection:
        tx.scalar("select 'somebody sought by name'")
        seen = connection.execute(text("select usename, query from pg_stat_activity"))
        others = [query for user, query in seen if user != f"attempt_of_{role}" and query]
        assert others
        assert all("sought" not in query for query in others)


@roles
def test_a_large_object_of_another_is_not_read(regency: Place, login: Login, role: str) -> None:
    with regency.warehouse.transaction() as tx:
        number = tx.scalar("select lo_from_bytea(0, 'a list')")
    try:
        with login(role) as connection:
            assert refusal(connection, f"select lo_get({number})") == DENIED
            assert refusal(connection, f"select lo_put({number}, 0, 'x')") == DENIED
            assert refusal(connection, f"select lo_unlink({number})") == DENIED
    finally:
        with regency.warehouse.transaction() as tx:
            tx.scalar("select lo_unlink(:number)", number=number)


@roles
def test_no_value_of_a_person_stands_in_statistics_that_can_be_read(
    login: Login, role: str
) -> None:
    personal = {"raw", "quarantine", "staging", "linkage", "registry", "ops", "disclosure"}
    if role == "registry":
        personal -= {"registry"}
    with login(role) as connection:
        for view in ("pg_stats", "pg_stats_ext", "pg_stats_ext_exprs"):
            query = text(f"select count(*) from {view} where schemaname = any(:personal)")
            assert connection.execute(query, {"personal": list(personal)}).scalar() == 0
