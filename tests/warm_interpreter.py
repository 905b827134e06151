"""A Python that has imported what scripts import, and runs each in a copy of itself: starting one costs a second.

Started by `script_runs.py`, with one end of a socket as its first argument. A request is the three standard streams,
and as JSON the path of a script, its arguments, its environment and its folder; the answers are the number of its
process and, at its end, how that ended. The copy is made before anything has run here: a script finds modules, and
nothing that another left in them.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import socket
import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 1 << 20  # bytes of a request: arguments and environment
# What takes long of what scripts import, and runs nothing but definitions.
MODULES = ("corpus.crawling.crawl", "corpus.extraction.extract", "corpus.storing.store", "indexer.live",
           "indexer.building.build", "indexer.asking.instead", "indexer.showing.snippet")


def serve(line: socket.socket) -> dict[str, object]:
    """Starts script after script, until the line is closed; in a copy of this process, returns what to run there."""
    while True:
        request, streams, _, _ = socket.recv_fds(line, LONGEST, 3)
        if not request:
            os._exit(0)
        process = os.fork()
        if not process:
            line.close()
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            return json.loads(request)
        for stream in streams:
            os.close(stream)
        line.send(b"%d" % process)
        _, status = os.waitpid(process, 0)
        line.send(b"%d" % os.waitstatus_to_exitcode(status))


def become(asked: dict[str, object]) -> None:
    """Makes of this process what Python is when it begins with a script, and runs it."""
    script = str(asked["script"])
    os.chdir(str(asked["folder"]))
    os.environ.clear()
    os.environ.update(asked["environment"])  # type: ignore[call-overload]
    sys.argv[:] = [script, *asked["arguments"]]  # type: ignore[misc]
    sys.path[0] = str(Path(script).parent)
    runpy.run_path(script, run_name="__main__")


if __name__ == "__main__":
    with warnings.catch_warnings():
        sys.path.insert(1, str(ROOT))
        for module in MODULES:
            importlib.import_module(module)
        sys.path.remove(str(ROOT))
        gc.freeze()
        warnings.simplefilter("ignore", DeprecationWarning)  # libraries that count have threads, at rest here
        wanted = serve(socket.socket(fileno=int(sys.argv[1])))
    become(wanted)
