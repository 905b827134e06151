"""What every script shares: the project's own environment, `--data`, `--json`, and the exit codes.

Import this before anything of the project: it puts the project on the path and, where a script was started by another
Python than the project's, starts it again in `.venv`. So a line in cron needs no activation.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"

FINE, FAILED, WRONG_USE, LOCKED = 0, 1, 2, 75


def _use_project_environment() -> None:
    python = ENVIRONMENT / "bin" / "python"
    if sys.prefix == sys.base_prefix and python.exists():
        os.execv(python, [str(python), *sys.argv])
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))


_use_project_environment()

from corpus.data_dir import DataDir, default_data_dir  # noqa: E402  (the path is set just above)


class Failure(Exception):
    """Something that the admin must know; the message is printed and the script ends with `code`."""

    def __init__(self, message: str, code: int = FAILED):
        super().__init__(message)
        self.code = code


def parser(description: str, *, data: bool = True, json_output: bool = True) -> argparse.ArgumentParser:
    """An argument parser with the options that all scripts share. Wrong use ends with exit code 2."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    if data:
        made.add_argument("--data", type=Path, default=default_data_dir(), metavar="DIR",
                          help="folder of the store and the index (BANTIN_DATA, else ./data)")
    if json_output:
        made.add_argument("--json", action="store_true", help="print JSON on standard output, and nothing else")
    return made


def positive(text: str) -> int:
    """A count from 1 on, as an argument; ValueError, which argparse turns into wrong use, for anything else."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def data_dir(arguments: argparse.Namespace) -> DataDir:
    """The data folder that was asked for."""
    return DataDir(arguments.data)


def print_json(document: object, *, line: bool = False) -> None:
    """Prints one JSON document; with `line`, on a single line (JSON Lines)."""
    print(json.dumps(document, ensure_ascii=False, indent=None if line else 2), flush=line)


def say(message: str) -> None:
    """Tells the admin something on standard error, so that standard output stays clean."""
    print(message, file=sys.stderr, flush=True)


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
    sys.exit(code)
