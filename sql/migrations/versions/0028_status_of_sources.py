"""A source may say that a person is dead, gone, listed twice or refused."""

from pipelines.warehouse.migrate import apply_statements

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
