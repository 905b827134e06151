"""The rules of the house: which room may look into which, and where each library lives."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# The flow goes one way: what stands further down may be imported by nothing above it. Each package's own listing reads
# from the ground up likewise; a module that has a line to itself is a room of one file.
FLOORS = {
    "corpus": (
        "kept_forms",
        "repair",
        "text",
        "reasons",
        "data_dir",
        "job_lock",
        "dates",
        "places",
        "kinds",
        "numbers",
        "references",
        "bulletin",
        "attachments",
        "storing",
        "likeness",
        "extraction",
        "crawling",
        "sample",
    ),
    "indexer": (
        "workers",
        "cache_file",
        "source_syntax",
        "analysis",
        "engine",
        "documents",
        "places",
        "reordering",
        "describing",
        "suggest",
        "asking",
        "showing",
        "building",
        "live",
    ),
    "search_app": (
        "colours",
        "settings",
        "settings_file",
        "wording",
        "addresses",
        "params",
        "problem",
        "static_files",
        "kept_pages",
        "open_stores",
        "library",
        "keeping",
        "names",
        "rows",
        "marked_text",
        "word_breaks",
        "examples",
        "ways",
        "headers",
        "repeated_lines",
        "errors",
        "rate_limits",
        "serving",
        "numbers",
        "around",
        "results",
        "places",
        "bulletin",
        "days",
        "browse",
        "suggestions",
        "metrics",
        "visits",
        "site",
        "doors",
        "alerts",
        "api",
    ),
    "benchmarks": (
        "loopback",
        "attachments",
        "extraction",
        "relevance",
        "references",
        "places",
        "speed",
        "cluster",
        "stores",
        "drills",
    ),
}
ROOMS = tuple(FLOORS)
# The same within the folders that have folders of their own.
INNER_FLOORS = {
    "corpus.crawling": ("addresses", "calendars", "bounds", "link", "pagers", "sources", "patience", "bounded_process",
                        "report", "fetching", "scope", "servers", "traps", "failures", "partial", "frontier", "lately",
                        "asking", "permission", "reading", "settling", "stored_source", "completeness", "rereading",
                        "crawl"),
    "corpus.dates": ("calendar_day", "local_time", "finding", "forms", "moments", "ranges", "writing"),
    "corpus.numbers": ("document_types", "document_number", "issuers", "image", "leads", "spans", "symbol", "citing",
                       "listing", "reading", "find_numbers"),
    "corpus.references": ("terms", "sentences", "mention", "mentions", "subjects", "evidence", "documents", "binding",
                          "names", "pointing", "relating", "find_references", "rows", "filing", "question"),
    "corpus.places": ("uncollected", "spelling", "unit", "changes", "history", "making", "gazetteer", "files",
                      "reading"),
    "corpus.places.reading": ("words", "lookup", "scanning", "deciding", "find_places"),
    "indexer.analysis": ("fold", "letters", "variants", "question_words", "syllables", "adjacency", "enumerations",
                         "analyze", "abbreviations", "segmentation"),
    "indexer.documents": ("packing", "cited", "portals", "naming", "grouping", "rulings", "schema", "writing", "reader",
                          "graph", "missing", "near", "lookup"),
    "search_app.numbers": ("links", "shown", "tables", "sheets", "turns", "asked", "key_page", "document_page",
                           "missing_page", "bulk", "card", "shapes", "as_json", "views", "api"),
    "indexer.engine.opensearch_engine": ("access", "cluster", "administration", "bounds", "index", "document",
                                         "clauses", "matching", "statistics", "scoring", "families", "facets",
                                         "listing", "narrowing", "holding", "engine"),
    "indexer.engine": ("query", "entry", "page", "base", "spelt", "postings", "phrase", "ranking", "memory_engine",
                       "arrays", "whoosh_engine", "opensearch_engine", "open"),
}
MAY_IMPORT = {
    "corpus": {"corpus"},
    "indexer": {"corpus", "indexer"},
    "search_app": {"corpus", "indexer", "search_app"},
    "benchmarks": {"corpus", "indexer", "search_app", "benchmarks"},
}

# The file, or the folder, that a third-party library lives in.
LIVES_IN = {
    "bs4": {"corpus/extraction/"},
    "urllib3": {"corpus/crawling/fetching/fetch.py"},
    "socket": {"corpus/crawling/fetching/fetch.py", "search_app/serving/", "benchmarks/drills/", "benchmarks/cluster/"},
    "smtplib": {"search_app/alerts/handing_over.py"},
    "protego": {"corpus/crawling/permission/robots.py"},
    "w3lib": {"corpus/crawling/addresses.py"},
    "ftfy": {"corpus/repair/twice_encoded.py"},
    "filelock": {"corpus/job_lock.py", "benchmarks/cluster/"},
    "underthesea": {"indexer/analysis/segmentation/words.py"},
    "whoosh": {"indexer/engine/whoosh_engine/", "benchmarks/speed/whoosh_peer.py"},
    "opensearchpy": {"indexer/engine/opensearch_engine/cluster.py", "benchmarks/speed/opensearch_peer.py"},
    "psycopg_pool": {"corpus/storing/postgres/pool.py"},
    "tantivy": {"benchmarks/speed/tantivy_peer.py"},
    "bm25s": {"benchmarks/speed/bm25s_peer.py"},
    "psycopg": {"corpus/storing/postgres/", "benchmarks/speed/postgres_peer.py"},
    # In suggest/, the thousands of pairs that a question may have meant are looked up and weighed as a few tables.
    "numpy": {"indexer/engine/", "indexer/reordering/", "indexer/analysis/letters.py", "indexer/suggest/best_path.py",
              "indexer/suggest/pairs.py", "indexer/suggest/word_counts.py", "benchmarks/relevance/differences.py",
              "benchmarks/relevance/examples.py", "benchmarks/relevance/fitting.py"},
    "ir_measures": {"benchmarks/relevance/measures.py"},
    "lightgbm": {"benchmarks/relevance/fitting.py"},
    "openpyxl": {"search_app/doors/as_table.py", "search_app/numbers/sheets.py", "search_app/numbers/tables.py",
                 "corpus/attachments/xlsx.py"},
    "pypdfium2": {"corpus/attachments/pdf.py"},
    "docx": {"corpus/attachments/docx.py"},
    "striprtf": {"corpus/attachments/rtf.py"},
    "gunicorn": {"search_app/serving/"},
    "waitress": {"search_app/serving/"},
    "zstandard": {"corpus/storing/compression.py"},
    "prometheus_client": {"search_app/metrics/"},
    "flask_limiter": {"search_app/rate_limits.py"},
    "limits": {"search_app/rate_limits.py"},
    "pydantic": {"search_app/settings_file.py", "search_app/api/openapi.py"},
    "pydantic_settings": {"search_app/settings_file.py"},
}
# What each room may use besides the standard library and the table above.
OTHER_LIBRARIES = {"corpus": {"lxml"}, "indexer": set(),
                   "search_app": {"flask", "werkzeug", "jinja2", "markupsafe", "lxml"}, "benchmarks": {"flask"}}


def modules() -> list[Path]:
    """All modules of the rooms."""
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


@cache
def read(path: Path) -> tuple[str | None, tuple[str, ...]]:
    """The docstring of a module and the full names that it imports, read once for all rules."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.append(node.module or "")
    return ast.get_docstring(tree), tuple(names)


def imports(path: Path) -> tuple[str, ...]:
    """The full names that a module imports."""
    return read(path)[1]


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


def place(name: str, floors: tuple[str, ...]) -> int:
    """The floor of a name among those of its folder; a module's own functions ("fold.fold") stand on its floor."""
    assert name in floors, f"{name} has no floor: give it one, from the ground up, in {floors}"
    return floors.index(name)


@pytest.mark.parametrize(("folder", "floors"), [*FLOORS.items(), *INNER_FLOORS.items()],
                         ids=[*FLOORS, *INNER_FLOORS])
def test_floors_go_one_way(folder: str, floors: tuple[str, ...]) -> None:
    root = ROOT / folder.replace(".", "/")
    rooms = {path.stem for path in root.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms - {"__init__"} == set(floors)
    for path in sorted(root.rglob("*.py")):
        room = path.relative_to(root).parts[0].removesuffix(".py")
        if room == "__init__":
            continue
        for name in imports(path):
            if name.startswith(f"{folder}."):
                other = name.removeprefix(f"{folder}.").split(".")[0]
                assert place(other, floors) <= place(room, floors), f"{path.relative_to(ROOT)} imports {name} above it"


NAMED_PATH = re.compile(rf"(?<![\w/.-])(?:{'|'.join((*ROOMS, 'scripts', 'tests', 'docs'))})/[\w/.-]*"
                        r"\.(?:py|tsv|toml|html|md|sh)\b")
DOTTED = re.compile(rf"(?<![\w/.-])(?:{'|'.join(ROOMS)})(?:\.[a-z_]\w*)+")


def texts() -> list[Path]:
    """What people read: code, documentation, settings."""
    found = [path for top in (*ROOMS, "scripts", "tests", "docs") for path in (ROOT / top).rglob("*")
             if path.suffix in (".py", ".md", ".sh", ".toml", "") and path.is_file() and "cases" not in path.parts]
    return [*found, ROOT / "README.md", ROOT / "setup.cfg"]


def test_no_path_is_named_that_is_not_there() -> None:
    """A room that was moved is named by its new place everywhere."""
    for path in texts():
        text = path.read_text(encoding="utf-8")
        for named in NAMED_PATH.findall(text):
            assert (ROOT / named).exists(), f"{path.relative_to(ROOT)}: {named}"
        if path.suffix == ".py":
            continue  # an import of what is not there fails by itself
        for named in DOTTED.findall(text):
            assert (ROOT / named.replace(".", "/")).with_suffix(".py").exists() or (
                ROOT / named.replace(".", "/")).is_dir(), f"{path.relative_to(ROOT)}: {named}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is(path: Path) -> None:
    assert read(path)[0], f"{path} has no docstring"


def test_tests_mirror_the_tree() -> None:
    for path in (ROOT / "tests").rglob("test_*.py"):
        folder = path.parent.relative_to(ROOT / "tests")
        assert (ROOT / folder).is_dir(), f"{path.relative_to(ROOT)}: there is no {folder}/"


def test_no_attics() -> None:
    names = {path.stem for path in modules()}
    assert not names & {"utils", "util", "helpers", "helper", "common", "misc", "core"}


def test_package_maps_import_nothing() -> None:
    for path in modules():
        if path.name == "__init__.py" and path.parent != ROOT / "search_app":
            assert not imports(path), f"{path} imports something"


def test_no_raw_query_reaches_whoosh_s_parser() -> None:
    for path in modules():
        assert not any(name.startswith("whoosh.qparser") for name in imports(path)), path
