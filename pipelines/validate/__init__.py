"""Validate: the suites over everything that waits, and the decision which drops are accepted."""

from pipelines.validate.validate import ValidationSummary, validate_source

__all__ = ["ValidationSummary", "validate_source"]
