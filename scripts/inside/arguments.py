"""The command line: a parser that speaks Vietnamese, and the kinds of values that the commands take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from inside import wording

from corpus.data_dir import default_data_dir

ROOT = Path(__file__).resolve().parents[2]
MAX_PORT = 65535

# argparse asks gettext for every sentence by these two names; there is no other door to those of its errors.
setattr(argparse, "_", wording.translate)
setattr(argparse, "ngettext", lambda one, many, count: wording.translate(one if count == 1 else many))


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help in which an option that has a default says so."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        told = action.help
        if told and "%(default)" not in told and action.option_strings and action.default not in (
                None, False, "", argparse.SUPPRESS) and action.default != []:
            shown = action.default
            if isinstance(shown, Path) and shown.is_absolute() and ROOT in shown.parents:
                shown = shown.relative_to(ROOT)  # no --help tells where the program lies
            return told + wording.DEFAULT.format(str(shown).replace("%", "%%"))
        return told


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are Vietnamese. Wrong use ends with exit code 2."""

    def __init__(self, **options: Any):
        super().__init__(**{"formatter_class": Formatter, **options, "add_help": False})
        self.add_argument("-h", "--help", action="help", help=wording.HELP)

    def error(self, message: str):
        """Prints how the command is used, then what was wrong with it."""
        # Python 3.11 asks no gettext for this one.
        super().error(message.removeprefix("argument "))


def parser(description: str, *, data: bool = True, json_output: bool = True) -> argparse.ArgumentParser:
    """A parser with the options that all commands share."""
    made = Parser(description=description)
    made.add_argument("--version", action="version", version=f"Bản tin {version('bantin')}", help=wording.VERSION)
    if data:
        made.add_argument("--data", type=Path, default=default_data_dir(), metavar=wording.FOLDER, help=wording.DATA)
    if json_output:
        made.add_argument("--json", action="store_true", help=wording.JSON)
    return made


def whole(least: int, most: int | None = None) -> Callable[[str], int]:
    """A kind of value: whole numbers in a range.

    >>> whole(1)("12")
    12
    """
    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least or most is not None and number > most:
            raise argparse.ArgumentTypeError(
                wording.NOT_WHOLE.format(text=text, range=wording.whole_range(least, most)))
        return number
    return read


positive = whole(1)
port = whole(0, MAX_PORT)


def seconds(most: float) -> Callable[[str], float]:
    """A kind of value: seconds, up to so many."""
    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = -1
        if not 0 <= value <= most:
            raise argparse.ArgumentTypeError(wording.NOT_SECONDS.format(text=text, most=most))
        return value
    return read


def day(text: str) -> date:
    """A kind of value: a day as 2017-03-27.

    >>> day("2017-03-27")
    datetime.date(2017, 3, 27)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(wording.NOT_A_DAY.format(text=text)) from None


def choose(parser: argparse.ArgumentParser, option: str, listed: str, known: list[str]) -> list[str]:
    """The names in a comma-separated list, each once; one that is not known ends the command."""
    names = known if listed == "all" else list(dict.fromkeys(name.strip() for name in listed.split(",")))
    if unknown := [name for name in names if name not in known]:
        parser.error(wording.NOT_KNOWN.format(option=option, names=", ".join(f"“{name}”" for name in unknown),
                                              known=", ".join(known)))
    return names
