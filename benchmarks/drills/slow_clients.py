"""Rude clients by the hundred, then more readers than can be served: searches are answered all the same, in time."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from random import Random

from benchmarks.drills.crowd import NO_ANSWER, Asked, ask_together
from benchmarks.drills.options import positive
from benchmarks.drills.outcome import Outcome
from benchmarks.drills.rude_clients import Crowd, dawdling
from benchmarks.drills.sample_data import fill, make_bulletin
from benchmarks.drills.served import serve

SUMMARY = "máy khách rề rà (nửa yêu cầu, nửa thân, không ngắt máy), rồi quá đông người tìm; tìm kiếm vẫn kịp thời"
WITHIN_SECONDS = 2  # a reader who waits longer thinks that nothing comes
BULLETINS = 60


def add_options(parser: ArgumentParser) -> None:
    """How many, for how long."""
    parser.add_argument("--each", type=positive, default=200, metavar="N", help="số máy khách của mỗi kiểu rề rà")
    parser.add_argument("--crowd", type=positive, default=800, metavar="N", help="số người cùng tìm lúc quá tải")
    parser.add_argument("--seconds", type=positive, default=20, metavar="N", help="mỗi phần kéo dài bao lâu")
    parser.add_argument("--within", type=positive, default=WITHIN_SECONDS, metavar="N",
                        help="mọi lần tìm phải được trả lời trong chừng ấy giây")
    parser.add_argument("--workers", type=positive, default=2, metavar="N", help="số tiến trình của serve.py")


def run(options: Namespace, folder: Path, seed: int) -> Outcome:
    """Dawdles while four readers search; then has very many search at once."""
    data = fill(folder, BULLETINS)
    random = Random(seed)
    words = [word for place in range(BULLETINS) for word in make_bulletin(place).title.split()]
    searches = [" ".join(random.sample(words, random.randint(1, 3))) for _ in range(5000)]
    with serve(data, options.workers) as served:
        served.warm(options.workers)
        with dawdling(Crowd(served.port, options.each)) as crowd:
            dawdled = ask_together(served.port, searches, 4, options.seconds, pause=0.02)
        crowded = ask_together(served.port, searches[::-1], options.crowd, options.seconds)
    problems = (*problems_of("rề rà", dawdled, options.within),
                *problems_of("quá đông", crowded, options.within, may_refuse=True))
    slowest = max(dawdled.seconds, default=float("inf"))
    line = (f"{crowd.came} máy khách rề rà, {len(dawdled.seconds)} lần tìm, chậm nhất {slowest:.2f} giây · "
            f"{options.crowd} người cùng tìm: {len(crowded.seconds)} lần được trả lời, 99% trong "
            f"{crowded.within(.99):.2f} giây, {crowded.statuses[503]} lần được hẹn lại")
    return Outcome(round(slowest, 3), line, problems, {
        "rude": crowd.came, "searches": len(dawdled.seconds), "p99": round(dawdled.within(.99), 3),
        "crowd_answered": len(crowded.seconds), "crowd_p50": round(crowded.within(.5), 3),
        "crowd_p99": round(crowded.within(.99), 3), "crowd_statuses": dict(crowded.statuses)})


def problems_of(what: str, asked: Asked, within: float, may_refuse: bool = False) -> tuple[str, ...]:
    """What was not as it should be."""
    found = []
    if asked.within(.99 if may_refuse else 1) > within:
        found.append(f"{what}: {asked.within(.99):.2f} giây mới trả lời được 99% số lần tìm")
    allowed = {200, 503} if may_refuse else {200}
    found += [f"{what}: {count} lần không có trả lời" if status == NO_ANSWER else f"{what}: {count} lần mã {status}"
              for status, count in asked.statuses.items() if status not in allowed]
    if asked.bare:
        found.append(f"{what}: trả lời thiếu tiêu đề: {dict(asked.bare)}")
    return tuple(found)
