"""Generations: what is damaged, foreign or half made never answers, and the message names the remedy."""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.bulletin import Bulletin
from corpus.data_dir import DataDir
from corpus.storing.store import Store
from indexer.asking.search import Question, ask
from indexer.building.build import build
from indexer.building.generation import CURRENT, REMEDY, Generations
from indexer.building.manifest import MANIFEST, UNSEALED, Generation
from indexer.engine.base import IndexUnusable
from indexer.live import LiveIndex


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index folder with two generations: the first holds bulletin 1, the second 1 and 2."""
    data = DataDir(tmp_path_factory.mktemp("built"))
    for n in (1, 2):
        with Store.open(data.store) as store:
            store.put([Bulletin(str(n), "", "s", f"Giá lúa {n}", "Nông dân vui mừng.")])
        build(data, workers=1)
    return data.index


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """A copy to do harm to."""
    return Path(shutil.copytree(built, tmp_path / "index", symlinks=True))


def largest(generation: Path) -> Path:
    return max((path for path in generation.iterdir() if path.name != MANIFEST), key=lambda path: path.stat().st_size)


def flip_a_bit(generation: Path) -> None:
    path = largest(generation)
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.unlink()  # the file of the older generation may be the same one, linked
    path.write_bytes(held)


def truncate(generation: Path) -> None:
    path = largest(generation)
    held = path.read_bytes()
    path.unlink()
    path.write_bytes(held[:-1])


def flip_in(path: Path, before: bytes, after: bytes) -> None:
    held = path.read_bytes()
    assert before in held
    path.write_bytes(held.replace(before, after))


def make_a_folder(generation: Path) -> None:
    path = largest(generation)
    path.unlink()
    path.mkdir()


def change_manifest(generation: Path, **fields: object) -> None:
    """Another manifest, under a checksum of its own."""
    path = generation / MANIFEST
    text = json.dumps(json.loads(path.read_bytes()) | {"checksum": "0" * 8} | fields, indent=1).encode()
    path.write_bytes(text.replace(UNSEALED, f"{zlib.crc32(text):08x}".encode(), 1))


HARM: dict[str, Callable[[Path], object]] = {
    "a bit flipped": flip_a_bit,
    "a byte cut off": truncate,
    "a file missing": lambda generation: largest(generation).unlink(),
    "a file that is a folder": make_a_folder,
    "a bit of the manifest": lambda generation: flip_in(generation / MANIFEST, b'_at": "2', b'_at": "3'),
    "a manifest without its checksum": lambda generation: flip_in(generation / MANIFEST, b'"checksum"', b'"checksun"'),
    "no manifest": lambda generation: (generation / MANIFEST).unlink(),
    "an empty manifest": lambda generation: (generation / MANIFEST).write_text(""),
    "half a manifest": lambda generation: (generation / MANIFEST).write_text('{"number": 2, "files": {'),
    "a manifest that is no object": lambda generation: (generation / MANIFEST).write_text("null"),
    "a manifest of a list": lambda generation: (generation / MANIFEST).write_text("[]"),
    "a manifest of bytes": lambda generation: (generation / MANIFEST).write_bytes(b"\xff\xfe\x00"),
    "files that are no object": lambda generation: change_manifest(generation, files=[1]),
    "files without digests": lambda generation: change_manifest(generation, files={"a": 1}),
    "a field too many": lambda generation: change_manifest(generation, mood="good"),
    "another analysis": lambda generation: change_manifest(generation, fingerprint="0123456789abcdef"),
    "a file that was never there": lambda generation: change_manifest(
        generation, files={"x.seg": [1, "0" * 64]}),
    "nothing left": shutil.rmtree,
}
harmed = pytest.mark.parametrize("harm", HARM.values(), ids=HARM)


def total(live: LiveIndex) -> int:
    return ask(live.engine, Question("giá lúa")).page.total


@harmed
def test_a_harmed_generation_is_refused_with_the_remedy(harm: Callable[[Path], object], folder: Path) -> None:
    harm(folder / "gen-000002")
    with pytest.raises(IndexUnusable, match="gen-000002.*scripts/reindex.py --full"):
        Generations(folder).check("gen-000002")
    Generations(folder).check("gen-000001")


@harmed
def test_the_one_before_answers_instead(
        harm: Callable[[Path], object], folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    harm(folder / "gen-000002")
    live = LiveIndex(folder)
    assert total(live) == 1 and live.generation == Generations(folder).read("gen-000001")
    if (folder / "gen-000002").exists():
        assert "gen-000002" in caplog.text and REMEDY in caplog.text
        assert total(live) == 1 and caplog.text.count(REMEDY) == 1  # said once, not with every question


@harmed
def test_an_open_one_goes_on_when_a_harmed_one_is_published(harm: Callable[[Path], object], folder: Path) -> None:
    generations = Generations(folder)
    generations.publish("gen-000001")
    live = LiveIndex(folder)
    assert total(live) == 1
    harm(folder / "gen-000002")
    generations.publish("gen-000002")
    engine = live.engine
    assert total(live) == 1 and live.engine is engine


@harmed
def test_where_all_are_harmed_the_error_names_the_remedy(harm: Callable[[Path], object], folder: Path) -> None:
    for name in ("gen-000001", "gen-000002"):
        harm(folder / name)
    with pytest.raises(IndexUnusable, match=REMEDY):
        LiveIndex(folder).engine  # noqa: B018


def test_a_sound_generation_passes_and_says_what_it_is(folder: Path) -> None:
    generation = Generations(folder).check("gen-000002")
    assert (generation.number, generation.count, generation.watermark) == (2, 2, 2)
    assert generation.built_at.endswith("+00:00") and generation.files
    assert generation.size == sum(
        path.stat().st_size for path in (folder / "gen-000002").iterdir() if path.name != MANIFEST)


def test_what_is_published_is_one_link(folder: Path) -> None:
    generations = Generations(folder)
    assert generations.current_name() == "gen-000002" and (folder / CURRENT).is_symlink()
    generations.publish("gen-000001")
    assert generations.current_name() == "gen-000001"
    assert [g.name for g, _ in generations.usable() if g] == ["gen-000001"]  # a newer one was not published, or left


@pytest.mark.parametrize("name", ["", "elsewhere", "../../etc", "gen-1", "gen-000009"])
def test_a_link_to_nowhere(name: str, folder: Path) -> None:
    (folder / CURRENT).unlink()
    if name:
        (folder / CURRENT).symlink_to(name)
    live = LiveIndex(folder)
    if name == "gen-000009":  # gone, with older ones beside it
        assert total(live) == 2
    else:
        with pytest.raises(IndexUnusable, match=REMEDY):
            live.engine  # noqa: B018


def test_only_generations_count(folder: Path) -> None:
    for name in ("gen-000007.building", "gen-7", "notes", "gen-0000x1"):
        (folder / name).mkdir()
    assert Generations(folder).numbers() == [1, 2]
    assert Generations(folder / "nowhere").numbers() == []


def test_a_name_has_room_for_more_than_a_million() -> None:
    assert Generation(1_234_567, 0, 0, 0, "", "", "", {}).name == "gen-1234567"


def test_what_killed_runs_left_is_cleared_away(folder: Path) -> None:
    for name in ("gen-000003.building", "gen-000005.building"):
        (folder / name).mkdir()
        (folder / name / "half.seg").write_bytes(b"half")
    Generations(folder).clear()
    assert sorted(path.name for path in folder.iterdir()) == ["current", "gen-000001", "gen-000002"]
    Generations(folder / "nowhere").clear()


def test_a_new_one_takes_the_next_number_and_goes_on_from_its_base(folder: Path) -> None:
    number, path = Generations(folder).start("gen-000001")
    assert number == 3 and path.name == "gen-000003.building"
    held = Generations(folder).read("gen-000001").files
    assert sorted(file.name for file in path.iterdir()) == sorted(held)
    assert Generations(folder).numbers() == [1, 2]


def test_a_rejected_generation_is_not_gone_back_to(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "index")
    for number in (1, 2, 3):
        _, building = generations.start()
        generations.finish(building, number, 0, 0, 0, "2026-01-01T00:00:00+00:00")
    generations.publish("gen-000003")
    generations.reject("gen-000002")
    assert [found.number for found, _ in generations.usable() if found] == [3, 1]
