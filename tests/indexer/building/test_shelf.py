"""Generations on a cluster: built, gone on from, gone back from and pruned as those in folders are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from opensearchpy import OpenSearch

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.asking.search import Question, ask
from indexer.building.build import build
from indexer.building.checks import CheckFailed
from indexer.building.generation import Generations
from indexer.building.shelf import POINTER, SETTING, find_shelf, read_pointer
from indexer.building.travel import fetch
from indexer.building.verifying import check_generations
from indexer.building.versions import State, list_versions, roll_back
from indexer.engine.base import EngineError, EngineUnavailable, IndexAbsent, IndexUnusable
from indexer.engine.query import Query, Word
from indexer.live import AWAY_SECONDS, LOOK_SECONDS, LiveIndex
from tests.cluster_gate import Gate, standing

FEW = 14


@pytest.fixture
def gate(cluster: str) -> Iterator[Gate]:
    """The way to the cluster, which can be shut."""
    with standing(cluster) as made:
        yield made


@pytest.fixture
def name(gate: Gate, cluster: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of generations on the cluster, which the setting has."""
    made = f"shelf-{uuid4().hex}"
    monkeypatch.setenv(SETTING, f"opensearch:{gate.address}/{made}")
    yield made
    with closing(OpenSearch(cluster)) as client:
        client.indices.delete(index=f"{made}*", ignore_unavailable=True)


@pytest.fixture
def data(tmp_path: Path, sample_bulletins: tuple[Bulletin, ...]) -> DataDir:
    """A store of some bulletins, and no index."""
    made = DataDir(tmp_path / "data")
    made.root.mkdir()
    with Store.open(made.store) as store:
        store.put(sample_bulletins[:FEW])
    return made


def indexes(cluster: str, name: str) -> list[str]:
    with closing(OpenSearch(cluster)) as client:
        return sorted(client.indices.get(index=f"{name}-*"))


def published(cluster: str, name: str) -> list[str]:
    with closing(OpenSearch(cluster)) as client:
        return list(client.indices.get_alias(name=name))


def change(data: DataDir, bulletins: tuple[Bulletin, ...], title: str) -> None:
    with Store.open(data.store) as store:
        store.put([replace(bulletins[0], title=title, version=2)])


def test_a_life_of_generations(data: DataDir, name: str, cluster: str, sample_bulletins: tuple[Bulletin, ...],
                               monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as here:
        here.delenv(SETTING)
        in_folder = build(data, workers=1).generation
        beside = LiveIndex(data.index).engine
    first = build(data, full=True, workers=1)
    generations = Generations(data.index)
    folder = generations.path(first.generation.name)
    assert not list(folder.glob("*.toc")) and indexes(cluster, name) == published(cluster, name) == [
        (folder / POINTER).read_text(encoding="ascii")]
    live = LiveIndex(data.index)
    for text in ("khoa học công nghệ", "lua gao", "20-NQ/TW", "hop mat dau xuan va gap go nong dan"):
        ours, theirs = (ask(engine, Question(text), live.known) for engine in (live.engine, beside))
        assert [hit.id for hit in ours.page.hits] == [hit.id for hit in theirs.page.hits], text
        assert (ours.total, ours.near, ours.page.facets) == (theirs.total, theirs.near, theirs.page.facets), text

    change(data, sample_bulletins, "Chợ phiên cuối tuần họp bên bờ hồ")
    second = build(data, workers=1)
    assert not second.full and second.put == 1 and len(indexes(cluster, name)) == 2
    assert ask(live.engine, Question("chợ phiên cuối tuần"), live.known).page.hits[0].id == sample_bulletins[0].id
    assert not build(data, workers=1).published
    assert [version.state for version in list_versions(data.index)] == [State.READY, State.READY, State.ANSWERS]
    with Store.open(data.store, read_only=True) as store:
        assert not list(check_generations(data.index, store))

    assert roll_back(data).name == first.generation.name
    assert published(cluster, name) == indexes(cluster, name)[:1]
    assert live.generation == first.generation and live.engine.count() == FEW
    change(data, sample_bulletins, "Mùa quýt")
    build(data, workers=1, keep=2)
    assert len(indexes(cluster, name)) == len(generations.numbers()) == 2
    assert in_folder.name not in {version.name for version in list_versions(data.index)}
    with closing(OpenSearch(cluster)) as client:
        client.indices.delete(index=indexes(cluster, name)[0])
    assert [version.state for version in list_versions(data.index)] == [State.UNUSABLE, State.ANSWERS]
    with pytest.raises(IndexUnusable, match="không còn thế hệ cũ nào"):
        roll_back(data)


def test_another_machine_fetches_what_is_published(data: DataDir, name: str, cluster: str, tmp_path: Path,
                                                   sample_bulletins: tuple[Bulletin, ...]) -> None:
    there = tmp_path / "another" / "index"
    with pytest.raises(IndexUnusable, match="chưa có thế hệ nào"):
        fetch(there)
    first = build(data, workers=1).generation
    assert fetch(there) == first == fetch(there)
    beside = LiveIndex(there)
    assert beside.engine.count() == FEW and beside.suggester is not None
    change(data, sample_bulletins, "Chợ phiên bên hồ")
    second = build(data, workers=1, keep=1).generation
    assert beside.generation == first  # until it is fetched, the one before answers here, where it is still kept
    assert fetch(there) == second and beside.generation == second
    assert ask(beside.engine, Question("chợ phiên"), beside.known).page.hits[0].id == sample_bulletins[0].id
    assert [path.read_bytes() for path in sorted((there / second.name).iterdir())] == [
        path.read_bytes() for path in sorted((data.index / second.name).iterdir())]
    with closing(OpenSearch(cluster)) as client:
        kept = f"{name}.files"
        client.indices.refresh(index=kept)
        held = client.search(index=kept, body={"size": 100, "_source": ["generation"]})["hits"]["hits"]
        assert {hit["_source"]["generation"] for hit in held} == {read_pointer(there / second.name)}
        piece = next(hit["_id"] for hit in held if hit["_id"].endswith("/0"))
        client.delete(index=kept, id=piece)
    with pytest.raises(IndexUnusable, match="không đúng như đã gửi"):
        fetch(tmp_path / "third")
    assert not list((tmp_path / "third").glob("gen-*"))


def test_an_index_that_is_put_back(data: DataDir, name: str, cluster: str) -> None:
    """As a cluster comes back from a snapshot: until then nothing answers, also who began meanwhile; then all do."""
    build(data, workers=1)
    index, = indexes(cluster, name)
    live = LiveIndex(data.index)
    assert live.engine.search(Query()).total == FEW
    with closing(OpenSearch(cluster, timeout=30)) as client:
        client.indices.clone(index=index, target=f"{name}.kept")
        client.indices.delete(index=index)
        clock = Clock()
        begun_meanwhile = LiveIndex(data.index, clock)
        for clock.now in range(0, 4 * int(AWAY_SECONDS), int(AWAY_SECONDS)):  # type: ignore[assignment]
            with pytest.raises(IndexAbsent):
                assert begun_meanwhile.engine
        with pytest.raises(IndexAbsent):
            live.engine.search(Query())
        with pytest.raises(IndexAbsent):
            live.engine.search(Query(explain=True))
        client.indices.clone(index=f"{name}.kept", target=index)
    clock.now += AWAY_SECONDS
    assert begun_meanwhile.engine.search(Query()).total == live.engine.search(Query()).total == FEW


def test_a_builder_goes_on_from_what_the_cluster_has(data: DataDir, name: str, cluster: str,
                                                     sample_bulletins: tuple[Bulletin, ...]) -> None:
    """Without its folder, as on another machine; and where its last generation did not come back with a snapshot."""
    build(data, workers=1)
    shutil.rmtree(data.index)
    change(data, sample_bulletins, "Chợ phiên bên hồ")
    second = build(data, workers=1)
    assert (second.full, second.put, second.generation.name) == (False, 1, "gen-000002")
    with closing(OpenSearch(cluster)) as client:
        first, last = indexes(cluster, name)
        client.indices.delete(index=last)
        client.indices.put_alias(index=first, name=name)
    change(data, sample_bulletins, "Mùa quýt")
    third = build(data, workers=1)
    assert (third.full, third.put, third.generation.name) == (False, 1, "gen-000003")
    assert published(cluster, name) == [read_pointer(Generations(data.index).path("gen-000003"))]
    with closing(OpenSearch(cluster)) as client:
        client.indices.delete(index=f"{name}-*")
    assert build(data, workers=1).full  # there is nothing to go on from


def test_a_generation_that_was_built_anew_under_the_same_number(data: DataDir, name: str, cluster: str, tmp_path: Path,
                                                                sample_bulletins: tuple[Bulletin, ...]) -> None:
    """A builder may come to a number that there was: here one that lost its folder and begins anew."""
    build(data, workers=1)
    there, clock = tmp_path / "another" / "index", Clock()
    fetch(there)
    beside = LiveIndex(there, clock)
    assert beside.engine.count() == FEW
    shutil.rmtree(data.index)
    change(data, sample_bulletins, "Chợ phiên bên hồ")
    assert build(data, full=True, workers=1).generation.name == "gen-000001"
    fetch(there)
    clock.now += LOOK_SECONDS
    assert ask(beside.engine, Question("chợ phiên"), beside.known).page.hits[0].id == sample_bulletins[0].id
    assert len(indexes(cluster, name)) == 2
    for title in ("Mùa quýt", "Mùa vải"):
        change(data, sample_bulletins, title)
        build(data, workers=1, keep=2)
    assert [read_pointer(path.parent) for path in sorted(data.index.glob(f"gen-*/{POINTER}"))] == indexes(cluster, name)


def test_a_cluster_that_is_away(data: DataDir, name: str, gate: Gate, cluster: str,
                                sample_bulletins: tuple[Bulletin, ...]) -> None:
    build(data, workers=1)
    live = LiveIndex(data.index)
    assert live.engine.count() == FEW
    gate.shut()
    with pytest.raises(EngineUnavailable):
        live.engine.search(Query((Word("khongco"),), 1))
    change(data, sample_bulletins, "Mùa vải")
    with pytest.raises(EngineUnavailable):
        build(data, workers=1)
    clock = Clock()
    begun_away = LiveIndex(data.index, clock)
    for clock.now in (0.0, 1.0):
        with pytest.raises(EngineUnavailable):
            assert begun_away.engine
    gate.open()
    clock.now += AWAY_SECONDS
    assert begun_away.engine.count() == FEW
    assert build(data, workers=1).put == 1 and not list(data.index.glob("*.building"))
    assert len(indexes(cluster, name)) == 2


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_build_that_fails_leaves_nothing_on_the_cluster(data: DataDir, name: str, cluster: str,
                                                          monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise CheckFailed("không khớp")

    monkeypatch.setattr("indexer.building.build.check_engine", fail)
    with pytest.raises(CheckFailed):
        build(data, workers=1)
    assert indexes(cluster, name) == [] and not list(data.index.glob("gen-*"))


def test_who_names_no_cluster_is_told(data: DataDir, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build(data, workers=1)
    monkeypatch.delenv(SETTING)
    with pytest.raises(IndexUnusable, match=SETTING):
        assert LiveIndex(data.index).engine
    monkeypatch.setenv(SETTING, "elsewhere")
    with pytest.raises(EngineError, match="viết là opensearch"):
        find_shelf()
