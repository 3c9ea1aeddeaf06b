"""Publish: the tables of a period and their public counterparts, at once or not at all."""

from pipelines.publish.publish import PublishSummary, publish_period
from pipelines.publish.releases import Release, list_releases, withdraw_release

__all__ = [
    "PublishSummary",
    "Release",
    "list_releases",
    "publish_period",
    "withdraw_release",
]
