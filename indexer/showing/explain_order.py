"""How far a learned order moved a hit, and for what: one line in Vietnamese, for the card and for scripts/ask.py."""

from __future__ import annotations

from indexer.engine.page import Part
from indexer.reordering.features import DOCUMENT_PAIRS, PAIRS_HELD, TITLE_ASKED, WORDS_HELD

ORDER = "order"  # the channel of the part
MOVED = "Xếp lại theo mức khớp: {}"
# The shares that a reader can check in the bulletin, with what they say. The trees look at some more.
SHARES = {
    WORDS_HELD: "có {}% từ của câu hỏi",
    PAIRS_HELD: "có {}% cặp từ của câu hỏi",
    TITLE_ASKED: "{}% tiêu đề là điều được hỏi",
    DOCUMENT_PAIRS: "cả văn bản có {}% cặp từ của câu hỏi",
}


def explain_order(part: Part) -> str:
    """What the part "order" of a score says. Rare words weigh more in a share than common ones.

    >>> explain_order(Part("order", "-1", -0.5, ((WORDS_HELD, 0.824), (TITLE_ASKED, 0.5))))
    'Xếp lại theo mức khớp: xuống 1 bậc (có 82% từ của câu hỏi, 50% tiêu đề là điều được hỏi)'
    >>> explain_order(Part("order", "+2", 0.5)), explain_order(Part("order", "+0", 0.0))
    ('Xếp lại theo mức khớp: lên 2 bậc', 'Xếp lại theo mức khớp: vẫn ở bậc cũ')
    """
    places = int(part.term)
    moved = f"{'lên' if places > 0 else 'xuống'} {abs(places)} bậc" if places else "vẫn ở bậc cũ"
    values = dict(part.shares)
    shares = ", ".join(text.format(round(100 * values[name])) for name, text in SHARES.items() if name in values)
    return MOVED.format(f"{moved} ({shares})" if shares else moved)
