"""Settings: what an installation may choose about its pages, read once when the app is made."""

from __future__ import annotations

import os
from dataclasses import dataclass

from corpus.data_dir import DataDir, default_data_dir


@dataclass(frozen=True)
class Settings:
    """Where the data lies, and the name that stands at the top of every page. `public_address` is the
    site's own, without a slash at its end, as feeds and exports name it; else the address that was asked counts.

    >>> Settings(DataDir(default_data_dir())).name
    'Bản tin'
    """

    data: DataDir
    name: str = "Bản tin"
    tagline: str = "Tra cứu bản tin địa phương"
    public_address: str = ""


def settings_from_environment(data: DataDir | None = None) -> Settings:
    """The settings that the environment names: BANTIN_DATA, BANTIN_NAME, BANTIN_TAGLINE, BANTIN_ADDRESS."""
    return Settings(
        data=data or DataDir(default_data_dir()),
        name=os.environ.get("BANTIN_NAME") or Settings.name,
        tagline=os.environ.get("BANTIN_TAGLINE") or Settings.tagline,
        public_address=os.environ.get("BANTIN_ADDRESS", "").rstrip("/"),
    )
