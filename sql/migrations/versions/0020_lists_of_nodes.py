"""On which family list each node stands; who was ever on a list and what is odd follow from it."""

from alembic import op

from pipelines.warehouse.migrate import apply_statements
from pipelines.warehouse.roles import grant_roles

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name, then say who may read what is new."""
    apply_statements(__file__)
    grant_roles(op.get_bind())
