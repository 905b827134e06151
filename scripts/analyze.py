#!/usr/bin/env python3
"""Shows what analysis makes of a text: every channel, with offsets."""

from __future__ import annotations

from inside import script

from corpus.text import tidy_paragraphs  # noqa: E402
from indexer.analysis.analyze import analyze  # noqa: E402
from indexer.analysis.segmentation.segment_all import segment_text  # noqa: E402

HEADINGS = {"syllables": "âm tiết", "pairs": "cặp âm tiết", "marked": "âm tiết có dấu", "alternatives": "cách đọc khác",
            "readings": "các cách hiểu", "words": "từ", "numbers": "số hiệu văn bản"}


def main() -> int:
    """Reads the arguments, analyses, prints."""
    parser = script.parser("Cho xem phần phân tích làm ra những gì từ một đoạn văn bản, kèm vị trí.", data=False)
    parser.add_argument("text", metavar="VĂN_BẢN", help="đoạn văn bản; - là đọc từ đầu vào chuẩn")
    arguments = parser.parse_args()
    text = tidy_paragraphs(script.read_input() if arguments.text == "-" else arguments.text)
    found = describe(text)
    if arguments.json:
        script.print_json(found)
    else:
        print(text)
        for channel, terms in found.items():
            if isinstance(terms, list):
                print(f"\n{HEADINGS.get(channel, channel)}")
                for term in terms:
                    print("  ", " · ".join(str(value) for value in term.values()))
    return script.FINE


def describe(text: str) -> dict[str, object]:
    """The channels of a tidied text; every `start` and `end` counts characters of `text`."""
    found = analyze(text)
    pairs = [(a, b) for paragraph in found.paragraphs for a, b in zip(paragraph, paragraph[1:], strict=False)]
    return {
        "text": text,
        "syllables": [{"term": s.folded, "start": s.start, "end": s.end} for s in found.syllables],
        "pairs": [{"term": f"{a.folded}_{b.folded}", "start": a.start, "end": b.end} for a, b in pairs],
        "marked": [{"term": s.marked, "start": s.start, "end": s.end} for s in found.syllables if s.marked],
        "alternatives": [{"term": s.whole, "start": s.start} for s in found.syllables if s.whole],
        "readings": [{"term": " ".join(s.folded for s in reading)} for reading in found.readings],
        "words": place_words(text, segment_text(text)),
        "numbers": [{"term": n.number.key, "start": n.start, "end": n.end, "text": n.text,
                     "spelling": str(n.number), "keys": list(n.number.keys)} for n in found.numbers],
    }


def place_words(text: str, words: list[str]) -> list[dict[str, object]]:
    """The words with their places: the segmenter rewrites text, so each is looked up by its folded letters."""
    syllables = analyze(text).syllables
    folded = [s.folded for s in syllables]
    placed: list[dict[str, object]] = []
    at = 0
    for word in words:
        letters = "".join(s.folded for s in analyze(word.replace("_", " ")).syllables)
        span = next(((i, end) for i in range(at, len(folded)) if (end := end_of(letters, folded, i))), None)
        if span is None:
            placed.append({"term": word})
            continue
        at = span[1]
        placed.append({"term": word, "start": syllables[span[0]].start, "end": syllables[at - 1].end})
    return placed


def end_of(letters: str, folded: list[str], place: int) -> int:
    """Behind which syllable the letters end that begin at a place, whatever the blanks; 0 where they do not stand.

    >>> end_of("banhang", ["dia", "ban", "hang"], 1), end_of("banhan", ["dia", "ban", "hang"], 1)
    (3, 0)
    """
    while letters and place < len(folded) and letters.startswith(folded[place]):
        letters = letters[len(folded[place]):]
        place += 1
    return 0 if letters else place


if __name__ == "__main__":
    script.run(main)
