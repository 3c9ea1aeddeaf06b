"""Validate: the suites over everything that waits, and the decision which drops are accepted."""

from pipelines.validate.judgement import ValidationSummary
from pipelines.validate.validate import validate_source

__all__ = ["ValidationSummary", "validate_source"]
