"""Blocks: a change of a text changes its block and the one that its new text goes into, and no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.storing import blocks
from corpus.storing.blocks import list_blocks, read_block
from corpus.storing.store import Store


def make(number: int, body: str = "Bài") -> Bulletin:
    return Bulletin(str(number), f"http://x.example/{number}", "x.example", f"Tin {number}", body)


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch):
    """A store of ten bulletins in blocks of four."""
    monkeypatch.setattr(blocks, "BLOCK", 4)
    with Store.open(Path(":memory:")) as made:
        made.put(make(n) for n in range(10))
        yield made


def digests(store: Store) -> dict[int, str]:
    return {block.number: block.digest for block in list_blocks(store)}


def test_all_bulletins_once(store: Store) -> None:
    found = [b.id for block in list_blocks(store) for b in read_block(store, block)]
    assert found == [str(n) for n in range(10)]
    assert [block.count for block in list_blocks(store)] == [3, 4, 3]


@pytest.mark.parametrize(("what", "changed"), [
    (lambda s: s.put([make(10)]), {2}), (lambda s: s.put([make(0, "Khác")]), {0, 2}),
    (lambda s: s.put([make(0)]), set()), (lambda s: s.mark_gone("5", date(2026, 1, 1)), {1}),
], ids=["new", "new text", "the same again", "gone"])
def test_what_changes(store: Store, what, changed: set[int]) -> None:
    before = digests(store)
    what(store)
    after = digests(store)
    assert {n for n in before.keys() | after.keys() if before.get(n) != after.get(n)} == changed


def test_back_again_is_as_before(store: Store) -> None:
    before = digests(store)
    store.mark_gone("5", date(2026, 1, 1))
    store.mark_gone("5", None)
    assert digests(store) == before
    held = {b.id for block in list_blocks(store) for b in read_block(store, block)}
    assert held == {str(n) for n in range(10)}
