"""Unit: one name of one place, while it lasted."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from corpus.places.spelling import LEVEL_OF_DIGITS, folded_key, name_key, split_kind


class Parent(NamedTuple):
    """The unit above, from a day on ("" where that is before 2017)."""

    day: str
    id: str


class Heir(NamedTuple):
    """What a unit became on a day, whole or in part, by a decree."""

    id: str
    day: str
    is_part: bool = False
    decree: str = ""


@dataclass(frozen=True)
class Unit:
    """A province, district or commune under one name.

    `id` is the state's code and the name; where a unit kept both through a merger, the younger one's has a year. Days
    are ISO days, "" where the beginning lies before 2017 or no end is known: it is valid from `valid_from` to the day
    before `valid_to`. `also` are other spellings of official lists.
    """

    id: str
    code: str
    name: str
    parents: tuple[Parent, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    became: tuple[Heir, ...] = ()
    decree: str = ""
    also: tuple[str, ...] = ()
    point: tuple[float, float] | None = field(default=None, compare=False)

    @property
    def level(self) -> str:
        """province, district or commune: by the length of its code.

        >>> Unit("480-thi-xa-huong-tra", "480", "Thị xã Hương Trà").level
        'district'
        """
        return LEVEL_OF_DIGITS[len(self.code)]

    @cached_property
    def kind(self) -> str:
        """xã, phường, huyện …"""
        return self._split[0]

    @cached_property
    def bare(self) -> str:
        """The name without its kind."""
        return self._split[1]

    @cached_property
    def _split(self) -> tuple[str, str]:
        return split_kind(self.name)

    @cached_property
    def key(self) -> str:
        """The bare name as it is compared."""
        return name_key(self.bare)

    @cached_property
    def folded(self) -> str:
        """The bare name as it is compared without marks."""
        return folded_key(self.bare)

    @property
    def label(self) -> str:
        """The name inside a sentence.

        >>> Unit("20005-xa-huong-toan", "20005", "Xã Hương Toàn").label
        'xã Hương Toàn'
        """
        return self.name[:1].lower() + self.name[1:]

    def is_valid(self, day: str) -> bool:
        """Whether it exists on an ISO day; "" is today, after all that is known."""
        if not day:
            return not self.valid_to
        return self.valid_from <= day and (not self.valid_to or day < self.valid_to)

    def parent_on(self, day: str) -> str:
        """The id of the unit above on a day ("": the last one); "" for a province."""
        above = ""
        for parent in self.parents:
            if not above or not day or parent.day <= day:
                above = parent.id
        return above
