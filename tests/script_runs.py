"""Scripts run as the admin runs them, each in a process of its own: copied from one that knows what they import."""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from select import select
from tempfile import TemporaryFile

from corpus.data_dir import STORE_SETTING

ROOT = Path(__file__).resolve().parent.parent
SCRIPT_SECONDS = 300  # one takes twenty at most, on a busy machine ten times as long; whatever takes longer hangs
ANSWER = 32  # bytes: a number


@cache
def warm_interpreter() -> socket.socket:
    """The line to the process that scripts are copied from; it ends with this one."""
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)  # a message is a message
    process = subprocess.Popen([sys.executable, str(Path(__file__).with_name("warm_interpreter.py")),
                                str(its.fileno())], pass_fds=[its.fileno()], stdin=subprocess.DEVNULL,
                               env=known_environment())
    its.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


def known_environment() -> dict[str, str]:
    """The user's, but for a data folder that may be named in it."""
    return {name: value for name, value in os.environ.items() if name not in ("BANTIN_DATA", STORE_SETTING)}


def run(name: str | Path, *arguments: object, typed: bytes = b"",
        environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """scripts/NAME with arguments, run to its end in the folder of the tests. What Python reads of the environment
    when it starts (its own variables, the locale) is the tests' own: a test of those starts a Python.

    subprocess.TimeoutExpired after SCRIPT_SECONDS.
    """
    line = warm_interpreter()
    command = [str(ROOT / "scripts" / name), *map(str, arguments)]
    asked = {"script": command[0], "arguments": command[1:], "folder": os.getcwd(),
             "environment": known_environment() if environment is None else dict(environment)}
    with TemporaryFile() as given, TemporaryFile() as written, TemporaryFile() as told:
        given.write(typed)
        given.seek(0)
        socket.send_fds(line, [json.dumps(asked).encode()], [given.fileno(), written.fileno(), told.fileno()])
        process = int(line.recv(ANSWER))
        if not select([line], [], [], SCRIPT_SECONDS)[0]:
            os.kill(process, signal.SIGKILL)
            line.recv(ANSWER)
            raise subprocess.TimeoutExpired(command, SCRIPT_SECONDS)
        code = int(line.recv(ANSWER))
        written.seek(0)
        told.seek(0)
        return subprocess.CompletedProcess(command, code, written.read(), told.read())


def run_text(name: str | Path, *arguments: object, typed: str | bytes = "",
             environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The same, of text."""
    done = run(name, *arguments, typed=typed.encode() if isinstance(typed, str) else typed, environment=environment)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
