"""What a term's points cannot exceed, as an index reckons it: by its similarity, without a script for each search.

A similarity is told the boost of a term and the length of a text as Lucene keeps it, which is never more than the
length. So a boost carries two numbers, what the term is worth and the mean length, both rounded up: what comes out is
close to the term's points and never below them.
"""

from __future__ import annotations

import math

from indexer.engine.postings import UNITS
from indexer.engine.ranking import length_norm

# What a field's length has for each syllable of the bulletin: more than a bulletin has units for one, with files of a
# thousand pages behind a note of one line, so that the rest can be filled up.
PER_SYLLABLE = 4096
MOST_LENGTH = 2**31 - 1  # of a field, and of any whole number there
# A boost is a float of 24 bits: 14 for what a term is worth, 4 and 6 for the mean length.
STEPS_OF_WORTH, WORTHS = 256, 2**14
STEPS_OF_MEAN, EXPONENTS = 64, 2**4
# A boost of less asks for the units alone, as one of 1 does.
LEAST_BOOST = STEPS_OF_MEAN * EXPONENTS

NO_LENGTH, ONE_MEAN = (UNITS * length_norm(length, 1.0) for length in (0.0, 1.0))
# saturate() over units, as scoring.py has it, and over the length that Lucene keeps.
SIMILARITY = f"""
if (query.boost < {LEAST_BOOST}) {{ return doc.freq; }}
int packed = (int) query.boost;
double mean = ({STEPS_OF_MEAN} + (packed & {STEPS_OF_MEAN - 1})) << ((packed / {STEPS_OF_MEAN}) & {EXPONENTS - 1});
double norm = {NO_LENGTH} + {(ONE_MEAN - NO_LENGTH) * STEPS_OF_MEAN / PER_SYLLABLE} * doc.length / mean;
return (packed / {LEAST_BOOST}) / {STEPS_OF_WORTH}.0 * doc.freq / (doc.freq + norm);"""


def pack_boost(worth: float, mean_length: float) -> float | None:
    """The boost under which the similarity gives at least the points of a term: `worth` is the most that it may give,
    `mean_length` in syllables, 1 or more. None where they are more than a boost can carry.

    >>> boost = pack_boost(7.3, 412.0)
    >>> boost < 2**24, unpack_boost(boost)
    (True, (7.30078125, 412.0))
    >>> pack_boost(65.0, 412.0), pack_boost(7.3, 80_000.0)
    (None, None)
    """
    worths = max(math.ceil(worth * STEPS_OF_WORTH), 1)
    means = math.ceil(mean_length * STEPS_OF_MEAN)
    exponent = (means // STEPS_OF_MEAN).bit_length() - 1
    digits = -(-means >> exponent)
    if digits == 2 * STEPS_OF_MEAN:
        digits, exponent = STEPS_OF_MEAN, exponent + 1
    if worths >= WORTHS or exponent >= EXPONENTS:
        return None
    return float((worths * EXPONENTS + exponent) * STEPS_OF_MEAN + digits - STEPS_OF_MEAN)


def unpack_boost(boost: float) -> tuple[float, float]:
    """What the similarity reads in a boost: what a term is worth, and the mean length."""
    rest, digits = divmod(int(boost), STEPS_OF_MEAN)
    worths, exponent = divmod(rest, EXPONENTS)
    return worths / STEPS_OF_WORTH, ((STEPS_OF_MEAN + digits) << exponent) / STEPS_OF_MEAN
