"""Local time: UTC+7, as a fixed offset, and what is today in it.

Not the zone "Asia/Ho_Chi_Minh": slim machines have no zone files, and the country has kept UTC+7 on every day since
13 June 1975, before any portal.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

LOCAL_TIME = timezone(timedelta(hours=7))


def local_today() -> date:
    """Today in Asia/Ho_Chi_Minh, wherever the machine stands."""
    return datetime.now(LOCAL_TIME).date()


def to_local(moment: datetime) -> tuple[date, time]:
    """The day and the hour of a moment here."""
    local = moment.astimezone(LOCAL_TIME)
    return local.date(), local.time().replace(microsecond=0)
