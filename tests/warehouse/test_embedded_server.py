"""The embedded server lives as long as it is used, whatever is killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from pipelines.embedded import EmbeddedServer, binary
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse

USE_AND_WAIT = (
    "import sys, time; from pathlib import Path; from pipelines.embedded import EmbeddedServer;"
    "server = EmbeddedServer(Path(sys.argv[1])); server.use();"
    "print('up', flush=True); time.sleep(60)"
)
PATIENCE_SECONDS = 20


def user_of(home: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", USE_AND_WAIT, str(home)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def comes_true(condition: object) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


def test_the_server_stops_when_its_last_user_is_killed(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path)
    first, second = user_of(tmp_path), user_of(tmp_path)
    first.kill()
    first.wait()
    time.sleep(1)
    assert server.is_ready()
    second.kill()
    second.wait()
    assert comes_true(lambda: not server.is_ready())


def test_a_killed_server_is_started_again_with_what_was_committed(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with open_warehouse(settings) as warehouse, warehouse.transaction() as tx:
        tx.execute("create table public.kept as select 1 as one", "a table")
    server = EmbeddedServer(tmp_path)
    server.use()
    postmaster = int((server.data / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)
    server.release()
    assert comes_true(lambda: not server.is_ready())
    with open_warehouse(settings) as warehouse, warehouse.transaction() as tx:
        assert tx.scalar("select one from public.kept") == 1


def test_a_server_that_was_started_to_stay_outlives_its_users_until_stop(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path)
    server.keep()
    server.use()
    server.release()
    time.sleep(1)
    assert server.is_ready()
    assert server.stop()
    assert not server.is_ready()


def test_a_stopped_server_has_written_all_that_it_held(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    server = EmbeddedServer(tmp_path)
    with open_warehouse(settings) as warehouse, warehouse.transaction() as tx:
        tx.execute(
            "create table public.much as select n, repeat('x', 200) as text"
            " from generate_series(1, 500000) as n",
            "a table",
        )
    assert server.stop()
    assert not (server.data / "postmaster.pid").exists()
    control = subprocess.run(
        [binary("pg_controldata"), str(server.data)], capture_output=True, text=True, check=True
    )
    assert "shut down\n" in control.stdout


def test_a_home_of_an_earlier_version_gets_the_settings_of_today(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    server = EmbeddedServer(tmp_path)
    with open_warehouse(settings) as warehouse, warehouse.transaction() as tx:
        tx.execute("create table public.kept as select 1 as one", "a table")
    assert server.stop()
    (server.data / "padan.conf").write_text("listen_addresses = ''\nwork_mem = 4MB\n")
    with open_warehouse(settings) as warehouse, warehouse.transaction() as tx:
        assert tx.scalar("select current_setting('work_mem')") == "64MB"
        assert tx.scalar("select one from public.kept") == 1


def test_a_home_that_was_copied_is_as_good_as_the_first(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    with open_warehouse(Settings(home=first)) as warehouse, warehouse.transaction() as tx:
        tx.execute("create table public.kept as select 1 as one", "a table")
    assert EmbeddedServer(first).stop()
    shutil.copytree(first, second)
    with open_warehouse(Settings(home=second)) as warehouse, warehouse.transaction() as tx:
        assert tx.scalar("select one from public.kept") == 1


def test_a_data_folder_half_made_is_made_again(tmp_path: Path) -> None:
    half_made = EmbeddedServer(tmp_path).folder / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    with open_warehouse(Settings(home=tmp_path)) as warehouse, warehouse.transaction() as tx:
        assert tx.scalar("select 1") == 1


def test_what_makes_the_server_as_durable_as_postgresql_is_left_on(tmp_path: Path) -> None:
    with open_warehouse(Settings(home=tmp_path)) as warehouse, warehouse.transaction() as tx:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            assert tx.scalar("select current_setting(:name)", name=name) == "on"


def test_several_processes_start_one_server_together(tmp_path: Path) -> None:
    users = [
        subprocess.Popen(
            [sys.executable, "-c", USE_AND_WAIT, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for process in users:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.kill()
        process.wait()
    assert comes_true(lambda: not EmbeddedServer(tmp_path).is_ready())


def test_a_long_path_gets_a_socket_elsewhere(tmp_path: Path) -> None:
    home = tmp_path / ("a_folder_with_a_long_name_" * 4)
    with open_warehouse(Settings(home=home)) as warehouse, warehouse.transaction() as tx:
        assert tx.scalar("select 1") == 1
        elsewhere = EmbeddedServer(home).socket_folder
        assert elsewhere.is_dir()
    assert comes_true(lambda: not elsewhere.exists())
