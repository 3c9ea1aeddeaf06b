"""The warehouse and staged rows of the linkage's tests, and two strangers who may be one."""

from tests.linkage.conftest import Staging, open_server, staging

__all__ = ["Staging", "open_server", "staging"]
