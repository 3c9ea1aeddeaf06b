"""Writes `docs/faults.md`: every reason by its code, from the suites and the refusals themselves.

Run `python -m pipelines.contracts.faults_page` after a change; a test fails when it is stale.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipelines.contracts.model import load_contracts
from pipelines.contracts.rules import FLAG, REFUSE, REPORT, SET_ASIDE, Rule, load_rules
from pipelines.settings import PROJECT_ROOT

PAGE = PROJECT_ROOT / "docs" / "faults.md"

_INTRODUCTION = """\
# What can be wrong with a file, by code

Made by `python -m pipelines.contracts.faults_page` from the suites in `expectations/` and from the
code that refuses; a test fails when it is stale. The codes are those of `padan status`,
`padan quarantine export` and the tables `ops.drop`, `quarantine.row` and `staging.flag`.

The rule: a file that cannot be understood as a whole is *refused*; a row that cannot be placed or
read is *set aside*; a person is never dropped for a bad NIK, date or code: the row is *flagged* and
kept. The original always stays in `raw` or in the archive.
"""
_BEFORE_LOADING = """
## Refused while the file is read (`load`)

Nothing of the file goes on; the other files do, and the run ends with exit code 1.

| code | where it is looked for | what is wrong |
| --- | --- | --- |
"""
_READ = {
    "empty_file": ("bytes", "no bytes, or no cell with content"),
    "broken_file": ("bytes", "cut off, damaged, or of a format that is not read"),
    "encrypted_file": ("bytes", "a password stands before the content"),
    "zip_bomb": (
        "bytes",
        "an entry over 20 MB and over 100 times its packed size, or a giant cell",
    ),
    "zip_within_zip": ("bytes", "a ZIP lies within a ZIP"),
    "unreadable_encoding": ("bytes", "text in no encoding that can be told"),
    "too_large": ("bytes", "more than one file may hold"),
    "unforeseen": ("bytes", "we failed at it in a way that nobody foresaw: report it"),
    "no_known_header": ("header", "no visible sheet has a header of the source"),
    "other_source": ("header", "the columns are those of another source: wrong folder"),
    "missing_column": ("header", "a required column is absent; what looks like it is named"),
    "repeated_column": ("header", "a required column stands there twice"),
    "second_table": ("header", "below the table stands another, its columns in other order"),
    "no_rows": ("rows", "a header without rows"),
    "other_period": ("titles, sheet and file names", "a month is stated, and not the folder's"),
    "other_regency": ("titles", "a title names another regency and none ours"),
}
_TOGETHER = """
## Refused or repeated beside what is there (`receive`, `validate`)

| code | state | what it means |
| --- | --- | --- |
| `repeated` | repeated, exit code 0 | bytes or rows of another file, in any order or form |
| `repeated_sheet` | repeated, exit code 1 | a sheet has the people of a sheet before it |
| `neither_version_nor_addition` | refused | a tenth to a half of a village's people again |
"""
_REMARKS = """
## Named, and nothing more

`sheet_not_read` (hidden, or without a known header), `sheet_without_rows`, `unknown_column` (kept
in `raw` under `extra`) and `absent_column` (optional, null in staging) stand among a drop's
remarks.
"""
_TITLES = {
    REFUSE: "Refused by a critical rule of the suite (`validate`)",
    SET_ASIDE: "Set aside (`stage`)",
    FLAG: "Flagged and kept (`stage`)",
    REPORT: "Reported for the whole file (`validate`)",
}


def faults_page() -> str:
    """The text of `docs/faults.md`."""
    parts = [_INTRODUCTION, _BEFORE_LOADING]
    parts += [f"| `{code}` | {where} | {what} |\n" for code, (where, what) in _READ.items()]
    parts.append(_TOGETHER)
    rules = _rules()
    parts += [_table(title, rules, outcome) for outcome, title in _TITLES.items()]
    parts.append(_REMARKS)
    return "".join(parts)


def read_codes() -> set[str]:
    """Codes with which load refuses a file, as the page tells them."""
    return set(_READ)


def _table(title: str, rules: dict[str, list[Rule]], outcome: str) -> str:
    lines = [f"\n## {title}\n\n| code | columns | why | what the sender reads |\n"]
    lines.append("| --- | --- | --- | --- |\n")
    for code, alike in rules.items():
        if alike[0].outcome == outcome:
            columns = _columns(alike)
            lines.append(f"| `{code}` | {columns} | {alike[0].note} | {alike[0].message_id} |\n")
    return "".join(lines)


def _columns(rules: Iterable[Rule]) -> str:
    names = list(dict.fromkeys(rule.column for rule in rules))
    if names == ["-"]:
        return "the whole row"
    return ", ".join(f"`{name}`" for name in names) if len(names) <= 3 else "all coded columns"


def _rules() -> dict[str, list[Rule]]:
    """All rules by code, in the order of the suites."""
    found: dict[str, list[Rule]] = {}
    for source, contract in load_contracts().items():
        for layout in contract.layouts:
            for rule in load_rules(source, layout):
                found.setdefault(rule.code, []).append(rule)
    return found


def write_page(path: Path = PAGE) -> None:
    """Write the page."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(faults_page(), encoding="utf-8")


if __name__ == "__main__":
    write_page()
