"""The frame of the drills: names, options, exit codes."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from benchmarks.drills.registry import NAMES, load_drills

FOLDER = Path(__file__).resolve().parents[3] / "benchmarks" / "drills"


def test_every_drill_that_is_there_is_listed() -> None:
    there = {name for name, module in NAMES.items() if (FOLDER / f"{module}.py").exists()}
    assert set(load_drills()) == there >= {"kills"}


@pytest.mark.parametrize("name", load_drills())
def test_a_drill_fulfils_the_protocol(name: str) -> None:
    drill, parser = load_drills()[name], ArgumentParser()
    drill.add_options(parser)
    assert drill.SUMMARY and callable(drill.run)
    assert vars(parser.parse_args([])), "what it does is bounded by an option"


@pytest.mark.parametrize(("arguments", "code", "said"), [
    ((), 2, "thiếu: TÊN"), (("nothing",), 2, "không có “nothing”"),
    (("kills", "--kills", "0"), 2, "“0” không phải số nguyên"),
    (("--help",), 0, "kills [-h] [--kills N]"),
])
def test_the_command_line(
        run_script: Callable[..., CompletedProcess[str]], arguments: tuple[str, ...], code: int, said: str) -> None:
    done = run_script("drill.py", *arguments)
    assert done.returncode == code and said in done.stdout + done.stderr


def test_a_drill_prints_one_line_or_json(run_script: Callable[..., CompletedProcess[str]]) -> None:
    # The drill that costs least: whatever it is, the frame prints it.
    done = run_script("drill.py", "damage", "--rounds", 1, "--seed", 3)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    assert done.stdout.startswith("damage: 1 lần làm hỏng")
    done = run_script("drill.py", "damage", "--rounds", 1, "--json")
    report = json.loads(done.stdout)
    assert (report["drill"], report["figure"], report["problems"]) == ("damage", 0, [])
