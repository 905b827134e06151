"""The rules of the house: which room may look into which, and where each library lives."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("corpus", "indexer", "search_app", "benchmarks")

# The flow goes one way: what stands on the right may be imported by what stands on the left.
MAY_IMPORT = {
    "corpus": {"corpus"},
    "indexer": {"corpus", "indexer"},
    "search_app": {"corpus", "indexer", "search_app"},
    "benchmarks": {"corpus", "indexer", "benchmarks"},
}

# The file, or the folder, that a third-party library lives in.
LIVES_IN = {
    "bs4": {"corpus/extraction/"},
    "urllib3": {"corpus/fetch.py"},
    "socket": {"corpus/fetch.py"},
    "protego": {"corpus/robots.py"},
    "w3lib": {"corpus/addresses.py"},
    "filelock": {"corpus/job_lock.py"},
    "underthesea": {"indexer/analysis/words.py"},
    "whoosh": {"indexer/engine/whoosh_engine/", "benchmarks/speed/whoosh_peer.py"},
    "tantivy": {"benchmarks/speed/tantivy_peer.py"},
    "bm25s": {"benchmarks/speed/bm25s_peer.py"},
    "psycopg": {"benchmarks/speed/postgres_peer.py"},
    # In suggest/, the thousands of pairs that a question may have meant are looked up and weighed as a few tables.
    "numpy": {"indexer/engine/", "indexer/analysis/letters.py", "indexer/suggest/best_path.py",
              "indexer/suggest/pairs.py", "benchmarks/differences.py"},
    "ir_measures": {"benchmarks/measures.py"},
    "zstandard": {"corpus/compression.py"},
}
# What each room may use besides the standard library and the table above.
OTHER_LIBRARIES = {"corpus": {"lxml"}, "indexer": set(), "search_app": {"flask", "werkzeug", "jinja2", "markupsafe"},
                   "benchmarks": set()}


def modules() -> list[Path]:
    """All modules of the rooms."""
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """The full names that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_look_one_way_and_libraries_stay_at_home(path: Path) -> None:
    here = path.relative_to(ROOT).as_posix()
    room = here.split("/")[0]
    for name in imports(path):
        top = name.split(".")[0]
        if top in ROOMS:
            assert top in MAY_IMPORT[room], f"{here} imports {name}"
        elif top in LIVES_IN:
            assert any(here.startswith(home) for home in LIVES_IN[top]), f"{here} imports {top}"
        elif top not in sys.stdlib_module_names:
            assert top in OTHER_LIBRARIES[room], f"{here} imports {top}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path} has no docstring"


def test_no_attics() -> None:
    names = {path.stem for path in modules()}
    assert not names & {"utils", "util", "helpers", "helper", "common", "misc", "core"}


def test_package_maps_import_nothing() -> None:
    for path in modules():
        if path.name == "__init__.py" and path.parent != ROOT / "search_app":
            assert not list(imports(path)), f"{path} imports something"


def test_no_raw_query_reaches_whoosh_s_parser() -> None:
    for path in modules():
        assert not any(name.startswith("whoosh.qparser") for name in imports(path)), path
