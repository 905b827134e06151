"""Compressed bytes and compressed text files. The one file that knows zstandard."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import zstandard

LEVEL = 6  # of a page: a third less than level 3, still over 100 MB/s
EXPORT_LEVEL = 12  # of a file that is written once and read often
STANDARD = Path("-")  # standard input or output


def compress(data: bytes) -> bytes:
    """Bytes made small.

    >>> expand(compress(b"Tin" * 9))
    b'TinTinTinTinTinTinTinTinTin'
    """
    return zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(data)


def expand(data: bytes) -> bytes:
    """The bytes that `compress` was given. Raises ValueError where they are damaged."""
    try:
        return zstandard.ZstdDecompressor().decompress(data)
    except zstandard.ZstdError as error:
        raise ValueError("nén hỏng") from error


class Unpacked(io.RawIOBase):
    """The bytes of a .zst file. One that ends within a frame, a broken download, raises EOFError and not just ends."""

    def __init__(self, packed: BinaryIO):
        self.packed = packed
        self.frame = zstandard.ZstdDecompressor().decompressobj()
        self.begun = False
        self.ready = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer) -> int:  # any writable buffer
        """Fills a buffer; 0 at the end."""
        while not self.ready:
            chunk = self.frame.unused_data if self.frame.eof else b""
            chunk = chunk or self.packed.read(1 << 16)
            if not chunk:
                if self.begun and not self.frame.eof:
                    raise EOFError
                return 0
            if self.frame.eof:
                self.frame = zstandard.ZstdDecompressor().decompressobj()
            self.begun = True
            self.ready = self.frame.decompress(chunk)
        count = min(len(buffer), len(self.ready))
        buffer[:count], self.ready = self.ready[:count], self.ready[count:]
        return count


@contextmanager
def open_to_read(path: Path) -> Iterator[BinaryIO]:
    """A file's bytes, unpacked by its suffix (.zst, .gz); `-` is standard input. Damaged ones raise ValueError."""
    try:
        if path == STANDARD:
            yield sys.stdin.buffer
        elif path.suffix == ".zst":
            with path.open("rb") as packed:
                yield io.BufferedReader(Unpacked(packed), 1 << 20)
        elif path.suffix == ".gz":
            with gzip.open(path) as file:
                yield io.BufferedReader(file)
        else:
            with path.open("rb") as plain:
                yield plain
    except (zstandard.ZstdError, gzip.BadGzipFile, EOFError) as error:
        raise ValueError(f"{path}: dữ liệu nén hỏng") from error


@contextmanager
def open_to_write(path: Path) -> Iterator[BinaryIO]:
    """A file to write bytes into, packed by its suffix (.zst, .gz); `-` is standard output.

    The file takes its name only when all is written: a broken run leaves the old one.
    """
    if path == STANDARD:
        yield sys.stdout.buffer
        return
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as file:
            if path.suffix == ".zst":
                with zstandard.ZstdCompressor(level=EXPORT_LEVEL, write_checksum=True).stream_writer(
                        file, closefd=False) as packed:
                    yield packed
            elif path.suffix == ".gz":
                with gzip.GzipFile(fileobj=file, mode="wb") as packed:
                    yield packed  # type: ignore[misc]
            else:
                yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
