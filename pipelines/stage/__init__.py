"""Stage: accepted rows typed, coded and placed; what cannot be used goes aside with its reasons."""

from pipelines.stage.stage import StagingSummary, stage_source

__all__ = ["StagingSummary", "stage_source"]
