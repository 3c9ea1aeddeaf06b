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


def fill_statement(name: str, **texts: str) -> str:
    """Return `sql/<name>.sql` with its `{placeholders}` filled: tables, conditions, columns.

    Only texts of ours go in; values are parameters.
    """
    sql = read_statement(name)
    for key, text in texts.items():
        sql = sql.replace("{" + key + "}", text)
    return sql
