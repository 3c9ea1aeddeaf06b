"""Who may read what: four roles, granted by the SQL in `sql/roles/`."""

from __future__ import annotations

from sqlalchemy import Connection, text

from pipelines.statements import read_statement

ROLES = ("engineer", "registry", "dashboard", "public")


def grant_roles(connection: Connection) -> None:
    """Create the roles where that is allowed, and grant each what it may; again is no harm."""
    connection.exec_driver_sql(read_statement("roles/create").replace("%", "%%"))
    for role in ROLES:
        if _exists(connection, f"padan_{role}"):
            connection.exec_driver_sql(read_statement(f"roles/{role}").replace("%", "%%"))


def _exists(connection: Connection, role: str) -> bool:
    query = text("select exists (select from pg_roles where rolname = :role)")
    return bool(connection.execute(query, {"role": role}).scalar())
