"""The DAGs run their real steps against a real warehouse; what Airflow makes of it is looked at."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse

PERIOD = "2026-08"

pytestmark = pytest.mark.usefixtures("airflow_metadata", "landing")


def _run(dag_bag, dag_id, period=None):
    conf = {"period": period} if period else None
    return dag_bag.dags[dag_id].test(run_conf=conf)


def _states(run) -> dict[str, Counter]:
    found: dict[str, Counter] = {}
    for instance in run.get_task_instances():
        found.setdefault(instance.task_id, Counter())[str(instance.state)] += 1
    return found


def _labels(run, task_id) -> set[str]:
    return {i.rendered_map_index for i in run.get_task_instances() if i.task_id == task_id}


def _events(run) -> set[tuple[str, str | None]]:
    """Assets and partitions that the run announced."""
    from airflow.configuration import conf

    engine = create_engine(conf.get("database", "sql_alchemy_conn"))
    statement = text(
        "select asset.name, asset_event.partition_key from asset_event "
        "join asset on asset.id = asset_event.asset_id "
        "where asset_event.source_dag_id = :dag_id and asset_event.source_run_id = :run_id"
    )
    with engine.connect() as connection:
        rows = connection.execute(statement, {"dag_id": run.dag_id, "run_id": run.run_id})
        return {(name, key) for name, key in rows}


def _count(statement: str) -> int:
    with open_warehouse(Settings()) as warehouse, warehouse.transaction() as transaction:
        return int(transaction.scalar(statement))


def test_a_month_goes_from_files_to_village_tables(dag_bag, deliver):
    deliver("p3ke", 2)
    deliver("dtks", 2)

    received = _run(dag_bag, "receive_drops")
    assert received.state == "success"
    assert _states(received)["load"] == {"success": 4}
    assert _labels(received, "check_and_stage.stage") == {f"p3ke {PERIOD}", f"dtks {PERIOD}"}
    assert _labels(received, "load") >= {f"dtks {PERIOD} {name}" for name in _names("dtks")}
    assert _events(received) == {("p3ke", PERIOD), ("dtks", PERIOD)}

    synced = _run(dag_bag, "sync_registry", PERIOD)
    assert synced.state == "success"
    assert _events(synced) == {("registry", PERIOD)}

    published = _run(dag_bag, "publish_villages", PERIOD)
    assert published.state == "success"
    assert _events(published) == {("villages", PERIOD), ("delivered", PERIOD)}
    delivered = Settings().out
    assert len(list((delivered / "pages" / PERIOD / "desa").glob("*.pdf"))) == 237
    assert (delivered / "tables" / PERIOD / f"padan_{PERIOD}.xlsx").is_file()
    villages = "select count(distinct village_code_kemendagri) from mart.village_population_monthly"
    assert _count(villages) == 237


def test_one_source_alone_announces_itself_alone(dag_bag, deliver):
    deliver("dtks", 1)
    received = _run(dag_bag, "receive_drops")
    assert received.state == "success"
    assert _events(received) == {("dtks", PERIOD)}


def test_a_refused_file_makes_the_run_red_while_the_others_go_on(dag_bag, deliver, landing):
    deliver("dtks", 1)
    (landing / PERIOD / "dtks" / "rusak.xlsx").write_bytes(b"this is no workbook")
    received = _run(dag_bag, "receive_drops")
    states = _states(received)
    assert received.state == "failed"
    assert states["load"] == {"success": 2}
    assert states["report"] == {"failed": 1}
    assert _events(received) == {("dtks", PERIOD)}


def test_a_second_look_at_the_same_files_does_and_announces_nothing(dag_bag, deliver):
    deliver("dtks", 1)
    _run(dag_bag, "receive_drops")
    again = _run(dag_bag, "receive_drops")
    assert again.state == "success"
    assert _states(again)["load"] == {"skipped": 1}
    assert _events(again) == set()


def test_a_month_is_refreshed_by_hand_and_always_announced(dag_bag, deliver):
    deliver("dtks", 1)
    refreshed = _run(dag_bag, "refresh_month", PERIOD)
    assert refreshed.state == "success"
    assert _events(refreshed) == {("p3ke", PERIOD), ("dtks", PERIOD)}


@pytest.mark.parametrize("dag_id", ["refresh_month", "sync_registry", "publish_villages"])
def test_a_run_without_a_month_is_red_and_announces_nothing(dag_bag, dag_id):
    run = _run(dag_bag, dag_id)
    assert run.state == "failed"
    assert _events(run) == set()


def _names(source: str) -> list[str]:
    folder = Settings().landing / PERIOD / source
    return [path.name for path in folder.iterdir()]


def test_nothing_of_a_person_is_handed_over_between_tasks_or_logged_by_them(dag_bag, deliver):
    deliver("dtks", 2)
    assert _run(dag_bag, "receive_drops").state == "success"
    with open_warehouse(Settings()) as warehouse, warehouse.transaction() as transaction:
        people = transaction.rows_of(
            "select nik, nama, nama_ibu_kandung from staging.person where nik is not null limit 50",
            "people of the test",
        )
    # Short names are parts of other words.
    canaries = {str(v) for row in people for v in row.values() if v and len(str(v)) >= 8}
    assert len(canaries) > 50
    from airflow.configuration import conf

    engine = create_engine(conf.get("database", "sql_alchemy_conn"))
    with engine.connect() as connection:
        handed_over = [
            str(value)
            for table in ("xcom", "asset_event", "rendered_task_instance_fields", "log")
            for row in connection.execute(text(f"select * from {table}"))
            for value in row
        ]
    logged = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in Path(conf.get("logging", "base_log_folder")).rglob("*")
        if path.is_file()
    ]
    assert len(handed_over) > 10
    for text_found in (*handed_over, *logged):
        assert not [canary for canary in canaries if canary in text_found]
