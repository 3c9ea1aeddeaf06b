"""How fresh its sources are beside every figure, and the survey's poverty beside public counts."""

from pipelines.warehouse.migrate import apply_statements

revision = "0013"
down_revision = "0015"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
