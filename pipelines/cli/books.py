"""The books on screen: each number, whether it closes, and who stands behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated

import typer

from pipelines.cli.flow import AsJson, Period
from pipelines.cli.screen import err, out, show_json, show_table
from pipelines.errors import UsageError
from pipelines.periods import parse_period
from pipelines.reconcile.lines import BookLine, Books, Movement
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse

NUMBERS = (
    *("opening", "split", "merged", "corrected", "known_opening", "new", "returned"),
    *("moved_in", "moved_out", "dead", "refused", "dropped", "closing", "difference"),
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(reconcile)


def reconcile(
    period: Period,
    village: Annotated[
        str | None, typer.Option("--village", help="Only this village, by Kemendagri code.")
    ] = None,
    movement: Annotated[
        Movement | None, typer.Option("--movement", help="The number to open, with --ids.")
    ] = None,
    source: Annotated[str, typer.Option("--source", help="p3ke, dtks or any; with --ids.")] = "any",
    entity: Annotated[
        str, typer.Option("--entity", help="person or family; with --ids.")
    ] = "person",
    ids: Annotated[
        bool, typer.Option("--ids", help="List the ids behind one number; it is audited.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the books per village and source; exit code 1 if one does not close."""
    if ids:
        _show_ids(period, village, movement, source, entity, as_json=as_json)
        return
    from pipelines.reconcile.books import reconcile as tell_books

    with open_warehouse(Settings()) as warehouse:
        books = tell_books(warehouse, parse_period(period))
    shown = [line for line in books.lines if village in (None, line.village_code_kemendagri)]
    if as_json:
        show_json(_document(period, books, shown))
    else:
        _show_books(f"Books of {village or 'the regency'}, {period}", shown)
        _complain(books)
    if not books.close:
        raise typer.Exit(1)


def _show_ids(
    period: str,
    village: str | None,
    movement: Movement | None,
    source: str,
    entity: str,
    *,
    as_json: bool,
) -> None:
    from pipelines.reconcile.books import movement_ids

    if village is None or movement is None:
        raise UsageError(
            "--ids lists who stands behind one number.",
            remedy="Name it by --village and --movement, and --source and --entity where needed.",
        )
    with open_warehouse(Settings()) as warehouse:
        found = movement_ids(
            *(warehouse, parse_period(period), movement),
            village=village,
            source=source,
            entity=entity,
        )
    if as_json:
        show_json({"period": period, "movement": movement.value, "entity": entity, "ids": found})
    else:
        out.print("\n".join(map(str, found)), highlight=False)


def _document(period: str, books: Books, shown: Iterable[BookLine]) -> dict[str, object]:
    return {
        "period": period,
        "closes": books.close,
        "unmatched_moves": [" ".join(key) for key in books.unmatched_moves],
        "row_differences": [list(row) for row in books.row_differences],
        "lines": [asdict(line) for line in shown],
    }


def _show_books(title: str, lines: Iterable[BookLine]) -> None:
    """One account beside another: persons and families by source, a line for each number."""
    totals: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        sums = totals.setdefault((line.entity, line.source), [0] * len(NUMBERS))
        for i, number in enumerate(NUMBERS):
            sums[i] += getattr(line, number)
    show_table(
        title,
        ("", *(f"{entity} {source}" for entity, source in totals)),
        [
            (number.replace("_", " "), *(sums[i] for sums in totals.values()))
            for i, number in enumerate(NUMBERS)
        ],
    )


def _complain(books: Books) -> None:
    for line in books.lines:
        if line.difference:
            err.print(
                f"does not close: {line.village_code_kemendagri} {line.source} {line.entity}, "
                f"difference {line.difference}"
            )
    for entity, source in books.unmatched_moves:
        err.print(f"moved in and moved out differ: {source} {entity}")
    for source, village, staged, standing in books.row_differences:
        err.print(f"{village} {source}: {staged} rows staged, {standing} stand in the registry")
