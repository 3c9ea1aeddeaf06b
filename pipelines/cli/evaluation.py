"""How an evaluation of the linkage is shown, on screen and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pipelines.cli.screen import out, show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.linkage.evaluate import Evaluation, PairEvaluation, PairFigures
    from pipelines.linkage.evaluate.indicators import IndicatorFigures
    from pipelines.linkage.evaluate.review import ReviewGain


def evaluation_as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return all of it as plain data."""
    links = evaluation.links
    return {
        "pairs": {group: _pair_figures(figures) for group, figures in links.pairs.items()},
        "b_cubed_precision": links.b_cubed_precision,
        "b_cubed_recall": links.b_cubed_recall,
        "mixed_people": links.mixed_people,
        "continuity": [{**asdict(one), "share": one.share} for one in evaluation.continuity],
        "events": [{**asdict(one), "share": one.share} for one in evaluation.events],
        "villages": [{**asdict(one), "share": one.share} for one in evaluation.villages],
        "indicators": [asdict(one) for one in evaluation.indicators],
        "thresholds": [
            {"threshold": one.threshold, **_pair_figures(one.figures)}
            for one in evaluation.thresholds
        ],
        "review": review_as_json(evaluation.review) if evaluation.review else None,
    }


def review_as_json(review: ReviewGain) -> dict[str, Any]:
    """Return the simulated review as plain data."""
    figures = {"before": _pair_figures(review.before), "after": _pair_figures(review.after)}
    return {**asdict(review), **figures}


def show_evaluation(evaluation: Evaluation) -> None:
    """Show one table for each question that was asked."""
    show_pairs("Pairs of rows of one month", evaluation.links)
    if evaluation.continuity:
        show_table(
            "People listed in two months, and how many kept their id",
            ("from", "to", "people", "kept", "share"),
            [
                (one.before, one.after, one.people, one.kept, f"{one.share:.5f}")
                for one in evaluation.continuity
            ],
        )
    if evaluation.events:
        show_table(
            "What happened to people, and whether the registry tells it from the right month",
            ("kind", "events", "visible", "outvoted", "told", "share"),
            [(*asdict(one).values(), f"{one.share:.4f}") for one in evaluation.events],
        )
    if evaluation.villages:
        show_table(
            "Published persons against the truth, over villages",
            ("month", "source", "truly listed", "published", "absolute errors", "share"),
            [(*asdict(one).values(), f"{one.share:.4f}") for one in evaluation.villages],
        )
    if evaluation.indicators:
        show_indicators(evaluation.indicators)
    if evaluation.thresholds:
        show_table(
            "Had the threshold been another (nats)",
            ("threshold", "linked", "precision", "recall", "F1"),
            [
                (f"{one.threshold:g}", one.figures.linked, *_shares(one.figures))
                for one in evaluation.thresholds
            ],
        )
    if review := evaluation.review:
        out.print(
            f"Review of {review.people_shown:,} people of {review.people:,}: "
            f"{review.answered:,} of {review.questions:,} questions answered by the truth bring "
            f"F1 over all pairs from {review.before.f1:.5f} to {review.after.f1:.5f}",
            highlight=False,
        )


def show_indicators(indicators: Sequence[IndicatorFigures]) -> None:
    """Show the errors of each indicator, by month and level."""
    show_table(
        "Published indicators against the truth, over areas and categories",
        (
            *("month", "indicator", "level", "cells", "true mean", "absolute error", "bias"),
            *("within bounds", "median width"),
        ),
        [
            (
                *(one.period, one.indicator, one.level, one.cells, f"{one.true_mean:.1f}"),
                *(f"{one.mean_absolute_error:.2f}", f"{one.mean_error:+.2f}"),
                None if one.within_bounds is None else f"{one.within_bounds:.3f}",
                None if one.median_width is None else f"{one.median_width:.3f}",
            )
            for one in indicators
        ],
    )


def show_pairs(title: str, links: PairEvaluation) -> None:
    """Show precision and recall by group, B-cubed, and people who hold rows of two."""
    show_table(
        title,
        ("group", "true pairs", "linked", "precision", "recall", "F1"),
        [
            (group, figures.true, figures.linked, *_shares(figures))
            for group, figures in links.pairs.items()
        ],
    )
    out.print(
        f"B-cubed precision {links.b_cubed_precision:.4f}, recall {links.b_cubed_recall:.4f}; "
        f"{links.mixed_people:.5f} of the people hold rows of two",
        highlight=False,
    )


def _shares(figures: PairFigures) -> tuple[str, str, str]:
    return f"{figures.precision:.4f}", f"{figures.recall:.4f}", f"{figures.f1:.4f}"


def _pair_figures(figures: PairFigures) -> dict[str, float]:
    return {
        "true": figures.true,
        "linked": figures.linked,
        "precision": figures.precision,
        "recall": figures.recall,
        "f1": figures.f1,
    }
