"""The text of an RTF. The one file that knows striprtf."""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from corpus.attachments.file_text import Silence, Unreadable
from corpus.attachments.limits import Limits


def read_rtf(raw: bytes, limits: Limits) -> list[str]:
    """All of it as one page. Raises Unreadable."""
    try:
        return [rtf_to_text(raw.decode("latin-1"), errors="replace")]
    except Exception as error:  # whatever it stumbles over is broken RTF
        raise Unreadable(Silence.BROKEN) from error
