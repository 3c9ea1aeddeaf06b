"""What a file says, cell by cell: any file that a sender may send, read into sheets of text."""

from pipelines.reading.read import list_members, read_file
from pipelines.reading.sheet import Sheet

__all__ = ["Sheet", "list_members", "read_file"]
