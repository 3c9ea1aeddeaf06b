"""The books as a person reads them: every number, on any screen."""

from __future__ import annotations

from dataclasses import fields

from pipelines.cli.books import _show_books
from pipelines.cli.screen import out
from pipelines.reconcile.lines import BookLine

NARROW = 100


def test_books_of_a_large_regency_show_every_number_on_a_narrow_screen() -> None:
    names = [field.name for field in fields(BookLine)][3:]
    numbers = {name: 1_234_567 + place for place, name in enumerate(names)}
    lines = [
        BookLine(entity, source, "6402052011", **numbers)
        for entity in ("family", "person")
        for source in ("any", "dtks", "p3ke")
    ]
    with out.capture() as shown:
        _show_books("Books of the regency, 2026-09", lines)
    text = shown.get()
    assert max(map(len, text.splitlines())) <= NARROW
    for name, number in numbers.items():
        [line] = [line for line in text.splitlines() if f"{number:,}" in line]
        assert line.count(f"{number:,}") == len(lines)
        assert name.replace("_", " ") in line


def test_a_village_without_anybody_has_a_book_without_numbers() -> None:
    with out.capture() as shown:
        _show_books("Books of 6402052011, 2026-09", [])
    assert "closing" in shown.get()
