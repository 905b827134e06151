""""Vì sao có kết quả này?": the parts of a hit's score → a table whose rows add up to its total."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.analysis.syllables import split_syllables
from indexer.asking.parse import Understood
from indexer.describing.fields import Fields
from indexer.engine.page import Hit, Part
from indexer.showing.explain_order import ORDER, explain_order

# A row for each piece of evidence, the weightiest first; the rest of a long query is one row more.
ROWS_SHOWN = 12

# What a channel's points are given for. Channels without a name here are shown by their own.
REASONS = {
    "syllable": "Khớp từ “{}” (không xét dấu)",
    "pair": "Khớp cặp từ đứng liền nhau “{}”",
    "mark": "Viết đúng dấu “{}”",
    "word": "Khớp từ ghép “{}”",
    "number": "Nhắc tới số hiệu {}",
}
UNKNOWN = "Bằng chứng khác: {}"
THE_REST = "{} bằng chứng khác"
FIELD_NAMES = {"title": "tiêu đề", "summary": "tóm tắt", "body": "nội dung", "attached": "tệp đính kèm"}


@dataclass(frozen=True)
class Reason:
    """A row of the table: what the points are for, and the points as the page writes them."""

    text: str
    points: str


@dataclass(frozen=True)
class Explanation:
    """Why a bulletin was found where it was. The points of the rows, as shown, add up to the total, as shown."""

    reasons: tuple[Reason, ...]
    total: str


def explain(hit: Hit, understood: Understood, fields: Fields | None = None) -> Explanation | None:
    """The table of a hit's score; None where it has no parts (a list by filters alone). With the bulletin's `fields`,
    each row says where the bulletin has it.

    >>> from indexer.engine.entry import Card
    >>> from indexer.asking.parse import parse
    >>> parts = (Part("syllable", "khoa", 1.234), Part("syllable", "hoc", 1.0), Part("pair", "khoa_hoc", 2.5))
    >>> made = explain(Hit(Card("1"), 4.734, parts), parse("khoa học"))
    >>> [(reason.text, reason.points) for reason in made.reasons], made.total
    ([('Khớp cặp từ đứng liền nhau “khoa học”', '2,50'), ('Khớp từ “khoa” (không xét dấu)', '1,23'),
      ('Khớp từ “học” (không xét dấu)', '1,00')], '4,73')
    """
    if not hit.parts:
        return None
    parts = sorted((part for part in hit.parts if part.channel != ORDER), key=lambda part: -part.points)
    # One row left over is shown itself; how a learned order moved the hit stands below all.
    shown = len(parts) if len(parts) <= ROWS_SHOWN + 1 else ROWS_SHOWN
    rest = parts[shown:]
    typed = Typed(understood)
    texts = [typed.name(part) + name_fields(part, fields) for part in parts[:shown]]
    points = [part.points for part in parts[:shown]]
    if rest:
        texts.append(THE_REST.format(len(rest)))
        points.append(sum(part.points for part in rest))
    for part in hit.parts:
        if part.channel == ORDER:
            texts.append(explain_order(part))
            points.append(part.points)
    hundredths = round_together(points)
    return Explanation(tuple(Reason(text, write_points(n)) for text, n in zip(texts, hundredths, strict=True)),
                       write_points(sum(hundredths)))


def name_fields(part: Part, fields: Fields | None) -> str:
    """Where a bulletin has what a part's points are for, to stand behind its name."""
    names = [FIELD_NAMES[name] for name in fields.holding(part)] if fields else []
    return f" – {', '.join(names)}" if names else ""


class Typed:
    """What a reader typed, by the terms that it became: a table says "khoa học", not "khoa_hoc"."""

    def __init__(self, understood: Understood):
        text = understood.rewritten
        syllables = split_syllables(text)
        self._folded = {s.folded: text[s.start:s.end].lower() for s in reversed(syllables)}
        self._marked = {s.marked: text[s.start:s.end].lower() for s in reversed(syllables) if s.marked}
        self._pairs = {f"{a.folded}_{b.folded}": f"{text[a.start:a.end]} {text[b.start:b.end]}".lower()
                       for a, b in zip(syllables, syllables[1:], strict=False)}
        self._numbers = {number.key: str(number) for number in understood.numbers}

    def name(self, part: Part) -> str:
        """What a part's points are for, in Vietnamese."""
        return REASONS.get(part.channel, UNKNOWN.format(part.channel) + " {}").format(self._spell(part)).strip()

    def _spell(self, part: Part) -> str:
        if part.channel == "number":
            return self._numbers.get(part.term, part.term)
        if part.channel == "mark":
            return self._marked.get(part.term, part.term)
        return self._pairs.get(part.term) or " ".join(self._folded.get(each, each) for each in part.term.split("_"))


def round_together(points: Sequence[float]) -> list[int]:
    """The points in hundredths, rounded so that they add up to the rounded sum: the largest remainders round up.

    >>> round_together([1.004, 1.004, 1.004]), round_together([0.005, -0.005])
    ([101, 100, 100], [1, -1])
    """
    exact = [100 * each for each in points]
    down = [math.floor(each) for each in exact]
    up = round(sum(exact)) - sum(down)
    for place in sorted(range(len(exact)), key=lambda place: (down[place] - exact[place], place))[:up]:
        down[place] += 1
    return down


def write_points(hundredths: int) -> str:
    """Points with a decimal comma, and dots between thousands.

    >>> write_points(1006667), write_points(5), write_points(-5)
    ('10.066,67', '0,05', '-0,05')
    """
    whole, rest = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole:,}".replace(",", ".") + f",{rest:02}"
