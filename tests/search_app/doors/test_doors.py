"""Every door of a search tells what the page tells: the same bulletins, in the same order, with the same total."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from urllib.parse import unquote

import feedparser
import pytest
from flask.testing import FlaskClient

openpyxl = pytest.importorskip("openpyxl")

SEARCHES = (
    "q=khoa+học", "q=khoa+hoc&sap_xep=moi-nhat", "q=lúa", "q=lúa&trang=2", "q=20-NQ/TW", 'q="làng+gốm"', "q=gốm+OR+lũ",
    "q=lúa+-xuân", "nguon=Báo+Trường+Hà", "nam=2018", "q=mã+độc", "q=không+có+từ+này+đâu", "q=kho&dau=chinh-xac",
    "tu_ngay=1/2018&den_ngay=2018", "q=lua&trang=40", "nam=2017&nam=2018", "tac_gia=Minh+Châu&tac_gia=Hoài+An",
    "q=nghị+quyết&don_vi=TW&loai=NQ", "dang=tin&chuyen_muc=Y+tế&chuyen_muc=Thiên+tai&sap_xep=cu-nhat",
    "q=lúa&nguon=Không+có", "q=khoa+học&nam=2017&nguon=Cổng+Trường+Hà", "q=Minh+Châu",
)


def ids_of_page(html: str) -> list[str]:
    """The ids of a page's results, in order; not of what is nearly right and stands behind the answer."""
    return [unquote(found) for found in re.findall(r'<h2><a href="/tin/([^"]+)"', html.partition('id="gan-dung"')[0])]


@pytest.mark.parametrize("search", SEARCHES)
def test_all_doors_agree(client: FlaskClient, search: str) -> None:
    page = client.get(f"/tim-kiem?{search}").get_data(as_text=True)
    told = client.get(f"/api/v1/tim-kiem?{search}").get_json()
    atom = feedparser.parse(client.get(f"/atom.xml?{search}").data)
    rss = feedparser.parse(client.get(f"/rss.xml?{search}").data)

    ours = ids_of_page(page)
    for feed in (atom, rss):
        assert not feed.bozo, feed.get("bozo_exception")
        assert [unquote(entry.link.partition("/tin/")[2]) for entry in feed.entries] == ours
    assert [unquote(hit["page_url"].partition("/tin/")[2]) for hit in told["hits"]] == ours
    said = re.search(r'role="status">([\d.]+) bản tin', page)
    assert told["total"] == (int(said[1].replace(".", "")) if said else 0)


@pytest.mark.parametrize("search", [search for search in SEARCHES if "trang" not in search])
def test_tables_hold_all_of_it(client: FlaskClient, search: str) -> None:
    ids, page = [], 1
    while True:
        told = client.get(f"/api/v1/tim-kiem?{search}&trang={page}").get_json()
        ids += [hit["id"] for hit in told["hits"]]
        if "next" not in told["links"]:
            break
        page += 1
    rows = list(csv.reader(io.StringIO(client.get(f"/xuat.csv?{search}").data.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/xuat.xlsx?{search}").data))
    cells = [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]

    assert [row[0].removeprefix("'") for row in rows[1:]] == ids
    assert [row[0] for row in cells[1:]] == ids
    assert rows[0] == cells[0]
    assert len(ids) == (told["total"] or told["near"])


def test_no_cell_is_a_formula(client: FlaskClient) -> None:
    rows = csv.reader(io.StringIO(client.get("/xuat.csv?q=mã").data.decode("utf-8-sig")))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(client.get("/xuat.xlsx?q=mã").data))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value} == {"s"}


@pytest.mark.parametrize(("search", "parameter"), [
    ("q=lúa&la=1", "la"), ("q=lúa&sap_xep=ngay", "sap_xep"), ("q=lúa&trang=0", "trang"), ("q=lúa&trang=x", "trang"),
    ("q=lúa&nam=hai", "nam"), ("q=lúa&tu_ngay=31/02/2017", "tu_ngay"), ("q=" + "a" * 300, "q"),
    ("q=lúa&tu_ngay=2018&den_ngay=2017", "tu_ngay"),
])
def test_programs_are_told_what_is_wrong(client: FlaskClient, search: str, parameter: str) -> None:
    answer = client.get(f"/api/v1/tim-kiem?{search}")
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert [error["parameter"] for error in answer.get_json()["errors"]] == [parameter]


def test_an_answer_that_is_known_is_not_sent_again(client: FlaskClient) -> None:
    for door in ("/api/v1/tim-kiem", "/atom.xml", "/rss.xml"):
        first = client.get(f"{door}?q=lúa")
        assert client.get(f"{door}?q=lúa", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_what_was_loaded_cannot_break_a_feed(client: FlaskClient) -> None:
    feed = feedparser.parse(client.get("/atom.xml?q=mã").data)
    assert not feed.bozo
    assert not any(link.href.startswith("javascript:") for entry in feed.entries for link in entry.links)


def test_browsers_are_told_of_the_search(client: FlaskClient) -> None:
    described = client.get("/opensearch.xml")
    assert described.mimetype == "application/opensearchdescription+xml"
    assert b"tim-kiem?q={searchTerms}" in described.data


def test_the_whole_is_a_data_set_with_a_checksum(client: FlaskClient) -> None:
    lines = client.get("/xuat.jsonl").data
    told = client.get("/xuat.jsonl.sha256").text.split()
    assert hashlib.sha256(lines).hexdigest() == told[0]
    read = [json.loads(line) for line in lines.splitlines()]
    assert len(read) == len({one["id"] for one in read}) == 56 and not any("gone_on" in one for one in read)
