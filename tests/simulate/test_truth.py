"""The truth says what the files hold."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from .simulated import Simulated

NAME_COLUMNS = ("Nama", "Kepala Keluarga", "Nama Kepala Keluarga")


def _names_written(simulated: Simulated) -> pd.DataFrame:
    """Each truth row with the name that stands on it."""
    parts = []
    for (file_name, sheet_name), rows in simulated.truth("rows").groupby(
        ["file_name", "sheet_name"]
    ):
        cells = simulated.read(file_name, sheet_name)
        header = cells[rows.row_number.min() - 1]
        at = next(header.index(name) for name in NAME_COLUMNS if name in header)
        parts.append(rows.assign(written=[cells[number][at] for number in rows.row_number]))
    return pd.concat(parts)


def test_a_row_without_a_name_fault_bears_its_persons_name(as_usual: Simulated) -> None:
    written = _names_written(as_usual)
    people = as_usual.truth("people")
    joined = written.merge(people, on=["period", "true_person_id"], validate="many_to_one")
    is_faulty = joined.faults.map(lambda faults: any("name_" in fault for fault in faults))
    assert (joined.written == joined.name.str.upper())[~is_faulty].all()
    assert (joined.written != joined.name.str.upper())[is_faulty].all()


def test_every_data_row_of_a_file_is_in_the_truth(as_usual: Simulated) -> None:
    for (file_name, sheet_name), rows in as_usual.truth("rows").groupby(
        ["file_name", "sheet_name"]
    ):
        cells = as_usual.read(file_name, sheet_name)
        header = cells[rows.row_number.min() - 1]
        place = header.index("Desa/Kelurahan")
        data = {
            number
            for number, row in cells.items()
            if number >= rows.row_number.min() and row and row[place]
        }
        assert set(rows.row_number) == data


def test_a_clean_regency_has_no_fault(clean: Simulated) -> None:
    assert clean.truth("rows").faults.map(len).sum() == 0


def test_a_clean_regency_lists_everyone_once_and_where_they_live(clean: Simulated) -> None:
    rows = clean.person_rows()
    assert not rows.duplicated(["source", "true_person_id"]).any()
    people = clean.truth("people")
    joined = rows.merge(people, on=["period", "true_person_id"], suffixes=("", "_home"))
    assert (joined.village_code == joined.village_code_home).all()


def test_p3ke_is_carried_forward_to_the_next_month(as_usual: Simulated) -> None:
    people = as_usual.truth("people")
    listed = people[people.in_p3ke].groupby("period").true_person_id.agg(set)
    assert listed["2026-07"] == listed["2026-08"]
    assert listed["2026-08"] != listed["2026-09"]


def test_villages_count_the_distinct_people_listed(as_usual: Simulated) -> None:
    villages, people = as_usual.truth("villages"), as_usual.truth("people")
    for source, listed in (
        ("p3ke", people.in_p3ke),
        ("dtks", people.in_dtks),
        ("both", people.in_p3ke & people.in_dtks),
        ("any", people.in_p3ke | people.in_dtks),
    ):
        expected = people[listed].groupby(["period", "village_code"]).true_person_id.nunique()
        counted = villages[villages.source == source].set_index(["period", "village_code"]).persons
        assert len(counted) == 3 * 237
        assert counted[counted > 0].sort_index().to_dict() == expected.to_dict()


def test_people_listed_are_those_who_stand_on_rows(as_usual: Simulated) -> None:
    rows = as_usual.person_rows()
    listing = ~rows.faults.map(lambda faults: "dead_marked" in faults)
    dtks = rows[(rows.source == "dtks") & listing].groupby("period").true_person_id.agg(set)
    people = as_usual.truth("people")
    listed = people[people.in_dtks].groupby("period").true_person_id.agg(set)
    assert listed.to_dict() == dtks.to_dict()


def test_who_is_marked_as_dead_is_dead_and_stays_marked(as_usual: Simulated) -> None:
    rows, people = as_usual.person_rows(), as_usual.truth("people")
    dtks = rows[rows.source == "dtks"]
    marked = dtks[dtks.faults.map(lambda faults: "dead_marked" in faults)]
    assert len(marked)
    joined = marked.merge(people, on=["period", "true_person_id"], suffixes=("", "_home"))
    assert not joined.is_alive.any()
    sheets = marked.groupby(["file_name", "sheet_name"])
    for (file_name, sheet_name), some in sheets:
        cells = as_usual.read(file_name, sheet_name)
        said = {str(cells[number][-1]) for number in some.row_number}
        assert said <= {"4", "4.0", "Meninggal", "TIDAK", "Meninggal dunia"}
    july, august = (
        set(marked[marked.period == month].true_person_id) for month in ("2026-07", "2026-08")
    )
    still = set(dtks[dtks.period == "2026-08"].true_person_id)
    assert july & still <= august


def test_the_dead_of_the_events_are_dead_from_then_on(as_usual: Simulated) -> None:
    events, people = as_usual.truth("events"), as_usual.truth("people")
    alive = people.pivot(index="true_person_id", columns="period", values="is_alive")
    dead = events[(events.kind == "death") & (events.period == "2026-08")].true_person_id
    assert len(dead)
    assert alive.loc[dead, "2026-07"].all()
    assert not alive.loc[dead, ["2026-08", "2026-09"]].any(axis=None)


def test_who_moves_lives_elsewhere_and_the_details_say_where(as_usual: Simulated) -> None:
    events, people = as_usual.truth("events"), as_usual.truth("people")
    moves = events[events.kind == "move"].merge(people, on=["period", "true_person_id"])
    assert len(moves)
    assert [json.loads(text)["to_village"] for text in moves.details] == moves.village_code.tolist()


def test_listed_and_delisted_explain_every_change_of_the_lists(as_usual: Simulated) -> None:
    events, people = as_usual.truth("events"), as_usual.truth("people")
    listed = people[people.in_dtks].groupby("period").true_person_id.agg(set)
    in_dtks = events[events.details.map(lambda text: json.loads(text).get("source") == "dtks")]
    for before, now in (("2026-07", "2026-08"), ("2026-08", "2026-09")):
        month = in_dtks[in_dtks.period == now]
        came = set(month[month.kind == "listed"].true_person_id)
        went = set(month[month.kind == "delisted"].true_person_id)
        assert listed[now] == (listed[before] | came) - went


def test_who_is_taken_off_a_list_does_not_come_back_at_once(as_usual: Simulated) -> None:
    events, rows = as_usual.truth("events"), as_usual.person_rows()
    gone = events[(events.kind == "delisted") & (events.period == "2026-08")]
    listed = rows[(rows.source == "dtks") & (rows.period == "2026-07")]
    assert 0.75 * 0.007 < len(gone) / len(listed) < 1.25 * 0.007


def test_twins_share_birth_date_and_family(as_usual: Simulated) -> None:
    people = as_usual.truth("people").query("period == '2026-07'").set_index("true_person_id")
    twins = people[people.twin_of.notna()]
    others = people.loc[twins.twin_of.astype(int)]
    assert len(twins)
    assert (twins.birth_date.to_numpy() == others.birth_date.to_numpy()).all()
    assert (twins.true_family_id.to_numpy() == others.true_family_id.to_numpy()).all()
    assert (others.twin_of.astype(int).to_numpy() == twins.index.to_numpy()).all()


def test_all_villages_are_inhabited(as_usual: Simulated) -> None:
    assert as_usual.truth("people").village_code.nunique() == 237


def test_families_are_of_real_size(as_usual: Simulated) -> None:
    people = as_usual.truth("people").query("period == '2026-07'")
    assert people.groupby("true_family_id").size().mean() == pytest.approx(3.3, abs=0.2)
    assert np.median(people.birth_date.map(lambda day: 2026 - day.year)) == pytest.approx(27, abs=5)
