"""Limits: what one file may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What reading one file may take. Beyond `pages` and `characters` a file is cut; beyond the others it is given up.
    `seconds` are those of another program that reads it; time and memory of our own are its process's share.

    A resolution with its appendices has 20 to 300 pages; a budget in numbers has 2,000,000 characters.
    """

    bytes: int = 50 * 2**20
    unpacked: int = 300 * 2**20
    members: int = 5_000
    pages: int = 2_000
    characters: int = 5_000_000
    seconds: float = 120.0
