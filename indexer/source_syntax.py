"""What counts of a module's source: fingerprints of code change with what it does, and not with what it says."""

from __future__ import annotations

import ast
import threading

# Python 3.11 counts how deep trees are for all threads together, and fails in one where another reads a tree as well.
ONE_AT_A_TIME = threading.Lock()


def what_counts(source: str) -> str:
    """The syntax of a module without its docstrings; comments were never in it.

    >>> what_counts('"Says."\\nx = 1  # why') == what_counts("x = 1")
    True
    """
    with ONE_AT_A_TIME:
        tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return ast.dump(tree)
