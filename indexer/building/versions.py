"""Which generation answers, as an admin chooses: back, to any that is kept, and the list of them.

What is left behind is marked before the other one is published. Killed between the two, the mark stands and the
published one still answers; asked again, the step is made. The other way round, a killed step back would have left the
bad generation unmarked, and the next step back would have ended in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from corpus.data_dir import DataDir
from indexer.building.generation import NAME, Generations
from indexer.building.manifest import Generation
from indexer.building.shelf import shelf_of
from indexer.engine.base import EngineError, IndexUnusable


class State(Enum):
    """How a kept generation stands."""

    ANSWERS = "đang dùng"
    READY = "dùng được"
    REJECTED = "đã lùi khỏi"
    UNUSABLE = "không dùng được"


@dataclass(frozen=True)
class Version:
    """A kept generation: its state, what its manifest says where that can be read, and what is wrong with it."""

    name: str
    state: State
    generation: Generation | None = None
    problem: str = ""


def list_versions(index: Path) -> list[Version]:
    """All generations of an index folder, the oldest first, each checked to the last byte."""
    generations = Generations(index)
    current = generations.current_name()
    found = []
    for number in generations.numbers():
        name = f"gen-{number:06d}"
        try:
            generation = generations.check(name)
            shelf_of(generations.path(name)).check(generations.path(name))
        except EngineError as error:
            found.append(Version(name, State.UNUSABLE, problem=str(error)))
            continue
        state = State.ANSWERS if name == current else State.READY
        found.append(Version(name, State.REJECTED if generations.is_rejected(name) else state, generation))
    return found


def roll_back(data: DataDir) -> Generation:
    """Publishes the newest sound generation before the published one, which is marked so that no later step back ends
    in it. IndexUnusable where there is none."""
    generations = Generations(data.index)
    current = generations.current_name()
    for generation, _ in generations.usable():
        if generation and generation.name != current and is_there(generations.path(generation.name)):
            return publish(generations, generation)
    raise IndexUnusable(f"{data.index}: không còn thế hệ cũ nào để trở về")


def is_there(folder: Path) -> bool:
    """Whether the index of a generation is where its folder says."""
    try:
        shelf_of(folder).check(folder)
    except IndexUnusable:
        return False
    return True


def go_to(data: DataDir, name: str) -> Generation:
    """Publishes a generation that is kept, an older or a newer one. IndexUnusable where it is not kept, or not sound.

    Newer ones than it are marked as `roll_back` marks them; its own mark is taken away.
    """
    generations = Generations(data.index)
    if not NAME.fullmatch(name) or not generations.path(name).is_dir():
        kept = ", ".join(f"gen-{number:06d}" for number in generations.numbers()) or "không có"
        raise IndexUnusable(f"{data.index}: không giữ thế hệ {name}; đang giữ: {kept}")
    return publish(generations, generations.check(name))


def publish(generations: Generations, generation: Generation) -> Generation:
    """Marks the generations that are newer than this one, and then publishes it."""
    for number in generations.numbers():
        if number > generation.number:
            generations.reject(f"gen-{number:06d}")
    generations.accept(generation.name)
    generations.publish(generation.name)
    return generation
