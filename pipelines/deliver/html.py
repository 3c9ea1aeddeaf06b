"""Pages as HTML: one file each, with everything that they need in it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from pipelines.deliver.charts.drawing import within_page
from pipelines.deliver.page import Page

TEMPLATES = Path(__file__).with_name("templates")
_RANGE = re.compile(r"\d+-\d+")


@cache
def template(name: str) -> Template:
    """A template of ours; what it is given is escaped."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawing"] = _drawing
    environment.filters["unbroken"] = _unbroken
    environment.tests["range"] = _RANGE.fullmatch
    return environment.get_template(name)


@cache
def style(name: str) -> Markup:
    """A style sheet, to stand in the page itself."""
    # Our own file: nothing that anybody sent is in it.
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))


def _drawing(svg: str) -> Markup:
    # Our own drawing: its texts were escaped when it was made.
    return Markup(within_page(svg))


def _unbroken(text: str) -> Markup:
    """A text whose ranges (0-4, 19-59) stay in one line: browsers break behind a hyphen."""
    # Escaped before; what is added is ours.
    return Markup(_RANGE.sub(r'<span class="range">\g<0></span>', str(escape(text))))


def render_page(page: Page) -> str:
    """An area's page."""
    return template("area.html.j2").render(page=page, style=style("style.css"))
