"""The linkage: a new model version, how good its links are, whether months still fit it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.cli.evaluation import evaluation_as_json, show_evaluation, show_pairs
from pipelines.cli.flow import AsJson, Period
from pipelines.cli.screen import out, progress, show_json, show_table
from pipelines.errors import UsageError
from pipelines.periods import parse_period
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.linkage.drift import DriftLine

Truth = Annotated[
    Path, typer.Option("--truth", help="Folder that `padan simulate` wrote.", file_okay=False)
]
SomeTruth = Annotated[
    Path | None,
    typer.Option("--truth", help="Judge the old and the new model by it.", file_okay=False),
]
Exported = Annotated[
    list[Path] | None,
    typer.Option("--links", help="What `export links` wrote after each month: the ids of then."),
]
Picture = Annotated[
    Path | None,
    typer.Option("--picture", help="Draw precision and recall by threshold, .svg or .png."),
]
Brief = Annotated[bool, typer.Option("--brief", help="Without other thresholds.")]


def register(app: typer.Typer) -> None:
    """Add the commands of the linkage."""
    app.command()(train)
    app.command()(evaluate)
    app.command()(drift)
    app.command()(verify)


def train(truth: SomeTruth = None) -> None:
    """Fit a new version of the linkage model beside the old one, with figures of both."""
    from pipelines.linkage import train as train_model
    from pipelines.warehouse import open_warehouse

    with open_warehouse(Settings()) as warehouse, progress("Training"):
        report = train_model(warehouse, truth)
    out.print(f"model {report.model.version} in {report.path}", soft_wrap=True)
    for title, evaluation in (("Before", report.before), ("After", report.after)):
        if evaluation is not None:
            show_pairs(title, evaluation)


def evaluate(
    truth: Truth,
    links: Exported = None,
    picture: Picture = None,
    brief: Brief = False,
    as_json: AsJson = False,
) -> None:
    """Show how good the links, ids and village counts are against the truth of a simulation."""
    from pipelines.linkage import evaluate_links
    from pipelines.linkage.evaluate.picture import draw_thresholds
    from pipelines.linkage.model import load_model
    from pipelines.warehouse import open_warehouse

    if picture is not None and brief:
        raise UsageError(
            "--picture shows other thresholds, which --brief leaves out.",
            remedy="Give one of both.",
        )
    with open_warehouse(Settings()) as warehouse, progress("Evaluating"):
        evaluation = evaluate_links(warehouse, truth, links or (), brief=brief)
    if picture is not None:
        draw_thresholds(evaluation.thresholds, load_model().thresholds.link, picture)
    if as_json:
        show_json(evaluation_as_json(evaluation))
    else:
        show_evaluation(evaluation)


def drift(period: Period, as_json: AsJson = False) -> None:
    """Show whether a linked month still looks like those that the model learned from."""
    from pipelines.linkage.drift import drift_report
    from pipelines.warehouse import open_warehouse

    with open_warehouse(Settings()) as warehouse:
        report = drift_report(warehouse, parse_period(period))
    if as_json:
        show_json(asdict(report))
        return
    show_table(
        f"{report.period} against the training months of model {report.model_version}",
        ("of", "statement", "cases", "index", "verdict", "moved most", "then", "now"),
        [_drift_row(line) for line in report.lines],
    )
    out.print(f"{report.verdict}: {report.advice}", highlight=False)


def verify(as_json: AsJson = False) -> None:
    """Link everything anew, in memory, and list people whom that would make otherwise.

    Ends with 1 where more than one person in a thousand differs. Writes nothing.
    """
    from pipelines.linkage import verify_links
    from pipelines.warehouse import open_warehouse

    with open_warehouse(Settings()) as warehouse, progress("Linking everything anew"):
        found = verify_links(warehouse)
    if as_json:
        show_json({**asdict(found), "holds": found.holds})
    else:
        show_table(
            "People whom all months at once would make otherwise",
            ("person", "wordings", "parts", "would be one with"),
            [
                (str(d.person_id), d.wordings, d.parts, ", ".join(map(str, d.joins)))
                for d in found.differences
            ],
        )
        out.print(
            f"{len(found.differences):,} of {found.people:,} people differ; "
            f"model {found.model_version}",
            highlight=False,
        )
    if not found.holds:
        raise typer.Exit(1)


def _drift_row(line: DriftLine) -> tuple[object, ...]:
    shown = (line.kind, line.statement, line.cases)
    if line.index is None or line.share_then is None or line.share_now is None:
        return (*shown, None, line.verdict, None, None, None)
    shares = (f"{line.share_then:.4f}", f"{line.share_now:.4f}")
    return (*shown, f"{line.index:.3f}", line.verdict, line.level, *shares)
