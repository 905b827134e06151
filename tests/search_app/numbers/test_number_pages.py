"""Numbers on pages: where addresses lead, what the pages say, and that all of them count alike."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.numbers.find_numbers import find_numbers
from corpus.storing.store import Store
from indexer.building.generation import Generations
from indexer.describing.describe import refer
from indexer.documents.cited import cite
from indexer.documents.grouping import Document
from indexer.documents.lookup import look_up
from indexer.documents.reader import DocumentReader, read_document
from search_app.numbers.document_page import search_text


@pytest.mark.parametrize(("address", "status", "place"), [
    ("/so-hieu", 200, ""),
    ("/so-hieu?so=20-NQ/TW", 303, "/van-ban/20-nq-tw"),
    ("/so-hieu?so=2O nq tw", 303, "/van-ban/20-nq-tw"),
    ("/so-hieu?so=20-NQ/TW khóa XII", 303, "/van-ban/20-nq-tw/khoa-xii"),
    ("/so-hieu?so=nghị quyết 20 ngày 01/11/2012", 303, "/van-ban/20-nq-tw/khoa-xi"),
    ("/so-hieu?so=20-NQ/TW khóa X", 303, "/van-ban/20-nq-tw"),
    ("/so-hieu?so=120-NQ/TW", 404, ""),
    ("/so-hieu?so=làng gốm", 404, ""),
    ("/van-ban/20-nq-tw", 200, ""),
    ("/van-ban/20-NQ/TW", 302, "/van-ban/20-nq-tw"),
    ("/van-ban/20/NQ-TW", 302, "/van-ban/20-nq-tw"),
    ("/van-ban/5-cthd-tu", 302, "/van-ban/05-cthd-tu"),
    ("/van-ban/20-nq-tw/", 302, "/van-ban/20-nq-tw"),
    ("/van-ban/20-nq-tw/khoa-xii", 200, ""),
    # A day, a year and a place became known: what was the address before leads on.
    ("/van-ban/20-nq-tw/2012-11-01", 302, "/van-ban/20-nq-tw/khoa-xi"),
    ("/van-ban/20-nq-tw/2017", 302, "/van-ban/20-nq-tw/khoa-xii"),
    ("/van-ban/45-kh-ubnd/2018-03-12", 302, "/van-ban/45-kh-ubnd/truong-ha/2018"),
    ("/van-ban/20-nq-tw/chua-ro", 404, ""),
    ("/van-ban/20-nq-tw/khoa-x", 404, ""),
    ("/van-ban/20-nq-tw/2017-02-31", 404, ""),
    ("/van-ban/999-nq-tw", 404, ""),
    ("/van-ban/" + "9" * 3000, 404, ""),
    ("/so-hieu/hang-loat", 200, ""),
    ("/so-hieu/chua-co", 200, ""),
    ("/so-hieu/chua-co?co_quan=tw&nam=2017&trang=99", 200, ""),
    ("/so-hieu/chua-co?co_quan=x&nam=y", 200, ""),
])
def test_addresses(client: FlaskClient, address: str, status: int, place: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers.get("Location", "")) == (status, place)


def test_the_page_of_a_number_is_the_list_always(client: FlaskClient) -> None:
    html = client.get("/van-ban/20-nq-tw").text
    assert "Có 2 văn bản mang số 20-NQ/TW" in html
    assert html.count('href="/van-ban/20-nq-tw/khoa-xi') == 2
    alone = client.get("/van-ban/57-nq-tw").text
    assert "1 văn bản mang số 57-NQ/TW" in alone and "/van-ban/57-nq-tw/khoa-xiii" in alone


def test_the_page_of_a_document_says_what_is_known_and_by_what(client: FlaskClient) -> None:
    html = client.get("/van-ban/20-nq-tw/khoa-xi").text
    for said in ("01/11/2012", "Văn bản này trong kho", "Chắc chắn: ", "Suy ra: ", "Được thực hiện bởi", "05-CTHĐ/TU",
                 "Bản tin về kết quả thực hiện", "Thường được nhắc cùng", "Cách viết đã gặp", "20/NQ-TW", "Theo năm"):
        assert said in html, said
    other = client.get("/van-ban/20-nq-tw/khoa-xii").text
    assert "1 bản tin ghi khóa XI, nhưng ngày ban hành 25/10/2017 thuộc khóa XII." in other
    assert "Kho chưa có văn bản này" in other and "Là căn cứ của" in other


def test_the_chain_goes_from_resolution_to_plan(client: FlaskClient) -> None:
    html = client.get("/van-ban/20-nq-tw/khoa-xii").text
    programme, plan = html.index("/van-ban/05-cthd-tu/truong-ha/2018"), html.index("/van-ban/45-kh-ubnd/truong-ha/2018")
    assert html.index("Được thực hiện bởi") < programme < plan


@pytest.mark.parametrize(("typed", "said", "not_said"), [
    ("20-NQ/TW", ["Có 2 văn bản mang số 20-NQ/TW", "Có trong kho", "khóa XII"], ["Văn bản bạn hỏi"]),
    ("20-NQ/TW khóa XII", ["Văn bản bạn hỏi, trong 2 văn bản mang số 20-NQ/TW"], []),
    ("20-NQ/TW Kim Bồng", ["Nhắc tới 20-NQ/TW: ", "Có “Kim Bồng”: "], []),
    ("21-NQ/TW", ["Chưa có văn bản 21-NQ/TW trong kho"], []),
    ("làng gốm", [], ["number-card"]),
])
def test_the_card_above_the_results(client: FlaskClient, typed: str, said: list[str], not_said: list[str]) -> None:
    html = client.get("/tim-kiem", query_string={"q": typed}).text
    text = re.sub("<.*?>", "", html)
    assert all(one in text for one in said), [one for one in said if one not in text]
    assert not any(one in html or one in text for one in not_said)


def test_the_list_holds_what_is_inferred_and_says_so(client: FlaskClient) -> None:
    html = client.get("/tim-kiem", query_string={"q": "nghị quyết 20-NQ/TW khóa XI"}).text
    link = re.search(r'nhắc tới, và <a rel="nofollow" href="([^"]+)#suy-ra">(\d+) bản tin suy ra</a>', html)
    assert link
    shown = client.get(link[1]).text
    assert re.search(rf'id="suy-ra"><b>Suy ra: {link[2]}</b>.*?</p>\s*<(?:ol|ul)', shown, re.S)
    assert html.count('<span class="inferred">Suy ra</span>') == int(link[2])
    inferred = html[html.index('<span class="inferred">'):]
    assert "<mark>" in inferred[:inferred.index("</li>")]
    assert html.count("Văn bản có trong kho</span>") == 1
    assert "Văn bản có trong kho" not in client.get("/tim-kiem", query_string={"q": "khoa học và công nghệ"}).text


def test_what_nobody_names_shows_what_is_near(client: FlaskClient) -> None:
    html = client.get("/so-hieu", query_string={"so": "20/NQ-CP"}).text
    assert "Số hiệu gần giống" in html and "/van-ban/20-nq-tw/khoa-xii" in html


@pytest.mark.parametrize(("address", "status"), [
    ("/api/v1/so-hieu?so=57-NQ/TW", 200), ("/api/v1/so-hieu?so=20-NQ/TW", 300), ("/api/v1/so-hieu?so=999-NQ/TW", 404),
    ("/api/v1/so-hieu?so=abc", 422), ("/api/v1/so-hieu", 422), ("/api/v1/van-ban/20-nq-tw", 300),
    ("/api/v1/van-ban/20-nq-tw/khoa-xii", 200), ("/api/v1/van-ban/20-nq-tw/khoa-xii/ban-tin", 200),
    ("/api/v1/van-ban/20-nq-tw/2012", 302), ("/api/v1/van-ban/999-nq-tw", 404), ("/api/v1/so-hieu/chua-co", 200),
])
def test_machines_are_told_by_status(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status and answer.json is not None
    if status == 300:
        ids = [document["id"] for document in answer.json["documents"]]
        assert ids == ["20-nq-tw/khoa-xi", "20-nq-tw/khoa-xii"]
    if status == 422:
        assert answer.json["caps"]["numbers"] == 500 and answer.mimetype == "application/problem+json"


def test_a_text_is_told_its_references_by_their_places(client: FlaskClient) -> None:
    text = "Thực hiện Nghị quyết số 20-NQ/TW (khóa XI), Thông tư 02 trong tháng 8; Nghị quyết 999-NQ/TW."
    answer = client.post("/api/v1/so-hieu/tra-cuu", data=text.encode(), content_type="text/plain")
    assert [(one["text"], one["status"], one["picked"]) for one in answer.json["mentions"]] == [
        ("20-NQ/TW", 200, "20-nq-tw/khoa-xi"), ("Thông tư 02", 404, None), ("999-NQ/TW", 404, None)]
    assert all(text[one["start"]:one["end"]] == one["text"] for one in answer.json["mentions"])
    by_json = client.post("/api/v1/so-hieu/tra-cuu", json={"van_ban": text})
    assert by_json.json == answer.json
    for data in (b"\xff\xfe\xff", b"", b"a" * 64_001):
        assert client.post("/api/v1/so-hieu/tra-cuu", data=data, content_type="text/plain").status_code == 422


def documents_of(reader: DocumentReader) -> list[Document]:
    """All documents of a generation."""
    return [read_document(said) for said, in reader.rows("SELECT said FROM document")]


@pytest.fixture(scope="module")
def reader(numbered_data: DataDir):  # type: ignore[no-untyped-def]
    generations = Generations(numbered_data.index)
    with closing(DocumentReader(generations.path(str(generations.current_name())))) as made:
        yield made


@pytest.fixture(scope="module")
def bulletins(numbered_data: DataDir) -> list[Bulletin]:
    with Store.open(numbered_data.store, read_only=True) as store:
        return list(store.bulletins())


def search_all(client: FlaskClient, question: str) -> list[dict]:
    """All hits of a question, page by page."""
    hits: list[dict] = []
    while True:
        page = client.get("/api/v1/tim-kiem", query_string={"q": question, "trang": len(hits) // 20 + 1}).json
        hits += page["hits"]
        if len(hits) >= page["total"] or not page["hits"]:
            assert len(hits) == page["total"], question
            return hits


def test_page_search_api_and_table_count_alike(client: FlaskClient, reader: DocumentReader,
                                               bulletins: list[Bulletin]) -> None:
    """For each number and each document: what was read in the stored texts, what the search finds, what the page, the
    API and the table list, are the same bulletins."""
    said: dict[str, set[str]] = {}
    keys: dict[str, tuple[str, ...]] = {}  # under which each may be asked for
    for bulletin in bulletins:
        for one in cite(bulletin, refer(bulletin)):
            said.setdefault(one.key, set()).add(one.bulletin)
            keys[one.key] = one.number.keys
    seen = set()
    for document in documents_of(reader):
        whole = look_up(str(document.number), reader)
        hits = search_all(client, str(document.number))
        assert {hit["id"] for hit in hits} == set(whole.bulletins), document.key
        assert {hit["id"] for hit in hits if hit["inferred"]} == set(whole.inferred)
        assert said[document.key] <= set(whole.bulletins)
        assert reader.bearing(document.key) == {
            id for key, ids in said.items() if document.key in keys[key] for id in ids}
        assert client.get("/api/v1/so-hieu", query_string={"so": str(document.number)}).json["bulletins"] == len(hits)
        page = client.get(f"/van-ban/{document.slug}").text
        assert f"{len(hits)} bản tin nói tới số này" in page
        asked = search_text(document)
        if (settled := look_up(asked, reader)).told and settled.document == document:
            narrow = search_all(client, asked)
            assert {hit["id"] for hit in narrow} == {one.bulletin for one in reader.citing(document)}
            assert sum(hit["inferred"] for hit in narrow) == document.inferred
        listed = client.get(f"/api/v1/van-ban/{document.address}/ban-tin").json
        table = client.get(f"/van-ban/{document.address}?dang=csv").data.decode("utf-8-sig")
        ids = [row[0].strip() for row in csv.reader(io.StringIO(table))][1:]
        assert ids == [one["id"] for one in listed["bulletins"]]
        assert listed["total"] == document.all == len(ids)
        assert f"Bản tin nhắc tới ({document.all})" in client.get(f"/van-ban/{document.address}").text
        certain = {one["id"] for one in listed["bulletins"] if one["confidence"] != "suy ra"}
        assert certain <= said[document.key]
        seen.add(document.key)
    assert len(seen) > 40
    # What bears a whole key is with one of its documents, or is said to be unclear.
    for key, bearing in said.items():
        if key not in seen:
            continue
        documents = [one for one in documents_of(reader) if one.key == key]
        told = {one.bulletin for document in documents for one in reader.citing(document)}
        assert bearing <= told | {one.bulletin for one in reader.left_open([key])}


def test_every_spelling_of_a_number_gives_one_list(client: FlaskClient, reader: DocumentReader) -> None:
    for document in documents_of(reader):
        whole = look_up(str(document.number), reader)
        short = f"{document.type} {document.key.split(':')[0]}"
        # A short form that may mean one number only gives the list of that number; as words it may find more.
        if document.type and (found := look_up(short, reader)).keys == (document.key,) and not found.open:
            assert found.bulletins == whole.bulletins
            assert {hit["id"] for hit in search_all(client, short)} >= set(whole.bulletins), short
        for text, _ in document.spelled:
            found = find_numbers(text, typed=True)
            if found and found[0].number.key == document.key:
                assert look_up(text, reader).bulletins == whole.bulletins, text
        bare = str(document.number).replace("-", " ").replace("/", " ")
        if find_numbers(bare, typed=True) and find_numbers(bare, typed=True)[0].number.key == document.key:
            assert look_up(bare, reader).bulletins == whole.bulletins
            assert client.get("/so-hieu", query_string={"so": bare}).headers["Location"] == f"/van-ban/{document.slug}"


def test_the_seed_binds_and_makes_a_chain(shared: Path, tmp_path: Path) -> None:
    text = (shared / "data" / "seed" / "huong-tra-2017-03-22.txt").read_text(encoding="utf-8")
    bulletin = Bulletin("seed", "", "s", "", text)
    short = [reference for reference in refer(bulletin) if reference.kind == "short"]
    assert sum(reference.text == "Nghị quyết 20" and reference.binds_to == "20:nq:tw" for reference in short) == 4
    assert [reference.binds_to for reference in short if "05" in reference.text] == ["5:cthd:tu"]


def test_json_is_the_same_for_a_spelling(client: FlaskClient) -> None:
    one = client.get("/api/v1/so-hieu?so=20-NQ/TW").json
    other = client.get("/api/v1/so-hieu?so=20/nq-tw").json
    assert json.dumps(one["documents"]) == json.dumps(other["documents"])
