"""The project's own files, as git knows them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_BINARY = (".png", ".parquet", ".xlsx", ".pdf")


@cache
def tracked_files() -> tuple[str, ...]:
    """Paths of all files that git tracks or would track."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    return tuple(path for path in listed.stdout.splitlines() if (PROJECT / path).is_file())


def text_files() -> list[str]:
    """Tracked files that hold text."""
    return [path for path in tracked_files() if not path.endswith(_BINARY)]


def python_files(*folders: str) -> list[str]:
    """Tracked Python files below these folders."""
    return [
        path for path in tracked_files() if path.endswith(".py") and path.split("/")[0] in folders
    ]


def imports_of(path: str) -> list[str]:
    """Modules that a file imports, anywhere in it."""
    names: list[str] = []
    for node in ast.walk(ast.parse((PROJECT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.append(node.module)
    return names
