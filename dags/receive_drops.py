"""Takes in every file that lands: archived, read, checked and staged, month by month.

**Runs** when new files lie in the landing folder (`PADAN_LANDING`, `<YYYY-MM>/<source>/<file>`)
and have stood still for `PADAN_SETTLE_SECONDS`. What is staged is announced as partitions
(months) of the assets *p3ke* and *dtks*; `sync_registry` follows from there.

**Re-run** by clearing the task that failed, with what is downstream of it. Every step can be run
again: files are known by their sha256, a month is replaced as a whole. To try refused files again
after a change of contract or suite, trigger `refresh_month` for the month instead.

**When it fails** open the red task first.
- *report*: a file was refused or the books do not close. The log says which and what to do;
  `padan status --period YYYY-MM` says the same. The other files have gone on: send the refused
  one back to its sender, or mend the contract.
- *load, validate, stage*: something nobody foresaw happened to one file or source; the others
  have gone on. Mend the cause, clear the task.
- *complete* is only red because something before it is.
"""

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import dag, task
from padan_airflow.assets import landing_asset
from padan_airflow.policy import DAG_DEFAULTS
from padan_airflow.tasks import announce, check_and_stage, load, months, report


@task
def receive() -> list[int]:
    """Archive and register the new files; returns the drops that wait for loading."""
    from pipelines import steps

    return steps.receive()


@task(trigger_rule="all_done")
def waiting() -> list[dict[str, str]]:
    """Return the sources and months with drops to validate or to stage."""
    from pipelines import steps

    return steps.waiting()


@dag(schedule=[landing_asset()], tags=["sources", "on-arrival"], doc_md=__doc__, **DAG_DEFAULTS)
def receive_drops():
    """Wire the tasks."""
    loaded = load.expand(drop_id=receive())
    to_check = waiting()
    staged = check_and_stage.expand_kwargs(to_check)
    told = announce(staged)
    reported = report.expand(period=months(loaded))
    # A run is as green as its leaves: without this one a failure before the report would hide.
    complete = EmptyOperator(task_id="complete", trigger_rule="none_failed")

    loaded >> to_check
    staged >> reported
    [loaded, staged, told, reported] >> complete


receive_drops()
