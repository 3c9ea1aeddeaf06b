"""Counts one month of the registry into village tables, checks and protects them, hands them out.

**Runs** once per month (partition `YYYY-MM`) after `sync_registry` has brought the registry up to
date for it. *publish* computes, checks limits of change, protects the public counts and checks
them, all in one transaction; it announces `villages`. *check_public* looks once more at what the
public reads. Then *pages* and *tables* write what people take away into PADAN_OUT, side by side,
and *hand_out* announces `delivered` for what comes after.

**Re-run** with `airflow dags clear publish_villages --partition-key YYYY-MM -y`, or trigger it
with the month as partition key or as *Period*. The month's rows, and each folder, are replaced as
a whole: readers see the old month or the new one, never half of it.

**When it fails** readers still have what was published and delivered before.
- *retrying*: the warehouse was away or another run held the month; it helps itself.
- *publish red*: read the error, it says what to do; then clear the task. `padan reconcile --period
  YYYY-MM` tells whether the books of the month close.
- *pages, tables and hand_out skipped*: the month has no public counts, for no numbers would keep
  what earlier ones promised; the log of *publish* says which. Officials' tables stand.
- *check_public red*: nothing is made of the numbers; withdraw the release and report it.
- *pages or tables red*: the release stands; only what people take away is old. Clear that task.
"""

from airflow.sdk import PartitionedAssetTimetable, dag, task
from padan_airflow.assets import BY_MONTH, DELIVERED, REGISTRY, VILLAGES
from padan_airflow.periods import period_of_run, period_param
from padan_airflow.policy import DAG_DEFAULTS


@task(outlets=[VILLAGES])
def publish(*, outlet_events) -> int:
    """Replace the month in the village tables."""
    from pipelines import steps

    outlet_events[VILLAGES].add_partitions(period_of_run())
    return steps.publish(period_of_run())


@task.short_circuit
def check_public() -> int:
    """Look once more at what the public reads; where that is nothing, nothing is made of it."""
    from pipelines import steps

    return steps.check_public(period_of_run())


@task
def pages() -> int:
    """Write a page and a PDF for every village, and the index."""
    from pipelines import steps

    return steps.deliver_pages(period_of_run())


@task
def tables() -> int:
    """Write the public tables as CSV, Parquet and a workbook."""
    from pipelines import steps

    return steps.deliver_tables(period_of_run())


@task(outlets=[DELIVERED])
def hand_out(*, outlet_events) -> None:
    """Tell what comes after that the month's pages and tables are there."""
    outlet_events[DELIVERED].add_partitions(period_of_run())


@dag(
    schedule=PartitionedAssetTimetable(assets=REGISTRY, default_partition_mapper=BY_MONTH),
    params={"period": period_param()},
    tags=["marts", "on-data"],
    doc_md=__doc__,
    **DAG_DEFAULTS,
)
def publish_villages():
    """Wire the tasks."""
    publish() >> check_public() >> [pages(), tables()] >> hand_out()


publish_villages()
