"""Whoever is stopped while delivering leaves what stood; nobody else's folder is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.deliver import folder as module
from pipelines.deliver.folder import MARKER, replaced_folder
from pipelines.errors import ForeignFolderError


def write(target: Path, text: str) -> None:
    with replaced_folder(target, {"kind": "test"}) as fresh:
        (fresh / "page.html").write_text(text)


def left(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir())


def test_a_new_set_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "pages"
    write(target, "old")
    with replaced_folder(target, {"kind": "test"}) as fresh:
        (fresh / "other.html").write_text("new")
        assert (target / "page.html").read_text() == "old"
    assert sorted(path.name for path in target.iterdir()) == ["other.html", MARKER]
    assert left(target) == ["pages"]


def test_the_same_where_folders_cannot_be_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_exchange", lambda one, other: False)
    target = tmp_path / "pages"
    write(target, "old")
    write(target, "new")
    assert (target / "page.html").read_text() == "new"
    assert left(target) == ["pages"]


def test_an_error_leaves_the_old_set_whole(tmp_path: Path) -> None:
    target = tmp_path / "pages"
    write(target, "old")
    with pytest.raises(RuntimeError), replaced_folder(target, {"kind": "test"}) as fresh:
        (fresh / "page.html").write_text("half")
        raise RuntimeError
    assert (target / "page.html").read_text() == "old"
    assert left(target) == ["pages"]


def test_what_a_killed_run_left_behind_is_mended(tmp_path: Path) -> None:
    target = tmp_path / "pages"
    write(target, "old")
    # Killed between two renames, and while writing.
    target.rename(tmp_path / ".pages.old")
    (tmp_path / ".pages.new").mkdir()
    (tmp_path / ".pages.new" / "page.html").write_text("half")
    with pytest.raises(RuntimeError), replaced_folder(target, {"kind": "test"}):
        assert (target / "page.html").read_text() == "old"
        raise RuntimeError
    assert (target / "page.html").read_text() == "old"
    assert left(target) == ["pages"]


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "home"
    target.mkdir()
    (target / "letter.txt").write_text("mine")
    with pytest.raises(ForeignFolderError, match="did not deliver"):
        write(target, "new")
    assert (target / "letter.txt").read_text() == "mine"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    target = tmp_path / "pages"
    target.mkdir()
    write(target, "new")
    assert (target / "page.html").read_text() == "new"
