"""A request as it arrives. Waitress bounds the head as a whole; a line that is too long has a status of its own."""

from __future__ import annotations

from waitress.parser import HTTPRequestParser
from waitress.utilities import BadRequest, RequestEntityTooLarge

from search_app.serving.limits import LISTS, MAX_BODY_BYTES, MAX_LINE_BYTES


class LineTooLong(BadRequest):
    """The address is longer than any that this site has."""

    code = 414
    reason = "URI Too Long"


class Parser(HTTPRequestParser):
    """Reads a request from pieces."""

    command, path = "-", "-"  # until they are known; what cannot be read is logged, too
    line_bytes = 0
    line_ended = False
    error: object = None

    def received(self, data: bytes) -> int:
        """Takes the next piece; how many bytes of it belong to this request."""
        if not self.line_ended:
            line, newline, _ = data.partition(b"\n")
            # Blank lines before a request are allowed, and are no first line.
            self.line_bytes += len(line)
            self.line_ended = bool(newline and self.line_bytes > 1)
            if self.line_bytes > MAX_LINE_BYTES:
                self.refuse(LineTooLong("the first line"))
                return len(data)
        taken = super().received(data)
        if not self.error and self.path not in LISTS and (
                max(self.content_length, self.body_bytes_received) >= MAX_BODY_BYTES):
            self.error = RequestEntityTooLarge("the body")
            self.completed = True
        return taken

    def refuse(self, error: object) -> None:
        """Completes the request as one that is answered by an error."""
        self.parse_header(b"GET / HTTP/1.0\r\n")  # what stands in for the line that was not read
        self.error = error
        self.completed = True
