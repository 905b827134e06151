"""The commands of the guide to many machines, run as they stand there: what the guide says is what is tried.

Exchanged is only what must be another here: the addresses of the machines, the shared folder, the scripts' places, and
the way in (`hoi` shows certificates; nodes on loopback ask for none).
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.drills.outcome import DrillFailed
from benchmarks.drills.served import SCRIPTS

GUIDE = SCRIPTS.parent / "docs" / "van-hanh-cum.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WAY_IN = re.compile(r"^hoi\(\) .*\n", re.MULTILINE)
HOST = re.compile(r"https://(os\d)\.truongha\.example:9200")
SHARED = "/usr/share/opensearch/snapshots"
# What an answer of 400 or more says is no success of a command.
HERE = 'hoi() { curl --silent --show-error --fail-with-body --max-time 700 "$@"; }\n'
SECONDS = 900


def block_of(heading: str, words: str, text: str | None = None) -> str:
    """The one block of commands under a heading of the guide that has some words. DrillFailed where there is none.

    >>> block_of("Nâng cấp", "date", "## Nâng cấp\\n\\n```sh\\ndate\\n```\\n\\n## Khác\\n")
    'date\\n'
    """
    section = re.split(r"^## ", GUIDE.read_text(encoding="utf-8") if text is None else text, flags=re.MULTILINE)
    found = [block for one in section if one.startswith(f"{heading}\n") for block in BLOCK.findall(one)
             if words in block]
    if len(found) != 1:
        raise DrillFailed(f"{GUIDE.name}: dưới “{heading}” có {len(found)} khối lệnh có “{words}”, phải là một")
    return str(found[0])


def fit(block: str, hosts: Mapping[str, str], shared: Path, data: Path) -> str:
    """A block of commands for machines, a shared folder and a data folder of this machine.

    >>> fit("hoi -X PUT https://os0.truongha.example:9200/_cat\\n", {"os0": "http://127.0.0.1:1"}, Path("s"), Path("d"))
    'hoi -X PUT http://127.0.0.1:1/_cat\\n'
    """
    here = HOST.sub(lambda found: hosts[found[1]], WAY_IN.sub("", block)).replace(SHARED, str(shared))
    return re.sub(r"\./scripts/(\w+\.py)", rf"{sys.executable} {SCRIPTS}/\1 --data {data}", here)


def run_here(commands: str) -> str:
    """Runs commands, and gives what they printed. DrillFailed at the first that fails."""
    done = subprocess.run(["bash", "-eu", "-o", "pipefail", "-c", HERE + commands], capture_output=True, text=True,
                          timeout=SECONDS)
    if done.returncode:
        raise DrillFailed(f"lệnh của {GUIDE.name} không chạy được: {commands.strip()}: "
                          f"{(done.stdout + done.stderr).strip()[-500:]}")
    return done.stdout
