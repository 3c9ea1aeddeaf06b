"""Who parted from a cluster that kept its number could be left the person of the other one."""

from pipelines.warehouse.migrate import apply_statements

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name."""
    apply_statements(__file__)
