"""A pair shown: numbers masked, who looks is noted, weights that add up."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from pipelines.errors import UsageError
from pipelines.linkage import link_period
from pipelines.linkage.model import load_model
from pipelines.review.explanation import Explanation, explain
from pipelines.review.pairs import Pair
from pipelines.review.picture import draw_waterfall
from pipelines.review.show import show_pair
from tests.linkage.conftest import JULY, Staging
from tests.linkage.people import staged_rows

from .people import SITI
from .test_queue import doubtful_pair

PNG = b"\x89PNG"


def explanations(staging: Staging) -> list[tuple[float, Explanation]]:
    """Weights as the linkage kept them, beside how they are explained."""
    staging.add_all(JULY, staged_rows(100, seed=21))
    link_period(staging.warehouse, JULY)
    with staging.warehouse.transaction() as tx:
        pairs = tx.rows_of("select levels, weight from linkage.pair", "pairs")
    return [(row["weight"], explain(row["levels"], load_model())) for row in pairs]


def test_what_is_explained_is_what_was_weighed(staging: Staging) -> None:
    found = explanations(staging)
    assert len(found) > 50
    assert [explanation.weight for _, explanation in found] == [weight for weight, _ in found]


def test_steps_add_up_to_the_weight_against_the_nearer_alternative(staging: Staging) -> None:
    for weight, explanation in explanations(staging):
        nearer = (
            explanation.against_family
            if explanation.is_decided_against_family
            else explanation.against_strangers
        )
        # The other alternative takes away log 2 at most.
        assert weight - 1e-6 <= nearer <= weight + 0.70


def test_numbers_are_masked_unless_revealed_for_a_reason(staging: Staging) -> None:
    pair = doubtful_pair(staging)
    assert SITI["nik"] not in _texts(staging, pair)
    with pytest.raises(UsageError, match="reason"):
        show_pair(staging.warehouse, pair, reveal=True)
    shown = show_pair(staging.warehouse, pair, reveal=True, reason="aduan warga")
    assert SITI["nik"] in {text for line in shown.fields for text in (line.left, line.right)}


def test_who_looks_is_noted_with_the_reason(staging: Staging) -> None:
    pair = doubtful_pair(staging)
    show_pair(staging.warehouse, pair, reveal=True, reason="aduan warga")
    with staging.warehouse.transaction() as tx:
        query = "select action, subject, reason from ops.audit order by audit_id desc limit 1"
        (row,) = tx.rows_of(query, "the last note")
    assert tuple(row.values()) == ("review show --reveal", str(pair), "aduan warga")


def test_what_only_one_record_says_is_no_difference(staging: Staging) -> None:
    shown = show_pair(staging.warehouse, doubtful_pair(staging))
    differing = {line.field.name for line in shown.fields if line.differs}
    assert differing == {"nama", "alamat"}


def test_a_pair_whose_rows_were_taken_back_is_said_to_be_gone(staging: Staging) -> None:
    rows = staging.add(JULY, **SITI), staging.add(JULY, **SITI, source="p3ke")
    link_period(staging.warehouse, JULY)
    pair = Pair(*sorted(staging.node(row) for row in rows))
    staging.withdraw(rows[1])
    link_period(staging.warehouse, JULY)
    with pytest.raises(UsageError, match="taken back"):
        show_pair(staging.warehouse, pair)


def test_the_waterfall_has_a_bar_for_each_step_and_the_weight(
    staging: Staging, tmp_path: Path
) -> None:
    explanation = show_pair(staging.warehouse, doubtful_pair(staging)).explanation
    assert explanation is not None
    draw_waterfall(explanation, "Pair 1-2", tmp_path / "pair.svg")
    drawing = ElementTree.parse(tmp_path / "pair.svg").getroot()
    bars = drawing.findall("{http://www.w3.org/2000/svg}rect")
    # One of them is the background.
    assert len(bars) == len(explanation.steps) + 2


def test_the_waterfall_can_be_a_png(staging: Staging, tmp_path: Path) -> None:
    explanation = show_pair(staging.warehouse, doubtful_pair(staging)).explanation
    assert explanation is not None
    draw_waterfall(explanation, "Pair 1-2", tmp_path / "pair.png")
    assert (tmp_path / "pair.png").read_bytes().startswith(PNG)
    with pytest.raises(UsageError, match="picture"):
        draw_waterfall(explanation, "Pair 1-2", tmp_path / "pair.gif")


def _texts(staging: Staging, pair: Pair) -> set[str]:
    shown = show_pair(staging.warehouse, pair)
    return {text for line in shown.fields for text in (line.left, line.right)}
