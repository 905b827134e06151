"""The members of a zip, within the limits, whatever its directory claims."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from corpus.attachments.file_text import Silence, Unreadable
from corpus.attachments.limits import Limits

PIECE = 2**20
ENCRYPTED = 0x1  # the flag of a member that wants a password


class Zipped:
    """An open zip. What is read of it counts; more than the limit is a bomb."""

    def __init__(self, held: zipfile.ZipFile, limits: Limits):
        self._held, self._left = held, limits.unpacked
        self.names = tuple(info.filename for info in held.infolist() if not info.is_dir())
        if len(self.names) > limits.members:
            raise Unreadable(Silence.TOO_LARGE)

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises Unreadable."""
        try:
            info = self._held.getinfo(name)
            if info.flag_bits & ENCRYPTED:
                raise Unreadable(Silence.ENCRYPTED)
            pieces = []
            with self._held.open(info) as member:
                while piece := member.read(PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise Unreadable(Silence.TOO_LARGE)
                    pieces.append(piece)
            return b"".join(pieces)
        except (KeyError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
            raise Unreadable(Silence.BROKEN) from error


@contextmanager
def open_zip(raw: bytes, limits: Limits) -> Iterator[Zipped]:
    """The zip in some bytes. Raises Unreadable."""
    try:
        held = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Unreadable(Silence.BROKEN) from error
    with held:
        yield Zipped(held, limits)


def check_zip(raw: bytes, limits: Limits) -> None:
    """Raises Unreadable where all of it unpacked goes beyond the limits; for libraries that unpack by themselves."""
    with open_zip(raw, limits) as zipped:
        for name in zipped.names:
            zipped.read(name)
