"""Generations: an index is built beside, checked, then published by one atomic rename, and the last ones are kept.

    index/gen-000007/            a Whoosh index and its manifest.json; never written to again
    index/gen-000008.building/   what a run is making, or what a killed run left
    index/current                a link to the generation that answers
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from corpus.reasons import why
from indexer.analysis.segmentation.words import segmenter_name
from indexer.building.fingerprint import fingerprint
from indexer.building.manifest import MANIFEST, Generation, Unsealed, checksum, read_manifest, write_manifest
from indexer.building.shelf import POINTER, find_shelf, shelf_of
from indexer.engine.base import EngineError, IndexUnusable

# Beside the manifest of a generation that an admin went back from: it is not published again by itself.
REJECTED = "rejected"
CURRENT = "current"
NAME = re.compile(r"gen-(\d{6,})")
BUILDING = ".building"
# The published one and two to go back to.
KEPT = 3
REMEDY = "scripts/reindex.py --full"


class Generations:
    """The folder of generations."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._link = str(folder / CURRENT)

    def numbers(self) -> list[int]:
        """The numbers of all published generations, ascending."""
        if not self.folder.is_dir():
            return []
        return sorted(int(m[1]) for path in self.folder.iterdir() if (m := NAME.fullmatch(path.name)))

    def current_name(self) -> str | None:
        """The name of the published generation, or None. One system call: asked on every request."""
        try:
            return os.readlink(self._link)
        except OSError:
            return None

    def path(self, name: str) -> Path:
        """The folder of a generation."""
        return self.folder / name

    def read(self, name: str) -> Generation:
        """The manifest of a generation. IndexUnusable where it is missing or unreadable."""
        try:
            return read_manifest((self.path(name) / MANIFEST).read_bytes())
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            reason = error if isinstance(error, Unsealed) else why(error)
            raise IndexUnusable(
                f"{self.path(name)}: không đọc được {MANIFEST} ({reason}); hãy chạy {REMEDY}") from error

    def check(self, name: str) -> Generation:
        """The manifest of a generation whose files are all as they were built, by the analysis that runs now.

        IndexUnusable names what is wrong and the remedy.
        """
        generation = self.read(name)
        if generation.fingerprint != fingerprint():
            raise IndexUnusable(f"{self.path(name)}: do bản phân tích {generation.fingerprint} lập, chương trình này "
                                f"dùng bản {fingerprint()}; hãy chạy {REMEDY}")
        for file, (size, digest) in generation.files.items():
            path = self.path(name) / file
            try:
                sound = path.stat().st_size == size and checksum(path) == digest
            except OSError:  # a disk that fails, or a run that clears old generations away meanwhile
                sound = False
            if not sound:
                raise IndexUnusable(f"{path}: hỏng hoặc thiếu; hãy chạy {REMEDY}")
        return generation

    def usable(self) -> Iterator[tuple[Generation | None, IndexUnusable | None]]:
        """The published generation and then the older ones, newest first: each checked, or what is wrong with it."""
        current = self.current_name()
        match = NAME.fullmatch(current or "")
        last = int(match[1]) if match else 0
        for number in sorted((n for n in self.numbers() if n <= last), reverse=True):
            if self.is_rejected(f"gen-{number:06d}"):
                continue
            try:
                yield self.check(f"gen-{number:06d}"), None
            except IndexUnusable as error:
                yield None, error

    def clear(self) -> None:
        """Clears away what killed runs left. Only for who holds the lock: a run under way would lose its work."""
        for left in self.folder.glob(f"*{BUILDING}"):
            self.discard(left)
        (self.folder / f"{CURRENT}.new").unlink(missing_ok=True)

    def start(self, base: str | None = None) -> tuple[int, Path]:
        """A new folder to build in, and its number; with the files of a generation to go on from (links, no copies)."""
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            sync(self.folder.parent)  # else the first generation may go with its folder when the power does
        number = max(self.numbers(), default=0) + 1
        path = self.folder / f"gen-{number:06d}{BUILDING}"
        path.mkdir()
        try:
            for file in self.read(base).files if base is not None else ():
                # Whoosh writes new files and removes old ones, but never writes into one.
                if file != POINTER:
                    os.link(self.path(str(base)) / file, path / file)
            find_shelf().begin(path, number, self.path(base) if base is not None else None)
        except BaseException:
            self.abandon(path)
            raise
        return number, path

    def discard(self, building: Path) -> None:
        """Removes a folder with its index. EngineUnavailable where that lies on a cluster that is away."""
        shelf_of(building).drop(building)
        shutil.rmtree(building)

    def abandon(self, building: Path) -> None:
        """Removes a folder that will not be finished, as far as that is possible now: what points to an index on a
        cluster that is away stays, for `clear` to follow."""
        try:
            shelf_of(building).drop(building)
        except EngineError:
            for path in building.iterdir():
                if path.name != POINTER:
                    path.unlink(missing_ok=True)
            return
        shutil.rmtree(building, ignore_errors=True)

    def finish(self, building: Path, number: int, count: int, watermark: int, counted_at: int, built_at: str,
               base: Generation | None = None) -> Generation:
        """Seals a folder that was built: every file on disk for good, its manifest written, its final name given."""
        for lock in building.glob("*WRITELOCK"):
            lock.unlink()
        shelf_of(building).seal(building)
        files = {}
        for path in sorted(path for path in building.iterdir() if path.is_file()):
            if base and path.name in base.files and path.samefile(self.path(base.name) / path.name):
                files[path.name] = base.files[path.name]  # a link to what was sealed before
                continue
            sync(path)
            files[path.name] = (path.stat().st_size, checksum(path))
        generation = Generation(number, count, watermark, counted_at, built_at, fingerprint(), segmenter_name(), files)
        (building / MANIFEST).write_bytes(write_manifest(generation))
        sync(building / MANIFEST)
        sync(building)
        building.rename(self.path(generation.name))
        sync(self.folder)
        return generation

    def publish(self, name: str) -> None:
        """Makes a generation the one that answers: one rename, before which the old one answers, after it the new.

        Who reads it elsewhere, from a cluster, is told before: where that fails, nothing changes here either.
        """
        shelf_of(self.path(name)).publish(self.path(name))
        self.link(name)

    def link(self, name: str) -> None:
        """Makes a generation the one that answers on this machine."""
        link = self.folder / f"{CURRENT}.new"
        link.unlink(missing_ok=True)
        link.symlink_to(name)
        os.replace(link, self.folder / CURRENT)
        sync(self.folder)

    def reject(self, name: str) -> None:
        """Marks a generation as one to stay away from, for good: on disk when this returns."""
        (self.path(name) / REJECTED).touch()
        sync(self.path(name))

    def accept(self, name: str) -> None:
        """Takes the mark away."""
        (self.path(name) / REJECTED).unlink(missing_ok=True)
        sync(self.path(name))

    def is_rejected(self, name: str) -> bool:
        """Whether an admin went back from a generation."""
        return (self.path(name) / REJECTED).exists()

    def prune(self, keep: int = KEPT) -> list[str]:
        """Deletes all but the newest `keep` and the published one; the names of the deleted."""
        current = self.current_name()
        names = [f"gen-{number:06d}" for number in self.numbers()[:-keep]]
        doomed = [name for name in names if name != current]
        for name in doomed:
            self.discard(self.path(name))
        numbers = self.numbers()
        find_shelf().sweep([self.path(f"gen-{number:06d}") for number in numbers], max(numbers, default=0) - keep)
        return doomed


def sync(path: Path) -> None:
    """Waits until a file or folder is on disk: Whoosh itself never does, and a power cut would take what it wrote."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
