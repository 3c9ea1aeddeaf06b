"""Who speaks for a field is one of a person's few records: kept as which of them, in two bytes."""

from pipelines.warehouse.migrate import apply_statements

revision = "0024"
down_revision = "0021"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
