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
        raise ValueError(f"damaged: {error}") from error


@contextmanager
def open_to_read(path: Path) -> Iterator[BinaryIO]:
    """A file's bytes, unpacked by its suffix (.zst, .gz); `-` is standard input. Damaged ones raise ValueError."""
    try:
        if path == STANDARD:
            yield sys.stdin.buffer
        elif path.suffix == ".zst":
            with path.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(
                    packed, read_across_frames=True) as raw:
                yield io.BufferedReader(raw, 1 << 20)
        elif path.suffix == ".gz":
            with gzip.open(path) as file:
                yield io.BufferedReader(file)
        else:
            with path.open("rb") as plain:
                yield plain
    except (zstandard.ZstdError, gzip.BadGzipFile, EOFError) as error:
        raise ValueError(f"{path}: nén hỏng: {error}") from error


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
