"""What tests share: the sample bulletins in a real store with a real index, and scripts run as the admin runs them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest
from filelock import FileLock
from hypothesis import settings

from benchmarks.cluster.jars import NoNode
from benchmarks.cluster.node import Node, start_quickly
from benchmarks.cluster.postgres import NoServer, PostgresServer
from benchmarks.cluster.standby import Pair
from corpus.bulletin import Bulletin
from corpus.data_dir import STORE_SETTING, DataDir
from corpus.numbers.find_numbers import find_numbers
from corpus.sample.sample_bulletin import SampleBulletin, read_bulletins
from corpus.storing.store import Store
from corpus.text import tidy, tidy_paragraphs
from indexer.building.build import build
from indexer.building.shelf import SETTING as ENGINE_SETTING
from indexer.engine.base import Engine
from indexer.live import LiveIndex
from tests.script_runs import run_text

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "truongha.example"

# The same examples in every run, and no clock: two slow cores must not decide whether a test passes.
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")

# No test may come near the store of whoever runs it, or the cluster that the index lies on.
for setting in (STORE_SETTING, ENGINE_SETTING):
    os.environ.pop(setting, None)

NODE = pytest.StashKey[Node]()

# Files that take longest, longest first. Two are run at a time: what is long and begins last is run alone, while the
# other process has nothing to do.
LONG_FILES = (
    "test_start.py", "test_retyping.py", "test_browser.py", "test_swaps.py", "test_portal.py", "test_kills.py",
    "test_failing_disk.py", "test_fuzz.py", "test_growth.py", "test_crawl.py",
    "test_compare_segmentation.py", "test_evaluate.py", "test_reindex.py", "test_slow_clients.py")

RunScript = Callable[..., subprocess.CompletedProcess[str]]
Server = TypeVar("Server", PostgresServer, Pair)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests of long files before all others."""
    places = {name: place for place, name in enumerate(LONG_FILES)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


def make_bulletin(item: SampleBulletin) -> Bulletin:
    """A sample bulletin as a crawl leaves it in the store, but for its id: the name of its file."""
    return Bulletin(
        id=item.file_name.removesuffix(".md"), url=f"http://{SOURCE}{item.path}", source=SOURCE,
        title=tidy(item.title), summary=tidy(item.summary), body=tidy_paragraphs("\n".join(item.paragraphs)),
        author=item.author, section=item.section, published_on=item.published_on, published_at=item.published_at,
        numbers=tuple(dict.fromkeys(found.number for found in find_numbers(item.text))))


@pytest.fixture(scope="session")
def sample_bulletins() -> tuple[Bulletin, ...]:
    """All sample bulletins, newest first."""
    return tuple(make_bulletin(item) for item in read_bulletins())


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory, sample_bulletins: tuple[Bulletin, ...]) -> DataDir:
    """An installation that holds the sample bulletins, stored and indexed. To be read only: copy it to change it."""
    data = DataDir(tmp_path_factory.mktemp("sample"))
    with Store.open(data.store) as store:
        store.put(sample_bulletins)
    build(data, workers=1)
    return data


@pytest.fixture(scope="session")
def sample_engine(sample_data: DataDir) -> Iterator[Engine]:
    """The engine over the sample bulletins."""
    engine = LiveIndex(sample_data.index).engine
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference collection beside the checkout."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"no reference collection at {folder}")
    return folder


@pytest.fixture(scope="session")
def run_script() -> RunScript:
    """Runs scripts/NAME with arguments to its end: run_script("ask.py", "lúa", "--json", typed="…")."""
    return run_text


def own_server(make: Callable[[], Server]) -> Iterator[Server]:
    """A real server, or two, for as long as they are wanted. Skips where none can be started."""
    try:
        server = make()
    except NoServer as error:
        pytest.skip(f"no PostgreSQL: {error}")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL server of this process's own. Skips where none can be started."""
    yield from own_server(PostgresServer)


@pytest.fixture
def server_address(postgres: PostgresServer) -> str:
    """The address of an empty place for a store on the server."""
    schema = f"s{uuid4().hex}"
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(postgres.address, autocommit=True) as raw:
        raw.execute(f"CREATE SCHEMA {schema}")
    return postgres.address_of("postgres", schema=schema)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_address(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a store may be made: what uses it is run over every kind of store."""
    return tmp_path / "store.sqlite" if request.param == "sqlite" else request.getfixturevalue("server_address")


@pytest.fixture(scope="session")
def cluster(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a real OpenSearch node on loopback, one for all tests of a run, however many processes share them;
    it ends with the run. Skips where none can be started."""
    is_shared = "PYTEST_XDIST_WORKER" in os.environ
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if is_shared else folder
    told = folder / "opensearch-address"
    with FileLock(folder / "opensearch-address.lock"):
        if not told.exists():
            try:
                node = start_quickly(folder / "opensearch", os.getppid() if is_shared else os.getpid())
                request.config.stash[NODE] = node
                told.write_text(node.address, encoding="ascii")
            except NoNode as error:
                told.write_text(f"no node: {error}", encoding="utf-8")
    address = told.read_text(encoding="utf-8")
    if address.startswith("no node"):
        pytest.skip(f"no OpenSearch: {address}")
    return address
