"""Which addresses letters go to: those that every mail server takes, and that hold nothing but an address."""

from __future__ import annotations

import re

MAX_CHARS = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
MAX_LOCAL_CHARS = 64
# Of what RFC 5322 allows before the @, what people have: no quotes, and none of the signs by which old servers were
# told to send a letter on to somewhere else.
LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_+'=~&#-]*(?:\.[A-Za-z0-9_+'=~&#-]+)*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
EMPTY = "Hãy nhập địa chỉ thư điện tử."
NOT_ONE = "Địa chỉ thư điện tử chưa đúng. Ví dụ: ten@coquan.gov.vn."
MARKED = "Phần trước dấu @ chỉ nhận chữ không dấu, chữ số và các dấu . _ + -."


def read_addressee(typed: str) -> tuple[str, str]:
    """(the address, "") of what was typed, or ("", what is wrong with it). The domain is written as the network has it.

    >>> read_addressee(" Mai.Thanh+tin@Hộp-thư.example ")
    ('Mai.Thanh+tin@xn--hp-th-jrb4633c.example', '')
    >>> read_addressee("a@b.example\\nBcc: c@d.example"), read_addressee("mai@localhost")[0], read_addressee("")[1]
    (('', 'Địa chỉ thư điện tử chưa đúng. Ví dụ: ten@coquan.gov.vn.'), '', 'Hãy nhập địa chỉ thư điện tử.')
    """
    typed = typed[:4 * MAX_CHARS].strip(" ")
    if not typed:
        return "", EMPTY
    local, at, domain = typed.rpartition("@")
    name = network_name(domain)
    if not at or not name or len(typed) > MAX_CHARS or len(local) > MAX_LOCAL_CHARS or not typed.isprintable():
        return "", NOT_ONE
    if not local.isascii():
        return "", MARKED
    written = f"{local}@{name}"
    return (written, "") if LOCAL.fullmatch(local) and len(written) <= MAX_CHARS else ("", NOT_ONE)


def network_name(domain: str) -> str:
    """A domain as the network has it, "" for what is none: an address in numbers, a name without a dot.

    >>> network_name("Example.VN"), network_name("127.0.0.1"), network_name("[::1]"), network_name("a..b")
    ('example.vn', '', '', '')
    """
    try:
        name = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    labels = name.split(".")
    sound = len(labels) > 1 and all(map(LABEL.fullmatch, labels)) and not labels[-1].isdigit()
    return name if sound else ""
