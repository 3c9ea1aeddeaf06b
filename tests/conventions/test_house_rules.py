"""House rules that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.contracts.model import load_contracts, source_names
from pipelines.contracts.rules import suite_path
from pipelines.contracts.suites import stale_suites
from pipelines.statements import SQL_FOLDER
from tests.conventions.tree import PROJECT, imports_of, python_files, text_files

STEPS = ("receive", "load", "validate", "stage", "linkage", "sync", "publish")
# A district numbered 90 or above does not exist: such a number can be nobody's.
NATIONAL_ID = re.compile(r"(?<!\d)[1-9]\d{15}(?!\d)")
IMPOSSIBLE = re.compile(r"\d{4}9\d{11}|(\d)\1{15}")
SQL_IN_PYTHON = re.compile(
    r"^\s*(select|insert|update|delete|with)\b.*\b(from|into|set)\b", re.I | re.S
)
LONGEST_SQL_LINES = 4


def test_only_dags_import_airflow() -> None:
    offenders = [
        path
        for path in python_files("pipelines", "tests")
        if any(name.split(".")[0] == "airflow" for name in imports_of(path))
        and not path.startswith("tests/dags/")
    ]
    assert offenders == []


def test_only_settings_read_the_environment() -> None:
    offenders = [
        path
        for path in python_files("pipelines")
        if path != "pipelines/settings.py"
        and re.search(r"os\.environ|os\.getenv|getenv\(", (PROJECT / path).read_text())
    ]
    assert offenders == []


def test_every_engine_is_opened_in_one_place() -> None:
    """Elsewhere it would write a bar of progress into JSON, and people into files."""
    offenders = [
        path
        for path in python_files("pipelines")
        if "duckdb.connect(" in (PROJECT / path).read_text()
    ]
    assert offenders == ["pipelines/engine.py"]


def test_a_step_imports_no_other_step() -> None:
    offenders = [
        (path, name)
        for path in python_files("pipelines")
        if (own := Path(path).parts[1]) in STEPS
        for name in imports_of(path)
        if name.startswith("pipelines.")
        and name.split(".")[1] in STEPS
        and name.split(".")[1] != own
    ]
    # Load reads what receive keeps: where a file lies is said once.
    allowed = {"pipelines.receive.archive"}
    assert [offence for offence in offenders if offence[1] not in allowed] == []


@pytest.mark.parametrize("source", source_names())
def test_every_source_has_a_contract_suites_and_staging_queries(source: str) -> None:
    contract = load_contracts()[source]
    missing = [
        str(suite_path(source, layout))
        for layout in contract.layouts
        if not suite_path(source, layout).exists()
    ]
    missing += [
        kind
        for kind in contract.kinds
        if not (SQL_FOLDER / "stage" / f"{source}_{kind}.sql").exists()
    ]
    assert missing == []


def test_suites_follow_from_their_contracts() -> None:
    assert stale_suites() == []


def test_no_national_id_that_could_be_a_real_person_stands_in_the_tree() -> None:
    offenders = [
        f"{path}:{number}"
        for path in text_files()
        if not path.endswith((".lock", "requirements.txt"))
        for number, line in enumerate((PROJECT / path).read_text(encoding="utf-8").splitlines(), 1)
        for found in NATIONAL_ID.finditer(line)
        if not IMPOSSIBLE.fullmatch(found[0])
    ]
    assert offenders == []


def test_every_statement_says_what_it_is_and_is_used() -> None:
    code = "\n".join((PROJECT / path).read_text() for path in python_files("pipelines"))
    # Named whole, or by a part that is filled in: f"stage/insert_{kind}".
    named = set(re.findall(r'"([a-z0-9_]+/[a-z0-9_]+)"', code))
    begun = tuple(re.findall(r"[\"']([a-z0-9_]+/[a-z0-9_]*)\{", code))
    statements = {
        path.relative_to(SQL_FOLDER).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(SQL_FOLDER.rglob("*.sql"))
        if path.relative_to(SQL_FOLDER).parts[0] != "migrations"
    }
    assert [name for name, sql in statements.items() if not sql.startswith("-- ")] == []
    assert [name for name in statements if name not in named and not name.startswith(begun)] == []


def test_python_holds_no_sql_longer_than_a_few_lines() -> None:
    offenders = [f"{path}:{line}" for path in python_files("pipelines") for line in _long_sql(path)]
    assert offenders == []


def _long_sql(path: str) -> Iterator[int]:
    if path.startswith("pipelines/linkage/"):
        # The model is declared in Python and rendered for the engine that runs it.
        return
    for node in ast.walk(ast.parse((PROJECT / path).read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            lines = node.value.strip().count("\n") + 1
            if lines > LONGEST_SQL_LINES and SQL_IN_PYTHON.match(node.value):
                yield node.lineno
