"""Public tables by kecamatan, and what the public roles may not call."""

from alembic import op

from pipelines.warehouse.migrate import apply_statements
from pipelines.warehouse.roles import grant_roles

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name, then say again who may read what."""
    apply_statements(__file__)
    grant_roles(op.get_bind())
