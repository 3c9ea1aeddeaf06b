"""Families, events of identity, books."""

from pipelines.warehouse.migrate import apply_statements

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
