"""Which code runs: what runs and releases are noted with."""

from __future__ import annotations

from functools import cache

from pipelines.settings import PROJECT_ROOT


@cache
def code_version() -> str:
    """The commit that runs, or `unknown` outside a checkout; read from git's files, not by git."""
    head = PROJECT_ROOT / ".git" / "HEAD"
    if not head.exists():
        return "unknown"
    text = head.read_text(encoding="utf-8").strip()
    if not text.startswith("ref: "):
        return text
    name = text.removeprefix("ref: ")
    reference = PROJECT_ROOT / ".git" / name
    if reference.exists():
        return reference.read_text(encoding="utf-8").strip()
    packed = PROJECT_ROOT / ".git" / "packed-refs"
    lines = packed.read_text(encoding="utf-8").splitlines() if packed.exists() else []
    return next((line.split()[0] for line in lines if line.endswith(f" {name}")), "unknown")
