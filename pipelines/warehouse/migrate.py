"""Brings the schema up to date with Alembic; migrations are plain SQL in `sql/migrations/`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from pipelines.errors import NewerWarehouseError
from pipelines.statements import SQL_FOLDER

if TYPE_CHECKING:
    from pipelines.warehouse.connection import Warehouse

MIGRATIONS = SQL_FOLDER / "migrations"
MIGRATION_KEY = 7_500_000_000


@cache
def revisions() -> frozenset[str]:
    """Every migration that this code knows."""
    return _named("revision")


@cache
def newest_revision() -> str:
    """The migration on which no other stands: whose number is highest need not be the last."""
    (newest,) = revisions() - _named("down_revision")
    return newest


def _named(name: str) -> frozenset[str]:
    """What the migrations call their own number, or that of the one on which they stand."""
    files = (MIGRATIONS / "versions").glob("[0-9]*.py")
    pattern = re.compile(rf'^{name} = "(\d+)"$', re.M)
    return frozenset(n for path in files for n in pattern.findall(path.read_text(encoding="utf-8")))


def migrate_if_behind(warehouse: Warehouse) -> bool:
    """Apply what is missing; tells whether anything was.

    One process migrates, others that come meanwhile wait for it.

    Raises:
        NewerWarehouseError: Newer code was here before.
    """
    revision = _revision(warehouse)
    if revision == newest_revision():
        return False
    if revision is not None and revision not in revisions():
        raise NewerWarehouseError(revision, newest_revision())
    with warehouse.engine.connect() as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": MIGRATION_KEY})
        connection.commit()
        try:
            upgrade(connection)
            connection.commit()
        finally:
            connection.rollback()
            connection.execute(text("select pg_advisory_unlock(:key)"), {"key": MIGRATION_KEY})
            connection.commit()
    return True


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Apply what is missing up to a revision, on the caller's connection."""
    # Imported here: Alembic costs a third of a second that most commands need not pay.
    from alembic import command
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    configuration.attributes["connection"] = connection
    command.upgrade(configuration, revision)


def apply_statements(migration: str) -> None:
    """Apply the SQL files of the migration file's folder, in the order of their names.

    Args:
        migration: `__file__` of the migration, such as `…/0001_spine.py`.
    """
    from alembic import op

    for path in sorted(Path(migration).with_suffix("").glob("*.sql")):
        # The driver would read a percent sign as the place of a parameter.
        op.get_bind().exec_driver_sql(path.read_text(encoding="utf-8").replace("%", "%%"))


def _revision(warehouse: Warehouse) -> str | None:
    with warehouse.engine.connect() as connection:
        exists = connection.execute(text("select to_regclass('public.alembic_version')")).scalar()
        if exists is None:
            return None
        query = text("select version_num from public.alembic_version")
        return connection.execute(query).scalar()
