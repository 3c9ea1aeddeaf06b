"""Load: every cell of an archived file as text into raw, or one clear reason why not."""

from pipelines.load.load import LoadResult, load_drop, load_drops

__all__ = ["LoadResult", "load_drop", "load_drops"]
