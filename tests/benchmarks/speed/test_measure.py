"""A size measured from end to end, and what is made of its figures."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from contextlib import nullcontext
from pathlib import Path

import pytest

from benchmarks.speed.measure import Bench, Plan
from benchmarks.speed.peers import MOST
from benchmarks.speed.picture import draw_growth
from benchmarks.speed.report import write_growth, write_report
from benchmarks.speed.results import BadResults, EngineResult, Latency, Results, SizeResult, load, merge, ratios, save
from benchmarks.speed.worker import EngineFailed, Worker


class Broken:
    """An engine that fails, or dies."""

    def open(self, folder: Path) -> None:
        if folder.name == "dies":
            raise SystemExit(3)
        raise RuntimeError("no such thing")


def test_engines_are_built_kept_and_asked(prepared) -> None:
    queries = [asked for asked in prepared.queries if asked.kind in ("common", "all-of", "number", "completion")]
    told: list[str] = []
    plan = Plan(["whoosh", "fts5"], repeats=2, core=None)
    for expected in (["160: đang lập whoosh", "160: đang lập fts5"], []):
        bench = Bench(prepared.source, plan, told.append)
        bench.build(lambda name: nullcontext(lambda count: None))
        assert told == expected
        told.clear()
    asked: list[int] = []
    bench.ask(queries, asked.append)
    assert sum(asked) == len(queries)
    for engine in bench.result.engines.values():
        assert engine.built and engine.built.count == 160 and engine.built.seconds > 0 and engine.built.bytes
        assert engine.memory and engine.memory.own_mb > 1 and engine.first_answer > engine.open_seconds > 0
        assert set(engine.classes) == {"common", "all-of", "number", "completion"}
        assert all(0 < one.p50 <= one.p95 and one.count == 10 for one in engine.classes.values())


def test_slow_engines_are_left_out_of_large_sizes(prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MOST, "whoosh", 100)
    bench = Bench(prepared.source, Plan(["whoosh"], 1, None), lambda message: None)
    bench.build(lambda name: nullcontext(lambda count: None))
    assert not bench.result.engines
    assert bench.result.missing == {"whoosh": "quá 100 bản tin thì chỉ lập khi có --all-sizes"}


@pytest.mark.parametrize(("name", "said"), [
    ("fails", "RuntimeError: no such thing .test_measure.py:"), ("dies", "tiến trình của nó dừng với mã 3")])
def test_an_engine_that_fails_is_heard_of(tmp_path: Path, name: str, said: str) -> None:
    with Worker(Broken, core=None) as worker, pytest.raises(EngineFailed, match=said):
        worker.open(tmp_path / name)


def some(label: str, count: int, **medians: float) -> SizeResult:
    """A size with one class's medians, by engine."""
    return SizeResult(label, count, {
        name.replace("_", "-"): EngineResult(classes={"common": Latency(value, 2 * value, value, value, 5)})
        for name, value in medians.items()}, {"postgres": "no server"}, {"common": count / 10})


def test_results_are_kept_and_joined(tmp_path: Path) -> None:
    run = Results({"seed": 1}, [some("10k", 10_000, ours=0.2, tantivy=0.1)])
    save(run, tmp_path / "run.json")
    assert load(tmp_path / "run.json") == run
    later = Results({}, [some("1M", 1_000_000, ours=3.0), some("10k", 10_000, ours=0.3, tantivy=0.1)])
    joined = list(merge([run, later]))
    assert [(size.label, size.engines["ours"].classes["common"].p50) for size in joined] == [("10k", 0.3), ("1M", 3.0)]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"terms": {}, "sizes": [{}]}'])
def test_a_file_without_results_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    with pytest.raises(BadResults, match="bad.json: không phải kết quả"):
        load(tmp_path / "bad.json")


def test_the_report_says_how_many_times_the_yardstick(tmp_path: Path) -> None:
    size = some("10k", 10_000, ours=0.3, tantivy=0.1)
    assert ratios(size, "ours", "tantivy")["common"] == pytest.approx(3)
    text = write_report([size])
    assert "| geometric mean (classes) | 3.00 (1) |" in text
    assert "| common | 0.300 / 0.600 | 0.100 / 0.200 |" in text
    assert "postgres left out: no server." in text


def test_growth_stands_beside_that_of_the_postings() -> None:
    text = write_growth(some("10k", 10_000, ours=0.2, tantivy=0.1), some("1M", 1_000_000, ours=3.0, bm25s=1.0))
    assert "100.00 times the bulletins" in text and "| class  | postings |  ours |" in text
    assert "| common |   100.00 | 15.00 |" in text


def test_the_picture_has_a_line_for_each_engine() -> None:
    drawn = draw_growth([some("10k", 10_000, ours=0.2, tantivy_flat=0.1), some("1M", 1_000_000, ours=3.0)])
    root = ElementTree.fromstring(drawn)
    lines = [line.get("points") for line in root.iter("{http://www.w3.org/2000/svg}polyline")]
    assert len(lines) == 2 and len(str(lines[0]).split()) == 2
    with pytest.raises(ValueError, match="nothing was measured"):
        draw_growth([SizeResult("10k", 10_000)])
