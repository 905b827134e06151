"""Python in which only some libraries can be imported, as on a machine that has a lock file's and no others."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

ONLY = """
import json, sys
from importlib.metadata import packages_distributions

allowed = set(json.loads(sys.argv.pop(1)))
foreign = {top for top, names in packages_distributions().items()
           if not {name.lower().replace("_", "-") for name in names} & allowed}

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in foreign:
            raise ModuleNotFoundError(f"no {name} here", name=name)

sys.meta_path.insert(0, Absent())
"""


def run_with_only(libraries: Iterable[str], program: str, argument: Path, given: str = "",
                  environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Runs a program's text in the project's folder with these libraries and no others; its argument is sys.argv[1]."""
    return subprocess.run([sys.executable, "-c", ONLY + program, json.dumps(sorted(libraries)), str(argument)],
                          input=given, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
