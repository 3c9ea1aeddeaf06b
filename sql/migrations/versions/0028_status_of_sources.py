"""A source may say that a person is dead, gone, listed twice or refused."""

from alembic import op

from pipelines.warehouse.migrate import apply_statements
from pipelines.warehouse.roles import grant_roles

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Apply every SQL file of the folder of the same name; functions made anew are granted anew."""
    apply_statements(__file__)
    grant_roles(op.get_bind())
