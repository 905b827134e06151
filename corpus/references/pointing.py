"""find_pointers(): "Nghị quyết này", "Quyết định nêu trên", bound to what the sentence before is about.

Not to the nearest number: "Nghị định 55 … thay thế Nghị định 36. Nghị định này" is 55. A text that speaks of itself
("Thông tư này quy định"), several of one type, and provisions ("quy định này") bind to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from corpus.numbers.document_number import DocumentNumber
from corpus.references.binding import Bound
from corpus.references.mention import Document, Mention
from corpus.references.names import Name
from corpus.references.sentences import Sentences

_TYPES = ("nghị quyết", "nghị định", "thông tư", "chỉ thị", "quyết định", "kết luận", "thông báo", "hướng dẫn",
          "kế hoạch", "chương trình hành động", "công văn", "công điện", "pháp lệnh", "luật", "văn bản", "quy chế")
_POINTER = re.compile(
    rf"(?<!\w)(?P<type>{'|'.join(_TYPES)}) (?:này|nói trên|nêu trên|kể trên|trên đây|trên|đó|vừa nêu)(?!\w)",
    re.IGNORECASE)
_SEVERAL = re.compile(r"(?<!\w)(?:các|những|hai|ba|bốn|mọi|nhiều|loại|dự thảo) $", re.IGNORECASE)
# What stands behind one of these is not what the sentence is about.
_UNDER = re.compile(r"(?<![^\W_])(?:thay the|sua doi|bo sung|bai bo|kem theo|can cu|theo|huong dan|thi hanh|cua|tai|"
                    r"thuc hien)(?: cho| cac| mot so| dieu| quy dinh| thi hanh| cua| tai| \d+)*$")
NUMBERLESS = DocumentNumber("", "", "", "")
MOST = 30  # mentions that one sentence holds; more are a list
FAR = 600  # characters to the only document of its type that a text has named so far


@dataclass(frozen=True)
class Pointer:
    """A type with a word that points, text[start:end]."""

    start: int
    end: int
    type: str
    bound: Bound = Bound()


def with_names(mentions: Sequence[Mention], meant: Mapping[int, Document | None],
               names: Sequence[Name]) -> tuple[list[Mention], dict[int, Document | None]]:
    """The mentions and what they mean, with documents that are called by a name: one whose number nothing tells stands
    in the way of a pointer, as it may be what that points to."""
    called = [Mention(NUMBERLESS, name.start, name.end, name.start, name.type, -1) for name in names]
    return (sorted([*mentions, *called], key=lambda mention: mention.start),
            {**meant, **{name.start: name.bound.document for name in names}})


def find_pointers(text: str, folded: str, mentions: Sequence[Mention], meant: Mapping[int, Document | None],
                  sentences: Sentences) -> list[Pointer]:
    """The pointers of a text in order; `meant` is the document of each mention by its start."""
    made: list[Pointer] = []
    itself: set[str] = set()
    seen: dict[str, list[Mention]] = {"văn bản": []}
    passed = 0
    for found in _POINTER.finditer(text):
        name = found["type"].lower()
        while passed < len(mentions) and mentions[passed].end <= found.start():
            seen.setdefault(mentions[passed].type, []).append(mentions[passed])
            seen["văn bản"] += [mentions[passed]] * (mentions[passed].type != "văn bản")
            passed += 1
        if _SEVERAL.search(text, max(0, found.start() - 12), found.start()):
            continue
        before = seen.get(name)
        if not before:
            itself.add(name)  # the text speaks of itself
        bound = _bind(found.start(), before, meant, folded, sentences) if before and name not in itself else Bound()
        made.append(Pointer(found.start(), found.end(), name, bound))
    return made


def _bind(place: int, before: Sequence[Mention], meant: Mapping[int, Document | None], folded: str,
          sentences: Sentences) -> Bound:
    here, previous = sentences.around(place)[0], sentences.before(place)
    for start in (here, previous):
        near = list(takewhile(lambda mention: mention.start >= start, reversed(before[-MOST:])))[::-1]
        if near:
            leading = [mention for mention in near if not _UNDER.search(
                folded[max(0, mention.lead_start - 60):mention.lead_start].rstrip())] or near
            return _only(leading, meant)
    if place - before[0].end <= FAR:
        return _only(before[-MOST:], meant)
    return Bound()


def _only(mentions: Sequence[Mention], meant: Mapping[int, Document | None]) -> Bound:
    """The one document that all mentions mean; what was not understood in between blocks."""
    documents = [meant.get(mention.start) for mention in mentions]
    first = documents[0]
    if first is not None and all(document is first for document in documents):
        return Bound(first, why="câu trước")
    return Bound()
