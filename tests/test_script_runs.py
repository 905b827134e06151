"""A script that is run in a copy sees what it sees in a Python of its own, and nothing of another run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import script_runs

PROBE = """
import __main__, atexit, json, os, sys, warnings
atexit.register(lambda: print("ended", file=sys.stderr))
print(json.dumps([sys.argv, sys.path, __name__, __file__, __main__.__dict__ is globals(), sorted(os.environ.items()),
                  os.getcwd(), list(sys.flags), sys.stdin.read(), [str(one) for one in warnings.filters],
                  sys.stdout.encoding, getattr(sys, "left_by_another", None)]))
sys.left_by_another = os.environ["LEFT"] = "this"
sys.path.append("somewhere")
if len(sys.argv) > 2:
    raise {"error": ValueError("odd"), "text": SystemExit("said"), "code": SystemExit(75)}[sys.argv[2]]
"""


@pytest.mark.parametrize("end", ["", "error", "text", "code"])
def test_it_is_as_in_a_python_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    script = tmp_path / "probe.py"
    script.write_text(PROBE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BANTIN_DATA", "elsewhere")
    arguments = ["họp", *([end] if end else [])]
    alone = subprocess.run([sys.executable, str(script), *arguments], input=b"x\n", capture_output=True, check=False,
                           env=script_runs.known_environment())
    for _ in range(2):
        copied = script_runs.run(script, *arguments, typed=b"x\n")
        assert (copied.returncode, json.loads(copied.stdout)) == (alone.returncode, json.loads(alone.stdout))
        assert copied.stderr.splitlines()[-2:] == alone.stderr.splitlines()[-2:]


def test_one_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "endless.py"
    script.write_text("import time\nwhile True:\n    time.sleep(1)\n")
    monkeypatch.setattr(script_runs, "SCRIPT_SECONDS", 0.2)
    with pytest.raises(subprocess.TimeoutExpired):
        script_runs.run(script)
    monkeypatch.undo()
    script.write_text("print(1)")
    assert script_runs.run_text(script).stdout == "1\n"
