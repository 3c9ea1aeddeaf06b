"""DAG runs as Airflow's REST API tells them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

ENDED = frozenset({"success", "failed"})
# States in which a task has nothing left to do.
TASK_ENDED = frozenset({"success", "failed", "skipped", "upstream_failed", "removed"})
PAGE = 100


@dataclass(frozen=True)
class Run:
    """One DAG run.

    Attributes:
        period: Its partition, `2026-10`; None where the DAG has none.
        seconds: From its first task to its end; None while it runs.
    """

    dag_id: str
    run_id: str
    period: str | None
    state: str
    ended_at: datetime | None
    seconds: float | None

    @property
    def has_ended(self) -> bool:
        """Whether nothing of it will happen any more, unless it is cleared."""
        return self.state in ENDED


class AirflowRuns:
    """Reads the runs of one Airflow.

    Args:
        url: Of the UI, `http://127.0.0.1:8080`.
        user: Who asks; a viewer is enough.
        password: Theirs.
    """

    def __init__(self, url: str, user: str, password: str) -> None:
        credentials = {"username": user, "password": password}
        answer = httpx.post(f"{url}/auth/token", json=credentials, timeout=30).raise_for_status()
        token = answer.json()["access_token"]
        self._client = httpx.Client(
            base_url=f"{url}/api/v2", headers={"Authorization": f"Bearer {token}"}, timeout=30
        )

    def latest(self, dag_id: str) -> list[Run]:
        """Return the DAG's newest runs, newest first; none while the DAG is not known yet."""
        answer = self._client.get(
            f"/dags/{dag_id}/dagRuns", params={"order_by": "-run_after", "limit": PAGE}
        )
        if answer.status_code == httpx.codes.NOT_FOUND:
            return []
        return [_run(found) for found in answer.raise_for_status().json()["dag_runs"]]

    def task_progress(self, run: Run) -> tuple[int, int]:
        """Return how many task instances of `run` have ended, of how many known so far."""
        path = f"/dags/{run.dag_id}/dagRuns/{run.run_id}/taskInstances"
        answer = self._client.get(path, params={"limit": PAGE}).raise_for_status().json()
        states = [task["state"] for task in answer["task_instances"]]
        return sum(state in TASK_ENDED for state in states), len(states)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()


def _run(found: dict[str, Any]) -> Run:
    return Run(
        dag_id=found["dag_id"],
        run_id=found["dag_run_id"],
        period=found["partition_key"],
        state=found["state"],
        ended_at=datetime.fromisoformat(found["end_date"]) if found["end_date"] else None,
        seconds=found["duration"],
    )
