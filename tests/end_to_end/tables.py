"""What a warehouse holds, as one hash per table: equal hashes, equal rows, in whatever order."""

from sqlalchemy import text

from pipelines.warehouse import Warehouse

SCHEMAS = ("raw", "staging", "quarantine", "linkage", "registry", "mart", "reference")
# Decisions, without the times at which they were taken.
DROPS = (
    "select drop_id, period, source, file_name, sha256, kind, state, data_rows, loaded_rows,"
    " refused_rows, staged_rows, set_aside_rows, superseded_rows, flagged_rows, staged_with,"
    " refusal_code, report from ops.drop"
)
DELIVERIES = "select * from ops.delivery"
# What we knew in which run, without the times of the runs.
SYNC_RUNS = "select run_id, period from registry.sync_run"


def checksums(warehouse: Warehouse) -> dict[str, str]:
    """Hash of the rows of every table outside `ops`, and of what `ops` has decided."""
    with warehouse.engine.connect() as connection:
        tables = connection.execute(
            text(
                "select schemaname || '.' || tablename from pg_tables"
                " where schemaname = any(:schemas) and schemaname <> 'mart'"
                # Of the marts, what readers see: numbers and times of releases differ.
                " union all select 'mart.' || viewname from pg_views"
                " where schemaname = 'mart' and viewname <> 'current_release' order by 1"
            ),
            {"schemas": list(SCHEMAS)},
        ).scalars()
        queries = {name: f"table {name}" for name in tables}
        queries |= {"ops.drop": DROPS, "ops.delivery": DELIVERIES}
        queries["registry.sync_run"] = SYNC_RUNS
        return {
            name: str(
                connection.execute(
                    text(
                        "select count(*) || ' '"
                        " || coalesce(md5(string_agg(t::text, '|' order by t::text)), '')"
                        f" from ({query}) as t"
                    )
                ).scalar()
            )
            for name, query in queries.items()
        }


def row_versions(warehouse: Warehouse) -> dict[str, int]:
    """Rows ever written, changed and deleted by table outside `ops`, as the server counts them."""
    with warehouse.engine.connect() as connection:
        connection.execute(text("select pg_stat_force_next_flush()"))
        rows = connection.execute(
            text(
                "select schemaname || '.' || relname as name,"
                " n_tup_ins + n_tup_upd + n_tup_del as n"
                " from pg_stat_user_tables where schemaname = any(:schemas)"
            ),
            {"schemas": list(SCHEMAS)},
        )
        return {row.name: row.n for row in rows}
