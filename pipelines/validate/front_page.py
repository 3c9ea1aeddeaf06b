"""The front page of a month's Data Docs, and pages that need nothing but themselves.

Great Expectations' own pages fetch styles, scripts and a logo from seven hosts on the internet, and
its index is empty without them. An office without internet, or one that tells nobody what it reads,
needs pages that stand alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from lxml import html

from pipelines.contracts.rules import load_suite
from pipelines.validate.expectations import Outcome

TEMPLATES = Path(__file__).with_name("templates")
STYLE = "data_docs.css"
RESULTS = "results"
# What a page would fetch by itself, and the line that asks to subscribe to a newsletter.
FETCHED = (
    "//link[starts-with(@href, 'http')] | //script[starts-with(@src, 'http')]"
    " | //img[starts-with(@src, 'http')] | //footer"
)
FETCHED_BY_STYLE = re.compile(r"url\(['\"]?https?:[^)]*\)")


@dataclass(frozen=True)
class LayoutResult:
    """What a suite found when it ran last.

    Attributes:
        validated_at: Time, UTC, to the minute.
        page: Great Expectations' page of it; it is gone when other layouts came since.
        failed, met: Rules with what they found, the commonest first.
    """

    layout: str
    validated_at: str
    page: str
    failed: list[dict[str, Any]]
    met: list[dict[str, Any]]


def write_front_page(pages: Path, source: str, period: str, outcomes: Sequence[Outcome]) -> Path:
    """Write `index.html` of a month's and source's Data Docs, and let all pages stand alone.

    What other layouts were found to be before stays on it.

    Args:
        pages: The folder into which Great Expectations wrote.
        source: The source.
        period: The month, as shown.
        outcomes: What was found of the layouts that were validated now.
    """
    for layout in sorted({outcome.layout for outcome in outcomes}):
        _keep(pages, source, layout, [one for one in outcomes if one.layout == layout])
    style = (TEMPLATES / STYLE).read_text(encoding="utf-8")
    (pages / STYLE).write_text(style, encoding="utf-8")
    for page in pages.rglob("*.html"):
        _let_stand_alone(page, pages)
    results = [
        LayoutResult(**json.loads(file.read_text(encoding="utf-8")))
        for file in sorted((pages / RESULTS).glob("*.json"))
    ]
    text = _template("front_page.html.j2").render(
        source=source,
        period=period,
        style=STYLE,
        results=[(result, (pages / result.page).exists()) for result in results],
    )
    front = pages / "index.html"
    front.write_text(text, encoding="utf-8")
    return front


def _keep(pages: Path, source: str, layout: str, outcomes: Sequence[Outcome]) -> None:
    """Keep what a suite found, in counts, for this front page and later ones."""
    notes = {
        expectation["meta"]["rule"]: expectation["meta"]["note"]
        for expectation in load_suite(source, layout)["expectations"]
    }
    by_rows = sorted(outcomes, key=lambda one: (-one.unexpected_rows, one.rule))
    rules = [{**asdict(one), "note": notes[one.rule]} for one in by_rows]
    own = (pages / "validations" / f"{source}_{layout}").rglob("*.html")
    result = LayoutResult(
        layout=layout,
        validated_at=f"{datetime.now(UTC):%Y-%m-%d %H:%M}",
        page=str(max(own, key=lambda page: page.stat().st_mtime).relative_to(pages)),
        failed=[rule for rule in rules if not rule["is_met"]],
        met=[rule for rule in rules if rule["is_met"]],
    )
    (pages / RESULTS).mkdir(exist_ok=True)
    file = pages / RESULTS / f"{layout}.json"
    file.write_text(json.dumps(asdict(result), indent=1), encoding="utf-8")


def _let_stand_alone(page: Path, pages: Path) -> None:
    """Take out what would be fetched from elsewhere, and give the page a style of ours."""
    document = html.document_fromstring(page.read_text(encoding="utf-8"))
    fetched = document.xpath(FETCHED)
    if not fetched:
        return
    for element in fetched:
        element.drop_tree()
    for style in document.iter("style"):
        style.text = FETCHED_BY_STYLE.sub("none", style.text or "")
    up = "../" * (len(page.relative_to(pages).parts) - 1)
    document.head.append(html.fragment_fromstring(f'<link rel="stylesheet" href="{up}{STYLE}">'))
    page.write_bytes(html.tostring(document, encoding="utf-8", doctype="<!DOCTYPE html>"))


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
