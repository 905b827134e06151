"""Whoosh as its documentation sets it up: its own fields, its own searcher, one process, 512 MB to sort in."""

from __future__ import annotations

from pathlib import Path

from whoosh import fields, index, query
from whoosh.analysis import SpaceSeparatedTokenizer

from benchmarks.speed.peer import PER_PAGE, TITLE_WEIGHT, Answer, Feed, count_bytes
from benchmarks.speed.queries import Asked, How

MEMORY_MB = 512  # half again as fast as the usual 128
TEXTS = ("head", "body")
OFFERED = 8


class WhooshPeer:
    """Plain Whoosh. `optimize=False`: with its skipping of blocks, the top ten of common words is not the right one."""

    def build(self, folder: Path, feed: Feed) -> None:
        """Makes the index."""
        def text(boost: float) -> fields.TEXT:
            return fields.TEXT(analyzer=SpaceSeparatedTokenizer(), field_boost=boost)

        folder.mkdir(parents=True, exist_ok=True)
        made = index.create_in(folder, fields.Schema(
            id=fields.ID(stored=True), title=fields.STORED, head=text(TITLE_WEIGHT), body=text(1.0),
            number=fields.KEYWORD(), day=fields.NUMERIC(int, sortable=True), year=fields.NUMERIC(int, sortable=True),
            section=fields.ID(sortable=True)))
        writer = made.writer(limitmb=MEMORY_MB)
        for document in feed.documents():
            writer.add_document(
                id=document.id, title=document.title, head=document.head, body=document.body,
                number=" ".join(document.numbers), day=document.day, year=document.year, section=document.section)
        writer.commit()
        made.close()

    def open(self, folder: Path) -> None:
        """Opens the index."""
        self._searcher = index.open_dir(folder).searcher()

    def can(self, asked: Asked) -> bool:
        """Everything."""
        return True

    def search(self, asked: Asked) -> Answer:
        """The page of hits. Ranked, Whoosh leaves out what cannot reach the page and its own total is too low: the
        query is run once more to count."""
        if asked.how is How.MEANT:
            found = self._searcher.suggest("body", asked.words[0], limit=OFFERED, maxdist=1)
            return Answer(tuple(("", word) for word in found), None)
        if asked.how is How.COMPLETE:
            terms = self._searcher.reader().most_frequent_terms("body", OFFERED, prefix=asked.words[0])
            return Answer(tuple(("", word.decode()) for _, word in terms), None)
        made = make_query(asked)
        results = self._searcher.search(
            made, limit=asked.page * PER_PAGE, optimize=False, reverse=asked.newest,
            sortedby="day" if asked.newest else None, groupedby=["year", "section"] if asked.facets else None)
        if asked.facets:
            for name in ("year", "section"):
                {value: len(ids) for value, ids in results.groups(name).items()}
        first = (asked.page - 1) * PER_PAGE
        hits = tuple((hit["id"], hit["title"]) for hit in results[first:first + PER_PAGE])
        whole = asked.newest or asked.facets
        return Answer(hits, len(results) if whole else sum(1 for _ in self._searcher.docs_for_query(made)))

    def size(self, folder: Path) -> int:
        """Bytes on disk."""
        return count_bytes(folder)

    def close(self) -> None:
        """Closes the index."""
        self._searcher.close()


def make_query(asked: Asked) -> query.Query:
    """The query as Whoosh's own tree: each word in the title or in the body."""
    if asked.how is How.PHRASE:
        made = query.Or([query.Phrase(text, list(asked.words)) for text in TEXTS])
    elif asked.how is How.PREFIX:
        made = query.Or([query.Prefix(text, asked.words[0]) for text in TEXTS])
    elif asked.how is How.NUMBER:
        made = query.Term("number", asked.words[0])
    else:
        each = [query.Or([query.Term(text, word) for text in TEXTS]) for word in asked.words]
        joined = query.And if asked.how is How.ALL else query.Or
        made = each[0] if len(each) == 1 else joined(each)
    if asked.since and asked.until:
        days = query.NumericRange("day", asked.since.toordinal(), asked.until.toordinal())
        return query.Require(made, days)
    return made
