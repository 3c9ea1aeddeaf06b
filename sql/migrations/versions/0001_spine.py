"""The schemas from raw to mart: see the SQL files of the same number."""

from pipelines.warehouse.migrate import apply_statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
