"""What other programs write for no name is no name, and ids that they took for numbers are ids."""

from pipelines.warehouse.migrate import apply_statements

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
