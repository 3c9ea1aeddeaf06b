"""Counts one month of the registry into the village tables that dashboards read.

**Runs** once per month (partition `YYYY-MM`) after `sync_registry` has brought the registry up to
date for it.

**Re-run** with `airflow dags clear publish_villages --partition-key YYYY-MM -y`, or trigger it
with the month as partition key or as *Period*. The month's rows are replaced as a whole, in one
transaction: readers see the old month or the new one, never half of it.

**When it fails** the tables still show what was published before.
- *retrying*: the warehouse was away or another run held the month; it helps itself.
- *red*: read the error, it says what to do; then clear the task. `padan reconcile --period
  YYYY-MM` tells whether the books of the month close.
"""

from airflow.sdk import PartitionedAssetTimetable, dag, task
from padan_airflow.assets import BY_MONTH, REGISTRY, VILLAGES
from padan_airflow.periods import period_of_run, period_param
from padan_airflow.policy import DAG_DEFAULTS


@task(outlets=[VILLAGES])
def publish(*, outlet_events) -> int:
    """Replace the month in the village tables."""
    from pipelines import steps

    outlet_events[VILLAGES].add_partitions(period_of_run())
    return steps.publish(period_of_run())


@dag(
    schedule=PartitionedAssetTimetable(assets=REGISTRY, default_partition_mapper=BY_MONTH),
    params={"period": period_param()},
    tags=["marts", "on-data"],
    doc_md=__doc__,
    **DAG_DEFAULTS,
)
def publish_villages():
    """Wire the task."""
    publish()


publish_villages()
