"""The portals as data: what is read, what is refused, and with which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.crawling.sources import Source, SourceError, find_source, hosts_of, load_sources
from corpus.extraction.rules import Rules


def write(folder: Path, text: str) -> Path:
    """A sources file of an installation."""
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_built_in_file_describes_the_sample_portal() -> None:
    assert load_sources()["truong-ha"].title == "Cổng thông tin điện tử tỉnh Trường Hà"


def test_an_installation_adds_and_overrides(tmp_path: Path) -> None:
    path = write(tmp_path, """
        [truong-ha]
        delay = 2
        [kim-bong]
        title = "Thị xã Kim Bồng"
        start = ["http://kimbong.example.vn/", "http://kimbong.example.vn/tin"]
        hosts = "KimBong.example.vn"
        exclude = ["/in/", "[?&]print=1"]
        [kim-bong.rules]
        body = "#noidung"
        remove = [".quangcao", "ul > li.x"]
        """)
    sources = load_sources(path)
    assert (sources["truong-ha"].delay, sources["truong-ha"].title) == (2.0, "Cổng thông tin điện tử tỉnh Trường Hà")
    assert sources["kim-bong"] == Source(
        "kim-bong", "Thị xã Kim Bồng", ("http://kimbong.example.vn/", "http://kimbong.example.vn/tin"),
        ("kimbong.example.vn",), exclude=("/in/", "[?&]print=1"),
        rules=Rules(body="#noidung", remove=(".quangcao", "ul > li.x")))


def test_rules_are_merged_key_by_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built_in = tmp_path / "built_in.toml"
    built_in.write_text('[a.rules]\ntitle = "h1"\nbody = "#b"\n', encoding="utf-8")
    monkeypatch.setattr("corpus.crawling.sources.BUILT_IN", built_in)
    assert load_sources(write(tmp_path, '[a.rules]\nbody = "#c"\n'))["a"].rules == Rules(title="h1", body="#c")


def test_a_file_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert load_sources(tmp_path / "none.toml") == load_sources()


@pytest.mark.parametrize("text, told", [
    ("[a\n", "sai cú pháp TOML ở dòng 1, cột 3"),
    ("x = 1\n", "“x” phải nằm trong một đoạn [tên-nguồn]"),
    ('["Tên Lạ"]\n', "[Tên Lạ] name"),
    ('[a]\ncolour = "red"\n', "[a] colour: không có khóa này"),
    ('[a]\nname = "b"\n', "[a] name: không có khóa này"),
    ("[a]\ntitle = 5\n", "[a] title: phải là chuỗi"),
    ("[a]\nstart = [5]\n", "[a] start: phải là chuỗi hoặc danh sách chuỗi"),
    ('[a]\nstart = "kimbong.example.vn"\n', "[a] start: “kimbong.example.vn” không phải địa chỉ http hay https"),
    ('[a]\ndelay = "1"\n', "[a] delay: phải là số"),
    ("[a]\ndelay = true\n", "[a] delay: phải là số"),
    ("[a]\ndelay = -1\n", "[a] delay: phải từ 0"),
    ("[a]\ndelay = nan\n", "[a] delay: phải từ 0"),
    ('[a]\ninclude = "("\n', "[a] include: “(” không phải biểu thức chính quy"),
    ('[a]\nrules = "x"\n', "[a] rules: phải là một bảng"),
    ('[a.rules]\nbody = "div["\n', "[a] rules: “div[” không phải bộ chọn CSS"),
    ('[a.rules]\nbodi = "div"\n', "[a] bodi: không có khóa này"),
])
def test_what_is_wrong_is_told_with_file_source_and_key(tmp_path: Path, text: str, told: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourceError) as raised:
        load_sources(path)
    assert str(path) in str(raised.value) and told in str(raised.value)


def test_find_source() -> None:
    known = {"a": Source("a", start=("http://a.vn:8080/x",)), "b": Source("b", hosts=("b.vn", "www.b.vn"))}
    assert find_source("a", known).name == "a"
    assert find_source("http://www.b.vn/tin/1", known).name == "b"
    assert find_source("http://a.vn:8080/", known).name == "a"
    stranger = find_source("http://127.0.0.1:5000/tin", known)
    assert (stranger.name, stranger.start, hosts_of(stranger)) == (
        "127.0.0.1-5000", ("http://127.0.0.1:5000/tin",), frozenset({"127.0.0.1:5000"}))


@pytest.mark.parametrize("name", ["truong", "ftp://a.vn/", "http://", "http://[x/"])
def test_find_source_refuses(name: str) -> None:
    with pytest.raises(SourceError, match="."):
        find_source(name, {})


def test_a_source_can_be_served_elsewhere() -> None:
    moved = load_sources()["truong-ha"].at("http://127.0.0.1:8080/")
    assert (moved.name, moved.start, moved.hosts) == ("truong-ha", ("http://127.0.0.1:8080/",), ("127.0.0.1:8080",))
