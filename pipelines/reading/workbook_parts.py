"""Which part of an xlsx package holds which sheet, and the strings that the sheets share."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from lxml import etree

from pipelines.reading.archive import Archive
from pipelines.reading.errors import BrokenFileError, EmptyFileError

USUAL_MAIN_PART = "xl/workbook.xml"
_PACKAGE = "_rels/.rels"

_DURATION_FORMAT = re.compile(rb'\[[hms]+\]|numFmtId="4[567]"')


@dataclass(frozen=True)
class SheetPart:
    """A worksheet: its name, its place among all sheets (charts too), and its part."""

    name: str
    index: int
    is_visible: bool
    part: str


@dataclass(frozen=True)
class Workbook:
    """What a workbook says about itself."""

    sheets: list[SheetPart]
    shared_strings_part: str | None
    styles_part: str | None
    counts_from_1904: bool
    shows_durations: bool


def main_part(archive: Archive) -> str | None:
    """The part that lists the sheets, `xl/workbook22.xml` of Excel on the web; None if none does.

    Raises:
        BrokenFileError: The package's own list of parts is not well-formed.
    """
    if USUAL_MAIN_PART in archive.entries:
        return USUAL_MAIN_PART
    if _PACKAGE not in archive.entries:
        return None
    parts = [
        part for kind, part in _relationships(archive, "").values() if kind == "officeDocument"
    ]
    return next((p for p in parts if p.startswith("xl/") and p.endswith(".xml")), None)


def read_workbook(archive: Archive) -> Workbook:
    """Read the parts of a package that say where its sheets are.

    Raises:
        BrokenFileError: A part is missing or is not well-formed.
        EmptyFileError: There is no worksheet.
    """
    main = main_part(archive) or USUAL_MAIN_PART
    workbook = parse_part(archive, main)
    targets = _relationships(archive, main)
    sheets = []
    for index, element in enumerate(workbook.iterfind("{*}sheets/{*}sheet")):
        kind, part = targets.get(_relationship_id(element), ("", ""))
        if kind == "worksheet":
            is_visible = element.get("state", "visible") == "visible"
            sheets.append(SheetPart(element.get("name", ""), index, is_visible, part))
    if not sheets:
        raise EmptyFileError("The workbook has no worksheet.")
    properties = workbook.find("{*}workbookPr")
    parts = dict(reversed(targets.values()))
    return Workbook(
        sheets=sheets,
        shared_strings_part=parts.get("sharedStrings"),
        styles_part=parts.get("styles"),
        counts_from_1904=properties is not None and properties.get("date1904") in ("1", "true"),
        shows_durations=_shows_durations(archive, parts.get("styles")),
    )


def parse_part(archive: Archive, name: str) -> etree._Element:
    """Parse a small part of a package as XML; raises BrokenFileError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(archive.read(name), parser)
    except etree.XMLSyntaxError:
        raise BrokenFileError(f"The part {name} is not well-formed.") from None


def _relationships(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Kind and part of every relationship of a part, or of the package (``), by its id."""
    folder, name = posixpath.split(part)
    relationships = parse_part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        element.get("Id", ""): (
            posixpath.basename(element.get("Type", "")),
            posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
        )
        for element in relationships.iterfind("{*}Relationship")
    }


def _relationship_id(sheet: etree._Element) -> str:
    return next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")


def _shows_durations(archive: Archive, styles: str | None) -> bool:
    return styles in archive.entries and (
        _DURATION_FORMAT.search(archive.read(str(styles))) is not None
    )
