"""A source record is known by the fingerprint of its key: the table of numbers is not needed."""

from alembic import op

from pipelines.warehouse.migrate import apply_statements
from pipelines.warehouse.roles import grant_roles

revision = "0019"
down_revision = "0013"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name, then say who may read what is new."""
    apply_statements(__file__)
    grant_roles(op.get_bind())
