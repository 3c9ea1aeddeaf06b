"""Goes through one whole month again: files, checks, staging; registry and tables follow.

**Runs** on the first of each month for the month before, once it is switched on (it begins
paused, and does the last month as soon as it is switched on), and by hand whenever a month should
be done again: after a change of contract or suite it tries refused files again and stages
set-aside rows again, without a new file. Ends by announcing the month of both sources, so that
`sync_registry` and `publish_villages` follow even where no row has changed (after `padan drop
withdraw`, for one).

**Re-run** by triggering it with the month as partition key or as *Period*. A range, once the DAG
is switched on: `airflow backfill create --dag-id refresh_month --from-date 2026-01-01 --to-date
2026-03-01 --max-active-runs 1 --reprocess-behavior completed` (first days of months; without the
last option, months that have run before are left out).

**When it fails** read the red task's log: as in `receive_drops`, a red *report* names the file
that was refused and what to do about it, while the rest of the month has gone on.
"""

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import CronPartitionTimetable, dag, task
from padan_airflow.assets import SOURCES
from padan_airflow.periods import period_of_run, period_param
from padan_airflow.policy import DAG_DEFAULTS, FIRST_DAY
from padan_airflow.tasks import announce, check_and_stage, load


@task
def receive() -> list[int]:
    """Register the month's new files; returns the drops that wait for loading."""
    from pipelines import steps

    return steps.receive(period_of_run())


@task(trigger_rule="all_done")
def sources_of_month() -> list[dict[str, str]]:
    """Return every source with the month: all are looked at again."""
    return [{"source": source, "period": period_of_run()} for source in SOURCES]


@task(trigger_rule="all_done")
def report() -> None:
    """Fail when a file of the month was refused or its books do not close."""
    from pipelines import steps

    steps.report(period_of_run())


@dag(
    schedule=CronPartitionTimetable(
        "0 0 1 * *", timezone="Asia/Makassar", key_format="%Y-%m", run_offset=-1
    ),
    start_date=FIRST_DAY,
    params={"period": period_param()},
    tags=["sources", "calendar"],
    doc_md=__doc__,
    **DAG_DEFAULTS | {"is_paused_upon_creation": True},
)
def refresh_month():
    """Wire the tasks."""
    loaded = load.expand(drop_id=receive())
    to_check = sources_of_month()
    staged = check_and_stage.expand_kwargs(to_check)
    told = announce(staged)
    reported = report()
    complete = EmptyOperator(task_id="complete", trigger_rule="none_failed")

    loaded >> to_check
    staged >> reported
    [loaded, staged, told, reported] >> complete


refresh_month()
