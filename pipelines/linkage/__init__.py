"""Linkage: which rows are one person, inside a source, across sources and over months.

Rows of one source that say the same are one node; nodes are compared and clustered, rows are not.
"""

from pipelines.linkage.link import LinkSummary, link_period

__all__ = ["LinkSummary", "link_period"]
