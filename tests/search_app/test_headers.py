"""What every answer says to the browser."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from search_app.static_files import FOLDER, content_hash, static_address

ADDRESSES = ["/", "/tim-kiem?q=l%C3%BAa", "/tin/bd-12-lu-len-nhanh-tren-song-lac", "/ngay/2017/03/22", "/khong-co",
             "/tin/gone-tin-da-go-khoi-cong", "/ngay", "/suc-khoe", "/robots.txt", "/static/style.css", "/tro-giup"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_security(client: FlaskClient, address: str) -> None:
    headers = client.get(address, buffered=True).headers
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'", "style-src": "'self'", "script-src": "'self'", "img-src": "'self' data:",
        "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
        "frame-ancestors": "'none'"}
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_keep_to_their_own_policy(client: FlaskClient, address: str) -> None:
    """No inline style or script, and nothing loaded from elsewhere."""
    html = client.get(address, buffered=True).text if not address.endswith(".css") else ""
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=\"/static/| type=\"application/ld\+json\")", html)
    assert not re.search(
        r"<(?:link(?! rel=\"(?:canonical|schema.DC)\")|script|img|iframe)[^>]+(?:src|href)=\"(?!/(?!/))", html)


def test_static_files_are_kept_for_ever_under_the_address_of_their_content(client: FlaskClient) -> None:
    html = client.get("/").text
    for name in ("style.css", "app.js", "favicon.svg"):
        assert static_address(name) in html
        kept = client.get(static_address(name), buffered=True)
        assert kept.status_code == 200 and kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        for address in (f"/static/{name}", f"/static/{name}?v=000000000000", f"/static/{name}?v="):
            assert client.get(address, buffered=True).headers["Cache-Control"] == "no-cache"


def test_content_hash_stays_in_its_folder() -> None:
    assert content_hash("style.css") and not content_hash("../__init__.py") and not content_hash("khong-co")


def test_stylesheet_loads_nothing_from_elsewhere() -> None:
    css = (FOLDER / "style.css").read_text(encoding="utf-8")
    assert "@import" not in css and "@font-face" not in css
    assert all(address.startswith(('"data:', "data:")) for address in re.findall(r"url\(([^)]*)", css))


def test_pages_are_asked_for_again_and_searches_stay_out_of_other_indexes(client: FlaskClient) -> None:
    answer = client.get("/tim-kiem?q=a")
    assert answer.headers["Cache-Control"] == "no-cache" and answer.headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/").headers


@pytest.mark.parametrize("name", ["If-Modified-Since", "If-Unmodified-Since", "If-Range"])
@pytest.mark.parametrize("date", [
    "Wed, 22 Mar 2017 01:30:00 +99999999999999", "Fri, 99 Foo 99999 99:99:99 GMT", "\"", "0"])
@pytest.mark.parametrize("address", ["/", "/tim-kiem?q=a", "/static/app.js", "/khong-co"])
def test_a_date_that_cannot_be_read_is_as_none(client: FlaskClient, address: str, name: str, date: str) -> None:
    answer = client.get(address, headers={name: date}, buffered=True)
    assert answer.status_code == (404 if "khong" in address else 200)
