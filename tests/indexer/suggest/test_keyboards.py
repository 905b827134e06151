"""Telex and VNI read as a program that makes marks reads them; slips of one key."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.fold import tone_key
from indexer.suggest.keyboards import NEIGHBOURS, decode, slips


@pytest.mark.parametrize(("typed", "meant"), [
    ("hojc", "học"), ("hocj", "học"), ("coong", "công"), ("ngheej", "nghệ"), ("nguowif", "người"), ("ngwowif", "người"),
    ("nguwowif", "người"), ("ddaangr", "đẩng"), ("dangdr", "đảng"), ("ddoongf", "đồng"), ("tieengs", "tiếng"),
    ("tiengse", "tiếng"), ("uyr", "uỷ"), ("uyr", "ủy"), ("ddường", "đường"), ("dđường", "đường"), ("muaw", "mưa"),
    ("cuar", "của"), ("quar", "quả"), ("ddi", "đi"), ("tw", "tư"), ("chuwowng", "chương"), ("TRUWOWNGF", "trường"),
    ("u3y", "ủy"), ("uy3", "ủy"), ("ho5c", "học"), ("hoc5", "học"), ("ngu7o7i2", "người"), ("nguoi72", "người"),
    ("d9ai5", "đại"), ("dai9", "đai"), ("co6ng", "công"), ("ca6n", "cân"), ("na8m", "năm"), ("d9u7o7ng2", "đường"),
    ("thu7o7ng2", "thường"), ("mu7a", "mưa"), ("cu3a", "của"), ("tie6ng1", "tiếng"),
])
def test_raw_keys_are_read(typed: str, meant: str) -> None:
    assert tone_key(meant) in list(decode(typed))


@pytest.mark.parametrize("typed", ["khoa", "học", "đường", "2017", "ubnd", "công", "20", ""])
def test_what_is_no_raw_key_stays(typed: str) -> None:
    assert list(decode(typed)) == []


@given(st.text(max_size=30))
def test_nothing_raises(typed: str) -> None:
    list(decode(typed))
    slips(typed[:12])


@pytest.mark.parametrize(("typed", "meant"), [
    ("hocj", "hoc"), ("hpc", "hoc"), ("hc", "hoc"), ("hooc", "hoc"), ("hco", "hoc"), ("xung", "sung"), ("tap", "tat"),
    ("lut", "luc"), ("chung", "trung"),
])
def test_slips_go_back(typed: str, meant: str) -> None:
    expected = meant != "tat"  # p is far from t, and does not sound like it
    assert (meant in slips(typed)) is expected


def test_neighbours_are_mutual() -> None:
    assert set(NEIGHBOURS) == set(string.ascii_lowercase)
    assert all(a in NEIGHBOURS[b] for a in NEIGHBOURS for b in NEIGHBOURS[a])
    assert set(NEIGHBOURS["g"]) == set("fhtyvb")
