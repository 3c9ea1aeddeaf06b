"""Public tables by kecamatan, and what the public roles may not call."""

from pipelines.warehouse.migrate import apply_statements

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
