"""The embedded PostgreSQL and its keeper, which starts with each server: no heavy imports."""

from pipelines.embedded.server import EmbeddedServer, binary

__all__ = ["EmbeddedServer", "binary"]
