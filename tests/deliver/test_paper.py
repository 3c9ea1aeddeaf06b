"""A village on A4: the same numbers as on the page, the same bytes on a second run."""

from __future__ import annotations

import io
import json
import re

import pytest
from lxml import html
from pypdf import PdfReader

from pipelines.deliver.html import render_page
from pipelines.deliver.page import Page, page_of
from pipelines.deliver.paper import paper_writer, sheet_content
from tests.deliver.conftest import LARGE, NEVER_DELIVERED, SMALL, Published

A4 = (595, 842)


def page_in(published: Published, code: str) -> Page:
    return page_of(published.edition.profiles[code], published.edition)


def text_of(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("code", [LARGE, SMALL, NEVER_DELIVERED])
def test_a_village_fits_two_sheets_of_a4(published: Published, code: str) -> None:
    reader = PdfReader(io.BytesIO(paper_writer()(page_in(published, code))))
    assert len(reader.pages) <= 2
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} == {A4}


@pytest.mark.parametrize("code", [LARGE, SMALL])
def test_paper_shows_every_number_of_the_pages_charts(published: Published, code: str) -> None:
    page = page_in(published, code)
    charts = [
        element.text
        for element in html.fromstring(render_page(page)).iter("tspan")
        if element.get("data-f")
    ]
    drawn = [
        number
        for section in json.loads(sheet_content(page))["sections"]
        for number in re.findall(r'<tspan data-f="[^"]*"[^>]*>([^<]*)<', section["chart"])
    ]
    assert len(drawn) > 60
    assert drawn == charts
    text = text_of(paper_writer()(page))
    assert [number for number in drawn if re.sub(r"\s", "", number) not in text] == []
    for card in page.cards:
        assert f"{card.value.text}{card.what}".replace(" ", "") in text


def test_paper_of_a_village_without_data_says_so(published: Published) -> None:
    text = text_of(paper_writer()(page_in(published, NEVER_DELIVERED)))
    assert "belumpernahditerima" in text


def test_the_same_page_gives_the_same_bytes(published: Published) -> None:
    page = page_in(published, LARGE)
    assert paper_writer()(page) == paper_writer()(page)
