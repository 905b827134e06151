"""The formula of relevance (`ranking.py`) as a cluster adds it up: an addend for each term, as a script over its units.

What a term is worth is sent along, so that all shards and copies score alike, and exactly as every engine does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from indexer.engine.opensearch_engine.bounds import pack_boost
from indexer.engine.opensearch_engine.clauses import Body, scoring_always, term
from indexer.engine.opensearch_engine.statistics import Statistics, Term
from indexer.engine.postings import UNITS, UNITS_OF_NUMBER
from indexer.engine.query import Query
from indexer.engine.ranking import K1, NUMBER_BAND, SCORE_DECIMALS, length_norm

# saturate() and length_norm() over units: `norm` is the norm of no syllables and `slope` what each adds to it.
POINTS = "params.worth * _score / (_score + params.norm + params.slope * doc['length'].value)"
# number_points() over units, above a band of its own.
NUMBER = "params.band + 100 * _score / (_score + params.half)"
HALF = 2 * UNITS_OF_NUMBER
MOST_OF_NUMBER = 100
# Scores are sorted as whole thousandths: what is equal so far is a tie, whichever bits are behind it.
PARTS = 10**SCORE_DECIMALS
ROUNDED = f"Math.round(_score * {PARTS})"


class Addend(NamedTuple):
    """An addend of the score: the channel and its term, and its clause under a name."""

    channel: str
    term: str
    name: str
    clause: Body


class Scoring(NamedTuple):
    """What a query's scores are added up from. `band` lifts what names a number above all that does not: as far as
    needed and no further, for the cluster adds in 24 bits. `bounds` add up to what no score exceeds, without a script;
    there are none where that cannot be. `postings`: how many times a script is run for an addend, at most."""

    addends: tuple[Addend, ...]
    band: float
    bounds: tuple[Body, ...] = ()
    postings: int = 0

    def score(self, summed: float) -> float:
        """The score that a sum of the cluster stands for, in whole thousandths.

        >>> Scoring((), 256.0).score(262_500.0), Scoring((), 256.0).score(6_500.0)
        (10006.5, 6.5)
        """
        bands = summed // (self.band * PARTS)
        return round(summed / PARTS + bands * (NUMBER_BAND - self.band), SCORE_DECIMALS)

    def points(self, addend: Addend, summed: float) -> float:
        """The points of an addend that the cluster reckoned."""
        return summed + NUMBER_BAND - self.band if addend.channel == "number" else summed


NOTHING_SCORED = Scoring((), 1.0)


def score_by(query: Query, statistics: Statistics) -> Scoring:
    """What scores of a query are added up from; terms that no bulletin holds are left out."""
    worths = statistics.worths(query.evidence)
    average = statistics.whole.average_length
    none, one = (UNITS * length_norm(length, average) for length in (0.0, 1.0))
    addends = []
    for place, ((channel, name), worth) in enumerate(worths.items()):
        if worth:
            addends.append(Addend(channel, name, f"term{place}", scripted(channel, name, f"term{place}", POINTS, {
                "worth": worth * (K1 + 1), "norm": none, "slope": one - none})))
    most = sum(worths.values()) * (K1 + 1) + MOST_OF_NUMBER * len(query.numbers)
    band = float(2 ** max(7, int(most + 1).bit_length()))
    for place, number in enumerate(query.numbers):
        addends.append(Addend("number", number.key, f"number{place}", scripted(
            "number", number.key, f"number{place}", NUMBER, {"band": band, "half": HALF})))
    return Scoring(tuple(addends), band, tuple(bound_by(addends, worths, average, band)),
                   sum(counted.held for counted in statistics.frequencies(worths).values()))


def bound_by(addends: Sequence[Addend], worths: Mapping[Term, float], average: float, band: float) -> list[Body]:
    """Clauses whose points are at least those of the addends; none where a boost cannot carry one's worth."""
    clauses = [scoring_always({"exists": {"field": "is_overfull"}}, sum(worths.values()) * (K1 + 1))]
    for channel, name, _, _ in addends:
        if channel == "number":
            clauses.append(scoring_always(term(channel, name), band + MOST_OF_NUMBER))
            continue
        boost = pack_boost(worths[channel, name] * (K1 + 1), average)
        if boost is None:
            return []
        clauses.append({"term": {channel: {"value": name, "boost": boost}}})
    return clauses


def scripted(channel: str, name: str, called: str, source: str, parameters: dict[str, float]) -> Body:
    """A term whose units a script makes into points."""
    return {"script_score": {"query": term(channel, name), "_name": called,
                             "script": {"source": source, "params": parameters}}}
