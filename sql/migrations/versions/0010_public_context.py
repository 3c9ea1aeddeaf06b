"""What a reader of public counts must know beside them: freshness of sources, what is a lack."""

from pipelines.warehouse.migrate import apply_statements

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
