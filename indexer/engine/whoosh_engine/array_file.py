"""Named arrays in one file, written once and read through a memory map: all workers share its pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

MAGIC = b"BTARRAY1"
# Each array begins at a multiple of this: a cache line, and more than any number in it wants.
ALIGNMENT = 64


def write_arrays(file: Any, arrays: Mapping[str, np.ndarray]) -> None:
    """Writes arrays of one dimension to an open binary file: a line of JSON that names them, then their bytes."""
    places, place = {}, 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, place, len(array))
        place += -(-array.nbytes // ALIGNMENT) * ALIGNMENT
    head = json.dumps(places).encode()
    head += b" " * (-(len(MAGIC) + 8 + len(head)) % ALIGNMENT)
    file.write(MAGIC + len(head).to_bytes(8, "little") + head)
    for array in arrays.values():
        file.write(array.tobytes())
        file.write(bytes(-array.nbytes % ALIGNMENT))


def map_arrays(path: Path) -> dict[str, np.ndarray]:
    """The arrays of a file, read-only and mapped. ValueError where it is none or was cut short."""
    # A plain array over the map: slices of np.memmap cost several times as much.
    return find_arrays(np.asarray(np.memmap(path, np.uint8, "r")), str(path))


def open_arrays(file: Any, place: int, length: int) -> dict[str, np.ndarray]:
    """The arrays of a file that Whoosh opened: mapped, or a copy where it is a part of another file."""
    if file.is_real:
        return map_arrays(Path(file.raw_file().name))
    return find_arrays(np.frombuffer(file.get(place, length), np.uint8), str(file))


def find_arrays(data: np.ndarray, name: str) -> dict[str, np.ndarray]:
    """The arrays in the bytes of a file."""
    if len(data) < len(MAGIC) + 8 or data[:len(MAGIC)].tobytes() != MAGIC:
        raise ValueError(f"{name}: không phải tệp mảng")
    first = len(MAGIC) + 8 + int.from_bytes(data[len(MAGIC):len(MAGIC) + 8].tobytes(), "little")
    arrays = {}
    for name_of_array, (kind, place, length) in json.loads(data[len(MAGIC) + 8:first].tobytes()).items():
        dtype = np.dtype(kind)
        end = first + place + length * dtype.itemsize
        if end > len(data):
            raise ValueError(f"{name}: bị cụt")
        arrays[name_of_array] = data[first + place:end].view(dtype)
    return arrays
