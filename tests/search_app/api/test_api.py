"""The API: what it answers is what its document says, and what the pages know."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from search_app.api.parameters import SEARCH
from search_app.params import SearchForm

CHANGED = "Mon, 01 Jan 2035 00:00:00 GMT"


def test_a_bulletin(client: FlaskClient) -> None:
    told = client.get("/api/v1/ban-tin/101").get_json()
    assert (told["id"], told["published_on"], told["published_at"], told["author"]) == (
        "101", "2017-03-22", "08:30", "Minh Châu")
    assert told["attachments"] == [{"name": "Báo cáo 88", "url": "https://cong.example/tai-lieu/88.pdf"},
                                   {"name": "Tệp lạ", "url": None}]
    assert told["version"] == 2 and "20-NQ/TW" in told["numbers"] and len(told["content_hash"]) == 64
    assert client.get(told["page_url"]).status_code == 200


@pytest.mark.parametrize(("address", "status"), [
    ("/api/v1/ban-tin/khong-co", 404), ("/api/v1/ban-tin/gone", 410), ("/api/v1/khong-co", 404),
    ("/api/v1/nguon?q=1", 422),
    ("/api/v1/ngay?theo=tuan", 422), ("/api/v1/tim-kiem?con_tro=!!", 422), ("/api/v1/bo-loc?trang=x", 422),
    ("/api/v1/bo-loc?dang=tin&dang=khac", 422), ("/api/v1/tim-kiem?con_tro=MiBnZW4tOTk", 409),
])
def test_problems_are_told_as_problems(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.get_json()["status"] == status and answer.get_json()["title"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(("search", "counts"), [
    ("theo=nam&nam=2017", {"2021": 45, "2020": 2, "2018": 4, "2017": 3, "2016": 1}),
    ("theo=thang&q=nghị+quyết", {"2020-03": 1, "2018-01": 1, "2017-03": 1}),
    ("theo=ngay&chuyen_muc=Y+tế&chuyen_muc=Thiên+tai", {"2018-01-05": 1, "2017-03-22": 1}),
])
def test_days(client: FlaskClient, search: str, counts: dict[str, int]) -> None:
    told = client.get(f"/api/v1/ngay?{search}").get_json()
    assert {one["value"]: one["count"] for one in told["counts"]} == counts


def test_what_has_no_day_is_counted_apart(client: FlaskClient) -> None:
    told = client.get("/api/v1/ngay").get_json()
    assert told["undated"] == 1 and told["total"] == 1 + sum(one["count"] for one in told["counts"])


def test_filters_and_sources(client: FlaskClient) -> None:
    told = client.get("/api/v1/bo-loc?nguon=Báo+Trường+Hà").get_json()
    assert told["total"] == 46
    assert told["facets"]["source"] == [{"value": "Báo Trường Hà", "count": 46},
                                        {"value": "Cổng Trường Hà", "count": 10}]
    assert client.get("/api/v1/nguon").get_json()["sources"] == [
        {"name": one["value"], "title": one["value"], "count": one["count"]} for one in told["facets"]["source"]]


def test_cursors_lead_through_all_of_it(client: FlaskClient) -> None:
    first = client.get("/api/v1/tim-kiem?nguon=Báo+Trường+Hà").get_json()
    found, cursor = [hit["id"] for hit in first["hits"]], first["next_cursor"]
    while cursor:
        told = client.get("/api/v1/tim-kiem", query_string={"nguon": "Báo Trường Hà", "con_tro": cursor}).get_json()
        found, cursor = found + [hit["id"] for hit in told["hits"]], told["next_cursor"]
    assert len(found) == len(set(found)) == first["total"]


def test_who_has_an_answer_is_told_so(client: FlaskClient) -> None:
    answer = client.get("/api/v1/tim-kiem?q=lúa")
    assert answer.headers["Last-Modified"]
    assert client.get("/api/v1/tim-kiem?q=lúa", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get("/api/v1/tim-kiem?q=lúa", headers={"If-Modified-Since": CHANGED}).status_code == 304


def test_the_parameters_that_are_described_are_those_of_the_page() -> None:
    assert {one.name for one in SEARCH} == set(SearchForm().written)


def test_the_document_describes_what_is_answered(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    assert described["openapi"] == "3.1.0"
    assert json.dumps(described).count("$ref") > 10
    hit = described["components"]["schemas"]["Hit"]
    told = client.get("/api/v1/tim-kiem?q=lúa").get_json()["hits"][0]
    assert set(hit["required"]) == set(told) == set(hit["properties"])
    page = client.get("/api").text
    assert all(path in page for path in described["paths"])
