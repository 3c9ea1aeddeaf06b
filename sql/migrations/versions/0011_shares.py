"""Share padan beside the counts it is made of, and persons by the age of their family's head."""

from pipelines.warehouse.migrate import apply_statements

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
