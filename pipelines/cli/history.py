"""How the history of a person or a family is shown: as tables, or as one document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pipelines.cli.screen import out, show_table
from pipelines.periods import format_period

if TYPE_CHECKING:
    from sqlalchemy.engine import RowMapping

    from pipelines.registry import FamilyHistory, PersonHistory, Step

# Beside the village, what a step says is shown by these; --json has all of it.
SHOWN = ("nama", "nik", "no_kk", "tanggal_lahir", "hubungan_keluarga", "desil")


def person_as_json(history: PersonHistory) -> dict[str, Any]:
    """The history as one document."""
    return {
        "person_id": history.person_id,
        "period": format_period(history.period),
        "golden": dict(history.golden),
        "steps": _steps_as_json(history.steps),
    }


def family_as_json(history: FamilyHistory) -> dict[str, Any]:
    """The history as one document."""
    return {
        "family_id": history.family_id,
        "counted": [_with_months(row, "valid_from") for row in history.counted],
        "members": [_with_months(row, "since", "until") for row in history.members],
        "events": [_with_months(row, "period") for row in history.events],
        "steps": _steps_as_json(history.steps),
    }


def show_person_history(history: PersonHistory) -> None:
    """The golden record, then what the sources said of the person."""
    golden = history.golden
    if not golden:
        out.print(f"{history.person_id} stands for nobody now: it was merged or withdrawn")
    else:
        said = [(name, golden[name]) for name in ("nama", "nik", "tanggal_lahir", "desil_p3ke")]
        listed = [s for s in ("p3ke", "dtks") if golden[f"is_listed_in_{s}"]]
        said += [("village", golden["village_code_kemendagri"])]
        said += [("listed in", ", ".join(listed) or "no source any more")]
        title = f"Person {history.person_id} in {format_period(history.period)}"
        show_table(title, ("field", "value"), [(name, _text(value)) for name, value in said])
    _show_steps("History", history.steps)


def show_family_history(history: FamilyHistory) -> None:
    """Where it was counted, who belonged to it, what the sources said, what became of its id."""
    if not any(row["withdrawn_at"] is None for row in history.counted):
        out.print(f"{history.family_id} stands for nobody now: it was merged or withdrawn")
    show_table(
        f"Family {history.family_id}",
        ("from", "village", "head", "persons", "listed in", "known", "withdrawn"),
        [
            (
                *(format_period(row["valid_from"]), row["village_code_kemendagri"]),
                *(_id(row["head_person_id"]), row["persons"]),
                ", ".join(s for s in ("p3ke", "dtks") if row[f"is_in_{s}"]) or "no source any more",
                *(_time(row["known_at"]), _time(row["withdrawn_at"])),
            )
            for row in history.counted
        ],
    )
    show_table(
        "Members",
        ("person", "relation", "since", "until"),
        [
            (_id(row["person_id"]), row["relation"], _month(row["since"]), _month(row["until"]))
            for row in history.members
        ],
    )
    _show_steps("What the sources said of it", history.steps)
    show_table(
        "Its id",
        ("known", "event", "id", "from", "to", "reason"),
        [
            (
                *(_time(row["known_at"]), row["kind"], _id(row["id"]), _id(row["from_id"])),
                *(_id(row["to_id"]), row["reason"]),
            )
            for row in history.events
        ],
    )


def _steps_as_json(steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [
        {
            "from": format_period(step.valid_from),
            "source": step.source,
            "record_id": step.record_id,
            "event": step.event,
            "village_code": step.village_code,
            "values": dict(step.values),
            "known_at": step.known_at,
            "withdrawn_at": step.withdrawn_at,
        }
        for step in steps
    ]


def _show_steps(title: str, steps: Sequence[Step]) -> None:
    show_table(
        title,
        ("from", "source", "record", "event", "village", "said", "known", "withdrawn"),
        [_line(step) for step in steps],
    )


def _line(step: Step) -> tuple[object, ...]:
    said = [f"{name} {_text(step.values[name])}" for name in SHOWN if name in step.values]
    others = len(step.values) - len(said)
    if step.event == "changed" and others:
        said.append(f"{others} more")
    return (
        *(format_period(step.valid_from), step.source, str(step.record_id), step.event),
        *(step.village_code, ", ".join(said), _time(step.known_at), _time(step.withdrawn_at)),
    )


def _text(value: object) -> str:
    return "·" if value is None else str(value)


def _with_months(row: RowMapping, *names: str) -> dict[str, Any]:
    return {**row, **{name: _month(row[name]) for name in names}}


def _month(value: date | None) -> str | None:
    return None if value is None else format_period(value)


def _time(value: datetime | None) -> str | None:
    return None if value is None else f"{value:%Y-%m-%d %H:%M}"


def _id(value: int | None) -> str | None:
    """An id without the thousands' marks of a count."""
    return None if value is None else str(value)
