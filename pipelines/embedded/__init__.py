"""The embedded PostgreSQL and its keeper; imports nothing heavy, since a keeper starts with each server."""

from pipelines.embedded.server import EmbeddedServer, binary

__all__ = ["EmbeddedServer", "binary"]
