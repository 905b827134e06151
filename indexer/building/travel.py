"""Generations between machines: what a builder publishes on a cluster, machines that answer fetch before they follow.

The index itself stays on the cluster. The other files of a generation are kept there too, in pieces, under the name of
the index; the entry that tells of them is written last. Who fetches checks every file against the manifest.
"""

from __future__ import annotations

import os
import shutil
from base64 import b64decode, b64encode
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.building.generation import BUILDING, KEPT, Generations, sync
from indexer.building.manifest import CHUNK, MANIFEST, Generation, checksum, read_manifest
from indexer.building.shelf import ClusterShelf, find_shelf, read_pointer, shelf_of
from indexer.engine.base import IndexUnusable

if TYPE_CHECKING:
    from indexer.engine.opensearch_engine.administration import Administration

# A piece of a file, in bytes: a request is a third larger, and a cluster takes a hundred megabytes at most.
PIECE = 4 * CHUNK


def share(folder: Path) -> None:
    """Has other machines find the files of a sealed generation, where its index lies on a cluster."""
    shelf = shelf_of(folder)
    if isinstance(shelf, ClusterShelf):
        with closing(shelf.files()) as kept:
            send(folder, kept)


def send(folder: Path, kept: Administration) -> None:
    """Keeps the files of a sealed generation on the cluster, where they are not there yet."""
    index = read_pointer(folder)
    kept.start_files()
    if kept.get_file(index):
        return
    manifest = (folder / MANIFEST).read_bytes()
    for name in read_manifest(manifest).files:
        with (folder / name).open("rb") as file:
            place = 0
            while piece := file.read(PIECE):
                kept.put_file(f"{index}/{name}/{place}", {"generation": index, "piece": b64encode(piece).decode()})
                place += 1
    kept.put_file(index, {"generation": index, "manifest": b64encode(manifest).decode()})


def fetch(folder: Path, keep: int = KEPT) -> Generation:
    """Brings the generation that the cluster publishes into a folder of generations, and makes it answer here.

    Files that the generation before has alike are linked. IndexUnusable where nothing is published, where what came is
    not what was sent, or where no cluster is named; EngineUnavailable where it is away. The caller holds the lock.
    """
    shelf = find_shelf()
    if not isinstance(shelf, ClusterShelf):
        raise IndexUnusable("chỉ lấy được thế hệ từ cụm máy; hãy đặt BANTIN_ENGINE")
    generations = Generations(folder)
    with closing(shelf.files()) as kept:
        index = shelf.published()
        entry = kept.get_file(index) if index else None
        if not index or not entry:
            raise IndexUnusable(f"cụm máy chưa có thế hệ nào tên {shelf.name} để lấy về")
        manifest = b64decode(entry["manifest"])
        generation = read_manifest(manifest)
        target = generations.path(generation.name)
        if not is_same(target, manifest):
            bring(generations, generation, manifest, index, kept)
    generations.link(generation.name)
    for number in generations.numbers()[:-keep]:
        if f"gen-{number:06d}" != generation.name:
            shutil.rmtree(generations.path(f"gen-{number:06d}"))  # its index is the builder's to remove
    return generation


def return_to_published(folder: Path, keep: int = KEPT) -> None:
    """Fetches what a cluster publishes where the generation that answers here is not on it any more, or none answers: a
    snapshot was put back, or another machine built. Who builds goes on from that, and need not begin anew.

    EngineUnavailable where the cluster is away. The caller holds the lock.
    """
    shelf, generations = find_shelf(), Generations(folder)
    if not isinstance(shelf, ClusterShelf):
        return
    current = generations.current_name()
    if current is not None:
        if not shelf.suits(generations.path(current)):
            return  # from a folder an installation moves to a cluster by one full build
        with suppress(IndexUnusable):
            shelf.check(generations.path(current))
            return
    with suppress(IndexUnusable):  # nothing is published there either
        fetch(folder, keep)


def is_same(folder: Path, manifest: bytes) -> bool:
    """Whether a folder is a generation of this manifest."""
    try:
        return (folder / MANIFEST).read_bytes() == manifest
    except OSError:
        return False


def bring(generations: Generations, generation: Generation, manifest: bytes, index: str,
          kept: Administration) -> None:
    """Makes the folder of a generation from what the cluster keeps of it."""
    target = generations.path(generation.name)
    building = target.with_name(f"{generation.name}{BUILDING}")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    try:
        for name, (size, digest) in generation.files.items():
            path = building / name
            if not link_alike(generations, name, (size, digest), path):
                write_pieces(path, index, kept)
            if path.stat().st_size != size or checksum(path) != digest:
                raise IndexUnusable(f"{path}: tệp lấy từ cụm máy không đúng như đã gửi")
            sync(path)
        (building / MANIFEST).write_bytes(manifest)
        sync(building / MANIFEST)
        sync(building)
        shutil.rmtree(target, ignore_errors=True)
        building.rename(target)
        sync(generations.folder)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def link_alike(generations: Generations, name: str, known: tuple[int, str], path: Path) -> bool:
    """Links a file of the generation that answers here, where that has the same one."""
    current = generations.current_name()
    try:
        if current is None or generations.read(current).files.get(name) != known:
            return False
        os.link(generations.path(current) / name, path)
    except (IndexUnusable, OSError):
        return False
    return True


def write_pieces(path: Path, index: str, kept: Administration) -> None:
    """Writes a file from its pieces."""
    with path.open("wb") as file:
        place = 0
        while piece := kept.get_file(f"{index}/{path.name}/{place}"):
            file.write(b64decode(piece["piece"]))
            place += 1
