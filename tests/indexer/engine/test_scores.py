"""The contract's scores: what they are made of, and what changes none of them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from indexer.engine.base import Engine
from indexer.engine.entry import Zone
from indexer.engine.query import Number, Phrase, Query, Word
from indexer.engine.ranking import SCORE_DECIMALS
from tests.indexer.engine.made_entries import ask_all, entry, words, zone
from tests.indexer.engine.many_entries import random_entries, random_query
from tests.indexer.engine.rich_entries import random_zone


def test_parts_add_up_to_the_score(filled: Engine) -> None:
    query = Query(words=words("duong khoa", duong="đường`"), minimum=1, pairs=("lang_bien",),
                  numbers=(Number("20:nq"),), groups=((Word("khoa"),),), explain=True)
    hits = filled.search(query).hits
    assert {part.channel for hit in hits for part in hit.parts} == {"syllable", "pair", "mark", "number"}
    for hit in hits:
        assert hit.score == pytest.approx(sum(part.points for part in hit.parts), abs=10 ** -SCORE_DECIMALS)


def test_title_above_body(engine: Engine) -> None:
    engine.put([entry("body", "mot hai", "lua gao"), entry("title", "lua gao", "mot hai")])
    engine.commit()
    assert [hit.id for hit in engine.search(ask_all("lua")).hits] == ["title", "body"]


def test_files_find_below_the_body_and_change_nobody_s_score(engine: Engine) -> None:
    plain = [entry("body", "mot hai", "lua gao thom"), entry("other", "ba bon", "ngo khoai gao")]
    engine.put(plain)
    engine.commit()
    asked = [ask_all("gao"), ask_all("lua gao", pairs=("lua_gao",)), ask_all("mot")]
    before = [[(hit.id, hit.score) for hit in engine.search(query).hits] for query in asked]
    engine.put([replace(plain[0], attached=zone("bang phu luc"))])
    engine.put([entry("c", "bon nam", "phu luc", attached="gao mot bon | " + "gao lua " * 9, attached_numbers="5:nq")])
    engine.remove(["x"])
    engine.commit()
    for query, held in zip(asked, before, strict=True):
        found = [hit.id for hit in engine.search(query).hits]
        assert found[:len(held)] == [id for id, _ in held], query  # what a text says stands above what a file says
    assert [hit.id for hit in engine.search(ask_all("lua gao")).hits] == ["body", "c"]
    assert [hit.id for hit in engine.search(Query(required=(Phrase(words("gao mot bon")),))).hits] == ["c"]
    assert engine.search(Query(required=(Phrase(words("bon gao")),))).total == 0  # no phrase across paragraphs
    assert [hit.id for hit in engine.search(Query(numbers=(Number("5:nq"),), numbers_only=True)).hits] == ["c"]


def test_no_file_changes_the_score_of_a_text(engine: Engine) -> None:
    rng = random.Random(18)
    bare = [replace(each, attached=Zone()) for each in random_entries(rng, 40)]
    hung = [replace(each, attached=random_zone(rng, 30, 2)) if place % 4 == 0 else each
            for place, each in enumerate(bare)]
    queries = [random_query(rng)._replace(numbers=(), numbers_only=False, per_page=50, page=1) for _ in range(40)]
    scores = []
    for entries in (bare, hung):
        engine.put(entries)
        engine.commit()
        scores.append([{hit.id: hit.score for hit in engine.search(query).hits} for query in queries])
    without = {each.card.id for place, each in enumerate(bare) if place % 4}
    for before, after in zip(*scores, strict=True):
        same = without & before.keys() & after.keys()
        assert {id: before[id] for id in same} == {id: after[id] for id in same}
