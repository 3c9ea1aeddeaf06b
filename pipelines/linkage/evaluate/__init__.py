"""How good the linkage is, against a truth that only a simulation knows.

Truth is used here and nowhere else. Read on in `truth` (whose row is whose), `hard_groups` and
`pairs` (precision and recall), `continuity` (who keeps an id), `villages` and `indicators`
(published counts and their bounds), `thresholds` (had it been cut elsewhere), `review` (what
answers would bring), `picture` and `evaluation` (all of it).
"""

from pipelines.linkage.evaluate.evaluation import Evaluation, evaluate_links
from pipelines.linkage.evaluate.pairs import PairEvaluation, PairFigures, evaluate_pairs

__all__ = ["Evaluation", "PairEvaluation", "PairFigures", "evaluate_links", "evaluate_pairs"]
