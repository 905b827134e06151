"""No address gives a 500: every route and parameter, a few thousand strange requests of a fixed seed."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from random import Random
from subprocess import CompletedProcess

import pytest

from benchmarks.drills.fuzz import SILENCE, Answers, ask_inside, parameters, routes
from benchmarks.drills.strange_requests import VALUES, Strange, strange_requests
from corpus.data_dir import DataDir
from search_app import create_app
from search_app.headers import SECURITY
from search_app.settings import Settings


@pytest.mark.slow
def test_strange_requests(run_script: Callable[..., CompletedProcess[str]]) -> None:
    done = run_script("drill.py", "fuzz", "--requests", 2700, "--http", 300, "--seed", 12, "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["problems"]) == (0, [])
    assert sum(report["statuses"].values()) == 3000
    assert {"200", "302", "404", "405"} <= report["statuses"].keys()


def test_every_route_and_parameter_is_asked_with_every_value(tmp_path: Path) -> None:
    rules, names = routes(create_app(Settings(DataDir(tmp_path)))), parameters()
    assert {"/tim-kiem", "/ngay/<int:year>/<int:month>/<int:day>", "/tin/<rest:path>"} <= set(rules)
    assert "trang" in names
    systematic = len(rules) * (1 + len(names)) + sum("<" in rule for rule in rules) * len(VALUES)
    # After each of these comes one by chance.
    asked = list(islice(strange_requests(rules, names, Random(1)), 2 * (systematic + len(names) * len(VALUES))))
    assert len({one.path for one in asked if one.path.startswith("/nam/")}) > len(set(VALUES)) / 2
    for name in names:
        assert sum(f"?{name}=" in one.path for one in asked) >= len(VALUES)
    again = list(islice(strange_requests(rules, names, Random(1)), len(asked)))
    assert again == asked and len({one.method for one in again[:3000]}) > 5


def test_faults_are_noticed(tmp_path: Path) -> None:
    app = create_app(Settings(DataDir(tmp_path)))

    @app.get("/hong")
    def broken() -> str:
        raise ZeroDivisionError

    app.logger.disabled = True
    answers = ask_inside(app, [Strange("GET", "/hong"), Strange("GET", "/tro-giup")])
    assert answers.statuses == {500: 1, 200: 1} and len(answers.problems) == 1
    answers = Answers()
    answers.take(Strange("GET", "/"), SILENCE, [])
    answers.take(Strange("GET", "/"), 200, list(SECURITY)[1:])
    answers.take(Strange("GET", "/"), 200, [name.upper() for name in SECURITY])
    assert len(answers.problems) == 2
