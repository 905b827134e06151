"""What answers readers needs the libraries of requirements-serve.lock alone: no crawler, no segmenter, no builder."""

from __future__ import annotations

import json
import re
from pathlib import Path

from corpus.data_dir import DataDir
from tests.absent import run_with_only

ROOT = Path(__file__).resolve().parents[1]
LOCKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)
# Every kind of page is asked for once, in a process where no other library can be imported.
SERVE = """
import json, sys
from pathlib import Path
from corpus.data_dir import DataDir
from search_app import create_app
from search_app.serving import server
from search_app.settings import Settings

client = create_app(Settings(DataDir(Path(sys.argv[1])))).test_client()
print(json.dumps({address: client.get(address).status_code for address in sys.stdin.read().split()}))
"""
ADDRESSES = ("/", "/tim-kiem?q=khoa+h%E1%BB%8Dc", "/tim-kiem?q=khoa+hojc", "/tim-kiem?q=20-NQ/TW", "/goi-y?q=kho",
             "/tro-giup", "/suc-khoe", "/nam/2017", "/atom.xml", "/robots.txt")


def libraries(lock: str) -> set[str]:
    """The names that a lock file pins."""
    return {name.lower() for name in LOCKED.findall((ROOT / lock).read_text(encoding="utf-8"))}


def test_pages_are_made_without_what_builds(sample_data: DataDir) -> None:
    allowed = libraries("requirements-serve.lock") | {"bantin"}
    done = run_with_only(allowed, SERVE, sample_data.root, "\n".join(ADDRESSES))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == dict.fromkeys(ADDRESSES, 200), done.stderr


def test_the_smaller_lock_is_a_part_of_the_whole_one() -> None:
    serve, whole = libraries("requirements-serve.lock"), libraries("requirements.lock")
    assert serve < whole
    assert {"underthesea", "huggingface-hub", "beautifulsoup4", "urllib3", "protego"} <= whole - serve
    pins = [set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
            for lock in ("requirements-serve.lock", "requirements.lock")]
    assert pins[0] <= pins[1]
