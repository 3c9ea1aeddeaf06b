"""Releases, roles, marts and their public counterparts."""

from alembic import op

from pipelines.warehouse.migrate import apply_statements
from pipelines.warehouse.roles import grant_roles

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name, then say who may read what."""
    apply_statements(__file__)
    grant_roles(op.get_bind())
