"""A placed row keeps its fingerprint: who says all the same next month says the same node."""

from pipelines.warehouse.migrate import apply_statements

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
