"""Who speaks for a person, widest columns first: without gaps between them a row is shorter."""

from pipelines.warehouse.migrate import apply_statements

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
