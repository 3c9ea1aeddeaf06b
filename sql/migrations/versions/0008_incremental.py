"""What a later month of the registry need not tell anew."""

from pipelines.warehouse.migrate import apply_statements

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
