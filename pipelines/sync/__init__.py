"""Sync: stable ids for the people that the linkage found, and what stands in each period."""

from pipelines.sync.sync import SyncSummary, sync_period

__all__ = ["SyncSummary", "sync_period"]
