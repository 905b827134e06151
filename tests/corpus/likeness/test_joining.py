"""Which bulletins are one, which are two, and that a later crawl finds the same as one that begins anew."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.likeness.joining import join_alike
from corpus.storing.families import Families
from corpus.storing.store import Store

WORDS = ("tỉnh huyện xã ruộng đồng sông cầu đường trường học trạm điện nước lúa ngô cá tôm rừng biển chợ làng nghề "
         "gốm").split()


def story(seed: int, words: int = 120) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choices(WORDS, k=words)) + ". Có 12 hộ ở 3 thôn."


STORY = Bulletin("1", "", "cong-a", "Khánh thành cầu", story(1), published_on=date(2023, 5, 2))
PAIRS = [
    ("the same on another portal", replace(STORY, source="cong-b"), True),
    ("other marks, case and signs", replace(STORY, title="KHÁNH THÀNH CẦU!", body=STORY.body.replace(".", " ;")), True),
    ("a line more at its end", replace(STORY, body=STORY.body + "\nTheo Báo Trường Hà điện tử."), True),
    ("a word changed", replace(STORY, body=STORY.body.replace("hộ", "gia đình")), True),
    ("another figure", replace(STORY, body=STORY.body.replace("12", "13")), False),
    ("another number", replace(STORY, number="12/TB-UBND"), False),
    ("half a year later", replace(STORY, published_on=date(2023, 11, 2)), False),
    ("a day not known", replace(STORY, published_on=None), True),
    ("another story", replace(STORY, body=story(2)), False),
    ("half of it", replace(STORY, body=STORY.body[:300] + " Có 12 hộ ở 3 thôn."), False),
    ("a short text with a word changed", replace(STORY, body="Nghỉ lễ."), False),
]


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.open(Path(":memory:")) as opened:
        yield opened


@pytest.mark.parametrize(("other", "one"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_one_or_two(store: Store, other: Bulletin, one: bool) -> None:
    store.put([STORY, replace(other, id="2")])
    joined = join_alike(store)
    assert (joined.bulletins, joined.families) == ((2, 1) if one else (0, 0))
    assert bool(Families(store).of(["1", "2"])) is one


def test_what_comes_later_is_joined_and_counts_as_changed(store: Store) -> None:
    store.put([STORY, replace(STORY, id="0", body=story(3))])
    assert join_alike(store).families == 0
    watermark = store.watermark()
    store.put([replace(STORY, id="2", source="cong-b")])
    assert join_alike(store).families == 1
    assert {change.bulletin.id for change in store.changes(watermark)} == {"1", "2"}
    watermark = store.watermark()
    assert join_alike(store).looked_at == 0 and store.watermark() == watermark


def test_an_edit_leaves_the_family_and_the_last_one_has_none(store: Store) -> None:
    store.put([STORY, replace(STORY, id="2", source="cong-b")])
    join_alike(store)
    store.put([replace(STORY, id="2", source="cong-b", body=story(4))])
    assert join_alike(store).families == 0 and Families(store).all() == {}
    store.put([replace(STORY, id="2", source="cong-b")])
    assert join_alike(store).bulletins == 2


def test_in_steps_or_at_once(store: Store) -> None:
    rng = random.Random(18)
    bulletins = [replace(STORY, id=str(number), body=story(rng.randrange(30)), source=rng.choice("abc"))
                 for number in range(90)]
    for start in range(0, 90, 13):
        store.put(bulletins[start:start + 13])
        join_alike(store)
    with Store.open(Path(":memory:")) as other:
        other.put(bulletins)
        join_alike(other)
        assert partition(Families(store).all()) == partition(Families(other).all())


def partition(families: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(id for id, name in families.items() if name == family) for family in families.values()}
