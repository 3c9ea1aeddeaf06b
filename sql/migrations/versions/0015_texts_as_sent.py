"""Texts as offices write them: cell errors, digits of other scripts, words for none."""

from pipelines.warehouse.migrate import apply_statements

revision = "0015"
down_revision = "0011"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
