"""The Data Docs of a month: one front page, and nothing that is fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html

from tests import sent
from tests.conftest import Place

ELSEWHERE = re.compile(r"""(?:src|href)=["']https?://(?!greatexpectations\.io)|url\(['"]?https?:""")
PEOPLE = 4


@pytest.fixture(scope="module")
def pages(new_place: Callable[[], Place]) -> Iterator[Path]:
    """Persons of P3KE came, one of them without a NIK; then families."""
    place = new_place()
    village = next(sent.villages())
    folder = place.folder("p3ke")
    people = sent.people(PEOPLE)
    persons = [sent.p3ke_person_row(person, village) for person in people]
    persons[0] = sent.p3ke_person_row(people[0], village, NIK=None)
    families = [sent.p3ke_family_row(person, village) for person in people]
    sent.write_csv(folder / "individu.csv", sent.table(persons))
    place.take_in()
    sent.write_csv(folder / "keluarga.csv", sent.table(families))
    place.take_in()
    yield place.warehouse.settings.data_docs / "2026-07" / "p3ke"
    place.warehouse.close()


def read(page: Path) -> html.HtmlElement:
    return html.document_fromstring(page.read_text(encoding="utf-8"))


def test_the_front_page_counts_what_was_not_met_and_says_why(pages: Path) -> None:
    lines = read(pages / "index.html").xpath("//section/table/tbody/tr")
    found = [[cell.text_content().strip() for cell in line] for line in lines]
    [line] = [line for line in found if line[0] == "nik_blank"]
    [_, column, becomes, rows, failed, share, why] = line
    assert (column, becomes) == ("nik", "row flagged and kept")
    assert (rows, failed, share) == (str(PEOPLE), "1", "25.00%")
    assert why


def test_a_layout_that_was_validated_before_stays_on_it(pages: Path) -> None:
    headings = [h.text for h in read(pages / "index.html").iter("h2")]
    assert headings == ["individu_2022", "keluarga_2022"]


def test_its_links_lead_to_pages_that_are_there(pages: Path) -> None:
    links = read(pages / "index.html").xpath("//a/@href")
    assert links
    assert all((pages / link).exists() for link in links)


def test_no_page_fetches_anything_from_elsewhere(pages: Path) -> None:
    found = list(pages.rglob("*.html"))
    assert len(found) >= 3
    for page in found:
        assert not ELSEWHERE.search(page.read_text(encoding="utf-8")), page.name
        styles = read(page).xpath("//link[@rel='stylesheet']/@href")
        assert styles
        assert all((page.parent / style).exists() for style in styles)
