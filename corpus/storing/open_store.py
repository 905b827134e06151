"""open_store(): the store at an address, a file's or a server's. The only place that chooses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.reasons import why
from corpus.storing.errors import HALF_MOVED, StoreError
from corpus.storing.postgres.address import is_server, show
from corpus.storing.store import Store

if TYPE_CHECKING:
    from corpus.storing.postgres.pool import StorePool


def is_there(address: Path | str) -> bool:
    """Whether there may be a store: the file is there, or only asking the server can tell.

    >>> is_there(Path("/nowhere/store.sqlite")), is_there("postgresql://kho/bantin")
    (False, True)
    """
    return is_server(address) or Path(address).exists()


def open_store(address: Path | str, *, read_only: bool = False, create: bool = True,
               half_moved: bool = False) -> Store:
    """The store in a file, or behind `postgresql://…`; made where it is missing, unless `read_only` or not `create`.

    Raises StoreError where it is missing or away, is no store, or was written by a newer program; also where another
    store was copied into it in part, unless `half_moved`.

    >>> open_store("postgresql://bantin:bi-mat@127.0.0.1:1/bantin")
    Traceback (most recent call last):
    corpus.storing.errors.StoreAway: postgresql://127.0.0.1:1/bantin: máy chủ kho bản tin không trả lời; ...
    """
    if is_server(address):
        address = str(address)
        with library_of(address):
            from corpus.storing.postgres.opening import open_server
        store = Store(open_server(address, read_only=read_only, create=create))
    else:
        store = Store.open(Path(address), read_only=read_only, create=create)
    if not half_moved and store.connection.has_table("moving"):
        store.close()
        raise StoreError(HALF_MOVED.format(path=store.connection.path))
    return store


def open_pool(address: str) -> StorePool:
    """The stores of a server for many readers. Raises StoreError where what speaks to it is not installed."""
    with library_of(address):
        from corpus.storing.postgres.pool import StorePool
    return StorePool(address)


@contextmanager
def library_of(address: str) -> Iterator[None]:
    """What is imported inside speaks to a server; StoreError where it is not installed: few stores need it."""
    try:
        yield
    except ImportError as error:
        raise StoreError(f"{show(address)}: {why(error)}; hãy cài thêm: pip install 'bantin[postgres]'") from error
