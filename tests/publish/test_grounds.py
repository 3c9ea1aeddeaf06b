"""What a month stands on: taken once, and the same whichever months were computed before it."""

from __future__ import annotations

import re
from contextlib import closing

import pyarrow as pa
import pytest

from pipelines.engine import Engine
from pipelines.errors import EngineError
from pipelines.marts import load_marts
from pipelines.publish.grounds import NARROW, SCHEMA, Grounds
from pipelines.publish.tables import compute_tables, differ_from, months_ahead
from pipelines.statements import SQL_FOLDER
from tests.conftest import Place
from tests.publish.conftest import MONTHS

GROUNDS = SQL_FOLDER / "grounds"


def rows(engine: Engine, mart: str) -> list[tuple[object, ...]]:
    found = engine.query(f"select * from fresh_{mart} order by all", mart).to_pylist()
    return [tuple(row.values()) for row in found]


def test_a_month_after_another_is_computed_as_it_is_alone(regency: Place) -> None:
    with regency.warehouse.transaction() as tx, Engine() as one, Engine() as other:
        grounds = Grounds(tx)
        for month in MONTHS:
            compute_tables(grounds, one, month)
        compute_tables(Grounds(tx), other, MONTHS[-1])
        assert rows(one, "village_population_monthly")
        differing = [
            mart.name for mart in load_marts() if rows(one, mart.name) != rows(other, mart.name)
        ]
    assert differing == []


def test_computed_again_every_month_says_what_readers_see(regency: Place) -> None:
    # A month gone stale is released anew with the one published after it, and as it is told here.
    with regency.warehouse.transaction() as tx, Engine() as engine:
        grounds = Grounds(tx)
        for month in MONTHS:
            compute_tables(grounds, engine, month)
            assert not differ_from(tx, engine, month)


def test_a_month_stays_ready_while_the_next_is_computed(regency: Place) -> None:
    tables = [mart.name for mart in load_marts()]
    with regency.warehouse.transaction() as tx, Engine() as engine, Engine() as ready:
        with closing(months_ahead(Grounds(tx), engine, MONTHS, ready)) as months:
            found = {month: [rows(ready, table) for table in tables] for month in months}
        alone = {}
        for month in MONTHS:
            compute_tables(Grounds(tx), engine, month)
            alone[month] = [rows(engine, table) for table in tables]
    assert found == alone


def test_grounds_are_nothing_that_a_publication_writes() -> None:
    # They are read while the month before is written.
    written = re.compile(r"\b(release|disclosure|mart|mart_public|stale_period)\b")
    statements = {path.name: path.read_text(encoding="utf-8") for path in GROUNDS.glob("*.sql")}
    code = {name: re.sub(r"--.*", "", text) for name, text in statements.items()}
    assert code
    assert [name for name, text in code.items() if written.search(text)] == []


# P3KE came once: there is nothing before it.
NONE_YET = {"family_before", "p3ke_person_version"}


def test_grounds_by_columns_are_those_by_rows(regency: Place) -> None:
    last = MONTHS[-1]
    asked = {"period": last, "delivered_period": last, "source": "p3ke"}
    with regency.warehouse.transaction() as tx:
        takes = Grounds(tx).takes(last)
        for name in sorted(NARROW & takes.keys()):
            by_rows = tx.copy_out(f"grounds/{name}", SCHEMA, **asked)
            by_columns = takes[name]()
            assert by_columns.num_rows or name in NONE_YET
            assert by_columns.schema == by_rows.schema
            order = [(column, "ascending") for column in by_rows.column_names]
            assert by_columns.sort_by(order).equals(by_rows.sort_by(order)), name


STANDING = pa.schema(
    [
        ("person_id", pa.int64()),
        ("family_id", pa.int64()),
        ("list", pa.string()),
        ("source", pa.string()),
        ("source_family_id", pa.string()),
        *(SCHEMA.field(name) for name in ("delivered_period", "village_code_kemendagri", "desil")),
    ]
)
FAMILY_COLUMNS = (
    "source_family_id",
    "desil",
    "sex",
    "tanggal_lahir",
    "kepemilikan_rumah",
    "jenis_atap",
    "jenis_dinding",
    "jenis_lantai",
    "sumber_penerangan",
    "bahan_bakar_memasak",
    "sumber_air_minum",
    "fasilitas_buang_air_besar",
    "resiko_stunting",
    "penerima_bpnt",
    "penerima_bpum",
    "penerima_bst",
    "penerima_pkh",
    "penerima_sembako",
    "penerima_prakerja",
    "penerima_kur",
)


@pytest.mark.parametrize(("first", "second"), [(10, 20), (20, 10)])
def test_a_list_that_could_be_of_two_families_is_of_the_same_however_they_are_numbered(
    first: int, second: int
) -> None:
    # P3KE puts one of each family that DTKS knows on one list.
    sent = [
        (1, first, "dtks|a", "dtks", None),
        (3, first, "dtks|a", "dtks", None),
        (2, second, "dtks|b", "dtks", None),
        (4, second, "dtks|b", "dtks", None),
        (1, 30, "p3ke|x", "p3ke", "x"),
        (2, 30, "p3ke|x", "p3ke", "x"),
    ]
    with Engine() as engine:
        engine.load("standing_row", pa.Table.from_pylist(_standing(sent), STANDING))
        engine.load("standing_family", pa.table({"source_family_id": pa.array([], pa.string())}))
        engine.load("family_list", pa.table({"list": ["p3ke|x"], "family_id": [30]}))
        for made in ("family_person", "p3ke_list"):
            engine.make(made, f"publish/{made}")
        lists = engine.query("from p3ke_list", "a look").to_pylist()
    assert [(row["source_family_id"], row["family_id"]) for row in lists] == [("x", first)]


def test_a_family_whose_people_stand_on_the_list_of_another_has_the_answers_of_that_list() -> None:
    # P3KE puts the only one of the second family whom it lists on the list of the first.
    sent = [
        (1, 10, "p3ke|x", "p3ke", "x"),
        (3, 10, "p3ke|x", "p3ke", "x"),
        (2, 10, "p3ke|x", "p3ke", "x"),
        (2, 20, "dtks|b", "dtks", None),
        (4, 20, "dtks|b", "dtks", None),
        (5, 20, "dtks|b", "dtks", None),
        (6, 20, "dtks|b", "dtks", None),
    ]
    row = {"source_family_id": "x", "desil": 2, "sex": "L", "jenis_atap": "SENG"}
    of_list = pa.schema([SCHEMA.field(name) for name in FAMILY_COLUMNS])
    family = {
        "village_code_kemendagri": "6402062001",
        "in_p3ke": True,
        "in_dtks": True,
        "persons_in_p3ke": 1,
        "desil_of_persons": 2,
    }
    with Engine() as engine:
        engine.load("standing_row", pa.Table.from_pylist(_standing(sent), STANDING))
        engine.load("standing_family", pa.Table.from_pylist([row], of_list))
        engine.load("family_list", pa.table({"list": ["p3ke|x"], "family_id": [10]}))
        engine.load("age_group", pa.table({"age": [0], "age_group": ["0-5"]}))
        families = [family | {"family_id": number} for number in (10, 20)]
        engine.load("family", pa.Table.from_pylist(families))
        for made in ("family_person", "p3ke_list"):
            engine.make(made, f"publish/{made}")
        found = engine.read("publish/listed_family", period=MONTHS[0]).to_pylist()
    answers = {each["family_id"]: (each["roof"], each["head_sex"]) for each in found}
    assert answers == {10: ("SENG", "L"), 20: ("SENG", "L")}


def _standing(sent: list[tuple[object, ...]]) -> list[dict[str, object]]:
    return [dict(zip(STANDING.names, row, strict=False)) for row in sent]


def test_a_refused_statement_is_named_and_quotes_no_value() -> None:
    with Engine() as engine, pytest.raises(EngineError, match="a look of a test") as caught:
        engine.query("select cast('a secret' as integer)", "a look of a test")
    assert "a secret" not in str(caught.value)
