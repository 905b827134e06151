"""Pieces of a text as a page shows them: what was found stands in <mark>. A page has hundreds of them, and the loop of
a template takes three times as long."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from markupsafe import Markup

from indexer.showing.snippet import Piece


def show_marked(pieces: Iterable[Piece], show: Callable[[str], str] = escape) -> Markup:
    """The pieces one behind the other, each shown so.

    >>> show_marked([Piece("5 < 6 "), Piece("lũ", True)])
    Markup('5 &lt; 6 <mark>lũ</mark>')
    """
    return Markup("".join([f"<mark>{show(text)}</mark>" if found else show(text) for text, found in pieces]))
