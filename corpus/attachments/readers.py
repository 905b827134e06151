"""Which readers of files there are here: what one says nothing of, another one may read."""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from corpus.attachments.file_text import Silence
from corpus.attachments.programs import can_read_scans

LIBRARIES = ("pypdfium2", "docx", "striprtf", "openpyxl", "lxml")
PROGRAMS = ("antiword", "soffice", "libreoffice")
# What says nothing for good. All else may be read another time, with more readers installed or better ones written.
MUTE = (Silence.ENCRYPTED, Silence.EMPTY, Silence.TOO_LARGE)


@cache
def readers() -> str:
    """A name for the libraries and programs that are installed, and for the code of this folder."""
    have = [name for name in LIBRARIES if find_spec(name)] + [name for name in PROGRAMS if shutil.which(name)]
    made = hashlib.sha256(" ".join([*have, str(can_read_scans())]).encode())
    for room in sorted(Path(__file__).parent.glob("*.py")):
        made.update(room.read_bytes())
    return made.hexdigest()[:16]


def is_worth_another_reading(silence: str, read_with: str) -> bool:
    """Whether bytes that said nothing to some readers may say something to those that there are now.

    >>> is_worth_another_reading("", "older"), is_worth_another_reading(Silence.SCAN.value, "older")
    (False, True)
    >>> is_worth_another_reading(Silence.SCAN.value, readers()), is_worth_another_reading("tệp có mật khẩu", "older")
    (False, False)
    """
    return silence not in ("", *MUTE) and read_with != readers()
