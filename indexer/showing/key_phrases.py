"""key_phrases(): what a bulletin is about, in its own words, from the evidence that ranks results."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from corpus.bulletin import Bulletin
from indexer.engine.postings import ZONE_WEIGHTS
from indexer.engine.ranking import inverse_frequency
from indexer.showing.known_words import Frequencies, Run, Words
from indexer.showing.runs import INNER_JOINTS, JOINTS, LONGEST, Candidate, describe_run, find_runs

# Said twice in the body, or once in the title.
LEAST_WEIGHT = 2.0
# Candidates that are looked up in the index, the most frequent first: each costs a few reads.
LOOKED_UP = 60
# Syllables that are no words ("chị em" aside, often a stretch of a sentence) tell less than words do.
LOOSE_SHARE = 0.7
# What a title says is what the bulletin is about.
TITLE_BONUS = 1.5
# A part of a longer phrase is one of its own where it stands outside that phrase at least half as often again.
OWN_SHARE = 1.5
# What more than this share of all bulletins hold tells nothing about one; of a handful of bulletins no share tells.
COMMON = 0.2
HANDFUL = 20
# What stands beside a phrase without being a part of it: nothing, or one of these.
NO_PARTS = JOINTS | {""}


def key_phrases(bulletin: Bulletin, frequencies: Frequencies, limit: int = 6) -> tuple[str, ...]:
    """Up to `limit` phrases of two to five syllables that tell what a bulletin is about, the most telling first.

    Frequent in the bulletin, rare among bulletins; whole words, as far as the words of the index know them; names in
    their capitals. No phrase holds another.

    >>> from indexer.engine.memory_engine import MemoryEngine
    >>> bulletin = Bulletin("1", "", "", "Kim Bồng giữ nghề gốm", "Nghề gốm ở Kim Bồng hồi sinh.")
    >>> key_phrases(bulletin, MemoryEngine())
    ('Kim Bồng', 'nghề gốm')
    """
    places = find_runs(bulletin)
    weights = {run: sum(ZONE_WEIGHTS[place.zone] for place in said) for run, said in places.items()
               if len(said) >= LEAST_WEIGHT or said[0].zone != "body"}
    frequent = sorted((run for run, weight in weights.items() if weight >= LEAST_WEIGHT),
                      key=lambda run: (-weights[run] * len(run), run))[:LOOKED_UP]
    found = {run: describe_run(places[run]) for run in frequent}
    words = Words(frequencies)
    whole = [run for run in frequent if is_phrase(run, found[run], words) and not is_cut_off(run, found[run], words)]
    return tuple(found[run].shown for run in choose(drop_parts(whole, found), found, frequencies, words, limit))


def drop_parts(runs: Sequence[Run], found: dict[Run, Candidate]) -> Iterator[Run]:
    """The runs without those that stand nearly always inside one and the same longer run."""
    for run in runs:
        longer = [found[other].weight for other in runs if len(other) > len(run) and contains(other, run)]
        if not longer or found[run].weight >= OWN_SHARE * max(longer):
            yield run


def contains(run: Run, part: Run) -> bool:
    """Whether a run holds another side by side."""
    return any(run[place:place + len(part)] == part for place in range(len(run) - len(part) + 1))


def is_phrase(run: Run, candidate: Candidate, words: Words) -> bool:
    """Whether a run is made of whole words and of names, and is said often enough for its length.

    Up to four syllables may be any that are said together twice; else a syllable that is no word's part may only
    stand at the head ("trạm y tế"), and a name only at the end ("thị xã Kim Bồng").
    """
    capitals = {written.lower() for written in candidate.shown.split() if written[0].isupper()}
    single = [place for place in words.single(run) if run[place] not in INNER_JOINTS]
    names = [place for place in single if run[place] in capitals]
    if len(names) > 1 and names != list(range(len(run) - len(names), len(run))):
        return False
    loose = [place for place in single if place not in names]
    if candidate.said < 2:
        return len(run) == 2 and not loose
    return not loose or len(loose) == len(run) < LONGEST or loose == [0] and len(run) <= 3


def is_cut_off(run: Run, candidate: Candidate, words: Words) -> bool:
    """Whether a run mostly ends within a word or a name: "học công nghệ" behind "khoa" does, "Kim" before "Bồng" too.

    Two loose syllables that the same third one always stands beside are a part of something, too.
    """
    first, last = candidate.shown[0], candidate.shown.split()[-1][0]
    cut = sum(count for (before, after), count in candidate.beside.items() if (
        before and (words.straddle(run[::-1], before.lower(), backwards=True)
                    or before[0].isupper() and first.isupper() and not words.holds(run[:2]))
        or after and (words.straddle(run, after.lower())
                      or after[0].isupper() and last.isupper() and not words.holds(run[-2:]))))
    if 2 * cut >= candidate.said:
        return True
    sides = [{pair[side].lower() for pair in candidate.beside} for side in (0, 1)]
    return len(words.single(run)) == len(run) and any(len(side) == 1 and not side & NO_PARTS for side in sides)


def choose(runs: Iterable[Run], found: dict[Run, Candidate], frequencies: Frequencies, words: Words,
           limit: int) -> list[Run]:
    """The most telling runs; of two that share most of their syllables, the first."""
    count = frequencies.count()
    telling: dict[Run, float] = {}
    for run in runs:
        candidate = found[run]
        rarest = min(frequencies.frequency("pair", "_".join(pair))
                     for pair in zip(candidate.folded, candidate.folded[1:], strict=False))
        if count <= HANDFUL or rarest <= COMMON * count:
            said = math.log(1 + candidate.weight) * (TITLE_BONUS if candidate.in_title else 1.0)
            if candidate.shown.islower() and len(words.single(run)) == len(run):
                said *= LOOSE_SHARE
            telling[run] = said * inverse_frequency(min(rarest, count), count) * math.sqrt(len(run))
    chosen: list[Run] = []
    for run in sorted(telling, key=lambda run: (-telling[run], run)):
        if len(chosen) == limit:
            break
        if not any(2 * len(set(run) & set(other)) > min(len(run), len(other)) for other in chosen):
            chosen.append(run)
    return chosen
