"""Around: what stands around a bulletin: what its files say, and which others have the same text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# The pages of each file that hangs on a bulletin.
FileTexts = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Around:
    """What stands around one bulletin: the texts of its files, and the number of its family, 0 for none."""

    files: FileTexts = ()
    family: int = 0


ALONE = Around()
