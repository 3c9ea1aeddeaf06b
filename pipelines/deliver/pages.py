"""All pages of a month in one folder: index, regency, kecamatan, villages, also on paper."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.deliver.boundaries import Drawn, read_boundaries
from pipelines.deliver.folder import replaced_folder
from pipelines.deliver.html import render_page
from pipelines.deliver.index import index_of, render_index
from pipelines.deliver.page import Page, page_of
from pipelines.deliver.paper import paper_writer
from pipelines.deliver.profile import Edition
from pipelines.deliver.reading import read_edition
from pipelines.periods import format_period
from pipelines.warehouse import Warehouse

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PagesSummary:
    """What was delivered: folder, release, and how many pages and PDFs."""

    folder: Path
    release_no: int
    pages: int
    pdfs: int


def deliver_pages(
    warehouse: Warehouse,
    period: date,
    out: Path,
    *,
    say: Callable[[str], None] = lambda text: None,
) -> PagesSummary:
    """Write the pages of a published month, with the map of PADAN_BOUNDARIES if that is set.

    Args:
        warehouse: Only its schema `mart_public` is read.
        period: The month.
        out: Replaced as a whole, once everything is written.
        say: Is told what is being done.

    Raises:
        NotPublishedError: There are no public counts of the month.
        BoundariesError: The file of boundaries cannot be used.
        ForeignFolderError: `out` holds something that we did not write.
    """
    say("reading")
    with warehouse.transaction() as tx:
        edition = read_edition(tx, period)
    drawn = _drawn(warehouse.settings.boundaries, edition)
    about = {"kind": "pages", "period": format_period(period), "release": edition.release_no}
    with replaced_folder(out, about) as folder:
        pages = [page_of(profile, edition) for profile in edition.profiles.values()]
        say(f"{len(pages)} pages")
        _write_pages(folder, pages)
        for name, content in render_index(index_of(edition, drawn)).items():
            (folder / name).write_text(content, encoding="utf-8")
        on_paper = [page for page in pages if page.pdf]
        say(f"{len(on_paper)} PDFs")
        _write_papers(folder, on_paper)
    logger.info("delivered pages period=%s pages=%d", format_period(period), len(pages))
    return PagesSummary(out, edition.release_no, len(pages) + 1, len(on_paper))


def _drawn(file: Path | None, edition: Edition) -> Drawn | None:
    if file is None:
        return None
    return read_boundaries(file, [village.area.code for village in edition.of_level("village")])


def _write_pages(folder: Path, pages: list[Page]) -> None:
    for page in pages:
        path = folder / page.path
        path.parent.mkdir(exist_ok=True)
        path.write_text(render_page(page), encoding="utf-8")


def _write_papers(folder: Path, pages: list[Page]) -> None:
    """The typesetter works outside Python's lock: as many at once as there are cores."""
    workers = os.cpu_count() or 1
    shares = [pages[start::workers] for start in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(_write_share, folder, share) for share in shares]:
            done.result()


def _write_share(folder: Path, pages: list[Page]) -> None:
    write = paper_writer()
    for page in pages:
        (folder / page.path).with_suffix(".pdf").write_bytes(write(page))
