"""The store on two servers, of which one takes the other's place: whoever names both goes on with the same address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from time import monotonic, sleep

import pytest

from benchmarks.cluster.standby import Pair
from corpus.storing.errors import StoreAway
from corpus.storing.open_store import open_pool, open_store
from corpus.storing.postgres.pool import StorePool
from corpus.storing.store import Store
from tests.conftest import own_server
from tests.corpus.storing.made_bulletins import bulletin

WAIT_SECONDS = 30


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    yield from own_server(Pair)


def test_a_standby_that_takes_the_place_has_all_that_was_acknowledged(pair: Pair) -> None:
    """The server is killed in the middle of a transaction: what was acknowledged is there, nothing of the rest, and
    numbers go on behind the last that anybody saw."""
    with closing(open_pool(pair.address)) as pages:
        with open_store(pair.address) as store:
            for number in range(1, 4):
                store.put([bulletin(str(number))])
            with closing(pages.lend()) as read:
                assert read.watermark() == 3
            with pytest.raises(StoreAway, match="không trả lời"), store.transaction():
                store.put([bulletin("4")])
                pair.kill()
                store.put([bulletin("5")])
        with pytest.raises(StoreAway, match="chưa máy nào trong địa chỉ kho nhận ghi"):
            open_store(pair.address)
        everywhere = pair.address.replace("read-write", "any")
        with open_store(everywhere, read_only=True) as read:  # who only reads needs not wait
            assert read.count() == 3
            with read.snapshot():
                assert [change.sequence for change in read.changes()] == [1, 2, 3]
        pair.promote()
        with open_store(pair.address) as store:
            assert [b.id for b in store.bulletins()] == ["1", "2", "3"]
            store.put([bulletin("5"), bulletin("6")])
            assert [(change.sequence, change.bulletin.id) for change in store.changes(3)] == [(4, "5"), (5, "6")]
        with closing(lend_again(pages)) as read:
            assert read.watermark() == 5


def lend_again(pages: StorePool) -> Store:
    """A store of a pool that was told a moment ago that there is none."""
    until = monotonic() + WAIT_SECONDS
    while True:
        try:
            return pages.lend()
        except StoreAway:
            assert monotonic() < until
            sleep(.05)
