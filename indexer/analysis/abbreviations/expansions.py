"""What a query's abbreviations stand for, and what its words are abbreviated to.

Runs of its syllables are looked up in `Abbreviations`; where letters stand for several things, the words beside them
say which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.analysis.abbreviations.abbreviations import Abbreviations, Form, Row, Run, as_typed, cut

VOWEL = re.compile(r"[aeiouy]")


@dataclass(frozen=True)
class Expansion:
    """What words[start:end] of a query says in other letters.

    `alternatives` are runs of folded syllables, the long forms of a short one first, and the other way round;
    `written[i]` is how a page writes alternatives[i]. `spelt` are the long forms that the words themselves are, each as
    it is rightly written; none where they are a short one.
    """

    start: int
    end: int
    alternatives: tuple[Run, ...]
    written: tuple[str, ...] = ()
    spelt: tuple[str, ...] = ()


def find_expansions(known: Abbreviations, words: Sequence[str], typed: Sequence[str] = ()) -> list[Expansion]:
    """What the folded syllables of a query may be written as, the longest runs first served, in order of place.

    `typed` are the same syllables as they were typed. An ambiguous short form counts where one of its cues stands
    elsewhere in the query (and, could it be a syllable, in capitals); or, where the list knows no rival, typed in
    capitals in a query that has other words and is not all capitals. No long form leads to an ambiguous short one:
    in a bulletin there is no telling what it stands for.

    >>> from indexer.analysis.abbreviations.abbreviations import listed
    >>> [e.written for e in find_expansions(listed(), ["kh", "cn", "o", "xa"])]
    [('khoa học và công nghệ', 'khoa học công nghệ', 'KHCN')]
    >>> [e.alternatives for e in find_expansions(listed(), ["uy", "ban", "nhan", "dan", "xa"])]
    [(('ubnd',),)]
    >>> find_expansions(listed(), ["tu"], ["TU"]), find_expansions(listed(), ["tu", "nghi", "quyet"])
    ([], [])
    """
    words = tuple(words)
    lengths = range(min(known.longest, len(words)), 0, -1)
    taken: set[int] = set()
    found = []
    for length in lengths:
        for start in range(len(words) - length + 1):
            place = range(start, start + length)
            if known.find_forms(words[start:start + length]) and taken.isdisjoint(place):
                expansion = expand_run(known, words, typed, start, start + length)
                if expansion:
                    found.append(expansion)
                    taken.update(place)
    return sorted(found, key=lambda expansion: expansion.start)


def expand_run(known: Abbreviations, words: Run, typed: Sequence[str], start: int, end: int) -> Expansion | None:
    """What words[start:end], a form that is known, may be written as; None where nothing says what it stands for."""
    run = words[start:end]
    forms = as_typed(known.find_forms(run), "".join(typed[start:end]))
    meant = [form for form in forms if not form.is_short or is_clear(form.row, forms, words, typed, start, end)]
    alike = [form for row in dict.fromkeys(form.row for form in meant) for form in known.list_forms(row)
             if form.run != run and not (form.is_short and form.row.ambiguous)]
    # What was not typed comes first: the long forms of a short one, the short forms of a long one.
    alike.sort(key=lambda form: form.is_short == meant[0].is_short)
    others = {form.run: form.written for form in alike}
    if any(not form.is_short for form in meant):
        others |= {inner: inner_written for inner, inner_written in shorten_parts(known, run) if inner not in others}
    spelt = tuple(form.written for form in meant if not form.is_short)
    return Expansion(start, end, tuple(others), tuple(others.values()), spelt) if others else None


def shorten_parts(known: Abbreviations, run: Run) -> Iterator[tuple[Run, str]]:
    """A long form with a shorter long form in it abbreviated: "MTTQ việt nam"."""
    for length in range(len(run) - 1, 1, -1):
        for start in range(len(run) - length + 1):
            for form in known.find_forms(run[start:start + length]):
                short = cut(form.row.short)
                if not form.is_short and not form.row.ambiguous:
                    yield ((*run[:start], *short, *run[start + length:]),
                           " ".join((*run[:start], form.row.short, *run[start + length:])))


def is_clear(row: Row, forms: Sequence[Form], words: Run, typed: Sequence[str], start: int, end: int) -> bool:
    """Whether the query says that a short form, typed at words[start:end], stands for this row's long one."""
    if not row.ambiguous:
        return True
    capitals = bool(typed) and "".join(typed[start:end]).isupper()
    if capitals or not VOWEL.search("".join(words[start:end])):
        if any(holds(words[:start], cue) or holds(words[end:], cue) for cue in row.cues):
            return True
    elsewhere = "".join([*typed[:start], *typed[end:]])
    has_rival = len({form.row.long for form in forms if form.is_short}) > 1
    return capitals and not has_rival and any(c.isalpha() for c in elsewhere) and not elsewhere.isupper()


def holds(words: Run, run: Run) -> bool:
    """Whether a run stands in words.

    >>> holds(("nghi", "quyet", "cua"), ("nghi", "quyet")), holds(("nghi", "luan"), ("nghi", "quyet"))
    (True, False)
    """
    return any(words[place:place + len(run)] == run for place in range(len(words) - len(run) + 1))
