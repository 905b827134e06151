"""Runs load and reindex on a disk that takes no more at some point, then with room: nothing is lost, and they go on.

The disk is a limit on the size of files (RLIMIT_FSIZE), which needs no rights and no disk of its own: the system
refuses what SQLite, Whoosh and Python write beyond it.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from random import Random

from benchmarks.drills.options import positive
from benchmarks.drills.outcome import Outcome
from benchmarks.drills.sample_data import make_bulletin
from corpus.data_dir import DataDir
from corpus.storing.bulletin_lines import write_line
from corpus.storing.store import Store, StoreError
from indexer.live import LiveIndex

SUMMARY = "đĩa đầy giữa chừng lúc nạp và lập chỉ mục; báo rõ, không mất gì, lần sau làm tiếp được"
SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
JOB_SECONDS = 180
FIRST, ALL = 30, 60  # bulletins of the index that answers meanwhile, and of the file that is loaded


def add_options(parser: ArgumentParser) -> None:
    """How often."""
    parser.add_argument("--rounds", type=positive, default=12, metavar="N", help="số lần đĩa đầy")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Fills the disk once in a load and once in a build, in each round at another moment."""
    random, problems, refused = Random(seed), list[str](), 0
    lines = [write_line(make_bulletin(place)) for place in range(ALL)]
    first, whole = folder / "first.jsonl", folder / "all.jsonl"
    first.write_bytes(b"".join(lines[:FIRST]))
    whole.write_bytes(b"".join(lines))
    base = DataDir(folder / "base")
    job(None, "load.py", first, base)
    job(None, "reindex.py", "--workers", "1", base)
    sizes = sorted(path.stat().st_size for path in base.root.rglob("*") if path.is_file())
    for place in range(options.rounds):
        data = DataDir(folder / "full")
        shutil.copytree(base.root, data.root, symlinks=True)
        for arguments in (("load.py", whole), ("reindex.py", "--full", "--workers", "1")):
            limit = random.randrange(2 * sizes[-1]) if random.random() < .5 else random.choice(sizes)
            done = job(limit, *arguments, data)
            refused += done.returncode != 0
            found = f"lần {place + 1}, {arguments[0]} tới {limit} byte"
            problems += [f"{found}: {problem}" for problem in what_is_wrong(done, data)]
            if job(None, *arguments, data).returncode:
                problems.append(f"{found}: lần sau không chạy được")
        live = LiveIndex(data.index)
        if live.engine.count() != ALL:
            problems.append(f"lần {place + 1}: chỉ mục có {live.engine.count()} bản tin, phải có {ALL}")
        live.engine.close()
        shutil.rmtree(data.root)
    line = f"{refused} lần đĩa đầy trong {2 * options.rounds} lượt chạy, {len(problems)} điều sai"
    return Outcome(refused, line, tuple(problems))


def job(limit: int | None, name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs a script to its end; the last argument is the data folder."""
    *others, data = arguments
    assert isinstance(data, DataDir)

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run([sys.executable, str(SCRIPTS / name), *map(str, others), "--data", str(data.root), "--json"],
                          capture_output=True, text=True, check=False, timeout=JOB_SECONDS, preexec_fn=limited)


def what_is_wrong(done: subprocess.CompletedProcess[str], data: DataDir) -> list[str]:
    """What a run left that it should not have, full disk or not."""
    found = []
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        found.append(f"mã thoát {done.returncode}: {done.stderr[-200:]}")
    if done.returncode == 1 and "đĩa" not in done.stderr:
        found.append(f"không nói là do đĩa: {done.stderr[-200:]}")
    if done.returncode == 0:
        json.loads(done.stdout)
    try:
        with Store.open(data.store, read_only=True) as store:
            if store.connection.execute("PRAGMA integrity_check").fetchone() != ("ok",) or store.count() < FIRST:
                found.append("kho không còn nguyên")
    except StoreError as error:
        found.append(f"kho: {error}")
    live = LiveIndex(data.index)
    if live.engine.count() not in (FIRST, ALL):
        found.append(f"chỉ mục trả lời bằng {live.engine.count()} bản tin")
    live.engine.close()
    if left := list(data.index.glob("*.building")):
        found.append(f"còn lại {left[0].name}")
    return found
