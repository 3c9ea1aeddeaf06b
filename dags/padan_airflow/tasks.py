"""The tasks that more than one DAG is wired from; each is one call of a step of `pipelines`."""

from typing import Any

from airflow.sdk import get_current_context, task, task_group
from airflow.sdk.exceptions import AirflowSkipException

from padan_airflow.assets import SOURCES
from padan_airflow.periods import months_of, name_task


@task(map_index_template="{{ label }}")
def load(drop_id: int) -> str:
    """Read one file into raw, or refuse it; returns its period."""
    from pipelines import steps

    name_task(steps.drop_label(drop_id))
    return steps.load(drop_id)


@task(map_index_template="{{ label }}")
def validate(source: str, period: str) -> int:
    """Check what one source has brought for one month."""
    from pipelines import steps

    name_task(f"{source} {period}")
    return steps.validate(source, period)


@task(map_index_template="{{ label }}")
def stage(source: str, period: str) -> dict[str, str]:
    """Stage what was accepted; returns source and period, for the announcement."""
    from pipelines import steps

    name_task(f"{source} {period}")
    steps.stage(source, period)
    return {"source": source, "period": period}


@task_group
def check_and_stage(source: str, period: str) -> dict[str, str]:
    """Validate, then stage, one source of one month; others need not wait for it."""
    staged = stage(source, period)
    validate(source, period) >> staged
    return staged


@task(trigger_rule="all_done", outlets=list(SOURCES.values()))
def announce(staged: Any, *, outlet_events) -> None:
    """Tell Airflow which months of which source are fresh in staging; skipped when none is.

    One task tells of both sources, since events of one transaction share a run downstream; two
    tasks side by side would start two runs of the same month.
    """
    # Of a mapped group with one instance Airflow hands over the bare value, of none nothing.
    each_staged = [staged] if isinstance(staged, dict) else list(staged or [])
    brought = {each["source"] for each in each_staged}
    if not brought:
        raise AirflowSkipException("nothing new was staged")
    # An outlet left without a partition would emit an event that is about no month.
    get_current_context()["task"].outlets = [SOURCES[source] for source in sorted(brought)]
    for each in each_staged:
        outlet_events[SOURCES[each["source"]]].add_partitions(each["period"])


@task(trigger_rule="all_done")
def months(periods: list[str] | None) -> list[str]:
    """Return each month that files of this run belong to."""
    return months_of(periods or [])


@task(trigger_rule="all_done", map_index_template="{{ label }}")
def report(period: str) -> None:
    """Fail when a file of the month was refused or its books do not close."""
    from pipelines import steps

    name_task(period)
    steps.report(period)
