"""The linkage: a new model version, and how good the links are against a known truth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipelines.cli.flow import AsJson
from pipelines.cli.screen import out, progress, show_json, show_table
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.linkage import Evaluation

Truth = Annotated[
    Path, typer.Option("--truth", help="Folder that `padan simulate` wrote.", file_okay=False)
]
SomeTruth = Annotated[
    Path | None,
    typer.Option("--truth", help="Judge the old and the new model by it.", file_okay=False),
]


def register(app: typer.Typer) -> None:
    """Add the commands of the linkage."""
    app.command()(train)
    app.command()(evaluate)


def train(truth: SomeTruth = None) -> None:
    """Fit a new version of the linkage model beside the old one, with figures of both."""
    from pipelines.linkage import train as train_model
    from pipelines.warehouse import open_warehouse

    with open_warehouse(Settings()) as warehouse, progress("Training"):
        report = train_model(warehouse, truth)
    out.print(f"model {report.model.version} in {report.path}", soft_wrap=True)
    for title, evaluation in (("Before", report.before), ("After", report.after)):
        if evaluation is not None:
            _show(title, evaluation)


def evaluate(truth: Truth, as_json: AsJson = False) -> None:
    """Show precision and recall of the links against the truth of a simulation."""
    from pipelines.linkage import evaluate_links
    from pipelines.warehouse import open_warehouse

    with open_warehouse(Settings()) as warehouse, progress("Evaluating"):
        evaluation = evaluate_links(warehouse, truth)
    if as_json:
        show_json(_as_json(evaluation))
    else:
        _show("Pairs of rows of one month", evaluation)


def _as_json(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "pairs": {
            group: {
                "true": figures.true,
                "linked": figures.linked,
                "precision": figures.precision,
                "recall": figures.recall,
                "f1": figures.f1,
            }
            for group, figures in evaluation.pairs.items()
        },
        "b_cubed_precision": evaluation.b_cubed_precision,
        "b_cubed_recall": evaluation.b_cubed_recall,
        "mixed_people": evaluation.mixed_people,
    }


def _show(title: str, evaluation: Evaluation) -> None:
    show_table(
        title,
        ("group", "true pairs", "linked", "precision", "recall", "F1"),
        [
            (
                *(group, figures.true, figures.linked),
                *(f"{value:.4f}" for value in (figures.precision, figures.recall, figures.f1)),
            )
            for group, figures in evaluation.pairs.items()
        ],
    )
    out.print(
        f"B-cubed precision {evaluation.b_cubed_precision:.4f}, "
        f"recall {evaluation.b_cubed_recall:.4f}; "
        f"{evaluation.mixed_people:.5f} of the people hold rows of two",
        highlight=False,
    )
