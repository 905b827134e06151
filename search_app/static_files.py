"""Static files under addresses that change with their content, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
HASH_CHARS = 12


@cache
def content_hash(name: str) -> str:
    """The beginning of a file's SHA-256, "" where there is no such file. Read once: a new release is a new process."""
    path = (FOLDER / name).resolve()
    if FOLDER.resolve() not in path.parents or not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:HASH_CHARS]


def static_address(name: str) -> str:
    """The address of a static file.

    >>> static_address("style.css")
    '/static/style.css?v=...'
    """
    return f"/static/{name}?v={content_hash(name)}"


def is_current(name: str, asked: str) -> bool:
    """Whether an address with `?v=asked` names the file as it is now."""
    return bool(asked) and len(asked) == HASH_CHARS and asked == content_hash(name)
