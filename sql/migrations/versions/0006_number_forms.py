"""What is wrong with a number of sixteen digits, told in a third of the time."""

from pipelines.warehouse.migrate import apply_statements

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
