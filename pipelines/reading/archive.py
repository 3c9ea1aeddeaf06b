"""ZIP archives, unpacked with a count: what a header declares is not believed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from pipelines.reading.errors import (
    BrokenFileError,
    EncryptedFileError,
    TooLargeError,
    ZipBombError,
)

LARGEST_HARMLESS_ENTRY = 20 * 1024 * 1024
LARGEST_RATIO = 100
"""An entry is a bomb when it is larger than that and more than so many times its packed size."""

LARGEST_DEFLATE_RATIO = 1032
LARGEST_ENTRY_IN_MEMORY = 400 * 1024 * 1024

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_CHUNK = 1 << 20
_PACKED_CHUNK = 1 << 18
_IS_ENCRYPTED = 0x1


class Archive:
    """A ZIP archive in memory, whose entries are counted while they are unpacked.

    Raises:
        BrokenFileError: No readable directory: cut off or corrupt.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._unpacked_sizes: dict[str, int] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                self.entries = {entry.filename: entry for entry in archive.infolist()}
                self._all_entries = archive.infolist()
        # NotImplementedError is zipfile's word for an archive of a later version than it knows.
        except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError):
            raise BrokenFileError("The ZIP archive is cut off or corrupt.") from None
        if len(self.entries) < len(self._all_entries):
            raise BrokenFileError("The ZIP archive holds two entries of one name.")

    @property
    def names(self) -> list[str]:
        """Names of the files in it, in its order, folders left out."""
        return [entry.filename for entry in self._all_entries if not entry.is_dir()]

    def refuse_bombs(self) -> None:
        """Unpack and count what was not unpacked yet and could be a bomb.

        Raises:
            ZipBombError: An entry, or all of them together, unpack to absurdly much.
            EncryptedFileError: An entry is encrypted.
        """
        for entry in self._all_entries:
            could_be = entry.compress_size * LARGEST_DEFLATE_RATIO > LARGEST_HARMLESS_ENTRY
            if could_be and entry.filename not in self._unpacked_sizes:
                for _ in self._unpack(entry):
                    pass
            if _is_absurd(sum(self._unpacked_sizes.values()), len(self.content)):
                raise ZipBombError("The entries of the archive unpack to absurdly much.")

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack one entry, piece by piece.

        Raises:
            BrokenFileError: Missing, cut off, corrupt, or other than its header says.
            EncryptedFileError: It is encrypted.
            ZipBombError: It unpacks to absurdly much.
        """
        if name not in self.entries:
            raise BrokenFileError(f"The archive lacks its part {name}.")
        return self._unpack(self.entries[name])

    def read(self, name: str) -> bytes:
        """Unpack one entry as a whole; raises what `chunks` raises, and TooLargeError."""
        parts: list[bytes] = []
        size = 0
        for chunk in self.chunks(name):
            size += len(chunk)
            if size > LARGEST_ENTRY_IN_MEMORY:
                raise TooLargeError("An entry of the archive is too large to be read.")
            parts.append(chunk)
        return b"".join(parts)

    def _unpack(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        if entry.flag_bits & _IS_ENCRYPTED:
            raise EncryptedFileError("An entry of the archive is encrypted.")
        size = 0
        checksum = 0
        for chunk in self._inflate(entry):
            size += len(chunk)
            if _is_absurd(size, entry.compress_size):
                raise ZipBombError("An entry of the archive unpacks to absurdly much.")
            checksum = zlib.crc32(chunk, checksum)
            yield chunk
        if size != entry.file_size or checksum != entry.CRC:
            raise BrokenFileError("An entry of the archive is not what its header says.")
        self._unpacked_sizes[entry.filename] = size

    def _inflate(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            for start in range(0, len(packed), _CHUNK):
                yield bytes(packed[start : start + _CHUNK])
            return
        if entry.compress_type != zipfile.ZIP_DEFLATED:
            raise BrokenFileError("An entry of the archive is packed in a way we do not read.")
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for start in range(0, len(packed), _PACKED_CHUNK):
                waiting = bytes(packed[start : start + _PACKED_CHUNK])
                while waiting and not inflater.eof:
                    yield inflater.decompress(waiting, _CHUNK)
                    waiting = inflater.unconsumed_tail
            yield inflater.flush()
        except zlib.error:
            raise BrokenFileError("An entry of the archive is corrupt.") from None
        if not inflater.eof:
            raise BrokenFileError("An entry of the archive is cut off.")

    def _packed(self, entry: zipfile.ZipInfo) -> memoryview:
        start = entry.header_offset
        header = self.content[start : start + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise BrokenFileError("An entry of the archive is cut off.")
        name_length, extra_length = _LOCAL_HEADER.unpack(header)[-2:]
        start += _LOCAL_HEADER.size + name_length + extra_length
        packed = memoryview(self.content)[start : start + entry.compress_size]
        if len(packed) < entry.compress_size:
            raise BrokenFileError("An entry of the archive is cut off.")
        return packed


def _is_absurd(size: int, packed_size: int) -> bool:
    return size > LARGEST_HARMLESS_ENTRY and size > LARGEST_RATIO * packed_size
