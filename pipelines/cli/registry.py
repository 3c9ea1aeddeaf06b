"""The registry: one person's history, and what changed between two months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.flow import AsJson
from pipelines.cli.screen import out, show_json, show_table
from pipelines.periods import format_period, parse_period
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse

if TYPE_CHECKING:
    from pipelines.registry import PersonHistory, Step

person_app = typer.Typer(help="One person of the registry.", no_args_is_help=True)

# Beside the village, what a step says is shown by these; --json has all of it.
SHOWN = ("nama", "nik", "no_kk", "tanggal_lahir", "hubungan_keluarga", "desil")


def register(app: typer.Typer) -> None:
    """Add the commands that read the registry."""
    app.add_typer(person_app, name="person")
    app.command()(diff)


@person_app.callback()
def _person() -> None:
    """One person of the registry."""


@person_app.command()
def show(
    person_id: Annotated[int, typer.Argument(help="An id of the registry.")],
    reveal: Annotated[bool, typer.Option("--reveal", help="NIK and No KK in full.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; kept.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a person's history as a timeline; who looks is noted."""
    from pipelines.registry import show_person

    with open_warehouse(Settings()) as warehouse:
        history = show_person(warehouse, person_id, reveal=reveal, reason=reason)
    if as_json:
        show_json(_history_as_json(history))
    else:
        _show_history(history)


def diff(
    from_period: Annotated[str, typer.Option("--from", help="The earlier month, as YYYY-MM.")],
    to_period: Annotated[str, typer.Option("--to", help="The later month, as YYYY-MM.")],
    village: Annotated[
        str | None, typer.Option("--village", help="Kemendagri code: only who was there or is.")
    ] = None,
    ids: Annotated[bool, typer.Option("--ids", help="Tell whose ids; who looks is noted.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show who came, went, moved and changed between two months, in counts."""
    from pipelines.registry import diff_periods

    months = parse_period(from_period), parse_period(to_period)
    with open_warehouse(Settings()) as warehouse:
        found = diff_periods(warehouse, *months, village=village, with_ids=ids)
    if as_json:
        document: dict[str, Any] = {"from": from_period, "to": to_period, "village": village}
        document |= {"persons": dict(found.counts), "fields": dict(found.fields)}
        show_json(document | ({} if found.persons is None else {"ids": found.persons}))
        return
    where = f" in {village}" if village else ""
    title = f"People from {from_period} to {to_period}{where}"
    show_table(title, ("what", "persons"), list(found.counts.items()))
    show_table("Fields that differ", ("field", "persons"), list(found.fields.items()))
    if found.persons is not None:
        show_table(
            "Who",
            ("id", "what", "from", "to", "fields"),
            [
                (str(p["person_id"]), p["what"], p["from_village"], p["to_village"],
                 ", ".join(p["changed"]))
                for p in found.persons
            ],
        )  # fmt: skip


def _history_as_json(history: PersonHistory) -> dict[str, Any]:
    return {
        "person_id": history.person_id,
        "period": format_period(history.period),
        "golden": dict(history.golden),
        "steps": [
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
            for step in history.steps
        ],
    }


def _show_history(history: PersonHistory) -> None:
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
    show_table(
        "History",
        ("from", "source", "record", "event", "village", "said", "known", "withdrawn"),
        [_line(step) for step in history.steps],
    )


def _line(step: Step) -> tuple[object, ...]:
    said = [f"{name} {_text(step.values[name])}" for name in SHOWN if name in step.values]
    others = len(step.values) - len(said)
    if step.event == "changed" and others:
        said.append(f"{others} more")
    return (
        *(format_period(step.valid_from), step.source, str(step.record_id), step.event),
        *(step.village_code, ", ".join(said), f"{step.known_at:%Y-%m-%d %H:%M}"),
        f"{step.withdrawn_at:%Y-%m-%d %H:%M}" if step.withdrawn_at else None,
    )


def _text(value: object) -> str:
    return "·" if value is None else str(value)
