"""Staged rows know their record and the fingerprint of what they say: told once, read by many."""

from pipelines.warehouse.migrate import apply_statements

revision = "0021"
down_revision = "0018"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
