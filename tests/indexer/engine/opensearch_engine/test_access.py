"""How one gets in: addresses, secrets, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.engine.base import EngineError
from indexer.engine.open import open_engine
from indexer.engine.opensearch_engine.access import Access, read_access


@pytest.mark.parametrize(("address", "hosts", "index"), [
    ("http://127.0.0.1:9200/bantin", ["http://127.0.0.1:9200"], "bantin"),
    ("127.0.0.1:9200/bantin", ["http://127.0.0.1:9200"], "bantin"),
    ("localhost/bantin", ["http://localhost"], "bantin"),
    ("[::1]:9200/bantin", ["http://[::1]:9200"], "bantin"),
    ("m1.example:9200,m2.example/bantin-000042", ["https://m1.example:9200", "https://m2.example"], "bantin-000042"),
    ("http://m1.example:9200,https://m2.example:9200/x", ["http://m1.example:9200", "https://m2.example:9200"], "x"),
])
def test_addresses(address: str, hosts: list[str], index: str) -> None:
    access = read_access(address, {})
    assert (list(access.hosts), access.index) == (hosts, index)


@pytest.mark.parametrize("address", ["", "bantin", "/bantin", "m1.example:9200/", "http://m1.example/a/b",
                                     "https://doc:mat-khau@m1.example/bantin", "doc:mat-khau@m1.example/bantin"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError, match="(?i)opensearch") as refused:
        open_engine(f"opensearch:{address}")
    assert "mat-khau" not in str(refused.value)


def test_secrets_come_from_the_environment_and_show_nowhere(tmp_path: Path) -> None:
    told = {"BANTIN_OPENSEARCH_USER": "doc", "BANTIN_OPENSEARCH_PASSWORD": "mở ra", "OTHER": "x",
            "BANTIN_OPENSEARCH_AUTHORITIES": "/etc/ca.pem"}
    access = read_access("m1.example/bantin", told)
    assert access == Access(("https://m1.example",), "bantin", "doc", "mở ra", "/etc/ca.pem")
    assert "mở ra" not in f"{access!r} {access}"
    written = tmp_path / "mat-khau"
    written.write_text("vừng ơi\n", encoding="utf-8")
    told["BANTIN_OPENSEARCH_PASSWORD_FILE"] = str(written)
    assert read_access("m1.example/bantin", told).password == "vừng ơi"
    with pytest.raises(EngineError, match="không đọc được mật khẩu"):
        read_access("m1.example/bantin", {"BANTIN_OPENSEARCH_PASSWORD_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize(("told", "shards"), [({}, 1), ({"BANTIN_OPENSEARCH_SHARDS": ""}, 1),
                                              ({"BANTIN_OPENSEARCH_SHARDS": "12"}, 12)])
def test_an_index_has_as_many_shards_as_the_settings_say(told: dict[str, str], shards: int) -> None:
    assert read_access("m1.example/bantin", told).shards == shards


@pytest.mark.parametrize("written", ["0", "-1", "nhiều", "1025", "1.5", "٣"])
def test_a_wrong_number_of_shards_is_told_by_its_name(written: str) -> None:
    with pytest.raises(EngineError, match="^BANTIN_OPENSEARCH_SHARDS: “.*” không phải số từ 1 đến 1024$"):
        read_access("m1.example/bantin", {"BANTIN_OPENSEARCH_SHARDS": written})
