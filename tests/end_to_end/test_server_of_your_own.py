"""The same month on Debian's PostgreSQL 15, reached by PADAN_WAREHOUSE_URL."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.run import run_month
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse, open_warehouse
from tests.end_to_end.conftest import MONTHS, Regency

BINARIES = Path("/usr/lib/postgresql/15/bin")
COUNTED = (
    "select source, desil, sum(families) as families, sum(persons) as persons, sum(rows) as rows"
    " from mart.village_population_monthly where period = :p group by 1, 2 order by 1, 2"
)


@pytest.fixture(scope="module")
def debian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    if not BINARIES.exists():
        pytest.skip("Debian's PostgreSQL 15 is not installed: apt-get install postgresql-15")
    # A short path of its own: sockets allow about a hundred characters.
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    owner = "postgres" if os.geteuid() == 0 else None
    if owner:
        os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)

    def server(program: str, *arguments: str) -> None:
        subprocess.run(
            [BINARIES / program, "-D", str(folder / "data"), *arguments],
            user=owner,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )

    server("initdb", "-U", "padan", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    server("pg_ctl", "-w", "-o", f"-k {folder} -c listen_addresses=''", "start")
    try:
        url = f"postgresql+psycopg2://padan@localhost/postgres?host={folder}"
        home = tmp_path_factory.mktemp("debian")
        settings = Settings(home=home, warehouse_url=url, settle_seconds=0)
        with open_warehouse(settings) as warehouse:
            yield warehouse
    finally:
        server("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def test_months_come_out_as_on_the_embedded_server(debian: Warehouse, regency: Regency) -> None:
    # All months: what a later one shows of people changes the counts of those before.
    for month in MONTHS:
        run_month(debian, regency.landing, month)
    with debian.transaction() as there, regency.warehouse.transaction() as here:
        assert there.scalar("show server_version_num").startswith("15")
        found = there.rows_of(COUNTED, "counts", p=MONTHS[0])
        assert found == here.rows_of(COUNTED, "counts", p=MONTHS[0])
        assert sum(row["rows"] or 0 for row in found) > 0
