"""The SQL of the project, read by name from `sql/`."""

from functools import cache

from pipelines.settings import PROJECT_ROOT

SQL_FOLDER = PROJECT_ROOT / "sql"


@cache
def read_statement(name: str) -> str:
    """Return the text of `sql/<name>.sql`, for example `read_statement("sync/coverage")`.

    Raises:
        FileNotFoundError: There is no such file.
    """
    return (SQL_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
