"""Addresses of stores on a server, and what of them may stand in a log."""

from __future__ import annotations

import re

SCHEMES = ("postgresql://", "postgres://")
HARMLESS = re.compile(r"[\w.,:\[\]-]*(?:/[\w.-]*)?", re.ASCII)


def is_server(address: object) -> bool:
    """Whether an address is a server's, and not a file's.

    >>> is_server("postgresql://kho.example/bantin"), is_server("data/store.sqlite")
    (True, False)
    """
    return isinstance(address, str) and address.startswith(SCHEMES)


def show(address: str) -> str:
    """An address as it may be told: hosts and the name of the database, no user, no password, however it is written.

    >>> show("postgresql://bantin:m@t/kh?u@m1:5432,m2/bantin?sslmode=require")
    'postgresql://m1:5432,m2/bantin'
    >>> show("postgresql:///bantin?host=/run/postgresql&password=bi-mat"), show("postgresql://h/b?user=a@b&password=x")
    ('postgresql:///bantin', 'postgresql://…')
    """
    rest = address.partition("://")[2].rpartition("@")[2].partition("?")[0]
    return f"postgresql://{rest if HARMLESS.fullmatch(rest) else '…'}"
