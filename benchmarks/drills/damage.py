"""Spoils files of an installation, closed and open, and looks whether anything that is wrong is taken for right."""

from __future__ import annotations

import logging
import shutil
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks.drills.options import positive
from benchmarks.drills.outcome import Outcome
from benchmarks.drills.sample_data import fill, make_bulletin
from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.checking import check_file, check_texts
from corpus.storing.store import Store, StoreError
from indexer.asking.search import Question, ask
from indexer.building.build import build
from indexer.building.versions import State, list_versions
from indexer.engine.base import IndexUnusable
from indexer.live import LOOK_SECONDS, LiveIndex

SUMMARY = "làm hỏng tệp kho, chỉ mục, bộ nhớ đệm theo nhiều cách; không trả lời sai, không đứng lại"
PAGE = 4096
BULLETINS = 40  # of the first generation; the second has one more
LAST = "gen-000002"
# A build is a second, all else some hundredths: caches are spoilt in one round of six.
TARGETS = ("index",) * 3 + ("store",) * 2 + ("cache",)


def add_options(parser: ArgumentParser) -> None:
    """How often."""
    parser.add_argument("--rounds", type=positive, default=120, metavar="N", help="số lần làm hỏng")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Spoils one file in each round, of a copy that is sound."""
    whole = prepare(folder / "whole")
    random, noticed, problems = Random(seed), Counter[str](), list[str]()
    logging.disable(logging.CRITICAL)  # each of them is told in the log, which is not what is read here
    try:
        spoil_often(options.rounds, whole, folder, random, noticed, problems)
    finally:
        logging.disable(logging.NOTSET)
    told = ", ".join(f"{name} {count}" for name, count in sorted(noticed.items()))
    line = f"{options.rounds} lần làm hỏng ({told}), {len(problems)} lần trả lời sai hoặc đứng lại"
    return Outcome(len(problems), line, tuple(problems), {"rounds": dict(noticed)})


def spoil_often(rounds: int, whole: DataDir, folder: Path, random: Random, noticed: Counter[str],
                problems: list[str]) -> None:
    """Spoils copies of a sound installation; counts what was spoilt, and adds what went wrong."""
    for place in range(rounds):
        data = DataDir(folder / "spoilt")
        shutil.copytree(whole.root, data.root, symlinks=True)
        target = random.choice(TARGETS)
        how, problem = TRIALS[target](data, random)
        noticed[target] += 1
        if problem:
            problems.append(f"lần {place + 1}, {how}: {problem}")
        shutil.rmtree(data.root)


def prepare(folder: Path) -> DataDir:
    """An installation with two generations that share no file."""
    data = fill(folder, BULLETINS)
    with Store.open(data.store) as store:
        store.put([make_bulletin(BULLETINS)])
    build(data, full=True, workers=1)
    return data


def spoil(path: Path, random: Random) -> str:
    """Spoils a file in place; says how. Never leaves it as it was."""
    data = bytearray(path.read_bytes())
    kind = random.choice(["flip", "flip", "zero", "cut", "empty"])
    before = bytes(data)
    if kind == "flip":
        for _ in range(random.choice([1, 1, 30])):
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    elif kind == "zero":
        start = random.randrange(len(data)) // PAGE * PAGE
        data[start:start + PAGE] = bytes(len(data[start:start + PAGE]))
    elif kind == "cut":
        del data[random.randrange(len(data)):]
    else:
        data.clear()
    if bytes(data) == before:
        data[0] ^= 1
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()
    return f"{path.name}: {kind}"


def spoil_index(data: DataDir, random: Random) -> tuple[str, str]:
    """A file of the generation that answers, before or after it was opened: the one before answers, or none."""
    now = [0.0]
    live = LiveIndex(data.index, lambda: now[0])
    is_open = random.random() < .5
    if is_open:
        live.engine.count()
    file = random.choice(sorted(path for path in (data.index / LAST).iterdir() if path.stat().st_size))
    # A mapped file that is cut short ends a process when it is touched: that the server survives, and not this one.
    how = spoil(file, random) if not is_open else overwrite(file, random)
    now[0] += 2 * LOOK_SECONDS
    is_manifest = file.name == "manifest.json"
    try:
        found = ask(live.engine, Question(make_bulletin(3).title)).page
    except IndexUnusable:
        return how, "thế hệ trước còn tốt mà không được dùng"
    if "3" not in {hit.id for hit in found.hits}:
        return how, "không tìm được bản tin 3"
    if (live.generation is None or live.generation.number != 1) and not (is_open and is_manifest):
        return how, "không nhận ra, vẫn trả lời bằng thế hệ hỏng"
    if next(version for version in list_versions(data.index) if version.name == LAST).state is not State.UNUSABLE:
        return how, "danh sách thế hệ không nói là hỏng"
    return how, ""


def overwrite(path: Path, random: Random) -> str:
    """Spoils some bytes of a file that is open, and leaves its length."""
    size = path.stat().st_size
    place = random.randrange(size)
    with path.open("r+b") as file:
        file.seek(place)
        held = file.read(PAGE)
        file.seek(place)
        file.write(bytes(byte ^ 0xFF for byte in held))
    return f"{path.name}: ghi đè lúc đang mở"


def spoil_store(data: DataDir, random: Random) -> tuple[str, str]:
    """The store: what is read is what was written, or a StoreError; and verify.py sees the difference."""
    how = spoil(data.store, random)
    try:
        with Store.open(data.store, read_only=True) as store:
            problems = [*check_file(store), *check_texts(store, lambda done, total: None)]
            wrong = [bulletin.id for bulletin in store.bulletins() if not is_as_written(bulletin)]
            short = store.count() != BULLETINS + 1
    except StoreError:
        return how, ""
    return how, "sai mà kiểm tra không thấy" if (wrong or short) and not problems else ""


def is_as_written(bulletin: Bulletin) -> bool:
    """Whether a bulletin says what it said."""
    return bulletin.said() == make_bulletin(int(bulletin.id)).said()


def spoil_cache(data: DataDir, random: Random) -> tuple[str, str]:
    """A cache: the next build goes on, and its index finds what it should."""
    how = spoil(random.choice([data.words, data.root / "counts.sqlite"]), random)
    build(data, full=True, workers=1)
    live = LiveIndex(data.index)
    right = live.engine.count() == BULLETINS + 1 and live.generation is not None and live.generation.number == 3
    return how, "" if right else "chỉ mục lập từ bộ nhớ đệm hỏng bị sai"


TRIALS: dict[str, Callable[[DataDir, Random], tuple[str, str]]] = {
    "index": spoil_index, "store": spoil_store, "cache": spoil_cache}
