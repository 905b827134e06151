"""find_names(): documents that a text calls by a name: "Luật Đất đai 2013", "Nghị quyết Trung ương 4 khóa XII".

A name binds where the text itself says its number ("… (Nghị quyết số 12-NQ/TW)"), elsewhere by a short list that an
admin may edit (short_names.tsv); a plenum's name alone is not one document, as one plenum issues several.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from corpus.numbers.find_numbers import find_numbers
from corpus.references.binding import Bound
from corpus.references.mention import Document, Evidence, Mention
from corpus.references.terms import read_term
from corpus.text import fold


@dataclass(frozen=True)
class Name:
    """A name text[start:end]; `slug` joins its spellings, `type` is the Vietnamese name of the type."""

    start: int
    end: int
    type: str
    slug: str
    bound: Bound = Bound()


_ORDINALS = {"nhat": "1", "hai": "2", "ba": "3", "tu": "4", "nam": "5", "sau": "6", "bay": "7", "tam": "8", "chin": "9",
             "muoi": "10", "muoi mot": "11", "muoi hai": "12", "muoi ba": "13", "muoi bon": "14", "muoi lam": "15"}
_TERM = r"\(? ?khoa (?P<term>[ivx]{1,6}|\d{1,2})(?![^\W_])"
_PLENUM = re.compile(
    r"(?<![^\W_])(?:nghi quyet|nq) (?:(?:hoi nghi )?(?:lan thu (?P<ordinal>muoi [a-z]{2,4}|[a-z]{2,4}|\d{1,2}),? )"
    r"(?:cua )?(?:ban chap hanh trung uong|bch trung uong|bch tw)(?: dang)?,? |"
    r"(?:hoi nghi )?(?:trung uong|tw|t\.u) ?(?P<figure>\d{1,2}|nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi),? )" + _TERM)
_CONGRESS = re.compile(
    r"(?<![^\W_])nghi quyet dai hoi (?:(?:xi{1,3}v?|x[iv]{0,4}|[iv]{1,4}) cua dang|"
    r"(?:dai bieu )?(?:toan quoc |dang bo (?:[a-z]+ ){1,4})lan thu (?:[ivx]{1,6}|\d{1,2}))(?![^\W_])")
# A law's name begins with a capital and runs to its year, or over a few words.
_LAW = re.compile(r"(?<!\w)(?:Luật|Bộ luật|Pháp lệnh) (?P<name>[^\W\d_]+(?: [^\W\d_]+){0,9}?),? (?:năm )?"
                  r"(?P<year>(?:19|20)\d\d)(?!\d)")
# "… khóa XII (Nghị quyết số 18-NQ/TW)", "… khóa XII số 18-NQ/TW".
_NUMBERED_PLENUM = re.compile(r"[^.;\n]{0,200}?\((?:nghi quyet )?(?:so )?$|\)?,? so ?:? ?$")
_SAID = re.compile(r",? ?\(?(?:luat |bo luat )?(?:so ?:? ?)?$")


def _read_list() -> dict[str, Document]:
    lines = files("corpus.references").joinpath("short_names.tsv").read_text(encoding="utf-8").splitlines()[1:]
    made = {}
    for line in lines:
        name, number, _ = line.split("\t")
        made[fold(name)] = Document(find_numbers(number)[0].number, "", is_written=False)
    return made


# What every name and every pointer of pointing.py has: most texts have none of it.
MAY_NAME = re.compile("nghị|luật|pháp lệnh|quyết định|chương trình|đề án|văn bản|thông tư|chỉ thị|kế hoạch|kết luận|"
                      "thông báo|hướng dẫn|công (?:văn|điện)|quy chế|(?<!\\w)nq (?:tw|trung ương)", re.IGNORECASE)
NICKNAMES = _read_list()
MAY_BE_NICKNAME = re.compile("|".join(sorted({f" {name.split()[-1]}" for name in NICKNAMES})) + "(?![^\\W_])")
_NICKNAME = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, NICKNAMES))})(?![^\W_]|[/.,-]\d)")


def find_names(text: str, folded: str, mentions: Sequence[Mention],
               placed: Mapping[int, Document | None]) -> list[Name]:
    """The names of a text in order, bound where the text says their number."""
    found = [*_plenums(folded), *_laws(text, folded)]
    found += [Name(each.start(), each.end(), "nghị quyết", "") for each in _CONGRESS.finditer(folded)]
    starts = [mention.start for mention in mentions]

    def is_number(start: int) -> bool:
        """Whether a name begins within a number and the words before it: "Luật số 45/2013/QH13" is none."""
        place = bisect_right(starts, start)
        return any(mention.lead_start <= start < mention.end for mention in mentions[max(0, place - 1):place + 1])

    found = [name for name in sorted(found, key=lambda name: name.start) if not is_number(name.start)]
    said: dict[str, Bound] = {}
    for name in found:
        place = bisect_left(starts, name.end)
        following = mentions[place] if place < len(mentions) else None
        document = placed.get(following.start) if following and following.is_full else None
        close = _NUMBERED_PLENUM if name.type == "nghị quyết" else _SAID
        if document and following and name.slug and close.fullmatch(folded, name.end, following.start):
            said.setdefault(name.slug, Bound(document, why="số nêu cạnh tên"))
            if name.type == "nghị quyết" and (term := name.slug.split()[-1]):
                document.pool(Evidence(term=term))
    names = [Name(name.start, name.end, name.type, name.slug, said.get(name.slug, Bound())) for name in found]
    return names + [name for name in _nicknames(folded) if not is_number(name.start)]


def _plenums(folded: str) -> list[Name]:
    made = []
    for found in _PLENUM.finditer(folded):
        written = found["ordinal"] or found["figure"]
        number = _ORDINALS.get(written, written.lstrip("0"))
        made.append(Name(found.start(), found.end(), "nghị quyết", f"tw {number} {read_term(found['term'])}"))
    return made


def _laws(text: str, folded: str) -> list[Name]:
    if "uật " not in text and "Pháp lệnh " not in text:
        return []
    return [Name(found.start(), found.end(), "pháp lệnh" if found[0].startswith("P") else "luật",
                 f"{fold(found['name'])} {found['year']}") for found in _LAW.finditer(text)]


def _nicknames(folded: str) -> list[Name]:
    return [Name(found.start(), found.end(), found[0].rstrip("0123456789a "), found[0],
                 Bound(NICKNAMES[found[0]], why="tên gọi quen dùng"))
            for found in _NICKNAME.finditer(folded)]
