"""The data dictionary follows from the YAML beside each query."""

from pathlib import Path

import pytest

from pipelines.errors import ContractError
from pipelines.marts import Column, Mart, load_marts
from pipelines.marts.definition import FOLDER, SHARED, load_mart
from pipelines.marts.dictionary import PAGE, render_dictionary


def test_the_dictionary_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_dictionary()


def test_every_query_has_its_yaml_and_every_yaml_its_query() -> None:
    queries = {path.stem for path in FOLDER.glob("*.sql")}
    assert queries == {mart.name for mart in load_marts()}
    assert queries == {path.stem for path in FOLDER.glob("*.yaml") if path.name != SHARED}


@pytest.mark.parametrize("mart", load_marts(), ids=lambda mart: mart.name)
def test_every_column_says_what_it_is(mart: Mart) -> None:
    assert [name for name, column in mart.columns.items() if not column.comment] == []


@pytest.mark.parametrize("mart", load_marts(), ids=lambda mart: mart.name)
def test_beside_every_figure_stands_how_fresh_its_sources_are(mart: Mart) -> None:
    assert mart.columns_of("count", "share")
    assert mart.columns_of("as_of")
    assert mart.columns_of("is_delivered") == ["is_delivered"]


def test_a_count_without_a_unit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.marts.definition.FOLDER", tmp_path)
    (tmp_path / SHARED).write_text("period: {type: date, role: key, description: The month}\n")
    (tmp_path / "bare.yaml").write_text(
        "description: d\ngrain: g\ncolumns: {period: shared, persons: {type: integer}}\n"
    )
    with pytest.raises(ContractError, match="persons lack unit"):
        load_mart("bare")


def test_a_comment_holds_all_that_is_known() -> None:
    column = Column(
        type="integer", unit="families", numerator="Some", denominator="All", source="P3KE"
    )
    assert column.comment == "Some. Of: All. Unit: families. Source: P3KE"
