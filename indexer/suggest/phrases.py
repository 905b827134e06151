"""Key phrases: the words of a bulletin, and runs of two to four that stand together, as they are spelt."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.bulletin import Bulletin

# What a bulletin is about stands in its title, its summary and its first paragraphs.
REGION = 600
MAX_WORDS = 4
# A phrase beyond this is a sentence.
MAX_CHARS = 48
# Between two words one syllable may stand ("khoa học VÀ công nghệ", "dịch tả LỢN châu Phi"): with its blanks, so long.
MAX_GAP = 9
# A word that is not found within this of the last one was spelt otherwise by the segmenter; the next one is looked for.
MAX_LEAP = 200


def find_phrases(bulletin: Bulletin, words: Sequence[str]) -> set[str]:
    """The phrases of a bulletin whose text (title, summary, body) was cut into `words`.

    >>> one = Bulletin("1", "", "s", "Ứng dụng khoa học và công nghệ", "Bài")
    >>> sorted(find_phrases(one, ["ứng_dụng", "khoa_học", "công_nghệ"]))[:4]
    ['công nghệ', 'khoa học', 'khoa học và công nghệ', 'Ứng dụng']
    """
    text = "\n".join(part for part in (bulletin.title, bulletin.summary, bulletin.body) if part)[:REGION]
    low = text.lower()
    if len(low) != len(text):  # some letters of other scripts are longer in lower case
        text = low
    found: set[str] = set()
    chain: list[int] = []  # where the words of the run that is under way begin
    place = 0
    for word in words:
        spelled = word.replace("_", " ")
        start = low.find(spelled, place, place + MAX_LEAP)
        if start < 0:
            if place + MAX_LEAP >= len(low):
                break
            continue
        gap = low[place:start]
        if gap != " " and not joins(gap):
            chain.clear()
        place = start + len(spelled)
        chain.append(start)
        del chain[:-MAX_WORDS]
        for begin in chain:
            if place - begin <= MAX_CHARS:
                found.add(text[begin:place])
    return found


def joins(gap: str) -> bool:
    """Whether two words with this between them stand together.

    >>> joins(" "), joins(" và "), joins(", "), joins(" của các ")
    (True, True, False, False)
    """
    return gap == " " or len(gap) <= MAX_GAP and gap[:1] == " " == gap[-1:] and gap[1:-1].isalpha()
