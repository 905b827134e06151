"""The measures, against values worked out by hand; the differences; the files of questions, judgements and runs."""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest

from benchmarks.relevance.differences import compare
from benchmarks.relevance.measures import MEASURES, Judge
from benchmarks.relevance.questions import BadFile, Judged, digest, read_judged, read_qrels, read_queries
from benchmarks.relevance.report import compare_runs, write_comparisons, write_table
from benchmarks.relevance.run import Outcome, Run, load_run, save_run

THREE = {"a": 2, "b": 1, "c": 1, "d": 0}
IDEAL = 2 + 1 / log2(3) + 1 / log2(4)


def fill(count: int) -> list[str]:
    return [f"x{place}" for place in range(count)]


@pytest.mark.parametrize(("ranked", "wanted"), [
    (["a", "b", "c"], (1, 1, 1, 1, 0.3)),
    (["d", "c", "a"], ((1 / log2(3) + 2 / log2(4)) / IDEAL, 1 / 2, 2 / 3, 2 / 3, 0.2)),
    ([*fill(9), "b"], (1 / log2(11) / IDEAL, 1 / 10, 1 / 3, 1 / 3, 0.1)),
    ([*fill(10), "a", *fill(98)[10:], "b"], (0, 0, 0, 2 / 3, 0)),
    ([*fill(100), "a"], (0, 0, 0, 0, 0)),
    ([], (0, 0, 0, 0, 0)),
])
def test_by_hand(ranked: list[str], wanted: tuple[float, ...]) -> None:
    pytest.importorskip("ir_measures", reason="the bench's own library is not installed: pip install ir-measures")
    # Ids that would stand first were they ordered by name must not change what the places say.
    judge = Judge([Judged("q", "lúa", THREE), Judged("other", "mía", {"a": 1})], list(MEASURES))
    scores = judge.score({"q": ranked})
    assert list(scores) == ["q"] and list(scores["q"]) == list(MEASURES)
    assert tuple(scores["q"].values()) == pytest.approx(wanted)


def test_only_the_measures_that_were_asked_for_in_their_order() -> None:
    pytest.importorskip("ir_measures", reason="the bench's own library is not installed: pip install ir-measures")
    judge = Judge([Judged("q", "lúa", THREE)], ["recall@100", "MRR@10"])
    assert list(judge.score({"q": ["a"]})["q"].items()) == [("recall@100", pytest.approx(1 / 3)), ("MRR@10", 1)]


def test_the_p_of_few_questions_is_that_of_all_signs() -> None:
    # Five questions, all better by as much: of the 32 assignments of signs two are as extreme.
    found = compare([0.2] * 5, [0.7] * 5)
    assert found.p == pytest.approx(2 / 32, abs=0.01)
    assert (found.mean, found.low, found.high) == pytest.approx((0.5, 0.5, 0.5))


def test_one_question_of_many_proves_nothing_and_a_steady_gain_does() -> None:
    before = [0.1 * (place % 10) for place in range(200)]
    one = compare(before, [1.0, *before[1:]])
    assert one.p > 0.9 and one.mean == pytest.approx(1 / 200) and one.low == 0
    steady = compare(before, [score + (0.1 if place % 4 else -0.1) for place, score in enumerate(before)])
    assert steady.p < 0.001 and steady.low < 0.05 < steady.high and 0 < steady.low


def test_a_loss_mirrors_a_gain() -> None:
    before, after = [0.1, 0.5, 0.3, 0.0, 0.9], [0.2, 0.4, 0.9, 0.5, 0.9]
    there, back = compare(before, after), compare(after, before)
    assert there.mean == pytest.approx(-back.mean) and there.p == back.p
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=0.02)


def test_the_interval_is_near_that_of_the_normal_distribution() -> None:
    changes = [(place * 37 % 101 - 50) / 500 for place in range(101)]
    found = compare([0.5] * 101, [0.5 + change for change in changes])
    spread = (sum(change ** 2 for change in changes) / 101) ** 0.5 / 101 ** 0.5
    assert found.high - found.low == pytest.approx(2 * 1.96 * spread, rel=0.05) and found.p > 0.9


@pytest.mark.parametrize("scores", [([], []), ([1.0], [])])
def test_there_must_be_something_to_compare(scores: tuple[list[float], list[float]]) -> None:
    with pytest.raises(ValueError):
        compare(*scores)


def test_questions_and_judgements_are_read(tmp_path: Path) -> None:
    queries, qrels = tmp_path / "q.jsonl", tmp_path / "q.tsv"
    queries.write_text('\ufeff{"id": 1, "text": "lúa"}\n\n{"id": "b", "text": "mía", "reader": "x"}\n'
                       '{"id": "c", "text": ""}\n', encoding="utf-8")
    qrels.write_text("1\t0\tx\t1\n1 0 y  2\n\nb\tQ0\tx\t0\nzz 0 x 1\n", encoding="utf-8")
    judged, unjudged = read_judged(queries, qrels)
    assert judged == [Judged("1", "lúa", {"x": 1, "y": 2})] and unjudged == 2
    assert judged[0].relevant == {"x", "y"}
    assert digest(judged) != digest([Judged("1", "lua", {"x": 1, "y": 2})])


@pytest.mark.parametrize(("line", "problem"), [
    ("lúa", "dòng 2"), ('{"id": "b"}', "text"), ('{"text": "mía"}', "id"), ('{"id": "b", "text": 3}', "sai kiểu"),
    ('["b"]', "dòng 2"), ('{"id": "a", "text": "mía"}', "đã có ở trên"),
])
def test_bad_questions_are_named(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(f'{{"id": "a", "text": "lúa"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(BadFile, match=problem):
        read_queries(path)


@pytest.mark.parametrize("line", ["a 0 x", "a 0 x one", "a 0 x 1 run"])
def test_bad_judgements_are_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "q.tsv"
    path.write_text(f"a 0 x 1\n{line}\n", encoding="utf-8")
    with pytest.raises(BadFile, match="dòng 2"):
        read_qrels(path)


def make_run(**scores: tuple[int | None, float]) -> Run:
    outcomes = {id: Outcome(f"câu {id}", first, {"nDCG@10": score}, 0.01) for id, (first, score) in scores.items()}
    return Run("exam", "gen-000001", {"plain": outcomes})


def test_a_run_comes_back_from_its_file(tmp_path: Path) -> None:
    run = make_run(a=(1, 1.0), b=(None, 0.0))
    save_run(run, tmp_path / "run.json")
    assert load_run(tmp_path / "run.json") == run


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": 9}',
                                  '{"form": 1, "exam": "", "index": "", "ways": {"a": {"b": {}}}}'])
def test_what_is_no_run_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match="run.json"):
        load_run(tmp_path / "run.json")


def test_the_questions_that_lost_most_come_first_with_their_places() -> None:
    before = make_run(a=(1, 1.0), b=(1, 1.0), c=(9, 0.3), d=(2, 0.6), gone=(1, 1.0))
    after = make_run(a=(2, 0.6), b=(None, 0.0), c=(1, 1.0), d=(2, 0.6), new=(1, 1.0))
    comparison = compare_runs(before, after)["plain"]
    losses = [(loss.id, loss.place_before, loss.place_after) for loss in comparison.losses]
    assert losses == [("b", 1, None), ("a", 1, 2)]
    found = comparison.differences["nDCG@10"]
    assert (found.questions, found.before, found.after) == (4, pytest.approx(0.725), pytest.approx(0.55))
    written = write_comparisons({"plain": comparison})
    assert "   1 → >100  1.000 → 0.000  b  câu b" in written and "-0.1750" in written


def test_at_most_ten_losers_are_named() -> None:
    before, after = (make_run(**{f"q{n}": (place, score) for n in range(30)}) for place, score in ((1, 1.0), (2, 0.5)))
    assert len(compare_runs(before, after)["plain"].losses) == 10


def test_the_table_counts_what_was_rewritten() -> None:
    table = write_table(make_run(a=(1, 1.0), b=(2, 0.5)), {"a": "câu a", "b": "another"})
    assert table.splitlines()[1].split() == ["plain", "1", "0.7500", "10.0", "10.0"]
