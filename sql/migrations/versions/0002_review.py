"""Review queue, decisions and drift of the linkage."""

from pipelines.warehouse.migrate import apply_statements

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
