"""A body without its content encodings, within a limit."""

from __future__ import annotations

import zlib

from corpus.crawling.fetching.answer import FetchError

MAX_LAYERS = 3  # of packing; each one costs as much as a whole body, and no server was seen to use two


def unpack(body: bytes, encodings: list[str], limit: int) -> bytes:
    """A body without its content encodings. Raises FetchError where it is broken or unpacks to more than `limit`.

    >>> import gzip
    >>> unpack(gzip.compress(b"Tin"), ["gzip"], 100)
    b'Tin'
    """
    named = [name for name in encodings if name not in ("", "identity")] if body else []
    if len(named) > MAX_LAYERS:
        raise FetchError(f"nén {len(named)} lần")
    for encoding in reversed(named):
        if encoding not in ("gzip", "x-gzip", "deflate"):
            raise FetchError(f"cách nén lạ: {encoding}")
        # Some servers send deflate without the wrapper that the standard asks for: its first byte would be 0x78.
        bare = encoding == "deflate" and body != b"" and body[0] & 0x0F != 8
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)
        try:
            body = unpacker.decompress(body, limit + 1)
        except zlib.error as error:
            raise FetchError("nén hỏng", again=True) from error
        if len(body) > limit:
            raise FetchError(f"giải nén ra hơn {limit / 1e6:g} MB")
        if not unpacker.eof:
            raise FetchError("nén hỏng: thiếu đoạn cuối", again=True)
    return body
