"""tantivy, a search library in Rust, through tantivy-py: one thread to build with, one to search with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.speed.peer import PER_PAGE, TITLE_WEIGHT, Answer, Feed, count_bytes, require
from benchmarks.speed.queries import Asked, How

MEMORY = 512 * 2**20
OFFERED = 8
COUNTS = {"years": {"terms": {"field": "year", "size": 50}}, "sections": {"terms": {"field": "section", "size": 50}}}


class TantivyPeer:
    """tantivy over title and body, the title weighing more: as it is commonly set up."""

    flat = False

    def __init__(self) -> None:
        try:
            import tantivy  # here and not above: the bench runs without its peers
        except ImportError as error:
            raise require("tantivy", error) from error
        self._tantivy: Any = tantivy
        self._texts = (("text", 1.0),) if self.flat else (("head", TITLE_WEIGHT), ("body", 1.0))
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_bytes_field("title", stored=True)
        for name, _ in self._texts:
            schema.add_text_field(name, tokenizer_name="whitespace", index_option="position")
        schema.add_text_field("number", tokenizer_name="raw", index_option="basic")
        schema.add_integer_field("day", indexed=True, fast=True)
        schema.add_integer_field("year", indexed=True, fast=True)
        schema.add_text_field("section", tokenizer_name="raw", index_option="basic", fast=True)
        self._schema = schema.build()

    def build(self, folder: Path, feed: Feed) -> None:
        """Makes the index."""
        folder.mkdir(parents=True, exist_ok=True)
        writer = self._tantivy.Index(self._schema, path=str(folder)).writer(heap_size=MEMORY, num_threads=1)
        for document in feed.documents():
            texts = {"text": " ".join([document.head] * int(TITLE_WEIGHT) + [document.body])} if self.flat else {
                "head": document.head, "body": document.body}
            writer.add_document(self._tantivy.Document(
                id=document.id, title=document.title.encode(), number=list(document.numbers), day=document.day,
                year=document.year, section=document.section, **texts))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        """Opens the index."""
        self._index = self._tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def can(self, asked: Asked) -> bool:
        """Everything; what stands nearest to did-you-mean are the bulletins with a word one letter away."""
        return True

    def search(self, asked: Asked) -> Answer:
        """The page of hits."""
        if asked.how is How.COMPLETE:
            terms = self._searcher.terms_with_prefix(self._texts[-1][0], asked.words[0], limit=OFFERED)
            return Answer(tuple(("", word) for word, _ in terms), None)
        made = self._make_query(asked)
        found = self._searcher.search(made, limit=PER_PAGE, offset=(asked.page - 1) * PER_PAGE, count=True,
                                      order_by_field="day" if asked.newest else None)
        if asked.facets:
            self._searcher.aggregate(made, COUNTS)
        documents = [self._searcher.doc(address) for _, address in found.hits]
        return Answer(tuple((d["id"][0], bytes(d["title"][0]).decode()) for d in documents), found.count)

    def size(self, folder: Path) -> int:
        """Bytes on disk."""
        return count_bytes(folder)

    def close(self) -> None:
        """Lets go of the index."""
        del self._searcher, self._index

    def _make_query(self, asked: Asked) -> Any:
        made = self._make_words(asked)
        if asked.since and asked.until:
            days = self._tantivy.Query.range_query(
                self._schema, "day", self._tantivy.FieldType.Integer, asked.since.toordinal(), asked.until.toordinal())
            must = self._tantivy.Occur.Must
            return self._tantivy.Query.boolean_query([(must, made), (must, days)])
        return made

    def _make_words(self, asked: Asked) -> Any:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        first = asked.words[0]
        if asked.how is How.NUMBER:
            return query.term_query(self._schema, "number", first)
        if asked.how is How.PHRASE:
            return self._either([query.phrase_query(self._schema, text, list(asked.words))
                                 if len(asked.words) > 1 else query.term_query(self._schema, text, first)
                                 for text, _ in self._texts])
        if asked.how is How.PREFIX:
            return self._either([query.regex_query(self._schema, text, f"{first}.*") for text, _ in self._texts])
        if asked.how is How.MEANT:
            return self._either([query.fuzzy_term_query(self._schema, text, first, distance=1)
                                 for text, _ in self._texts])
        if asked.how is How.ALL:
            return query.boolean_query([(occur.Must, self._either(self._terms(word))) for word in asked.words])
        # Side by side and not nested: so tantivy can leave out blocks that cannot reach the page.
        return self._either([term for word in asked.words for term in self._terms(word)])

    def _terms(self, word: str) -> list[Any]:
        query = self._tantivy.Query
        terms = [(query.term_query(self._schema, text, word), weight) for text, weight in self._texts]
        return [term if weight == 1.0 else query.boost_query(term, weight) for term, weight in terms]

    def _either(self, queries: list[Any]) -> Any:
        if len(queries) == 1:
            return queries[0]
        should = self._tantivy.Occur.Should
        return self._tantivy.Query.boolean_query([(should, made) for made in queries])


class FlatTantivyPeer(TantivyPeer):
    """tantivy over one field that holds the title as often as it weighs: as our own index does, with half the lists
    to read."""

    flat = True
