"""read_apart(): a file read in a process of its own, which may be ended; `python -m corpus.attachments.apart` is it."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict

from corpus.attachments.file_text import FileText, Silence
from corpus.attachments.kinds import kind_of
from corpus.attachments.limits import Limits

# What the process says when the file took more than its share, and when it broke the reader.
ENDED_FOR_TIME = (-signal.SIGXCPU, -signal.SIGKILL)


def read_apart(raw: bytes, limits: Limits = Limits()) -> FileText:
    """What a file says. Whatever the file does, this returns within the limits' seconds; memory and CPU are bounded."""
    kind = kind_of(raw)
    if len(raw) > limits.bytes:
        return FileText(kind, silence=Silence.TOO_LARGE)
    with subprocess.Popen([sys.executable, "-m", "corpus.attachments.apart", json.dumps(asdict(limits))],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          start_new_session=True) as process:
        try:
            said, _ = process.communicate(raw, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            end(process)
            return FileText(kind, silence=Silence.TOO_LONG)
        finally:
            end(process)
    if process.returncode in ENDED_FOR_TIME:
        return FileText(kind, silence=Silence.TOO_LONG)
    try:
        told = json.loads(said)
    except ValueError:  # out of memory, or the library crashed
        return FileText(kind, silence=Silence.TOO_LARGE if b"MemoryError" in said else Silence.BROKEN)
    return FileText(told["kind"], tuple(told["pages"]), Silence(told["silence"]) if told["silence"] else None,
                    told["cut"], told["by_machine"])


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and what it started."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def main() -> None:
    """Reads standard input, prints what it says as JSON."""
    limits = Limits(**json.loads(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from corpus.attachments.reading import read_file  # under the limits

    try:
        text = read_file(sys.stdin.buffer.read(), limits)
    except MemoryError:
        text = FileText("", silence=Silence.TOO_LARGE)
    json.dump(asdict(text), sys.stdout)


if __name__ == "__main__":
    main()
