"""open_store(): the store at an address, a file's or a server's. The only place that chooses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.reasons import why
from corpus.storing.errors import StoreError, StoreMissing
from corpus.storing.postgres.address import is_server, show
from corpus.storing.steps import refuse_a_part
from corpus.storing.store import Store

if TYPE_CHECKING:
    from corpus.storing.postgres.pool import StorePool


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
    if not half_moved:
        try:
            refuse_a_part(store.connection)
        except StoreError:
            store.close()
            raise
    return store


def is_there(address: Path | str) -> bool:
    """Whether there is a store; True, too, where opening it will tell what is wrong with it.

    >>> is_there(Path("/nowhere/store.sqlite")), is_there("postgresql://127.0.0.1:1/bantin")
    (False, True)
    """
    if not is_server(address):
        return Path(address).exists()
    try:
        open_store(address, read_only=True).close()
    except StoreMissing:
        return False
    except StoreError:
        pass
    return True


def name_of(address: Path | str) -> str:
    """An address as it may be told.

    >>> name_of("postgresql://bantin:bi-mat@kho.example/bantin")
    'postgresql://kho.example/bantin'
    """
    return show(address) if isinstance(address, str) and is_server(address) else str(address)


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
