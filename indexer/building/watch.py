"""Watch: the files of a generation that answers, looked at again a little at a time.

They are checked when they are opened, and mapped into memory from then on. Bytes that change later, by a failing disk
or by somebody's hand, would be answers that are wrong without a word.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from indexer.building.manifest import CHUNK, Generation


class Watch:
    """The files of a generation that was checked just now, in its folder.

    `look` costs a `stat` of each file, and reads a few chunks: a file whose size or time of change is another one,
    whole; else the next chunks of all files, round and round.
    """

    def __init__(self, folder: Path, generation: Generation):
        self._folder = folder
        self._files = generation.files
        self._stamps = {name: stamp(folder / name) for name in self._files}
        self._round = self._read_on()

    def look(self, chunks: int = 1) -> Path | None:
        """The file that is not as it was built, of what this look saw; None where nothing is wrong."""
        for name, known in self._stamps.items():
            now = stamp(self._folder / name)
            if now != known:
                if damaged := self._whole(name):
                    return damaged
                self._stamps[name] = now
        for _ in range(chunks):
            damaged = next(self._round, None)
            if damaged:
                return damaged
        return None

    def look_at_all(self) -> Path | None:
        """The first file that is not as it was built, after reading all of them."""
        return next(filter(None, map(self._whole, self._files)), None)

    def _whole(self, name: str) -> Path | None:
        return next(filter(None, read_in_chunks(self._folder / name, *self._files[name])), None)

    def _read_on(self) -> Iterator[Path | None]:
        while self._files:
            for name, (size, digest) in self._files.items():
                yield from read_in_chunks(self._folder / name, size, digest)
            yield None  # where all files are empty


def read_in_chunks(path: Path, size: int, digest: str) -> Iterator[Path | None]:
    """For each chunk of a file None, and at its end the path if it does not have this size and checksum."""
    made = seen = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                made = zlib.crc32(piece, made)
                seen += len(piece)
                yield None
    except OSError:
        yield path
        return
    if (seen, f"{made:08x}") != (size, digest):
        yield path


def stamp(path: Path) -> tuple[int, int] | None:
    """Size and time of change of a file; None where it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
