"""Facts of people on two clocks, golden record, status."""

from pipelines.warehouse.migrate import apply_statements

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
