"""read_records(): the lines of a file, or the members of the JSON array that it is, one by one and numbered."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from corpus.reasons import why

MAX_BYTES = 50_000_000  # of one line or member; the longest bulletin seen has 0.4 MB: more is a file of another kind
CHUNK = 1 << 20
# Blanks of every width, of none, and marks of byte order, which editors leave before the first brace; and the mark
# that parts JSON texts in a sequence (RFC 7464).
AROUND = " \t\r\n\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x1e"
BETWEEN = re.compile(f"[{AROUND},]*")
NEXT_MEMBER = re.compile(r"\n\s*\{")  # where reading goes on behind a member that is no JSON


@dataclass(frozen=True)
class Record:
    """A line, or a member of an array, as bytes of JSON; `error` says why there is none."""

    number: int
    raw: bytes = b""
    error: str = ""


def read_records(file: BinaryIO) -> Iterator[Record]:
    """Every line that is not blank, or, where the file is one JSON array, every member of it.

    >>> from io import BytesIO
    >>> [(record.number, record.raw) for record in read_records(BytesIO(b'{"id": 1}\\n\\n{"id": 2}'))]
    [(1, b'{"id": 1}\\n'), (3, b'{"id": 2}')]
    >>> [(record.number, record.raw) for record in read_records(BytesIO(b'[{"id": 1},\\n {"id":\\n 2}]'))]
    [(1, b'{"id": 1}'), (2, b'{"id":\\n 2}')]
    """
    number, begin = 0, b""
    while line := file.readline(MAX_BYTES):
        number += 1
        begin = line.decode("utf-8", "ignore").strip(AROUND).encode()
        if begin:
            break
    if begin.startswith(b"["):
        yield from read_members(line, file)
        return
    while line:
        if len(line) == MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_BYTES)
            yield Record(number, error=f"dài hơn {MAX_BYTES / 1e6:g} MB")
        elif line.strip():
            yield Record(number, line)
        line, number = file.readline(MAX_BYTES), number + 1


def read_members(begin: bytes, file: BinaryIO) -> Iterator[Record]:
    """The members of an array that begins in some bytes and goes on in a file, and of those that follow it there."""
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    decoder = json.JSONDecoder()
    text, more, number = decode(begin).lstrip(AROUND)[1:], True, 0
    wanted, inside = CHUNK, True
    while True:
        text = text[BETWEEN.match(text).end():]  # type: ignore[union-attr]  # it matches nothing, too
        if text.startswith("]" if inside else "["):
            text, inside = text[1:], not inside
            continue
        if text:
            try:
                _, end = decoder.raw_decode(text)
                number, wanted = number + 1, CHUNK
                yield Record(number, text[:end].encode())
                text = text[end:]
                continue
            except (ValueError, RecursionError) as error:
                problem = why(error)
        if more and len(text) < MAX_BYTES:
            chunk = file.read(wanted)
            more, wanted = len(chunk) == wanted, 2 * wanted  # doubled, so that a long member is not parsed so often
            text += decode(chunk, final=not more)
        elif text:
            number, wanted = number + 1, CHUNK
            yield Record(number, error=f"không phải JSON: {problem}")
            following = NEXT_MEMBER.search(text, 1)
            text = text[following.start():] if following else ""
        elif not inside:
            return
        else:
            yield Record(number + 1, error="mảng JSON không có dấu ] ở cuối: tệp có thể bị cắt")
            return
