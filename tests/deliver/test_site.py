"""The delivered folder in a real browser, as from a USB stick: no server, no request elsewhere."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.deliver import deliver_pages, pages
from pipelines.deliver.charts import MonthColumn, PyramidRow, draw_months, draw_pyramid
from pipelines.deliver.charts.drawing import Shown
from pipelines.deliver.html import render_page
from pipelines.deliver.index import index_of, render_index
from pipelines.deliver.numbers import number, short_month
from pipelines.deliver.page import page_of
from tests.deliver.conftest import (
    LARGE,
    MONTHS,
    NEVER_DELIVERED,
    SMALL,
    Published,
    as_large_as_a_real_one,
)
from tests.deliver.test_pages import expected

CHROMIUM = shutil.which("chromium")
WIDTHS = (1440, 360)
PAGES = (
    *((page, width) for width in WIDTHS for page in
      (f"desa/{LARGE}.html", f"kecamatan/{LARGE[:6]}.html", "kabupaten.html", "index.html")),
    (f"desa/{SMALL}.html", 360), (f"desa/{NEVER_DELIVERED}.html", 360),
)  # fmt: skip
# Texts of drawings that lie on each other.
COVERING = """drawings => [...document.querySelectorAll(drawings)].flatMap(svg => {
    const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent,
        t.getBoundingClientRect()]);
    return boxes.flatMap(([a, p], i) => boxes.slice(i + 1).filter(([b, q]) =>
        p.left < q.right - 1 && q.left < p.right - 1 &&
        p.top < q.bottom - 4 && q.top < p.bottom - 4).map(([b]) => a + ' | ' + b));
})"""
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def site(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole set, with a map of three villages."""
    home = tmp_path_factory.mktemp("site")
    boundaries = home / "batas.geojson"
    boundaries.write_text(json.dumps(_squares(LARGE, SMALL, NEVER_DELIVERED)))
    settings = published.place.warehouse.settings
    before, settings.boundaries = settings.boundaries, boundaries
    summary = deliver_pages(published.place.warehouse, MONTHS[1], home / "out")
    settings.boundaries = before
    assert (summary.pages, summary.pdfs) == (259, 237)
    return home / "out"


def _squares(*codes: str) -> dict[str, object]:
    features = []
    for at, code in enumerate(codes):
        west = 116 + at / 10
        ring = [(west, 0), (west + 0.1, 0), (west + 0.1, 0.1), (west, 0.1), (west, 0)]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"kode": code}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        # Containers run as root, where Chromium refuses its own sandbox.
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def visit(browser, site):
    """Opens a page of the site at a width; everything that it asks for is noted."""
    opened = []

    def to(path: str, width: int = 1440):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.asked = []
        page.faults = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto((site / path).as_uri())
        opened.append(page)
        return page

    yield to
    for page in opened:
        page.close()


def test_every_village_has_a_page_and_a_pdf_and_every_link_leads_somewhere(site: Path) -> None:
    assert len(list((site / "desa").glob("*.html"))) == 237
    assert len(list((site / "desa").glob("*.pdf"))) == 237
    for page in site.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#]+)"', page.read_text()):
            assert (page.parent / link).exists(), (page.name, link)


def test_the_folder_says_what_it_is_of(site: Path, published: Published) -> None:
    assert json.loads((site / "padan.json").read_text()) == {
        "kind": "pages", "period": "2026-08", "release": published.edition.release_no,
    }  # fmt: skip


def test_every_number_behind_the_map_is_what_sql_says(site: Path, published: Published) -> None:
    data = read_data((site / "data.js").read_text())
    codes = [re.sub(r"\D", "", href) for group in data["groups"] for _, href in group["villages"]]
    looked_at = 0
    for indicator in data["indicators"]:
        assert len(indicator["shown"]) == len(indicator["steps"]) == len(codes) == 237
        for code, shown, step in zip(codes, indicator["shown"], indicator["steps"], strict=True):
            assert bool(shown) == bool(step)
            if shown:
                assert shown == expected(published, code, indicator["figure"])
                looked_at += 1
        assert set(indicator["steps"]) <= set(range(len(indicator["legend"]) + 1))
    assert looked_at > 150


def read_data(script: str) -> dict[str, Any]:
    return dict(json.loads(script.removeprefix("window.PADAN=").removesuffix(";\n")))


def test_the_way_in_is_a_small_page_whatever_the_map(site: Path) -> None:
    assert (site / "index.html").stat().st_size < 50_000


def test_a_crash_leaves_the_old_set(
    site: Path, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}

    def crash(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(pages, "_write_papers", crash)
    with pytest.raises(RuntimeError):
        deliver_pages(published.place.warehouse, MONTHS[1], site)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


@needs_browser
def test_the_first_of_the_numbers_beside_each_other_is_bold(visit) -> None:
    weights = (
        visit("kabupaten.html")
        .locator(".chart tspan")
        .evaluate_all(
            "spans => spans.map(s => [s === s.parentNode.firstElementChild,"
            " getComputedStyle(s).fontWeight])"
        )
    )
    assert {tuple(each) for each in weights} == {(True, "700"), (False, "400")}


@needs_browser
def test_without_boundaries_the_map_is_made_of_tiles(
    browser, published: Published, tmp_path: Path
) -> None:
    for name, content in render_index(index_of(published.edition, None)).items():
        (tmp_path / name).write_text(content)
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator(".tiles").count() == 20
    assert page.locator(".tiles .area:visible").count() == 237
    assert page.locator('.tiles .area[data-step="1"]').count() > 0
    assert page.locator("svg").count() == 0
    page.close()


@needs_browser
@pytest.mark.parametrize(("path", "width"), PAGES)
def test_a_page_has_no_serious_fault_for_who_sees_or_moves_otherwise(visit, path, width) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(path, width)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    found = Axe().run(page).response["violations"]
    serious = [
        (fault["id"], node["target"], node.get("failureSummary", "")[:200])
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:2]
    ]
    assert serious == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
    assert page.faults == []
    assert [url for url in page.asked if not url.startswith("file://")] == []


@needs_browser
def test_text_in_charts_is_large_enough_on_a_phone(visit) -> None:
    page = visit(f"desa/{LARGE}.html", 360)
    heights = page.locator(".chart svg text").evaluate_all(
        "texts => texts.map(t => parseFloat(getComputedStyle(t).fontSize)"
        " * t.ownerSVGElement.getBoundingClientRect().width / 400)"
    )
    assert len(heights) > 50
    assert min(heights) >= 9.5


@needs_browser
@pytest.mark.parametrize(
    "path", [f"desa/{LARGE}.html", f"kecamatan/{LARGE[:6]}.html", "kabupaten.html"]
)
def test_no_two_texts_of_a_chart_cover_each_other(visit, path) -> None:
    covering = visit(path).evaluate(COVERING, ".chart svg")
    assert covering == []


@needs_browser
def test_no_number_of_a_large_regency_stands_outside_its_chart(browser) -> None:
    counts = {"0-5": (6080, 5940), "19-59": (145_835, 148_110), "60+": (6565, 6485)}
    rows = [
        PyramidRow(age, men, women, Shown(number(men), "a"), Shown(number(women), "b"))
        for age, (men, women) in counts.items()
    ]
    months = [
        MonthColumn(short_month(date(2026, month, 1)), 1_155_625, Shown(number(1_155_625), "c"))
        for month in range(1, 13)
    ]
    charts = [draw_pyramid(rows, title="Umur")]
    charts += [draw_months(months[:count], title=f"{count} bulan") for count in range(1, 13)]
    page = browser.new_page()
    page.set_content(f'<div style="width:400px">{"".join(charts)}</div>')
    outside = page.evaluate(
        """() => [...document.querySelectorAll('svg text')].filter(text => {
            const inner = text.getBoundingClientRect();
            const outer = text.ownerSVGElement.getBoundingClientRect();
            return inner.left < outer.left || inner.right > outer.right;
        }).map(text => text.textContent)"""
    )
    assert outside == []
    assert page.evaluate(COVERING, "svg") == []
    page.close()


@needs_browser
def test_nothing_scrolls_sideways_on_a_phone(browser, published: Published) -> None:
    edition = as_large_as_a_real_one(published.edition)
    shown = [edition.regency, *edition.of_level("kecamatan"), *edition.of_level("village")[::20]]
    shown += [edition.profiles[code] for code in (LARGE, SMALL, NEVER_DELIVERED)]
    page = browser.new_page(viewport={"width": 360, "height": 800})
    wide = []
    for profile in shown:
        page.set_content(render_page(page_of(profile, edition)))
        wide += page.evaluate(
            """code => {
                document.querySelectorAll('details').forEach(each => { each.open = true; });
                const boxes = [document.documentElement, ...document.querySelectorAll('.scroll')];
                return boxes.filter(box => box.scrollWidth > box.clientWidth).map(
                    box => [code, box.ariaLabel, box.scrollWidth - box.clientWidth]);
            }""",
            profile.area.code,
        )
    assert wide == []
    page.close()


@needs_browser
@pytest.mark.parametrize("width", [320, 360, 1200])
def test_a_range_stands_in_one_line(visit, width) -> None:
    page = visit(f"desa/{LARGE}.html", width)
    lines = page.evaluate(
        """() => {
            document.querySelectorAll('details').forEach(each => { each.open = true; });
            return [...document.querySelectorAll('.range')].map(r => r.getClientRects().length);
        }"""
    )
    assert set(lines) == {1}


@needs_browser
def test_the_keyboard_skips_to_the_content_first(visit) -> None:
    page = visit(f"desa/{LARGE}.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


@needs_browser
def test_a_village_is_found_and_opened_by_keyboard_alone(visit, published: Published) -> None:
    page = visit("index.html")
    page.get_by_label("Cari desa, kecamatan, atau kode").focus()
    page.keyboard.type("panji tenggarong")
    assert page.locator("#desa li:visible").count() == 1
    assert "1 desa cocok" in page.locator("#hasil").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(LARGE))
    name = published.edition.profiles[LARGE].area.name
    assert name in page.locator("h1").inner_text()


@needs_browser
def test_what_nobody_is_called_finds_nothing(visit) -> None:
    page = visit("index.html")
    page.get_by_label("Cari desa, kecamatan, atau kode").fill("tidak begitu")
    assert page.locator("#desa li:visible").count() == 0
    assert "Tidak ada desa" in page.locator("#hasil").inner_text()


@needs_browser
def test_the_map_is_walked_and_changed_by_keyboard(visit) -> None:
    page = visit("index.html")
    assert page.locator('.area[tabindex="0"]').count() == 1
    page.locator('.area[tabindex="0"]').focus()
    first = page.locator("#terpilih").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator("#terpilih").inner_text() != first
    before = page.locator("#legenda").inner_text()
    page.locator("#indikator").select_option("orang")
    assert page.locator("#legenda").inner_text() != before
    page.keyboard.press("Home")


@needs_browser
def test_without_script_every_village_is_still_a_link(browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.locator("#desa li a:visible").count() == 237
    assert page.locator("#cari:visible").count() == 0
    assert page.locator("#bagian-peta:visible").count() == 0
    context.close()
