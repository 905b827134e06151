"""The fingerprint covers all that a term passes through."""

from __future__ import annotations

import ast
from pathlib import Path

from indexer.building.fingerprint import MODULES, what_counts

ROOT = Path(__file__).resolve().parents[3]
BEGIN = ("indexer.describing.describe", "indexer.engine.whoosh_engine.schema",
         "indexer.analysis.abbreviations.learned_abbreviations")
# A bulletin's text is tidied before it is stored, its record has no say in how it is indexed, and neither has memory.
NOT_IN_AN_INDEX = {"corpus.bulletin", "corpus.text", "corpus.repair.twice_encoded", "corpus.places.uncollected"}


def reached(begin: tuple[str, ...]) -> set[str]:
    """The project's modules that some modules import, and those that these import."""
    todo, found = list(begin), set()
    while todo:
        name = todo.pop()
        path = ROOT / f"{name.replace('.', '/')}.py"
        if name not in found and path.is_file():
            found.add(name)
            todo += [node.module for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                     if isinstance(node, ast.ImportFrom) and node.module]
    return found


def test_no_module_on_the_way_into_the_index_is_forgotten() -> None:
    assert reached(BEGIN) - set(MODULES) - NOT_IN_AN_INDEX == set()


def test_code_counts_and_explanations_do_not() -> None:
    plain = "class A:\n    def f(self):\n        return 1\n"
    explained = '"""M."""\n\nclass A:\n    """A."""\n    # why\n    def f(self):\n        """F."""\n        return 1\n'
    assert what_counts(explained) == what_counts(plain)
    assert what_counts(plain.replace("1", "2")) != what_counts(plain)
    assert what_counts("LIMIT = 5") != what_counts("LIMIT = 6")
