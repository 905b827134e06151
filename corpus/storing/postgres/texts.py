"""Texts with NUL in them, which PostgreSQL takes none of: written another way there, and read back as they were.

Pages, robots.txt and files from elsewhere do hold some, and a text that came back another one would not have its hash.
"""

from __future__ import annotations

NUL = "\0"
# A noncharacter, which Unicode keeps for a program's own use; where a text holds it, it is written twice over.
ESCAPE = "\ufdd0"
WRITTEN_NUL, WRITTEN_ESCAPE = ESCAPE + "\ufdd2", ESCAPE + "\ufdd1"


def escape(text: str) -> str:
    """A text as PostgreSQL takes it; different texts stay different.

    >>> escape("Tin"), NUL in escape(NUL), [read(escape(text)) == text for text in (NUL + ESCAPE, ESCAPE + WRITTEN_NUL)]
    ('Tin', False, [True, True])
    """
    if NUL not in text and ESCAPE not in text:
        return text
    return text.replace(ESCAPE, WRITTEN_ESCAPE).replace(NUL, WRITTEN_NUL)


def read(text: str) -> str:
    """A text as it was before `escape`."""
    if ESCAPE not in text:
        return text
    return text.replace(WRITTEN_NUL, NUL).replace(WRITTEN_ESCAPE, ESCAPE)
