"""Every number on a page, in its charts too, is what plain SQL says of the public tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from lxml import html

from pipelines.deliver.html import render_page
from pipelines.deliver.page import page_of
from pipelines.disclosure.window import DECLARED_BOUND, TOTAL_BOUND
from tests.deliver.conftest import (
    LARGE,
    MONTHS,
    NEVER_DELIVERED,
    SMALL,
    Published,
    as_large_as_a_real_one,
)

NOTHING = chr(0x2013)
LARGEST_PAGE = 50_000
ASKED = re.compile(
    "education|work|home_ownership|roof|wall|floor|lighting|cooking_fuel|drinking_water|toilet|"
    "stunting_risk|programme_.*|family_size|deprivations"
)
UNITS = {"p": "persons", "f": "families"}
KEY = re.compile(r"(?P<unit>[pf]):(?P<row>\w+)=(?P<answer>[^/@%~]+)(?P<rest>[^%~]*)(?P<kind>[%~]?)")


@pytest.fixture(scope="module")
def pages(published: Published) -> dict[str, str]:
    """All pages by the code of their area."""
    edition = published.edition
    return {
        code: render_page(page_of(profile, edition)) for code, profile in edition.profiles.items()
    }


def thousands(value: int) -> str:
    return re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", str(value))


def expected(published: Published, area: str, word: str) -> str:
    """What the page must show for a key, by numbers of plain SQL alone."""
    found = KEY.fullmatch(word)
    assert found, word
    unit, row, kind = UNITS[found["unit"]], found["row"], found["kind"]
    answers = [found["answer"]]
    if answers == ["deprived"]:
        answers = list(published.edition.deprivations[row])
    crossed, period = (), MONTHS[1]
    if found["rest"].startswith("/"):
        crossed = tuple(found["rest"][1:].split("="))
    elif found["rest"]:
        period = date.fromisoformat(found["rest"][1:] + "-01")

    def parts(month: date) -> list[int | None]:
        return [published.number(area, unit, row, a, *crossed, period=month) for a in answers]

    found_now = [number for number in parts(period) if number is not None]
    now = sum(found_now)
    if kind == "~":
        before = [number for number in parts(MONTHS[0]) if number is not None]
        if not before:
            return NOTHING
        difference = now - sum(before)
        signed = f"{'+' if difference > 0 else chr(0x2212)}{thousands(abs(difference))}"
        return signed if difference else "tetap"
    hidden = now == 0 and len(area) == 10
    if kind == "%":
        asked = ASKED.fullmatch(row)
        whole = published.answered[area, unit, row] if asked else published.number(area, unit)
        if hidden or not whole:
            return NOTHING
        text = f"{100 * now / whole:.{1 if whole >= 1000 else 0}f}"
        return f"{text.replace('.', ',')}%"
    if not found_now:
        return NOTHING
    return f"0-{4 * len(found_now)}" if hidden else thousands(now)


def test_every_number_of_every_page_is_what_sql_says(
    published: Published, pages: dict[str, str]
) -> None:
    looked_at, wrong = 0, []
    for code, page in pages.items():
        for text, word, area in told_on(page):
            looked_at += 1
            wanted = expected(published, area or code, word)
            if text != wanted:
                wrong.append((code, area, word, text, wanted))
    assert wrong == []
    assert looked_at > 40_000


def told_on(page: str) -> Iterator[tuple[str, str, str | None]]:
    """Every number of a page, the word for its origin, and the area where that is another."""
    tree = html.fromstring(page)
    for element in tree.xpath("//span[@data-f] | //tspan[@data-f] | //td[@data-f]"):
        yield element.text, element.get("data-f"), None
    for table in tree.iter("table"):
        heads = [head.get("data-f") for head in table.xpath("./thead/tr/th")]
        for row in table.xpath("./tbody/tr"):
            for head, cell in zip(heads, row.findall("td"), strict=True):
                if cell.text and cell.get("data-f") is None:
                    yield cell.text, (row.get("data-f") or "") + head, row.get("data-area")


def test_no_number_stands_on_a_page_without_its_origin(pages: dict[str, str]) -> None:
    for code in (LARGE, SMALL, LARGE[:6], LARGE[:4]):
        shown = html.fromstring(pages[code]).xpath(
            "//tbody//td | //strong/span | //tspan | //dd/span"
        )
        numbers = [element.text for element in shown if element.text]
        assert len(numbers) > 200
        beside = html.fromstring(pages[code]).xpath("//span[@class='more']/span")
        assert len(list(told_on(pages[code]))) == len(numbers) + len(beside)


def test_no_range_breaks_behind_its_hyphen(pages: dict[str, str]) -> None:
    for code in (LARGE, SMALL, LARGE[:6], LARGE[:4]):
        texts = html.fromstring(pages[code]).xpath("//body//text()[not(ancestor::svg)]")
        ranges = [text for text in texts if re.search(r"\d-\d", text)]
        assert len(ranges) > 5
        for text in ranges:
            assert text.getparent().get("class") == "range" and not text.is_tail, text
    assert ".range{white-space:nowrap}" in pages[LARGE]


def test_a_page_is_small_and_holds_all_that_it_needs(pages: dict[str, str]) -> None:
    sizes = {code: len(page.encode()) for code, page in pages.items()}
    assert max(sizes.values()) < LARGEST_PAGE
    for page in pages.values():
        assert not re.search(
            r"<script|<link|@import|\bsrc=|https?://(?!www\.w3\.org/2000/svg)", page
        )


def test_a_page_of_a_real_regency_with_a_year_of_months_is_small_too(published: Published) -> None:
    edition = as_large_as_a_real_one(published.edition)
    shown = (edition.regency, *edition.of_level("kecamatan"), edition.profiles[LARGE])
    sizes = [len(render_page(page_of(profile, edition)).encode()) for profile in shown]
    assert max(sizes) < LARGEST_PAGE


def test_bars_are_as_long_as_their_numbers(published: Published, pages: dict[str, str]) -> None:
    tree = html.fromstring(pages[LARGE])
    (chart,) = tree.xpath("//section[h2[@id='rumah']]//*[local-name()='svg']")
    shares = [
        float(element.text.rstrip("%").replace(",", ".").replace(NOTHING, "0"))
        for element in chart.iter()
        if str(element.get("data-f") or "").endswith("%")
    ]
    (path,) = [e.get("d") for e in chart.iter() if e.get("fill") == "#0072b2"]
    lengths = [float(width) for width in re.findall(r"h(\d[\d.]*)v9", path)]
    assert len(shares) == 7
    drawn = [share for share in shares if share]
    assert len(drawn) > 3
    # A bar as wide as the drawing, 400 units, is all families.
    assert [width / 4 for width in lengths] == pytest.approx(drawn, abs=0.6)


def test_each_page_says_by_how_much_numbers_may_be_off(pages: dict[str, str]) -> None:
    bounds = (
        f"desa meleset paling banyak {TOTAL_BOUND};",
        f"tidak pernah lebih dari {DECLARED_BOUND}.",
    )
    assert [code for code, page in pages.items() for said in bounds if said not in page] == []


def test_each_page_says_what_it_counts_as_of_when_how_sure_and_what_changed(
    pages: dict[str, str],
) -> None:
    for said in ("bukan angka kemiskinan", "P3KE: data ", " 2026; bulan ini", "kelipatan 5",
                 "0-4 berarti", "dihitung sebagai dua orang", "sejak Juli 2026"):  # fmt: skip
        assert said in html.fromstring(pages[LARGE]).text_content(), said


def test_poverty_by_the_survey_stands_beside_the_regency_alone(pages: dict[str, str]) -> None:
    said = "Penduduk miskin menurut Susenas 2025: 7,05%, 57.100 orang (Publikasi contoh 2025)"
    assert [code for code, page in pages.items() if said in page] == [LARGE[:4]]
    # Of no later year than the month, and of no number that carries a published cell.
    assert not any("Susenas 2027" in page or "Susenas 2024" in page for page in pages.values())


def test_a_village_without_data_says_so_and_shows_no_number(pages: dict[str, str]) -> None:
    page = pages[NEVER_DELIVERED]
    assert "belum pernah diterima" in page
    assert "data-f" not in page


def test_a_small_village_shows_no_crosses_but_a_large_one_does(pages: dict[str, str]) -> None:
    assert "/age_group=" in pages[LARGE]
    assert "/age_group=" not in pages[SMALL]


def test_names_are_text_and_no_markup(published: Published) -> None:
    from dataclasses import replace

    profile = published.edition.profiles[LARGE]
    evil = replace(profile, area=replace(profile.area, name='<b>Desa & "Tua"</b>'))
    page = render_page(page_of(evil, published.edition))
    assert "<b>Desa" not in page
    assert "&lt;b&gt;Desa &amp;" in page


def test_the_typeface_of_drawings_is_that_of_the_page(pages: dict[str, str]) -> None:
    page = pages[LARGE]
    assert page.count("<svg") > 5
    assert "<svg xmlns" not in page
    assert page.count("font-family") == 0
