"""Who speaks for a person takes less room, and indexes have room for a year of changes."""

from pipelines.warehouse.migrate import apply_statements

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
