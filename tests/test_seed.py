"""One bulletin all the way: from a portal's page through extraction, crawl and index to the answers of a reader.

The bulletin that the project began with, where the reference collection is at hand, and one of the sample like it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.numbers.find_numbers import find_numbers
from corpus.sample import pages
from corpus.sample.sample_bulletin import SampleBulletin, read_bulletins
from corpus.storing.store import Store
from corpus.text import tidy, tidy_paragraphs
from tests.local_site import Reply, Site, serve

RunScript = Callable[..., CompletedProcess[str]]

SEED = "data/seed/huong-tra-2017-03-22.txt"
KIM_BONG = "2017-03-22-kim-bong-nam-nam-thuc-hien-nghi-quyet-20.md"
DAY = date(2017, 3, 22)

FOUND_BY = ("khoa học và công nghệ", "khoa hoc va cong nghe", "KH&CN", "Uỷ ban nhân dân", "Ủy ban nhân dân", "20-NQ/TW",
            "nghị quyết 20", "05-CTHĐ/TU")
FIRST_PAGE = 20  # hits on a page of the web site
ALL = 1000
NOT_FOUND_BY = ("120-NQ/TW", "20a-NQ/TW", '"công nghệ khoa học"')


@dataclass(frozen=True)
class Crawled:
    """A bulletin that was crawled among others: what its page was made from, where it was, what is asked of it."""

    item: SampleBulletin
    page: str
    address: str
    data: DataDir
    found_by: tuple[str, ...]


def read_seed(text: str) -> SampleBulletin:
    """The bulletin in the seed: the title stands above its day, the author below its text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    day, end = lines.index("Ngày cập nhật 22/03/2017"), lines.index("Các tin khác")
    return SampleBulletin("2017-03-22-seed.md", lines[day - 1], DAY, None, lines[end - 1], "Khoa học - Công nghệ", "",
                          tuple(lines[day + 1:end - 1]))


@pytest.fixture(scope="module", params=["sample", pytest.param("seed", marks=pytest.mark.shared)])
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, run_script: RunScript,
            sample_bulletins: tuple[Bulletin, ...]) -> Iterator[Crawled]:
    """The bulletin, crawled from a page on loopback into a store that holds the sample's others, and indexed."""
    sample = next(item for item in read_bulletins() if item.file_name == KIM_BONG)
    if request.param == "seed":
        item = read_seed((request.getfixturevalue("shared") / SEED).read_text(encoding="utf-8"))
        found_by = (*FOUND_BY, '"phường Hương Chữ"', "Đảng bộ thị xã Hương Trà")
    else:
        item = sample
        found_by = (*FOUND_BY, '"phường Bồng Trung"', "41-KH/ThU", "356/qd-xphc", "làng nghề mộc Kim Bồng")
    data = DataDir(tmp_path_factory.mktemp(request.param))
    with Store.open(data.store) as store:
        store.put(bulletin for bulletin in sample_bulletins if f"{bulletin.id}.md" != item.file_name)
    site = Site()
    page = pages.page(item.title, pages.article(item, [sample]), "")
    site.pages["/"] = Reply(pages.page(pages.PORTAL, pages.news_list("Tin mới", [item]), ""))
    site.pages[item.path] = Reply(page)
    with serve(site):
        done = run_script("crawl.py", site.address, "--allow-private", "--delay", 0, "--data", data.root)
        assert done.returncode == 0 and "mới 1 " in done.stdout, done
        done = run_script("reindex.py", "--workers", 1, "--data", data.root, "--json")
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["count"] == len(sample_bulletins) + (item is not sample)
        yield Crawled(item, page, site.address.rstrip("/") + item.path, data, found_by)


def ask(crawled: Crawled, run_script: RunScript, texts: tuple[str, ...], *options: object) -> dict[str, dict]:
    """The answers of scripts/ask.py to some texts."""
    asked = "\n".join(json.dumps({"id": text, "text": text}) for text in texts)
    done = run_script("ask.py", "--batch", "-", "--data", crawled.data.root, *options, typed=asked)
    assert done.returncode == 0, done.stderr
    return {answer["id"]: answer for answer in map(json.loads, done.stdout.splitlines())}


def addresses(answer: dict) -> list[str]:
    return [hit["url"] for hit in answer["hits"]]


def test_extracted_with_title_day_author_and_text(crawled: Crawled, run_script: RunScript, tmp_path: Path) -> None:
    file, item = tmp_path / "page.html", crawled.item
    file.write_text(crawled.page, encoding="utf-8")
    read = json.loads(run_script("extract.py", file, "--url", crawled.address, "--json").stdout)
    assert (read["title"], read["published_on"], read["author"]) == (tidy(item.title), "2017-03-22", item.author)
    assert read["body"] == tidy_paragraphs("\n".join(item.paragraphs))
    assert read["numbers"] == list(dict.fromkeys(str(found.number) for found in find_numbers(tidy(item.title) + "\n" +
                                                                                             read["body"])))
    assert {"20-NQ/TW", "05-CTHĐ/TU"} <= set(read["numbers"])


def test_the_crawl_kept_what_the_page_says(crawled: Crawled) -> None:
    with Store.open(crawled.data.store, read_only=True) as store:
        bulletin, = (bulletin for bulletin in store.bulletins() if bulletin.url == crawled.address)
    assert (bulletin.title, bulletin.author) == (tidy(crawled.item.title), crawled.item.author)
    assert bulletin.published_on == DAY
    assert bulletin.body == tidy_paragraphs("\n".join(crawled.item.paragraphs))


def test_found_by_what_readers_type(crawled: Crawled, run_script: RunScript) -> None:
    answers = ask(crawled, run_script, crawled.found_by, "--per-page", FIRST_PAGE)
    places = {text: addresses(answer).index(crawled.address) + 1 if crawled.address in addresses(answer) else None
              for text, answer in answers.items()}
    assert None not in places.values(), places
    rungs = {hit["rung"] for answer in answers.values() for hit in answer["hits"] if hit["url"] == crawled.address}
    assert rungs == {"answer"}, places


def test_not_found_by_what_only_looks_alike(crawled: Crawled, run_script: RunScript) -> None:
    answers = ask(crawled, run_script, NOT_FOUND_BY, "--per-page", ALL)
    assert len(answers) == len(NOT_FOUND_BY)
    assert [text for text, answer in answers.items() if crawled.address in addresses(answer)] == []


def test_both_ways_to_place_a_tone_give_the_same_marks(crawled: Crawled, run_script: RunScript) -> None:
    old, new = ask(crawled, run_script, ("Uỷ ban nhân dân", "Ủy ban nhân dân"), "--per-page", ALL).values()
    assert old["hits"] == new["hits"]
    pieces = next(hit["pieces"] for hit in old["hits"] if hit["url"] == crawled.address)
    assert {text for text, found in pieces if found} & {"Uỷ ban nhân dân", "Ủy ban nhân dân"}, pieces


def test_one_question_as_one_document(crawled: Crawled, run_script: RunScript) -> None:
    done = run_script("ask.py", "20-NQ/TW", "--from", DAY, "--to", DAY, "--json", "--data", crawled.data.root)
    answer = json.loads(done.stdout)
    assert crawled.address in addresses(answer)
    assert {hit["published_on"] for hit in answer["hits"]} == {"2017-03-22"}
    assert {"20-NQ/TW", "Nghị quyết 20"} & {text for text, found in answer["hits"][0]["pieces"] if found}
