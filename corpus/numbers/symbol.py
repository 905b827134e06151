"""The symbol behind a number: "NQ/TW" of 20-NQ/TW, read in the official spelling or refused.

Capitals are read generously, small letters only where both the type and the body are known: "20 da tu" may be any
words, "20-nq/tw" may not. Every pattern here is bounded and possessive, so the time is linear in the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.numbers.document_types import (
    BODIES, LAW_BODY, ROWS, TYPES, is_known_body, official_body, official_type, split_letters)
from corpus.text import fold

LETTER = "A-Za-zĐđƯư"  # symbols bear no tone marks: Đ and the Ư of "T.Ư" are all that they need
HARD = r"(?: {0,2}[/\\_-]{1,2} {0,2}|\.(?=[A-ZĐ]{2}))"  # 01/2014/QĐ.UBND
CHUNK = (rf"(?:(?:[Tt]\.[ƯWUưwu]|[{LETTER}][{LETTER}&]{{0,15}}+\d{{0,3}}+)(?![^\W_])|"
         r"[A-ZĐƯ][A-ZĐƯ&]{0,15}+g?(?=(?:ngày|của|về|và)(?!\w)))")  # "30/2020/NĐ-CPngày"
TAIL = re.compile(rf"(?:{HARD}| {{0,2}}){CHUNK}(?:(?:{HARD}| {{1,2}}){CHUNK}){{0,7}}")
PIECE = re.compile(rf"({HARD}| {{0,2}})({CHUNK})")

# Bodies that number their papers without anything behind: 36/CP, 155-TTg, 111-HĐBT, 12/BCĐ.
ALONE = {"cp", "ttg", "hdbt", "ubnd", "ub", "ctn", "bcd"}
MIN_LOW_BODY = 4  # "3637/ubnd-vx" is unmistakable in small letters, "10/ub-a" is not
MIN_TIGHT_BODY = 3  # "2262/byt-dp", where no blank stands between
MAX_LOW_PART = 6  # the office behind it: vx, thh, khtc; longer ones are words
CENTRAL = re.compile(r"T\.?Ư", re.IGNORECASE)  # the Central Committee; without its hook "TU" is a province's committee
COMPANIES = {"ctcp"}  # "Tổng Công ty 36 - CTCP" is a joint-stock company, not a directive of the government
# Behind these words any office's letters make a symbol: rooms, centres and boards of works are in no list.
LETTERS = {"CV", "VB", "CĐ"}
OF_MINISTRIES = {"TT", "TTLT", "QĐ", "CT", "NQ", "NĐ"}
PLACES = {"tinh", "huyen", "xa", "phuong", "thanh", "thi", "quan", "tp", "cac", "cap"}  # behind a body: "ubnd tinh"
# A footnote's mark behind these is none of theirs: "20-NQ/TW2". Of councils and boards it may be ("HĐND8", "BCĐ389").
FOOTED = {row.code for row in ROWS if row.is_body and (row.name.startswith(("bộ ", "sở ")) or row.code in {
    "TW", "TU", "HU", "ĐU", "CP", "TTg", "UBND", "VPCP", "VPTW", "BTCTW", "UBKTTW", "NHNN", "TTCP"})}
NO_SYLLABLE = re.compile(r"[b-df-hj-np-tv-xz]{3,8}|[b-df-hj-np-tv-z]{4,8}")
STANDING = {"tt", "vp"}  # "25-QĐ/TT HĐND": the standing board or the office of what follows


class Symbol(NamedTuple):
    """The two halves in the official spelling, and where they end in the text."""

    code: str
    body: str
    end: int


class Piece(NamedTuple):
    """Letters and the gap before them."""

    gap: str
    letters: str
    folded: str
    end: int

    @property
    def is_hard(self) -> bool:
        """Whether a slash, hyphen or underscore stands before the letters."""
        return bool(self.gap.strip())

    @property
    def is_tight(self) -> bool:
        """Whether a slash, hyphen or underscore without a blank stands before the letters."""
        return self.is_hard and " " not in self.gap

    @property
    def is_loud(self) -> bool:
        """Whether the letters are written as symbols are: in capitals, or as CTr and TTg are."""
        capitals = sum(map(str.isupper, self.letters))
        return capitals > 1 or self.letters == "L" or official_type(self.letters) == self.letters


class Context(NamedTuple):
    """What bears on how letters are read: whether a reader typed them, the type named before, a year in the number."""

    typed: bool = False
    lead: str = ""
    has_year: bool = False


def read_symbol(text: str, position: int, context: Context = Context()) -> Symbol | None:
    """The longest symbol that starts at a position, right behind a number (and its year); None if there is none.

    >>> read_symbol("20 - NQ / TW về", 2)
    Symbol(code='NQ', body='TW', end=12)
    >>> read_symbol("3 da tu", 1), read_symbol("15 trường", 2)
    (None, None)
    """
    tail = TAIL.match(text, position)
    if tail is None:
        return None
    pieces = []
    for found in PIECE.finditer(text, position, tail.end()):
        letters = CENTRAL.sub("TW", found[2]).replace(".", "")
        pieces.append(Piece(found[1], letters, fold(letters).replace("&", ""), found.end()))
        if len(pieces) == 1 and not _may_open(pieces[0]):
            return None
        if context.typed and len(pieces) > 1 and not pieces[-1].is_hard and pieces[-1].folded in PLACES:
            del pieces[-1:]
            break
    for count in range(len(pieces), 0, -1):
        if _hold_together(pieces[:count], context.typed) and _is_symbol(pieces[:count], context):
            return _spell(pieces[:count], context)
    return None


def _may_open(first: Piece) -> bool:
    """A cheap first look, which sends away almost every word that follows a number."""
    return bool(split_letters(first.folded)[0]) or first.is_tight and (first.is_loud or first.gap == "/")


def _hold_together(pieces: list[Piece], typed: bool) -> bool:
    """Whether the gaps between the pieces are gaps within one symbol, and not the bounds of it."""
    spaced = " " in pieces[0].gap
    for index, piece in enumerate(pieces[1:], 1):
        before = pieces[index - 1].folded
        if piece.gap == "." and before not in TYPES and before not in STANDING:
            return False  # the end of a sentence
        if not piece.is_hard:
            standing = before in STANDING and piece.folded in ("hdnd", "ubnd")
            of_type = index == 1 and before in TYPES and is_known_body(piece.folded)
            of_body = index == 1 and typed and before in BODIES and len(before) >= MIN_LOW_BODY
            if not (standing or of_type or of_body):
                return False
        elif index > 1 and not piece.is_tight and not (spaced and piece.is_loud):
            return False  # "12/KH-SYT - UBND tỉnh": a dash after the number, unless the number is spaced throughout
    return True


def _is_symbol(pieces: list[Piece], context: Context) -> bool:
    first, rest, typed = pieces[0], pieces[1:], context.typed
    loud = all(piece.is_loud for piece in pieces[:2]) and all(piece.letters[0].isupper() for piece in pieces)
    if first.gap == "." and not (loud and first.folded in TYPES and rest and is_known_body(rest[0].folded)):
        return False
    if LAW_BODY.fullmatch(first.folded) and not rest:
        return first.is_hard or typed
    if context.lead in LETTERS and (_is_of_an_office(first, rest, loud) or _is_short_office(first, rest)):
        return True
    if first.folded in TYPES:
        return bool(rest) and _is_type_and_body(first, rest, loud, typed) or first.folded == "qh" and _is_lone_body(
            first, rest, loud, context)
    if first.folded in BODIES:
        return _is_body(first, rest, loud, typed) or _is_lone_body(first, rest, loud, context)
    head, tail = split_letters(first.folded)
    if first.folded in COMPANIES:
        return False
    if head in TYPES and is_known_body(tail):  # "20-NQTW"
        return loud or (first.is_hard or typed) and _are_short(rest)
    if context.lead and loud and len(first.folded) > 2 and _is_of_an_office(first, rest, loud):
        return True
    if not rest:  # "3763-UBNDVX"
        return loud and first.is_tight and head in BODIES and len(head) >= MIN_LOW_BODY and len(tail) <= MAX_LOW_PART
    # A body that is not in the list: 454/STNMT-BVMT; or the office first, 296/KT-UBND.
    known = len(rest[0].folded) >= MIN_LOW_BODY and rest[0].folded in BODIES
    unknown = len(first.folded) > 2 and len(rest) == 1 and len(rest[0].folded) > 1 and first.letters[0] in "SB"
    return (loud and (known or unknown) or typed and known) and first.is_tight and rest[0].is_tight


def _is_of_an_office(first: Piece, rest: list[Piece], loud: bool) -> bool:
    """Letters of any office, behind a word that says that they are a document's: 77/TTYT, 2262/byt-dp."""
    return first.is_tight and "/" in first.gap and first.folded.isalpha() and len(first.folded) > 1 and (
        loud or bool(rest)) and all(piece.is_tight for piece in rest) and (loud or _are_short(rest))


def _is_short_office(first: Piece, rest: list[Piece]) -> bool:
    """The letters of one office in small letters, which make no syllable: 1234/pgdđt."""
    return not rest and first.is_tight and "/" in first.gap and NO_SYLLABLE.fullmatch(first.folded) is not None


def _is_lone_body(first: Piece, rest: list[Piece], loud: bool, context: Context) -> bool:
    """A body right behind a year, where the type was named before: "Luật số 37/2004/QH", "Thông tư 02/2017-BYT"."""
    return not rest and context.has_year and first.is_tight and loud and (
        first.folded == "qh" or context.lead in OF_MINISTRIES)


def _is_type_and_body(first: Piece, rest: list[Piece], loud: bool, typed: bool) -> bool:
    known = is_known_body(rest[0].folded) or is_known_body("".join(piece.folded for piece in rest))
    if first.folded == "l" and not known:
        return False
    if loud:
        return known or rest[0].is_hard and len("".join(piece.folded for piece in rest)) > 1
    if typed:
        return (known or first.is_hard and rest[0].is_hard) and _are_short(rest[1:])
    known = known or rest[0].is_tight and len(_known_head(rest[0].folded)) > 2  # a certain board: 89/kh-bcdttn
    return known and first.is_hard and rest[0].is_hard and _are_short(rest[1:])


def _known_head(folded: str) -> str:
    head = split_letters(folded)[0]
    return head if head in BODIES else ""


def _is_body(first: Piece, rest: list[Piece], loud: bool, typed: bool) -> bool:
    if not rest:
        return first.folded in ALONE and first.is_tight and (loud or typed)
    if loud and first.is_hard and not rest[0].is_tight:  # "109/UBND - VX"; "109/UBND - BTC" may be two bodies
        return len(rest[0].folded) <= MAX_LOW_PART and rest[0].folded not in BODIES
    if loud and all(piece.is_hard for piece in rest):
        return first.is_hard or not first.gap or typed
    least = MIN_TIGHT_BODY if first.is_tight and rest[0].is_tight else MIN_LOW_BODY
    return (first.is_hard or typed) and (typed or rest[0].is_tight) and len(first.folded) >= least and _are_short(rest)


def _are_short(pieces: list[Piece]) -> bool:
    return all(piece.is_loud or len(piece.folded) <= MAX_LOW_PART or is_known_body(piece.folded) for piece in pieces)


def _spell(pieces: list[Piece], context: Context) -> Symbol:
    """The official spelling of accepted pieces: the type's letters, then the body's parts joined by hyphens."""
    if len(pieces) > 2 and pieces[0].folded + pieces[1].folded in TYPES and is_known_body(pieces[2].folded):
        first, second, *rest = pieces  # CT-HĐ/TU
        pieces = [Piece(first.gap, first.letters + second.letters, first.folded + second.folded, second.end), *rest]
    parts = [pieces[0].letters]
    for piece in pieces[1:]:
        if piece.is_hard or fold(parts[-1]) in TYPES and len(parts) == 1:
            parts.append(piece.letters)
        else:
            parts[-1] += piece.letters  # TT HĐND
    code = ""
    if len(parts) == 1 and pieces[0].folded in BODIES:
        code = context.lead if context.has_year and context.lead in OF_MINISTRIES and pieces[0].folded != "qh" else ""
    elif pieces[0].folded in TYPES:
        code = official_type(parts.pop(0))
    elif pieces[0].folded not in BODIES and not LAW_BODY.fullmatch(pieces[0].folded):
        head, tail = split_letters(pieces[0].folded)
        if head in TYPES and is_known_body(tail):
            code, parts[0] = official_type(parts[0][:len(head)]), parts[0][len(head):]
    return Symbol(code, "-".join(map(_without_footnote, map(official_body, parts))), pieces[-1].end)


def _without_footnote(letters: str) -> str:
    plain = letters.rstrip("0123456789")
    official = official_body(plain) if plain != letters else ""
    return official if official in FOOTED else letters
