"""Bounds, changes and other marts that dashboards asked for."""

from pipelines.warehouse.migrate import apply_statements

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
