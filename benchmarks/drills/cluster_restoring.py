"""A snapshot of a cluster, all of the cluster lost, and what the guide has an admin do then."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from time import monotonic, sleep

from benchmarks.drills.cluster_installation import Installation
from benchmarks.drills.guide_commands import block_of, fit, run_here
from benchmarks.drills.outcome import DrillFailed
from indexer.engine.base import EngineError
from indexer.live import LiveIndex

HEADING = "Sao lưu và phục hồi"
REGISTER, SNAPSHOT, RESTORE, GO_ON = '"type": "fs"', "_snapshot/bantin/2026-11-29?", "/_restore?", "viết tiếp"
PUT, DONE = re.compile(r"ghi (\d+)"), re.compile(r'"state"\s*:\s*"SUCCESS"')
WHOLE_SECONDS = 60.0  # so long after an index was put back, a process that began without it may take to answer


@dataclass(frozen=True)
class Restored:
    """What was wrong, seconds that the restoring took, and those after it until a process that had begun with nothing
    there answered."""

    problems: tuple[str, ...]
    seconds: float
    late: float


def follow_guide(made: Installation, *words: str) -> str:
    """Runs blocks of the guide on the first machine; what they printed."""
    hosts = {"os0": made.nodes.host(made.nodes.names[0])}
    return "".join(run_here(fit(block_of(HEADING, each), hosts, made.nodes.shared, made.builder.root))
                   for each in words)


def take(made: Installation) -> None:
    """Takes a snapshot of what is published."""
    if not DONE.search(said := follow_guide(made, REGISTER, SNAPSHOT)):
        raise DrillFailed(f"ảnh chụp không trọn vẹn: {said[-300:]}")


def lose(made: Installation) -> None:
    """Kills all machines, removes all that they held, and starts new ones."""
    for name in made.nodes.names:
        made.nodes.kill(name)
    for name in made.nodes.names:
        made.nodes.wipe(name)
        made.nodes.start(name)
    made.nodes.wait()


def restore(made: Installation, taken: int, held: int, added: int, *, builder_lost: bool) -> Restored:
    """Puts a cluster back that is empty, from a snapshot of a state of the store that held so many bulletins, and goes
    on from it."""
    if builder_lost:
        shutil.rmtree(made.builder.index)
    begun = LiveIndex(made.web.index)  # a process that begins while nothing is there
    problems = ["một tiến trình trả lời được khi cụm còn trống"] if does_answer(begun) else []
    began = monotonic()
    follow_guide(made, REGISTER, RESTORE)
    restored = monotonic()
    while not does_answer(begun) and monotonic() < restored + WHOLE_SECONDS:
        sleep(.1)
    late = monotonic() - restored
    if late >= WHOLE_SECONDS:
        problems.append(f"chỉ mục trở lại đã {late:.0f} giây, tiến trình mở lúc cụm trống vẫn không trả lời")
    made.wait_for_web(taken)
    problems += made.check_answers(LiveIndex(made.web.index), taken)
    made.write(added)
    put = int(PUT.findall(follow_guide(made, GO_ON))[-1])
    if put != made.count - held:
        problems.append(f"lập tiếp đã ghi {put} bản tin, phải là {made.count - held} bản tin mới từ lúc chụp")
    made.wait_for_web(made.watermark)
    problems += [*made.check(), *made.check_answers(LiveIndex(made.web.index), made.watermark)]
    return Restored(tuple(problems), restored - began, late)


def does_answer(index: LiveIndex) -> bool:
    """Whether a process has an engine that answers."""
    try:
        return index.engine.count() > 0
    except EngineError:
        return False
