"""The word lists that come with underthesea, read where they are installed: what the language has beside the corpus.

They are no part of this project and none of them is copied. The import of the package costs half a second; a file of
it costs what it takes to read.
"""

from __future__ import annotations

import importlib.util
import logging
import re
from functools import cache
from pathlib import Path
from unicodedata import normalize

from indexer.analysis.fold import tone_key

LOG = logging.getLogger(__name__)

FILES = ("corpus/data/Viet74K.txt", "corpus/data/Viet39K.txt")
SYLLABLE = re.compile(r"[^\W\d_]+")
LONGEST_WORD = 4


@cache
def listed_words(folder: Path | None = None) -> tuple[str, ...]:
    """The words of one to four syllables of the installed lists, sorted: tone keys with blanks between. Empty, and said
    in the log, where a list is missing."""
    folder = folder or installed_folder()
    words: set[str] = set()
    for name in FILES:
        try:
            lines = (folder / name).read_text(encoding="utf-8") if folder else None
        except (OSError, UnicodeDecodeError):
            lines = None
        if lines is None:
            LOG.warning("không đọc được %s của underthesea: từ nào bản tin không có thì không được nhận là từ", name)
            return ()
        for line in normalize("NFC", lines).lower().splitlines():
            syllables = SYLLABLE.findall(line)
            if 1 <= len(syllables) <= LONGEST_WORD:
                words.add(" ".join(map(tone_key, syllables)))
    return tuple(sorted(words))


def installed_folder() -> Path | None:
    """Where underthesea is installed, without importing it."""
    spec = importlib.util.find_spec("underthesea")
    return Path(spec.origin).parent if spec and spec.origin else None
