"""Linkage: which rows are one person, inside a source, across sources and over months.

Rows of one source that say the same are one node; nodes are compared and clustered, rows are not.
Read on in the order of the chain: `normalise`, `keys`, `wordings` (what a node says, made once and
kept), `columns` (the same to be compared), `blocking` (which pairs are looked at), `levels`,
`comparisons`, `contexts` and `constraints` (what they agree on, and what cannot be), `model` and
`training` (what that weighs), `scoring`, `families` (what relatives add), `clustering` (who is one
person), `resolve` (the chain), `link` (one month in the warehouse), `verify` (whether months one by
one give what all at once would), `rehearsal` and `evaluate/` (how good it is).
"""

from pipelines.linkage.evaluate import Evaluation, PairEvaluation, evaluate_links
from pipelines.linkage.link import LinkSummary, link_period
from pipelines.linkage.rehearsal import TrainingReport, train
from pipelines.linkage.verify import Difference, Verification, verify_links

__all__ = [
    "Difference",
    "Evaluation",
    "LinkSummary",
    "PairEvaluation",
    "TrainingReport",
    "Verification",
    "evaluate_links",
    "link_period",
    "train",
    "verify_links",
]
