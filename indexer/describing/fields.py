"""Which fields of a bulletin hold a term: what a score's parts are told apart by, beside their words."""

from __future__ import annotations

from corpus.bulletin import Bulletin
from indexer.describing.around import Around, FileTexts
from indexer.describing.describe import describe
from indexer.engine.entry import Entry
from indexer.engine.page import Part
from indexer.engine.postings import CHANNELS, weigh


class Fields:
    """The terms of a bulletin, field by field, as the index has them."""

    def __init__(self, bulletin: Bulletin, files: FileTexts = ()):
        entry = describe(bulletin, around=Around(files))
        self._postings = {name: weigh(Entry(entry.card, **{name: zone})) for name, zone in entry.zones.items()}

    def holding(self, part: Part) -> tuple[str, ...]:
        """The fields ("title", "summary", "body", "attached") that hold what a part is for, the weightiest first.

        >>> fields = Fields(Bulletin("1", "", "s", "Lũ về", "Nước lũ lên."))
        >>> fields.holding(Part("syllable", "lu", 1.0)), fields.holding(Part("pair", "nuoc_lu", 1.0))
        (('title', 'body'), ('body',))
        """
        if part.channel not in CHANNELS:
            return ()
        return tuple(name for name, postings in self._postings.items() if part.term in getattr(postings, part.channel))
