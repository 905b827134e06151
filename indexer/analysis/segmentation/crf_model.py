"""CrfModel: the weights of a CRFsuite model file with two labels.

The file (https://www.chokkan.org/software/crfsuite/): a header of offsets, one record a weight (its type, what it
leads from, what it leads to, the weight), and two constant databases with the names of labels and attributes.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAGIC, KIND, VERSION = b"lCRF", b"FOMC", 100
# Magic, size, kind, version, counts of weights, labels and attributes; offsets of weights, labels, attributes and two
# tables of references that only training needs.
HEADER = struct.Struct("<4sI4sIIIIIIIII")
WEIGHTS_HEADER = struct.Struct("<4sII")  # "FEAT", size, count
WEIGHT = struct.Struct("<IIId")  # type, from, to, weight
STATE = 0  # the type of a weight that leads from an attribute to a label; else from one label to the next
DATABASE_HEADER = struct.Struct("<4sIIIII")  # "CQDB", size, flag, byte order, count of names, offset of their offsets
NAME_HEADER = struct.Struct("<II")  # number, length with the closing zero byte


class ModelError(ValueError):
    """This is no model of the kind that is read here."""


@dataclass(frozen=True)
class CrfModel:
    """How much an attribute speaks for one label against the other, and the weight of each step from label to label."""

    lead: dict[str, float]
    steps: dict[tuple[str, str], float]


def read_crf_model(path: Path, first: str, second: str) -> CrfModel:
    """The model in a file that knows these two labels; a positive lead speaks for the first. Raises ModelError."""
    data = path.read_bytes()
    try:
        return _read(data, first, second)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ModelError(f"{path}: damaged: {error}") from error
    except ModelError as error:
        raise ModelError(f"{path}: {error}") from error


def _read(data: bytes, first: str, second: str) -> CrfModel:
    (magic, _, kind, version, _, _, _, weights_at, labels_at, attributes_at, _, _) = HEADER.unpack_from(data)
    if (magic, kind, version) != (MAGIC, KIND, VERSION):
        raise ModelError("not a CRFsuite model")
    labels, attributes = list(_names(data, labels_at)), list(_names(data, attributes_at))
    # Where two paths are equally good the tagger takes the label that comes first in the file, and so do its readers.
    if labels != [first, second]:
        raise ModelError(f"labels {labels}, not {first} and {second}")
    sign = {0: 1.0, 1: -1.0}
    lead: defaultdict[str, float] = defaultdict(float)
    steps = {(a, b): 0.0 for a in labels for b in labels}
    _, _, count = WEIGHTS_HEADER.unpack_from(data, weights_at)
    start = weights_at + WEIGHTS_HEADER.size
    for kind_of, source, target, weight in WEIGHT.iter_unpack(data[start:start + count * WEIGHT.size]):
        if kind_of == STATE:
            lead[attributes[source]] += sign[target] * weight
        else:
            steps[labels[source], labels[target]] = weight
    return CrfModel(dict(lead), steps)


def _names(data: bytes, start: int) -> Iterator[str]:
    """The names of a constant database, by their numbers."""
    magic, _, _, _, count, offsets_at = DATABASE_HEADER.unpack_from(data, start)
    if magic != b"CQDB":
        raise ModelError("no names where names should be")
    for offset in struct.unpack_from(f"<{count}I", data, start + offsets_at):
        _, length = NAME_HEADER.unpack_from(data, start + offset)
        begin = start + offset + NAME_HEADER.size
        yield data[begin:begin + length - 1].decode()
