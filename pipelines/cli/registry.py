"""The registry: a person's or a family's history, and what changed between two months."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from pipelines.cli.flow import AsJson
from pipelines.cli.history import (
    family_as_json,
    person_as_json,
    show_family_history,
    show_person_history,
)
from pipelines.cli.screen import show_json, show_table
from pipelines.periods import parse_period
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse

person_app = typer.Typer(help="One person or family of the registry.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands that read the registry."""
    app.add_typer(person_app, name="person")
    app.command()(diff)


@person_app.callback()
def _person() -> None:
    """One person or family of the registry."""


@person_app.command()
def show(
    identifier: Annotated[int, typer.Argument(metavar="ID", help="An id of the registry.")],
    family: Annotated[bool, typer.Option("--family", help="The id is a family's.")] = False,
    reveal: Annotated[bool, typer.Option("--reveal", help="NIK and No KK in full.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; kept.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a person's or a family's history as a timeline; who looks is noted."""
    from pipelines.registry import show_family, show_person

    with open_warehouse(Settings()) as warehouse:
        if family:
            of_family = show_family(warehouse, identifier, reveal=reveal, reason=reason)
        else:
            of_person = show_person(warehouse, identifier, reveal=reveal, reason=reason)
    if family:
        show_json(family_as_json(of_family)) if as_json else show_family_history(of_family)
    else:
        show_json(person_as_json(of_person)) if as_json else show_person_history(of_person)


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
