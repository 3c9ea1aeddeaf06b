"""What may differ from machine to machine, as `PADAN_*`; nothing else reads the environment."""

from functools import cached_property
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """One place for every setting; `.env.example` explains each of them."""

    model_config = SettingsConfigDict(env_prefix="PADAN_", env_file=".env", extra="ignore")

    home: Path = Field(Path(".padan"), description="embedded warehouse, archive, Data Docs")
    landing: Path = Field(
        Path("landing"), description="where drops land: <YYYY-MM>/<source>/<file>"
    )
    out: Path = Field(Path("out"), description="what is delivered: workbooks, pages, exports")
    boundaries: Path | None = Field(
        None, description="GeoJSON of village boundaries by Kemendagri code, for the map of pages"
    )
    warehouse_url: str | None = Field(
        None, description="a PostgreSQL server of your own; empty starts the embedded one"
    )
    settle_seconds: float = Field(
        2.0, ge=0, description="a file is taken once it has stood still for so long"
    )
    wait_seconds: float = Field(
        600.0, ge=0, description="how long a run waits for another run of the same period"
    )

    @cached_property
    def archive(self) -> Path:
        """Where every received file is kept unchanged, by its fingerprint."""
        return self.home / "archive"

    @cached_property
    def data_docs(self) -> Path:
        """Where the validation results can be read as pages."""
        return self.home / "data_docs"
