"""offer(): how a question may go on, as far as asking it finds what is offered."""

from __future__ import annotations

from datetime import date

from indexer.asking.days import find_days
from indexer.suggest.completions import LIMIT, Completion, Kind
from indexer.suggest.suggester import Suggester


def offer(suggester: Suggester, typed: str, today: date, limit: int = LIMIT) -> list[Completion]:
    """The completions of what is being typed, but for phrases that would be read as days or as an order: "hôm nay"
    stands in many bulletins, and who asks it is shown those of today. A title is asked as it is, whatever its days."""
    return [one for one in suggester.complete(typed, limit)
            if one.kind is not Kind.PHRASE or not find_days(one.text, today).spans]
