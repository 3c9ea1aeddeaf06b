"""House rules of DAG files: documented, tagged, short, and nothing but wires."""

import ast
from pathlib import Path

import pytest

from tests.dags.conftest import DAGS

DAG_IDS = ["publish_villages", "receive_drops", "refresh_month", "sync_registry"]
PYTHON_FILES = sorted(DAGS.rglob("*.py"))
FORBIDDEN = ("airflow.models", "airflow.decorators", "airflow.datasets", "airflow.utils.session")
HEADINGS = ("**Runs**", "**Re-run**", "**When it fails**")
# Steps meet in tables: what a task hands on is an id, a month or a count.
STEP_MODULES = {"pipelines.steps", "pipelines.settings", "pipelines.errors"}


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_all_dags_can_be_read_and_support_code_holds_none(dag_bag):
    assert dag_bag.import_errors == {}
    assert sorted(dag_bag.dags) == DAG_IDS


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_dag_says_when_it_runs_how_to_rerun_it_and_what_to_do_when_it_fails(dag_bag, dag_id):
    doc = dag_bag.dags[dag_id].doc_md
    assert [heading for heading in HEADINGS if heading not in doc] == []


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_dag_has_tags_of_the_closed_list(dag_bag, dag_id):
    from padan_airflow.policy import TAGS

    tags = dag_bag.dags[dag_id].tags
    assert tags
    assert tags <= TAGS


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_dag_file_stays_below_a_hundred_lines(dag_id):
    assert len((DAGS / f"{dag_id}.py").read_text().splitlines()) < 100


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_dag_runs_one_month_at_a_time(dag_bag, dag_id):
    assert dag_bag.dags[dag_id].max_active_runs == 1


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_only_what_a_retry_can_help_is_retried(dag_bag, dag_id):
    from airflow.sdk import RetryAction

    from pipelines.errors import TransientError, UsageError

    for task in dag_bag.dags[dag_id].tasks:
        transient = TransientError("away", remedy="wait")
        terminal = UsageError("wrong", remedy="mend")
        assert task.retry_policy.evaluate(transient, 1, 3).action is RetryAction.RETRY
        assert task.retry_policy.evaluate(terminal, 1, 3).action is RetryAction.FAIL
        assert task.retry_policy.evaluate(KeyError("x"), 1, 3).action is RetryAction.FAIL


@pytest.mark.parametrize("dag_id", ["sync_registry", "publish_villages"])
def test_what_follows_from_data_is_partitioned_by_month(dag_bag, dag_id):
    timetable = dag_bag.dags[dag_id].timetable
    mapper = timetable.default_partition_mapper
    assert type(mapper).__name__ == "StartOfMonthMapper"
    assert mapper.input_format == "%Y-%m"


@pytest.mark.parametrize("path", PYTHON_FILES, ids=lambda path: path.name)
def test_no_dag_code_reaches_into_airflows_database(path):
    reached = [name for name in _imports(path) if name.startswith(FORBIDDEN)]
    assert reached == []


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_a_dag_file_reaches_the_flow_through_steps_alone(dag_id):
    used = {name for name in _imports(DAGS / f"{dag_id}.py") if name.startswith("pipelines")}
    assert used <= STEP_MODULES | {"pipelines"}
