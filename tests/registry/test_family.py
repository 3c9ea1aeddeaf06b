"""One family's history: where it was counted, who belonged to it, what the sources said of it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from pipelines.cli import app
from pipelines.errors import UsageError
from pipelines.registry import show_family
from pipelines.steps import Step
from tests.conftest import Place
from tests.sent import dtks_row, nik, p3ke_family_row, people, table, villages, write_xlsx

VILLAGE = next(villages())
CARD = nik(date(2015, 5, 20), serial=4711, prefix="640298")


@pytest.fixture
def family(place: Place) -> int:
    """A family card of three in July, of whom one is gone in August."""
    listed = people(8)
    roles = ("Kepala Keluarga", "Istri", "Anak")
    cards = [
        {**dtks_row(person, VILLAGE), "No KK": CARD, "Hub. Keluarga": role}
        for person, role in zip(listed, roles, strict=False)
    ]
    others = [dtks_row(person, VILLAGE) for person in listed[3:]]
    for period, present in (("2026-07", cards), ("2026-08", cards[:2])):
        write_xlsx(place.folder("dtks", period) / f"bnba_{period}.xlsx", table([*present, *others]))
        place.run(period, until=Step.SYNC)
    query = "select family_id from registry.membership group by family_id having count(*) > 1"
    [found] = place.rows(query)
    return int(str(found["family_id"]))


def test_a_history_tells_where_it_was_counted_and_of_how_many(place: Place, family: int) -> None:
    history = show_family(place.warehouse, family)
    assert [(f"{row['valid_from']:%Y-%m}", row["persons"]) for row in history.counted] == [
        ("2026-07", 3),
        ("2026-08", 2),
    ]
    assert {row["village_code_kemendagri"] for row in history.counted} == {VILLAGE.code}


def test_members_are_told_since_when_and_until(place: Place, family: int) -> None:
    members = show_family(place.warehouse, family).members
    until = [f"{row['until']:%Y-%m}" for row in members if row["until"]]
    assert (len(members), until) == (3, ["2026-08"])


def test_its_minting_is_an_event(place: Place, family: int) -> None:
    [event] = show_family(place.warehouse, family).events
    assert (event["kind"], event["to_id"]) == ("minted", family)


def test_what_a_source_says_of_its_home_is_told_with_the_heads_number_masked(place: Place) -> None:
    head, *_ = people(1)
    row = p3ke_family_row(head, VILLAGE)
    write_xlsx(place.folder("p3ke") / "keluarga.xlsx", table([row]))
    place.run("2026-07", until=Step.SYNC)
    [found] = place.rows("select family_id from registry.family")
    family_id = int(str(found["family_id"]))
    [step] = show_family(place.warehouse, family_id).steps
    assert step.event == "listed"
    assert step.values["jenis_lantai"]
    assert str(step.values["nik"]).startswith(head.nik[:6]) and head.nik not in str(step.values)
    with pytest.raises(UsageError):
        show_family(place.warehouse, family_id, reveal=True)
    [step] = show_family(place.warehouse, family_id, reveal=True, reason="sengketa").steps
    assert step.values["nik"] == head.nik
    looks = place.rows("select action, subject, reason from ops.audit order by audit_id")
    assert [(look["action"], look["reason"]) for look in looks] == [
        ("family show", None),
        ("family show --reveal", "sengketa"),
    ]


def test_the_command_shows_a_family_and_says_when_there_is_none(
    place: Place, family: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PADAN_HOME", str(place.warehouse.settings.home))
    monkeypatch.setenv("PADAN_WAREHOUSE_URL", str(place.warehouse.settings.warehouse_url))
    shown = CliRunner().invoke(app, ["person", "show", str(family), "--family"])
    assert shown.exit_code == 0
    assert "KEPALA_KELUARGA" in shown.stdout
    document = json.loads(
        CliRunner().invoke(app, ["person", "show", str(family), "--family", "--json"]).stdout
    )
    assert document["counted"][0]["valid_from"] == "2026-07"
    assert CARD not in shown.stdout
    with pytest.raises(UsageError):
        show_family(place.warehouse, 4000)
