"""The sitemap names every page that is there, and only those that are."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from corpus.data_dir import DataDir
from corpus.storing.store import Store
from search_app.doors.views import FIXED

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def addresses(client: FlaskClient, path: str) -> list[str]:
    """The paths that a file of the sitemap names."""
    return [urlsplit(str(found.text)).path for found in ElementTree.fromstring(client.get(path).data).iter(LOC)]


def test_every_bulletin_is_named_and_there(client: FlaskClient, data: DataDir) -> None:
    named = [path for part in addresses(client, "/sitemap.xml") for path in addresses(client, part)]
    with Store.open(data.store, read_only=True) as store:
        held = store.count()
    assert len(named) == len(set(named)) == held + len(FIXED)
    for path in named:
        assert client.get(path, follow_redirects=True).status_code == 200, path
        assert "tin-da-go" not in unquote(path)


def test_long_lists_are_cut(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [path for part in addresses(client, "/sitemap.xml") for path in addresses(client, part)]
    monkeypatch.setattr("search_app.doors.sitemap.CHUNK", 7)
    monkeypatch.setattr("search_app.doors.views.CHUNK", 7)
    parts = addresses(client, "/sitemap.xml")
    assert len(parts) == -(-len(whole) // 7)
    assert [path for part in parts for path in addresses(client, part)] == whole
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_robots_are_shown_the_way(client: FlaskClient) -> None:
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").text
