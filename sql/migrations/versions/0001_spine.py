"""The schemas from raw to mart: see the SQL files of the same number."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None

FOLDER = Path(__file__).parent / "0001_spine"


def upgrade() -> None:
    """Apply every SQL file of the folder in the order of their names."""
    for path in sorted(FOLDER.glob("*.sql")):
        op.get_bind().exec_driver_sql(path.read_text(encoding="utf-8").replace("%", "%%"))
