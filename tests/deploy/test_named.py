"""Nothing that deploy/ or the guide of a cluster names is missing from the program."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path

import pytest
from search_app.metrics.measures import Measures
from tests.deploy.named import DEPLOY, ROOT, VARIABLE, commands_of, known_variables

GUIDES = [ROOT / "docs" / "quan-tri.md", ROOT / "docs" / "van-hanh-cum.md"]
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", [*FILES, *GUIDES], ids=lambda path: str(path.relative_to(ROOT)))
def test_variables_that_are_named_exist(path: Path) -> None:
    unknown = set(VARIABLE.findall(path.read_text(encoding="utf-8"))) - known_variables()
    assert not unknown


def test_what_is_known_is_what_the_program_reads() -> None:
    assert {"BANTIN_DATA", "BANTIN_ENGINE", "BANTIN_CONTACT", "BANTIN_SMTP_PASSWORD", "BANTIN_METRICS_FROM",
            "BANTIN_OPENSEARCH_PASSWORD_FILE", "BANTIN_OPENSEARCH_KEY"} <= known_variables()
    assert not {"BANTIN_OPENSEARCH_TOKEN", "BANTIN_ENGINES", "BANTIN_WORKERS"} & known_variables()


def test_every_file_of_deploy_is_named_somewhere() -> None:
    """Who installs finds it: in a guide, or in another file beside it."""
    said = "\n".join(path.read_text(encoding="utf-8") for path in (*GUIDES, *FILES, ROOT / "README.md"))
    for path in FILES:
        assert path.name in said or path.name in (".gitignore",), path


def test_commands_are_found_in_a_line() -> None:
    assert commands_of("trap 'exit 0' TERM; while :; do scripts/reindex.py --fetch; sleep 60 & wait $!; done") == [
        ["scripts/reindex.py", "--fetch"]]


def test_measures_that_are_named_exist() -> None:
    now = datetime.now(timezone.utc)
    measures = Measures()
    measures.count("/tim-kiem", 200, .1)
    told = set(re.findall(r"^bantin_[a-z_]+", measures.write(now, now, 1).decode(), re.MULTILINE))
    named = set(re.findall(r"\bbantin_(?!web\b|moi\b)[a-z_]+", GUIDES[1].read_text(encoding="utf-8")))
    assert len(named) == 7 and named <= told
