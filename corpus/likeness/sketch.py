"""sketch(): what a text is compared by, in 80 bytes; and how alike two texts are in truth."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from dataclasses import dataclass

from corpus.bulletin import Bulletin
from corpus.text import fold

WORD = re.compile(r"[^\W_]+")
FIGURE = re.compile(r"\d+")
SHINGLE = 5  # words in a row: shorter rows are the set phrases of the trade
LEAST_WORDS = 40  # of a shorter text a changed word changes what it says
BUCKETS, BANDS = 64, 16  # four to a band: of texts that share nine tenths all but one in ten million have a band alike
EMPTY = 0xFFFFFFFF
HASHES, BAND = struct.Struct(">8s8s"), struct.Struct(f">{BUCKETS // BANDS}I")


@dataclass(frozen=True)
class Sketch:
    """`same` is equal where every word is, marks, case and signs apart; `figures` where all figures are; of two texts
    that are nearly the same some of `bands` are equal, place by place. Short texts have none."""

    same: bytes
    figures: bytes
    bands: tuple[bytes, ...] = ()

    def pack(self) -> bytes:
        """As bytes."""
        return HASHES.pack(self.same, self.figures) + b"".join(self.bands)


def unpack(packed: bytes) -> Sketch:
    """The sketch of some bytes."""
    same, figures = HASHES.unpack_from(packed)
    rest = packed[HASHES.size:]
    return Sketch(same, figures, tuple(rest[place:place + 4] for place in range(0, len(rest), 4)))


def sketch(bulletin: Bulletin) -> Sketch:
    """The sketch of a bulletin.

    >>> one = sketch(Bulletin("1", "", "a", "Lũ về", "Nước lũ lên 2 m."))
    >>> two = sketch(Bulletin("2", "", "b", "LŨ VỀ!", "Nước lũ lên  2 m"))
    >>> one == two == unpack(one.pack()), one == sketch(Bulletin("3", "", "b", "Lũ về", "Nước lũ lên 3 m."))
    (True, False)
    """
    text = text_of(bulletin)
    words = words_of(text)
    figures = " ".join(sorted(FIGURE.findall(text)))
    bands = bands_of(words) if len(words) >= LEAST_WORDS else ()
    return Sketch(short_hash(" ".join(words)), short_hash(figures), bands)


def text_of(bulletin: Bulletin) -> str:
    """All that is compared: a document's number too, which a text may leave to the table beside it."""
    return "\n".join((bulletin.title, bulletin.summary, bulletin.body, bulletin.number))


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return WORD.findall(fold(text))


def short_hash(text: str) -> bytes:
    """Eight bytes."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()


def shingles_of(words: list[str]) -> set[bytes]:
    """The rows of words."""
    return {" ".join(words[place:place + SHINGLE]).encode("utf-8", "replace")
            for place in range(max(1, len(words) - SHINGLE + 1))}


def bands_of(words: list[str]) -> tuple[bytes, ...]:
    """The least hash of each bucket, four buckets to a band (one-permutation MinHash: Li, Owen, Zhang, 2012)."""
    least = [EMPTY] * BUCKETS
    for shingle in shingles_of(words):
        hashed = zlib.crc32(shingle)
        bucket = hashed % BUCKETS
        least[bucket] = min(least[bucket], hashed)
    step = BUCKETS // BANDS
    return tuple(zlib.crc32(BAND.pack(*least[place:place + step])).to_bytes(4, "big")
                 for place in range(0, BUCKETS, step))


def likeness(one: Bulletin, other: Bulletin) -> float:
    """The share of rows of words that two texts have in common (Jaccard), 0 to 1.

    >>> likeness(Bulletin("1", "", "", "a b c d e f"), Bulletin("2", "", "", "a b c d e g"))
    0.3333333333333333
    """
    ours, theirs = (shingles_of(words_of(text_of(each))) for each in (one, other))
    return len(ours & theirs) / len(ours | theirs)
