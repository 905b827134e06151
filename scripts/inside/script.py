"""What every command shares: the project's own environment, the exit codes, and how it ends.

Import this before anything of the project: it puts the project on the path and, where a script was started by another
Python than the project's, starts it again in `.venv`. So a line in cron needs no activation.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"

FINE, FAILED, WRONG_USE, LOCKED = 0, 1, 2, 75


def _use_project_environment() -> None:
    python = ENVIRONMENT / "bin" / "python"
    if sys.prefix == sys.base_prefix and python.exists():
        os.execv(python, [str(python), "-X", "utf8", *sys.argv])
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))


def _write_utf8() -> None:
    """Vietnamese on every terminal and through every pipe, whatever the locale; what no UTF-8 has is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


_use_project_environment()
_write_utf8()

from corpus.data_dir import DataDir  # noqa: E402  (the path is set just above)
from corpus.reasons import why  # noqa: E402
from inside import wording  # noqa: E402
from inside.arguments import choose, day, parser, port, positive, seconds, whole  # noqa: E402, F401


class Failure(Exception):
    """Something that the admin must know; the message is printed and the script ends with `code`."""

    def __init__(self, message: str, code: int = FAILED):
        super().__init__(message)
        self.code = code


def data_dir(arguments: argparse.Namespace) -> DataDir:
    """The data folder that was asked for. Failure where that name is a file's."""
    if arguments.data.exists() and not arguments.data.is_dir():
        raise Failure(wording.NOT_A_FOLDER.format(path=arguments.data), WRONG_USE)
    return DataDir(arguments.data)


def want_files(*paths: Path | None) -> None:
    """Failure, as wrong use, where one of the files to read is not there or is a folder; None is no file."""
    for path in filter(None, paths):
        if not path.exists():
            raise Failure(wording.NO_FILE.format(path=path), WRONG_USE)
        if path.is_dir():
            raise Failure(wording.A_FOLDER.format(path=path), WRONG_USE)


def read_input() -> str:
    """The text on standard input."""
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise Failure(wording.NOT_UTF8.format(why=why(error))) from None


def print_json(document: object, *, line: bool = False) -> None:
    """Prints one JSON document; with `line`, on a single line (JSON Lines)."""
    print(json.dumps(document, ensure_ascii=False, indent=None if line else 2), flush=line)


def say(message: str) -> None:
    """Tells the admin something on standard error, so that standard output stays clean."""
    print(message, file=sys.stderr, flush=True)


def told(error: BaseException) -> str:
    """A failure in one sentence: our own exceptions say it themselves, the system's and SQLite's are explained."""
    if isinstance(error, OSError):
        return f"{error.filename}: {why(error)}" if error.filename else why(error)
    explained = (sqlite3.Error, MemoryError, UnicodeError, json.JSONDecodeError, ModuleNotFoundError)
    return why(error) if isinstance(error, explained) else str(error)


def run(main: Callable[[], int | None]) -> None:
    """Runs a script's main(): failures become a message and an exit code, Ctrl-C and a closed pipe a quiet end."""
    try:
        code = main() or FINE
        sys.stdout.flush()
    except Failure as failure:
        say(f"{Path(sys.argv[0]).name}: {failure}")
        code = failure.code
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 128 + signal.SIGPIPE
    except (OSError, sqlite3.Error, MemoryError) as error:
        say(f"{Path(sys.argv[0]).name}: {told(error)}")
        code = FAILED
    sys.exit(code)
