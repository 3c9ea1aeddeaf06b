"""The review: what people decide of the linkage, on screen and in workbooks."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.flow import AsJson
from pipelines.cli.look import WorkbookOut
from pipelines.cli.screen import out, show_json, show_table
from pipelines.settings import Settings
from pipelines.warehouse import open_warehouse

if TYPE_CHECKING:
    from pipelines.review.estimate import Interval
    from pipelines.review.queue import KeptDecision, Question
    from pipelines.review.show import ShownPair

app = typer.Typer(help="People decide who is one person.", no_args_is_help=True)

PairName = Annotated[str, typer.Argument(help="A pair, as `review list` shows it: 12-345.")]
Reviewer = Annotated[str, typer.Option("--reviewer", help="Who decided.")]

NEXT_RUN = "it takes effect with the next `padan run` of any month"


def register(parent: typer.Typer) -> None:
    """Add the group of the review."""
    parent.add_typer(app, name="review")


@app.command(name="list")
def list_questions(
    limit: Annotated[int, typer.Option("--limit", min=1, help="So many at most.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Show what is open, what changes published counts most first; names nobody."""
    from pipelines.review.queue import kept_decisions, open_questions

    with open_warehouse(Settings()) as warehouse:
        with warehouse.transaction() as tx:
            questions = open_questions(tx)
        decisions = kept_decisions(warehouse)
    contradicted = [d.decision_id for d in decisions if d.state == "contradicted"]
    if as_json:
        show_json(
            {
                "open": len(questions),
                "contradicted_decisions": contradicted,
                "questions": [_question_as_json(question) for question in questions[:limit]],
            }
        )
        return
    _show_questions(questions[:limit], len(questions))
    if contradicted:
        numbers = ", ".join(map(str, contradicted))
        out.print(f"newer decisions rule out: {numbers}; see `padan review decisions`")


@app.command()
def show(
    pair: PairName,
    picture: Annotated[
        Path | None, typer.Option("--picture", help="Draw the weights: .svg or .png.")
    ] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="NIK and No KK in full.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; kept.")] = None,
) -> None:
    """Show both records side by side and the weights step by step; who looks is noted."""
    from pipelines.review.pairs import parse_pair
    from pipelines.review.picture import draw_waterfall
    from pipelines.review.show import show_pair

    with open_warehouse(Settings()) as warehouse:
        shown = show_pair(warehouse, parse_pair(pair), reveal=reveal, reason=reason)
    _show_records(shown)
    _show_weights(shown)
    if picture and shown.explanation:
        draw_waterfall(shown.explanation, f"Pair {shown.pair}", picture)
        out.print(f"picture in {picture}", soft_wrap=True)


@app.command()
def decide(
    pair: PairName,
    verdict: Annotated[str, typer.Argument(help="same, different or unknown.")],
    reviewer: Reviewer,
    note: Annotated[str | None, typer.Option("--note", help="Why; names nobody.")] = None,
) -> None:
    """Say whether a pair is one person; the newest word holds."""
    from pipelines.review.decide import decide as decide_pair
    from pipelines.review.pairs import parse_pair

    with open_warehouse(Settings()) as warehouse:
        number = decide_pair(warehouse, parse_pair(pair), verdict, reviewer=reviewer, note=note)
    out.print(f"decision {number} kept; {NEXT_RUN}", soft_wrap=True)


@app.command()
def undo(
    decision: Annotated[int, typer.Argument(help="Its number.")],
    reviewer: Annotated[str | None, typer.Option("--reviewer", help="Who takes it back.")] = None,
) -> None:
    """Take a decision back; what it had changed returns to what it was."""
    from pipelines.review.decide import undo as undo_decision

    with open_warehouse(Settings()) as warehouse:
        undo_decision(warehouse, decision, by=reviewer or getpass.getuser())
    out.print(f"decision {decision} undone; {NEXT_RUN}", soft_wrap=True)


@app.command()
def decisions(as_json: AsJson = False) -> None:
    """Show what was decided and still stands, newest first."""
    from pipelines.review.queue import kept_decisions

    with open_warehouse(Settings()) as warehouse:
        kept = kept_decisions(warehouse)
    if as_json:
        show_json({"decisions": [_decision_as_json(decision) for decision in kept]})
        return
    show_table(
        "Decisions",
        ("number", "pair", "verdict", "reviewer", "day", "weight seen", "now", "state"),
        [
            (
                *(d.decision_id, str(d.pair), d.verdict, d.reviewer, f"{d.decided_at:%Y-%m-%d}"),
                *(d.seen_weight, d.weight, d.state),
            )
            for d in kept
        ],
    )


@app.command()
def export(
    out_file: WorkbookOut,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="So many at most.")] = None,
) -> None:
    """Write the open pairs as a workbook for office staff; holds people, numbers masked."""
    from pipelines.review.export import export_queue

    with open_warehouse(Settings()) as warehouse:
        pairs = export_queue(warehouse, out_file, limit)
    out.print(f"{pairs:,} pairs in {out_file}", soft_wrap=True)


@app.command(name="import")
def import_workbook(
    workbook: Annotated[Path, typer.Argument(help="A workbook of `export` or `sample`.")],
    reviewer: Annotated[
        str | None, typer.Option("--reviewer", help="Who answered where a line does not say.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take the answers of a workbook over: all of them, or none; a second time changes nothing."""
    from pipelines.review.answers import import_answers

    with open_warehouse(Settings()) as warehouse:
        summary = import_answers(warehouse, workbook, reviewer)
    if as_json:
        show_json(asdict(summary))
        return
    out.print(
        f"{summary.same} same, {summary.different} different, {summary.unknown} unknown; "
        f"{summary.unchanged} known before, {summary.open} still open",
        highlight=False,
    )
    if summary.sample_id is None:
        out.print(NEXT_RUN)
    else:
        out.print(f"see `padan review estimate --sample {summary.sample_id}`")


@app.command()
def sample(
    out_file: WorkbookOut,
    size: Annotated[int, typer.Option("--size", min=20, help="Pairs to judge.")] = 400,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same pairs.")] = 1,
) -> None:
    """Draw pairs by chance from every band of weight: people judge how good the links are."""
    from pipelines.review.sample import draw_sample

    with open_warehouse(Settings()) as warehouse:
        number = draw_sample(warehouse, size=size, seed=seed, out=out_file)
    out.print(f"sample {number} in {out_file}", soft_wrap=True)


@app.command()
def estimate(
    sample_number: Annotated[
        int | None, typer.Option("--sample", help="Its number; the newest where left out.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show precision and recall from the answers of a sample, with confidence intervals."""
    from pipelines.review.estimate import CONFIDENCE
    from pipelines.review.estimate import estimate as estimate_links

    with open_warehouse(Settings()) as warehouse:
        found = estimate_links(warehouse, sample_number)
    if as_json:
        show_json(asdict(found))
        return
    show_table(
        f"Sample {found.sample_id}, model {found.model_version}",
        ("stratum", "pairs", "drawn", "same", "different", "unknown", "share same"),
        [
            (
                s.stratum,
                s.population,
                s.drawn,
                s.same,
                s.different,
                s.unknown,
                _bounds(s.share_same),
            )
            for s in found.strata
        ],
    )
    show_table(
        f"Pairs that were looked at, {CONFIDENCE:.0%} intervals",
        ("figure", "estimate"),
        [(name, _bounds(getattr(found, name))) for name in ("precision", "recall", "f1")],
    )


def _bounds(interval: Interval) -> str:
    return f"{interval.value:.4f} ({interval.low:.4f} … {interval.high:.4f})"


def _show_questions(questions: list[Question], total: int) -> None:
    show_table(
        f"{total:,} open, {len(questions):,} shown",
        ("pair", "now", "weight", "counts", "expected", "settles", "villages", "asked again"),
        [
            (
                *(str(q.pair), "two persons" if q.kind == "join" else "one person", q.weight),
                *(q.counts_changed, f"{q.expected_change:.2f}", q.settles),
                " / ".join(dict.fromkeys(q.villages)),
                f"decision {q.contradicts}: evidence changed" if q.contradicts else "",
            )
            for q in questions
        ],
    )


def _question_as_json(question: Question) -> dict[str, Any]:
    return {**asdict(question), "pair": str(question.pair)}


def _decision_as_json(decision: KeptDecision) -> dict[str, Any]:
    return {**asdict(decision), "pair": str(decision.pair)}


def _show_records(shown: ShownPair) -> None:
    state = "one person now" if shown.is_one else "two persons now"
    show_table(
        f"Pair {shown.pair}: {state}",
        ("", str(shown.pair.left), str(shown.pair.right), ""),
        [
            (line.field.label, line.left, line.right, "differs" if line.differs else "")
            for line in shown.fields
        ],
    )


def _show_weights(shown: ShownPair) -> None:
    explanation = shown.explanation
    if explanation is None:
        out.print("This pair was never compared: no rule proposed it, or it is far from one person")
        return
    rows = [
        (step.evidence, step.level, _signed(step.against_family), _signed(step.against_strangers))
        for step in explanation.steps
    ]
    family = explanation.against_family if explanation.can_be_family else None
    sums = (
        "·" if family is None else _signed(family),
        _signed(explanation.against_strangers),
    )
    show_table(
        f"Weights in nats, model {explanation.model_version}",
        ("evidence", "level", "against family", "against strangers"),
        [*rows, ("sum", "", *sums)],
    )
    alternative = "relatives" if explanation.is_decided_against_family else "strangers"
    out.print(
        f"weight {explanation.weight:+.2f}: the nearer alternative is {alternative}",
        highlight=False,
    )


def _signed(weight: float) -> str:
    return f"{weight:+.2f}"
