"""What goes wrong with a cluster: a part of an answer is no answer, nothing that was written is taken for granted."""

from __future__ import annotations

import json
import logging
import ssl
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from opensearchpy import OpenSearch

from corpus.data_dir import DataDir
from indexer.engine.base import EngineError, EngineUnavailable, IndexAbsent, IndexUnusable
from indexer.engine.entry import Card, Entry, Zone
from indexer.engine.open import open_engine
from indexer.engine.opensearch_engine.access import Access
from indexer.engine.opensearch_engine.cluster import Cluster
from indexer.engine.opensearch_engine.document import change_of
from indexer.engine.opensearch_engine.engine import OpenSearchEngine
from indexer.engine.opensearch_engine.index import make_index
from indexer.engine.query import Query, Word
from search_app import create_app
from search_app.settings import Settings
from tests.cluster_gate import standing

ENTRIES = [Entry(Card(f"tin-{place}"), Zone((("gom", "lang", f"so{place}"),))) for place in range(20)]
GOM = Query((Word("gom"),), 1)


@pytest.fixture
def client(cluster: str) -> Iterator[OpenSearch]:
    """The cluster as who looks after it has it."""
    with closing(OpenSearch(cluster, timeout=30)) as opened:
        yield opened


@pytest.fixture
def index(client: OpenSearch) -> Iterator[str]:
    """The name of an index, which is gone in the end."""
    name = f"faults-{uuid4().hex}"
    yield name
    client.indices.delete(index=name, ignore_unavailable=True)


def fill(access: Access) -> None:
    with closing(OpenSearchEngine(access, create=True)) as engine:
        engine.put(ENTRIES)
        engine.commit()


def test_what_was_sent_is_kept_once_where_no_copy_may_ask_for_it(cluster: str, client: OpenSearch, index: str) -> None:
    """Three fifths of an index were what its documents had been sent as."""
    sizes = []
    for replicas in (0, 1):
        with closing(OpenSearchEngine(Access((cluster,), index), create=True, replicas=replicas)) as engine:
            engine.put(Entry(Card(str(place)), body=Zone((tuple(f"s{place + far}" for far in range(300)),)))
                       for place in range(100))
            engine.commit()
        client.indices.flush(index=index)
        segments = client.cat.segments(index=index, format="json", bytes="b", h="size")
        sizes.append(sum(int(segment["size"]) for segment in segments))
        client.indices.delete(index=index)
    assert sizes[0] < sizes[1] * .7


def test_a_part_of_the_index_is_no_answer(cluster: str, client: OpenSearch, index: str) -> None:
    made = make_index(shards=2)
    made["settings"]["routing.allocation.total_shards_per_node"] = 1  # so that one of both has no place
    client.indices.create(index=index, body=made, wait_for_active_shards=0)
    placed = {entry.card.id: client.search_shards(index=index, routing=entry.card.id)["shards"][0]
              for entry in ENTRIES}
    there = [entry for entry in ENTRIES if placed[entry.card.id] and placed[entry.card.id][0]["node"]]
    assert 0 < len(there) < len(ENTRIES)
    access = Access((cluster,), index)
    client.bulk(index=index, body="".join(map(change_of, there)), refresh=True)
    with closing(OpenSearchEngine(access)) as engine:
        partly = client.search(index=index, body={"track_total_hits": True})
        assert partly["hits"]["total"]["value"] == len(there)  # a part does answer, and says so in small print
        for ask in (lambda: engine.search(GOM), lambda: engine.get("tin-1"), lambda: list(engine.ids()),
                    lambda: engine.search(GOM._replace(explain=True))):
            with pytest.raises(EngineUnavailable, match="chưa trả lời trọn vẹn"):
                ask()


@pytest.mark.parametrize(("status", "kind", "cause", "expected"), [
    (500, "search_phase_execution_exception", "node_not_connected_exception", EngineUnavailable),  # a machine that left
    (503, "search_phase_execution_exception", "no_shard_available_action_exception", EngineUnavailable),
    (429, "search_phase_execution_exception", "rejected_execution_exception", EngineUnavailable),
    (404, "shard_not_found_exception", "shard_not_found_exception", EngineUnavailable),
    (404, "index_not_found_exception", "index_not_found_exception", IndexAbsent),
    (400, "search_phase_execution_exception", "script_exception", EngineError)])
def test_what_another_try_may_mend(status: int, kind: str, cause: str, expected: type[EngineError]) -> None:
    told = {"status": status, "error": {"type": kind, "root_cause": [{"type": cause, "reason": "n1"}]}}
    with closing(Cluster(Access(("http://127.0.0.1:1",), "tin"))) as asking, pytest.raises(EngineError) as error:
        asking._check(told)
    assert error.type is expected


def test_what_the_cluster_is_too_busy_for_is_sent_again(cluster: str, client: OpenSearch, index: str) -> None:
    """A disk that runs full makes the cluster refuse what is written, with the status for too many requests."""
    client.indices.create(index=index, body=make_index())
    client.indices.put_settings(index=index, body={"index.blocks.read_only_allow_delete": True})
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            client.indices.put_settings(index=index, body={"index.blocks.read_only_allow_delete": None})

    with closing(Cluster(Access((cluster,), index), pause)) as sending:
        sending.write(map(change_of, ENTRIES))
        sending.refresh()
    assert pauses == [pauses[0], 2 * pauses[0], 4 * pauses[0]]
    assert client.count(index=index)["count"] == len(ENTRIES)
    client.indices.put_settings(index=index, body={"index.blocks.read_only_allow_delete": True})
    with closing(Cluster(Access((cluster,), index), pauses.append)) as sending, pytest.raises(EngineUnavailable):
        sending.write(map(change_of, ENTRIES))


def test_one_refused_bulletin_among_many_is_an_error_that_names_it(
        cluster: str, client: OpenSearch, index: str) -> None:
    client.indices.create(index=index, body=make_index())
    strange = f'{json.dumps({"index": {"_id": "la"}})}\n{json.dumps({"id": "la", "unknown": 1})}\n'
    with closing(Cluster(Access((cluster,), index))) as sending:
        with pytest.raises(EngineError, match="la: strict_dynamic_mapping_exception"):
            sending.write([change_of(ENTRIES[0]), strange, change_of(ENTRIES[1])])


def test_an_index_that_is_not_there_or_of_another_form_is_unusable(
        cluster: str, client: OpenSearch, index: str) -> None:
    with pytest.raises(IndexUnusable, match="chưa có chỉ mục"):
        OpenSearchEngine(Access((cluster,), index))
    client.indices.create(index=index, body={"mappings": {"_meta": {"form": 0}}})
    with pytest.raises(IndexUnusable, match="dạng 0"):
        OpenSearchEngine(Access((cluster,), index), create=True)


def test_what_was_sent_and_not_committed_goes_with_the_engine(cluster: str, index: str,
                                                              monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.engine.opensearch_engine.engine.SENT_AT_ONCE", 1000)
    access = Access((cluster,), index)
    with closing(OpenSearchEngine(access, create=True)) as engine:
        engine.put(ENTRIES)
        assert not engine.search(Query()).total
    with closing(OpenSearchEngine(access, create=True)) as engine:
        engine.commit()
        assert not engine.count() and not list(engine.ids())


def test_what_is_too_long_for_a_term_costs_no_bulletin(cluster: str, index: str) -> None:
    long = "ă" * 50_000
    strange = Entry(Card("la", author=long, section=long, kinds=(long,)), Zone(
        (("gom", long, "lang"), (long,)), readings=((long, "lang"),), marked=(long,), beside=(f"{long}|",),
        words=(long,), numbers=(long,)), attached=Zone((("quat", long),)))
    with closing(OpenSearchEngine(Access((cluster,), index), create=True)) as engine:
        engine.put([*ENTRIES, strange])
        engine.commit()
        assert engine.get("la") == strange.card and engine.count() == len(ENTRIES) + 1
        assert "la" in {hit.id for hit in engine.search(GOM._replace(per_page=50)).hits}
        assert [hit.id for hit in engine.search(Query((Word("quat"),), 1)).hits] == ["la"]


def test_hits_behind_the_window(cluster: str, index: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Far down the list is reached in hops, and stands in the same order."""
    access = Access((cluster,), index)
    fill(access)
    with closing(OpenSearchEngine(access)) as engine:
        pages = [[hit.id for hit in engine.search(GOM._replace(page=page, per_page=3)).hits] for page in range(1, 9)]
        monkeypatch.setattr("indexer.engine.opensearch_engine.listing.WINDOW", 5)
        assert pages == [[hit.id for hit in engine.search(GOM._replace(page=page, per_page=3)).hits]
                         for page in range(1, 9)]
    assert sorted(id for page in pages for id in page) == sorted(entry.card.id for entry in ENTRIES)


def test_a_cluster_that_is_away_is_503_and_days_go_on(cluster: str, client: OpenSearch, index: str,
                                                      sample_data: DataDir) -> None:
    with standing(cluster) as gate:
        access = Access((gate.address,), index)
        fill(access)
        with closing(open_engine(f"opensearch:{gate.address}/{index}")) as engine:
            pages = create_app(Settings(sample_data), engine).test_client()
            assert pages.get("/tim-kiem?q=gom").status_code == 200
            gate.shut()
            away = pages.get("/tim-kiem?q=lang")
            assert away.status_code == 503 and int(away.headers["Retry-After"]) > 0
            assert "Đang cập nhật dữ liệu tìm kiếm" in away.text and "xem được tin theo ngày" in away.text
            assert pages.get("/api/v1/tim-kiem?q=lang").status_code == 503
            assert pages.get("/suc-khoe").json == {"status": "unavailable", "reason": "EngineUnavailable"}
            assert pages.get("/ngay").status_code in (200, 302, 308)
            with pytest.raises(EngineUnavailable):
                OpenSearchEngine(access)
            gate.open()
            assert pages.get("/tim-kiem?q=lang").status_code == 200


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A certificate for the gate and one for who comes, each with its key."""
    folder = tmp_path_factory.mktemp("certificates")
    for name in ("gate", "reader"):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                        f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / f"{name}.key",
                        "-out", folder / f"{name}.pem"], check=True, capture_output=True)
    return {path.name: path for path in folder.iterdir()}


def test_tls_with_password_and_certificate(cluster: str, index: str, certificates: dict[str, Path],
                                           monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(certificates["reader.pem"]))
    tls.verify_mode = ssl.CERT_REQUIRED
    tls.load_cert_chain(certificates["gate.pem"], certificates["gate.key"])
    with standing(cluster, f"Basic {b64encode('doc:mat-khau-dai'.encode()).decode()}", tls) as gate:
        address = f"opensearch:{gate.address}/{index}"
        with pytest.raises(EngineUnavailable):  # nobody knows this certificate
            open_engine(address, create=True)
        for name, value in (("AUTHORITIES", certificates["gate.pem"]), ("CERTIFICATE", certificates["reader.pem"]),
                            ("KEY", certificates["reader.key"]), ("USER", "doc"), ("PASSWORD", "sai")):
            monkeypatch.setenv(f"BANTIN_OPENSEARCH_{name}", str(value))
        with pytest.raises(EngineError, match="401"):
            open_engine(address, create=True)
        monkeypatch.setenv("BANTIN_OPENSEARCH_PASSWORD", "mat-khau-dai")
        with closing(open_engine(address, create=True)) as engine:
            engine.put(ENTRIES)
            engine.commit()
            assert engine.search(GOM).total == len(ENTRIES)
    assert "mat-khau-dai" not in caplog.text
