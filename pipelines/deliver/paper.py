"""The same page on A4, by typst: fonts of a wheel and no date, so a second run is the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, cast

from pipelines.deliver.html import TEMPLATES
from pipelines.deliver.page import NOTES_TITLE, Card, Page
from pipelines.deliver.section import Section

SHEET = TEMPLATES / "village.typ"


def paper_writer() -> Callable[[Page], bytes]:
    """A function that writes pages as PDF; the compiler is made once, with the fonts loaded."""
    # Imported here: only paper needs the typesetter.
    import typst

    compiler = typst.Compiler(SHEET, root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)

    def write(page: Page) -> bytes:
        # Of one PDF the compiler gives bytes; lists are for pictures of pages.
        return cast(
            "bytes", compiler.compile(format="pdf", sys_inputs={"sheet": sheet_content(page)})
        )

    return write


def sheet_content(page: Page) -> str:
    """What the sheet shows, as JSON."""
    return json.dumps(
        {
            "heading": page.heading,
            "where": page.where,
            "month": page.month,
            "empty": page.empty,
            "cards": [_card(card) for card in page.cards],
            "sections": [_section(section) for section in page.sections],
            "notes_title": NOTES_TITLE,
            "notes": page.notes,
            "footer": page.footer,
        },
        ensure_ascii=False,
    )


def _card(card: Card) -> dict[str, str]:
    more = card.more.text if card.more else ""
    return {"value": card.value.text, "what": card.what, "more": f"{more}{card.after}"}


def _section(section: Section) -> dict[str, Any]:
    return {
        "name": section.name,
        "title": section.title,
        "lead": section.lead,
        "chart": section.chart,
        "alt": section.table.caption,
        "facts": [{"label": fact.label, "value": fact.shown.text} for fact in section.facts],
    }


@cache
def _fonts() -> list[Path]:
    import font_lato

    return [Path(font_lato.__file__).with_name("files")]
