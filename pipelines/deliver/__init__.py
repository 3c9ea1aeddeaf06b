"""Deliver: what people of the regency take away, made of public counts alone."""

from pipelines.deliver.pages import PagesSummary, deliver_pages

__all__ = ["PagesSummary", "deliver_pages"]
