"""Deliver: what people of the regency take away, made of public counts alone."""

from pipelines.deliver.pages import PagesSummary, deliver_pages
from pipelines.deliver.tables import TablesSummary, deliver_tables

__all__ = ["PagesSummary", "TablesSummary", "deliver_pages", "deliver_tables"]
