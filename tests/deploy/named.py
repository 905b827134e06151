"""What deploy/ and the guides name: commands with their options, and variables of the environment; and which exist."""

from __future__ import annotations

import re
import shlex
import subprocess
from functools import cache
from pathlib import Path

from search_app.settings_file import PREFIX, SettingsFile
from tests import script_runs

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
VARIABLE = re.compile(r"\bBANTIN_[A-Z][A-Z_]*[A-Z]\b")
WORD = re.compile(r'"([A-Z][A-Z_]+)"')
OPTION = re.compile(r"--[a-z][a-z-]*")
OURS = re.compile(r"-?(?:/opt/bantin/)?scripts/[a-z_]+\.py$")


@cache
def known_variables() -> frozenset[str]:
    """The variables that the program reads: its settings, and those that its code names whole or behind a prefix."""
    known = {f"{PREFIX}{key.upper()}" for key in SettingsFile.model_fields}
    for folder in ("corpus", "indexer", "search_app", "scripts"):
        for path in (ROOT / folder).rglob("*.py"):
            said = WORD.findall(path.read_text(encoding="utf-8"))
            known |= {text for text in said if VARIABLE.fullmatch(text)}
            prefixes = [text for text in said if text.startswith("BANTIN_") and text.endswith("_")]
            known |= {prefix + text for prefix in prefixes for text in said if prefixes}
    return frozenset(known)


@cache
def told_by(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What a command says that is asked for its help behind these arguments."""
    return script_runs.run_text(script, *arguments, "--help")


def check_command(words: list[str]) -> None:
    """That a command line is one of ours which its own parser takes: up to the help, before which nothing is done."""
    place = next((place for place, word in enumerate(words) if OURS.match(word)), None)
    assert place is not None, words
    done = told_by(Path(words[place]).name, *words[place + 1:])
    assert (done.returncode, done.stderr) == (0, ""), (words, done.stderr)
    assert {word for word in words[place + 1:] if OPTION.fullmatch(word)} <= set(OPTION.findall(done.stdout)), words


def commands_of(line: str) -> list[list[str]]:
    """The commands of ours in a line of a shell."""
    parts = (part.strip() for part in re.split(r"&&|;|\|", line))
    words = (shlex.split(part.removeprefix("do ")) for part in parts if "scripts/" in part)
    return [one for one in words if any("scripts/" in word for word in one)]
