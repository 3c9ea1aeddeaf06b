"""Links the staged rows of one month to people and families, and brings the registry up to date.

**Runs** once per month (partition `YYYY-MM`) whenever P3KE or DTKS was staged for it; news of both
that come together share a run. Months may come in any order and more than once.

**Re-run** with `airflow dags clear sync_registry --partition-key YYYY-MM -y`, or trigger it with
the month as partition key or as *Period*. Running a month again changes nothing.

**When it fails** nothing of the month was written: each step is one transaction.
- *retrying*: the warehouse was away or another run held the month; it helps itself.
- *red*: read the error, it says what to do; then clear the task. `padan status --period YYYY-MM`
  shows where the month stands. A run without a month refuses to work: trigger it with one.
"""

from airflow.sdk import PartitionedAssetTimetable, dag, task
from padan_airflow.assets import BY_MONTH, DTKS, P3KE, REGISTRY
from padan_airflow.periods import period_of_run, period_param
from padan_airflow.policy import DAG_DEFAULTS


@task
def link() -> int:
    """Find which rows are the same person and which people are a family."""
    from pipelines import steps

    return steps.link(period_of_run())


@task(outlets=[REGISTRY])
def sync(*, outlet_events) -> int:
    """Bring ids, golden records and history up to date."""
    from pipelines import steps

    outlet_events[REGISTRY].add_partitions(period_of_run())
    return steps.sync(period_of_run())


@dag(
    # Either source alone: a corrected drop of one must not wait for the other.
    schedule=PartitionedAssetTimetable(assets=P3KE | DTKS, default_partition_mapper=BY_MONTH),
    params={"period": period_param()},
    tags=["registry", "on-data"],
    doc_md=__doc__,
    **DAG_DEFAULTS,
)
def sync_registry():
    """Wire the tasks."""
    link() >> sync()


sync_registry()
