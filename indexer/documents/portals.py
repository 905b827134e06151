"""Whose "UBND tỉnh" is meant: the body that a portal belongs to, as sources.toml says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.text import fold
from indexer.documents.cited import LOCAL, Cited

# The kinds of places as a body's name has them, and those of one level.
UNITS = {"tinh": "tỉnh", "thanh pho": "thành phố", "huyen": "huyện", "thi xa": "thị xã", "quan": "quận", "xa": "xã",
         "phuong": "phường", "thi tran": "thị trấn", "dac khu": "đặc khu"}
_PROVINCE, _DISTRICT = ("tinh", "thanh pho"), ("huyen", "thi xa", "quan", "thanh pho")
_OF_ISSUER = {"tinh_uy": _PROVINCE, "so": _PROVINCE, "huyen_uy": _DISTRICT, "dang_uy": ("xa", "phuong", "thi tran")}


def place_at(cited: Cited, bodies: Sequence[str]) -> Cited:
    """What a bulletin says, with the place of its portal where it names none: `bodies` are the place that the portal
    belongs to and those above it, each with its kind: "thị xã Kim Bồng", "tỉnh Trường Hà"."""
    if cited.place or not bodies or cited.issuer not in LOCAL:
        return cited
    split = [split_place(body) for body in bodies]
    wanted = (cited.unit,) if cited.unit else _OF_ISSUER.get(cited.issuer, (split[0][0],))
    place = next((place for unit, place in split if unit in wanted), "")
    return replace(cited, place=place, origin=cited.mark) if place else cited


def split_place(body: str) -> tuple[str, str]:
    """The kind of a place, folded, and its name.

    >>> split_place("thị xã Kim Bồng"), split_place("Trường Hà")
    (('thi xa', 'Kim Bồng'), ('', 'Trường Hà'))
    """
    folded = fold(body)
    for unit in sorted(UNITS, key=len, reverse=True):
        if folded.startswith(f"{unit} "):
            return unit, body[len(unit) + 1:].strip()
    return "", body.strip()
