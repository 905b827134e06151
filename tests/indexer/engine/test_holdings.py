"""The contract's holdings: what the first hits hold of a question, for whoever orders them anew."""

from __future__ import annotations

import pytest

from indexer.engine.base import Engine
from indexer.engine.query import Query
from indexer.engine.ranking import SCORE_DECIMALS
from tests.indexer.engine.made_entries import ask_all, words


def test_holdings_are_of_the_first_hits_whatever_the_page(filled: Engine) -> None:
    query = Query(words=words("khoa nghe", khoa="khoá"), minimum=1, pairs=("cong_nghe", "khong_co"),
                  holdings=1, among=2)
    first = filled.search(query._replace(per_page=2))
    held = filled.search(query._replace(page=2, per_page=1)).holdings
    assert held is not None
    assert held.words.terms == ("khoa", "nghe") and held.pairs.terms == ("cong_nghe", "khong_co")
    assert held.titles == ("khoa hoc cong nghe",) and held.documents.tolist() == [3, 0]
    assert held.scores.tolist() == [hit.score for hit in first.hits]
    assert (held.words.points > 0).tolist() == [[True, True]]
    assert (held.pairs.points > 0).tolist() == [[True, False], [True, False]]
    assert held.words.points.sum() + held.pairs.points[0].sum() == pytest.approx(
        held.scores[0], abs=10 ** -SCORE_DECIMALS)
    assert (held.words.weights > 0).all() and (held.pairs.weights > 0).tolist() == [True, False]
    assert held.weight == pytest.approx(held.words.weights.sum() + held.pairs.weights.sum())
    assert held.title_weights["khoa"] == held.title_weights["hoc"] > 0
    assert filled.frequency("title", "hoi") == 4 and filled.frequency("title", "bien") == 0


def test_no_holdings_of_nothing(filled: Engine) -> None:
    assert filled.search(ask_all("khongco", holdings=5)).holdings is None
    assert filled.search(ask_all("khoa")).holdings is None
