"""One PostgreSQL server for all tests that need a warehouse, and a month that is really run."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from xdist.scheduler import LoadScopeScheduling

from pipelines.periods import parse_period
from pipelines.run import run_month
from pipelines.settings import Settings
from pipelines.status import DropStatus, PeriodStatus, period_status
from pipelines.steps import Step
from pipelines.warehouse import Warehouse, open_warehouse

JULY = date(2026, 7, 1)


# Folders whose files share what takes long to make: each of them stays in one process.
SHARED_FOLDERS = {f"tests/{name}" for name in ("dags", "deliver", "end_to_end", "publish")}
# Begun last, each of these would run alone for minutes at the end.
LONGEST = (
    "tests/families/test_any_order.py",
    "tests/reconcile/test_books.py",
    "tests/sync/test_any_order.py",
    "tests/dags",
    "tests/end_to_end",
    "tests/publish",
)


def scope_of(nodeid: str) -> str:
    """What runs in one process: a file, or a folder whose files share what is made for them."""
    file = nodeid.split("::")[0]
    folder = file.rpartition("/")[0]
    return folder if folder in SHARED_FOLDERS else file


class ScopeScheduling(LoadScopeScheduling):
    """Files and folders run side by side, each in one process."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin what takes longest; the others follow in their order."""
    place = {scope: number for number, scope in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(scope_of(item.nodeid), len(LONGEST)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ScopeScheduling:
    """Who shares out the tests with `-n`."""
    return ScopeScheduling(config, log)


@dataclass(frozen=True)
class _Server:
    admin_url: str
    url_of: Callable[[str], str]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Server]:
    """The session's embedded server, with a migrated database to copy from."""
    home = tmp_path_factory.mktemp("server")
    with open_warehouse(Settings(home=home)) as warehouse:
        _forgo_durability(warehouse)
        url = warehouse.engine.url

        def url_of(database: str) -> str:
            return url.set(database=database).render_as_string(hide_password=False)

        _create(url_of, "template_padan", template=str(url.database))
        yield _Server(url_of("postgres"), url_of)


def _forgo_durability(warehouse: Warehouse) -> None:
    """Nothing of this server has to outlive a power cut; those that are killed have their own."""
    with warehouse.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("alter system set fsync = off"))
        connection.execute(text("select pg_reload_conf()"))


def _create(url_of: Callable[[str], str], name: str, template: str = "template1") -> str:
    engine = create_engine(url_of("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        # A database that somebody is connected to is not copied; Great Expectations stays so.
        connection.execute(text(END_SESSIONS), {"database": template})
        connection.execute(text(f"create database {name} template {template}"))
    engine.dispose()
    return url_of(name)


END_SESSIONS = (
    "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = :database"
)
_databases = itertools.count(1)
MakePlace = Callable[[str], "Place"]


@pytest.fixture(scope="session")
def _make_place(server: _Server, tmp_path_factory: pytest.TempPathFactory) -> MakePlace:
    """Gives places whose warehouse is a copy of a database."""

    def make(template: str) -> Place:
        name = f"test_{next(_databases)}"
        home = tmp_path_factory.mktemp(name)
        settings = Settings(
            home=home,
            landing=home / "landing",
            warehouse_url=_create(server.url_of, name, template),
            settle_seconds=0,
            wait_seconds=20,
        )
        return Place(open_warehouse(settings))

    return make


@pytest.fixture(scope="session")
def new_place(_make_place: MakePlace) -> Callable[[], Place]:
    """Gives places to work in: an empty warehouse, archive and landing folder each."""
    return lambda: _make_place("template_padan")


@pytest.fixture(scope="session")
def copy_place(_make_place: MakePlace) -> Callable[[Place], Place]:
    """Copies a place, files and all; whoever asks for it closes it."""

    def copy(place: Place) -> Place:
        made = _make_place(str(place.warehouse.engine.url.database))
        home = made.warehouse.settings.home
        shutil.copytree(place.warehouse.settings.home, home, dirs_exist_ok=True)
        return made

    return copy


@pytest.fixture
def copy_of(copy_place: Callable[[Place], Place]) -> Iterator[Callable[[Place], Place]]:
    """Copies places for one test, which may change what others only read."""
    made: list[Place] = []

    def copy(place: Place) -> Place:
        made.append(copy_place(place))
        return made[-1]

    yield copy
    for place in made:
        place.warehouse.close()


@dataclass(frozen=True)
class Place:
    """A warehouse with its landing folder; runs months and tells what became of them."""

    warehouse: Warehouse

    def folder(self, source: str, period: str = "2026-07") -> Path:
        folder = self.warehouse.settings.landing / period / source
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def run(self, period: str = "2026-07", *, until: Step = Step.PUBLISH) -> Month:
        month = parse_period(period)
        run_month(self.warehouse, self.warehouse.settings.landing, month, until=until)
        return Month(self.warehouse, month, period_status(self.warehouse, month))

    def take_in(self, period: str = "2026-07") -> Month:
        """Run a month as far as its rows are staged: all that is said of its files is said then."""
        return self.run(period, until=Step.STAGE)

    def rows(self, query: str, **parameters: object) -> list[dict[str, object]]:
        with self.warehouse.transaction() as tx:
            return [dict(row) for row in tx.rows_of(query, "a look of a test", **parameters)]


@dataclass(frozen=True)
class Month:
    """What became of a month, file by file."""

    warehouse: Warehouse
    period: date
    status: PeriodStatus

    def drop(self, name: str) -> DropStatus:
        """The last drop whose file is called so, in whatever folder."""
        found = [d for d in self.status.drops if d.file_name.split("/", 2)[2] == name]
        assert found, f"{name} is not among {[d.file_name for d in self.status.drops]}"
        return found[-1]

    def staged(self, name: str, table: str = "person") -> list[dict[str, object]]:
        """Rows staged of a file, in its order."""
        query = (
            f"select s.* from staging.{table} as s join ops.drop as d using (drop_id)"
            " where d.period = :period and split_part(d.file_name, '/', 3) = :name"
            " and d.state = 'accepted' order by s.row_id"
        )
        with self.warehouse.transaction() as tx:
            found = tx.rows_of(query, "staged rows", period=self.period, name=name)
            return [dict(row) for row in found]

    def flags(self, name: str) -> dict[int, set[str]]:
        """Codes of flags by row number."""
        query = (
            "select f.code, r.row_number from staging.flag as f"
            " join (select period, row_id, row_number from staging.person union all"
            " select period, row_id, row_number from staging.family) as r using (period, row_id)"
            " join ops.drop as d on f.drop_id = d.drop_id"
            " where f.period = :period and split_part(d.file_name, '/', 3) = :name"
        )
        found: dict[int, set[str]] = {}
        with self.warehouse.transaction() as tx:
            for row in tx.rows_of(query, "flags", period=self.period, name=name):
                found.setdefault(row["row_number"], set()).add(row["code"])
        return found

    def aside(self, name: str) -> dict[int, list[str]]:
        """Reasons by row number of the rows set aside."""
        query = (
            "select q.row_number, q.reasons from quarantine.row as q"
            " join ops.drop as d using (drop_id)"
            " where q.period = :period and split_part(d.file_name, '/', 3) = :name"
        )
        with self.warehouse.transaction() as tx:
            found = tx.rows_of(query, "rows set aside", period=self.period, name=name)
            return {row["row_number"]: list(row["reasons"]) for row in found}


@pytest.fixture
def place(new_place: Callable[[], Place]) -> Iterator[Place]:
    """A place of the test's own."""
    made = new_place()
    yield made
    made.warehouse.close()


@pytest.fixture
def warehouse(place: Place) -> Warehouse:
    """An empty warehouse of the test's own."""
    return place.warehouse
