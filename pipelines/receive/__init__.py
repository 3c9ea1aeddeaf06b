"""Receive: find what has landed, keep it unchanged, register it. The first step of the flow."""

from pipelines.receive.landing import LandedFile, find_files, settled_files
from pipelines.receive.register import register_files, waiting_drops

__all__ = ["LandedFile", "find_files", "register_files", "settled_files", "waiting_drops"]
