"""What numbers cost: 500 looked up as a list, and the pages of numbers and documents, over a data folder as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from corpus.data_dir import DataDir
from indexer.documents.reader import DocumentReader, read_document
from indexer.live import LiveIndex
from search_app import create_app
from search_app.numbers.bulk import MAX_NUMBERS, answer_rows
from search_app.settings import Settings

PAGES = 200


@dataclass(frozen=True)
class Cost:
    """Documents that were told apart, seconds that a list of MAX_NUMBERS took, and milliseconds of CPU of a page in the
    median and at the 95th percentile: of a number, of a document, of a search with its card."""

    documents: int
    list_seconds: float
    number: tuple[float, float]
    document: tuple[float, float]
    search: tuple[float, float]

    def lines(self) -> list[str]:
        """The figures as an admin reads them."""
        pages = (("trang số hiệu", self.number), ("trang văn bản", self.document), ("tìm theo số hiệu", self.search))
        return [f"{self.documents} văn bản; tra {MAX_NUMBERS} số hiệu: {self.list_seconds:.2f} giây",
                *(f"{name}: trung vị {middle:.1f} ms, p95 {high:.1f} ms giờ bộ xử lý"
                  for name, (middle, high) in pages)]


def measure_numbers(folder: Path, seed: int) -> Cost:
    """The cost over a data folder that has an index. EngineError where it has none."""
    data = DataDir(folder)
    reader: DocumentReader = LiveIndex(data.index).documents
    documents = [read_document(said) for said, in reader.rows("SELECT said FROM document ORDER BY name, place")]
    drawn = Random(seed).choices(documents, weights=[1 + document.all for document in documents], k=PAGES)
    rows = [str(document.number) for document in Random(seed).choices(documents, k=MAX_NUMBERS)]
    began = perf_counter()
    assert len(list(answer_rows(rows, reader))) >= len(rows)
    list_seconds = perf_counter() - began
    client = create_app(Settings(data)).test_client()
    client.get("/so-hieu")

    def cost(addresses: list[tuple[str, dict[str, str]]]) -> tuple[float, float]:
        taken = sorted(clock(partial(client.get, at, query_string=asked)) for at, asked in addresses)
        return median(taken), taken[int(.95 * len(taken))]

    return Cost(len(documents), list_seconds,
                cost([(f"/van-ban/{document.slug}", {}) for document in drawn]),
                cost([(f"/van-ban/{document.address}", {}) for document in drawn]),
                cost([("/tim-kiem", {"q": str(document.number)}) for document in drawn]))


def clock(run: Callable[[], object]) -> float:
    """Milliseconds of CPU that a call takes."""
    began = process_time()
    run()
    return 1000 * (process_time() - began)
