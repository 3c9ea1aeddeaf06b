"""What the marts say of themselves, in one YAML beside each query."""

from pipelines.marts.definition import FIRST, Column, Mart, load_mart, load_marts
from pipelines.marts.description import describe_marts

__all__ = ["FIRST", "Column", "Mart", "describe_marts", "load_mart", "load_marts"]
