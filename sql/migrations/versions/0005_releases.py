"""Releases, roles, marts and their public counterparts."""

from pipelines.warehouse.migrate import apply_statements

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
