"""What was set aside, as a workbook for the sender: positions and what to do, never a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.contracts import load_contracts
from pipelines.contracts.rules import load_rules
from pipelines.periods import format_period
from pipelines.warehouse import Warehouse

HEADERS = ("Berkas", "Lembar", "Baris", "Kolom", "Alasan", "Yang perlu dilakukan", "Kode")
# Every message says what is wrong, then what to do, with one of these words.
_TO_DO = re.compile(
    r"(?P<sign>[;.?])\s+(?P<todo>(?:mohon|tidak perlu|periksa|simpan|tulis)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
WIDTHS = (48, 22, 8, 24, 50, 50, 26)


def export_quarantine(warehouse: Warehouse, period: date, out: Path) -> int:
    """Write refused files and rows set aside in a period; the number of lines.

    One line per row and reason with file, sheet, row and column; no name, number or other value.
    """
    with warehouse.transaction() as tx:
        files = tx.rows("quarantine/refused_files", period=period)
        rows = tx.rows("quarantine/rows", period=period)
    messages = _messages()
    lines = [
        (f["file_name"], f["sheet"], f["row"], f["column"], *_parts(f["message"]), f["code"])
        for f in files
    ]
    for row in rows:
        header = _header(row["source"], row["kind"], row["column"])
        lines.append(
            (
                row["file_name"],
                row["sheet_name"] or None,
                row["row_number"],
                header,
                *_parts(messages.get(row["code"], "")),
                row["code"],
            )
        )
    _write(lines, f"Dikembalikan {format_period(period)}", out)
    return len(lines)


def _write(lines: Sequence[tuple[object, ...]], title: str, out: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    sheet.append(HEADERS)
    for line in lines:
        sheet.append(_as_text(line))
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1F4E79")
    for column, width in zip("ABCDEFG", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            # File and sheet names are the sender's: one that begins with = is text.
            if isinstance(cell.value, str):
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out.parent.mkdir(parents=True, exist_ok=True)
    workbook.save(out)


def _parts(message: str) -> tuple[str, str]:
    """What is wrong and what to do: the two parts of a message in Indonesian."""
    match = _TO_DO.search(message)
    if match is None:
        return message, ""
    wrong, todo = message[: match.start()], match["todo"]
    return wrong + match["sign"].replace(";", "."), todo[:1].upper() + todo[1:]


def _as_text(line: tuple[object, ...]) -> list[object]:
    """Guard against texts that a spreadsheet would run as a formula, or cannot hold."""
    texts = [ILLEGAL_CHARACTERS_RE.sub("", v) if isinstance(v, str) else v for v in line]
    return [
        f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@") else value
        for value in texts
    ]


def _messages() -> dict[str, str]:
    return {
        rule.code: rule.message_id
        for source, contract in load_contracts().items()
        for layout in contract.layouts
        for rule in load_rules(source, layout)
    }


def _header(source: str, kind: str, field: str) -> str | None:
    fields = load_contracts()[source].kinds[kind].fields
    return fields[field].headers[0] if field in fields else None
