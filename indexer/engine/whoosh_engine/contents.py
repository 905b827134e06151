"""Whoosh's table of contents, read without running what it says.

A `.toc` holds the schema and the list of segments as pickles, and a pickle may name any function to be called. Who may
write an index would run code as who reads it. The schema is ours and need not be read; of the segments, only classes
that an index of ours has are made; and tables of older forms, which Whoosh would read by other ways, are refused.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import _CURRENT_TOC_VERSION, _DEF_INDEX_NAME, TOC, FileIndex
from whoosh.system import _FLOAT_SIZE, _INT_SIZE, _LONG_SIZE

from indexer.engine.whoosh_engine.codec import ArraySegment
from indexer.engine.whoosh_engine.schema import make_schema

ORDER_MARK = -12345
Known = dict[tuple[str, str], type]

# What the list of segments of our codec is made of.
OURS: Known = {(kind.__module__, kind.__name__): kind for kind in (ArraySegment, defaultdict, int, set, frozenset)}
# Whoosh's usual codec keeps pickles in its postings, too: its indexes are read where that is asked for, nowhere else.
USUAL: Known = {(kind.__module__, kind.__name__): kind for kind in (W3Segment, W3Codec)}


class UnknownContents(Exception):
    """A table of contents that no index of ours has."""


class KnownUnpickler(pickle.Unpickler):
    """Makes objects of some classes, and calls nothing else."""

    def __init__(self, file: Any, known: Known):
        super().__init__(file)
        self._known = known

    def find_class(self, module: str, name: str) -> type:
        """The class that a pickle names, if it is one of those."""
        found = self._known.get((module, name))
        if found is None:
            raise UnknownContents(f"mục lục gọi tới {module}.{name}")
        return found

    def persistent_load(self, pid: Any) -> Any:
        """Nothing of ours lies elsewhere."""
        raise UnknownContents("mục lục gọi tới chỗ khác")


class KnownFile(StructFile):
    """A file of an index, whose pickles are of known classes."""

    known: Known = OURS

    def read_pickle(self) -> Any:
        """The object at this place."""
        return KnownUnpickler(self.file, self.known).load()


class UsualFile(KnownFile):
    """A file of an index that Whoosh's usual codec may have written."""

    known = OURS | USUAL


class KnownStorage(FileStorage):
    """A folder of such files."""

    def __init__(self, folder: Path, *, usual: bool = False):
        super().__init__(str(folder))
        self._file = UsualFile if usual else KnownFile

    def open_file(self, name: str, **options: Any) -> StructFile:
        """A file of the index, to be read."""
        return self._file(open(self._fpath(name), "rb"), name=name, **options)


class KnownIndex(FileIndex):
    """Whoosh's index over a folder, with the schema that is ours."""

    def __init__(self, folder: Path, *, create: bool = False, usual: bool = False):
        # Not FileIndex's own, which would read the table of contents in Whoosh's way.
        self.storage = KnownStorage(folder, usual=usual)
        self.indexname = _DEF_INDEX_NAME
        self._schema = make_schema()
        if create and self.latest_generation() < 0:
            TOC.create(self.storage, self._schema)
        self._read_toc()

    def _read_toc(self) -> TOC:
        generation = self.latest_generation()
        if generation < 0:
            raise UnknownContents("thư mục không có chỉ mục nào")
        with self.storage.open_file(TOC._filename(self.indexname, generation)) as stream:
            sizes = tuple(stream.read_varint() for _ in range(3))
            if sizes != (_INT_SIZE, _LONG_SIZE, _FLOAT_SIZE) or stream.read_int() != ORDER_MARK:
                raise UnknownContents("chỉ mục lập trên máy loại khác")
            if stream.read_int() != _CURRENT_TOC_VERSION:
                raise UnknownContents("mục lục dạng khác")
            release = tuple(stream.read_varint() for _ in range(3))
            stream.skip_string()
            if stream.read_int() != generation:
                raise UnknownContents("mục lục của lần ghi khác")
            stream.read_int()
            segments = stream.read_pickle()
        if not isinstance(segments, list) or not all(isinstance(segment, W3Segment) for segment in segments):
            raise UnknownContents("mục lục không phải danh sách các phần")
        return TOC(self._schema, segments, generation, version=_CURRENT_TOC_VERSION, release=release)
