"""A cluster of three machines, looked after as the guide says, by the guide's own commands, while readers ask: machines
renewed one after the other, a snapshot, and all of the cluster lost and put back.

A cluster is lost right after the snapshot; then when newer generations have been built; then with the builder's folder.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.cluster.jars import NEXT, NoNode
from benchmarks.cluster.three import running
from benchmarks.drills.cluster_installation import Installation, told_of
from benchmarks.drills.cluster_readers import Seen
from benchmarks.drills.cluster_restoring import lose, restore, take
from benchmarks.drills.cluster_rolling import roll
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import DrillFailed, Outcome

SUMMARY = ("theo đúng lệnh của docs/van-hanh-cum.md trong lúc hỏi: nâng cấp lần lượt ba máy OpenSearch, chụp chỉ mục, "
           "mất cả cụm rồi phục hồi")
ADDED = 5  # bulletins that each build brings


def add_options(parser: ArgumentParser) -> None:
    """How often, over how much."""
    parser.add_argument("--losses", type=positive, default=3, metavar="N", help="số lần mất cả cụm")
    parser.add_argument("--bulletins", type=positive, default=100, metavar="N", help="số bản tin lúc đầu")
    parser.add_argument("--upgrade", action="store_true",
                        help=f"mỗi máy khởi động lại bằng OpenSearch {NEXT}, không phải bản cũ")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Renews the machines, then loses all of them so often."""
    try:
        with running(folder / "nodes") as nodes, told_of(nodes):
            made = Installation(nodes, folder, options.bulletins, Random(seed))
            return drill(made, options.losses, NEXT if options.upgrade else nodes.version)
    except NoNode as error:
        raise DrillFailed(f"không dựng được cụm OpenSearch: {error}") from error


def drill(made: Installation, losses: int, version: str) -> Outcome:
    """Drills, and says what it came to."""
    made.build()
    made.write(ADDED)
    made.build()  # from here on an index is a clone of another, as on most days
    with made.readers.at_work():
        made.nodes.version = version
        rolled = roll(made, ADDED)
        made.wait_for_web(made.watermark)
        problems = made.check()
        during_roll = made.readers.turn()
        take(made)
        taken, held = made.watermark, made.count
        restored = []
        for place in range(losses):
            if place:
                made.write(ADDED)
                made.build()
                made.wait_for_web(made.watermark)
            lose(made)
            restored.append(restore(made, taken, held, ADDED, builder_lost=place >= 2))
    during_losses = made.readers.seen
    problems += [*during_roll.wrong, *during_losses.wrong, *(one for each in restored for one in each.problems)]
    releases = ", ".join(sorted(set(rolled.releases)))
    line = (f"nâng cấp lần lượt {len(rolled.seconds)} máy (sau đó: {releases}), một thế hệ lập giữa chừng: "
            f"{tell(during_roll)}; {losses} lần mất cả cụm, phục hồi từ ảnh chụp trong "
            f"{decimal(max(each.seconds for each in restored))} giây: {tell(during_losses)}")
    return Outcome(len(problems), line, tuple(problems), {
        "releases": rolled.releases, "build_tries": rolled.tries, "bulletins": made.count,
        "seconds_until_green": rounded(rolled.seconds), "roll": to_json(during_roll),
        "losses": to_json(during_losses), "seconds_to_restore": rounded([each.seconds for each in restored]),
        "seconds_until_late_process": rounded([each.late for each in restored])})


def tell(seen: Seen) -> str:
    """What readers saw, in words."""
    return (f"{seen.asked} câu hỏi qua {len(seen.generations)} thế hệ, sai {len(seen.wrong)}, {seen.unanswered} lần "
            f"được báo là chưa trọn vẹn, lâu nhất {decimal(seen.longest)} giây mới có câu trả lời trọn vẹn")


def to_json(seen: Seen) -> dict[str, Any]:
    """What readers saw."""
    return {"asked": seen.asked, "wrong": len(seen.wrong), "unanswered": seen.unanswered,
            "generations": sorted(seen.generations), "longest": round(seen.longest, 2)}


def rounded(seconds: list[float] | tuple[float, ...]) -> list[float]:
    """Seconds, to hundredths."""
    return [round(one, 2) for one in seconds]


def decimal(number: float) -> str:
    """A number as it is written in Vietnamese, to hundredths.

    >>> decimal(3.14159)
    '3,14'
    """
    return f"{number:.2f}".replace(".", ",")
