"""scripts/analyze.py: every channel, each term where it stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from indexer.analysis.fold import fold

RunScript = Callable[..., CompletedProcess[str]]
TEXT = "Các phường Bến Đò, Cửa Đông thực hiện Nghị quyết số 20 - NQ/TW\nở địa bànNhà máy: khoa học và công nghệ."
CHANNELS = {"text", "syllables", "pairs", "marked", "alternatives", "readings", "words", "numbers"}


def test_json_says_where_each_term_stands(run_script: RunScript) -> None:
    done = run_script("analyze.py", TEXT, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert set(found) == CHANNELS and found["text"] == TEXT
    for term in found["syllables"]:
        assert fold(TEXT[term["start"]:term["end"]]) == term["term"]
    for term in found["words"]:
        said = TEXT[term["start"]:term["end"]]
        assert said.lower().replace(" ", "") == term["term"].replace("_", "")
    assert {"khoa_học", "công_nghệ"} <= {term["term"] for term in found["words"]}
    for term in found["pairs"]:
        assert fold(TEXT[term["start"]:term["end"]]).startswith(term["term"].split("_")[0])
    assert not [term for term in found["pairs"] if "\n" in TEXT[term["start"]:term["end"]]]
    number, = found["numbers"]
    assert TEXT[number["start"]:number["end"]] == number["text"] == "20 - NQ/TW"
    assert number["spelling"] == "20-NQ/TW" and number["term"] == "20:nq:tw" and "20:nq" in number["keys"]
    assert found["readings"] == [{"term": "phuong cua dong"}]
    assert [term["term"] for term in found["alternatives"]] == ["bannha"]


def test_offsets_are_of_the_tidied_text_which_is_shown(run_script: RunScript) -> None:
    found = json.loads(run_script("analyze.py", "  Khoa\u00a0\u00a0ho\u0323c\u200b \n\n x", "--json").stdout)
    assert found["text"] == "Khoa học\nx"
    assert [(s["start"], s["end"]) for s in found["syllables"]] == [(0, 4), (5, 8), (9, 10)]


def test_for_people_and_from_standard_input(run_script: RunScript) -> None:
    done = run_script("analyze.py", "-", typed="Khoa học\ncông nghệ")
    assert (done.returncode, done.stderr) == (0, "")
    assert "khoa_hoc" in done.stdout and "công_nghệ" in done.stdout and "hoc_cong" not in done.stdout


@pytest.mark.parametrize("text", ["", " ", "\n", "?"])
def test_a_text_without_words(text: str, run_script: RunScript) -> None:
    found = json.loads(run_script("analyze.py", text, "--json").stdout)
    assert all(found[channel] == [] for channel in CHANNELS - {"text"})


def test_input_that_is_no_text(run_script: RunScript) -> None:
    done = run_script("analyze.py", "-", "--json", typed=b"\xff\xfe")
    assert (done.returncode, done.stdout) == (1, "")
    assert "UTF-8" in done.stderr and "Traceback" not in done.stderr
    assert run_script("analyze.py", "lúa \udcff", "--json").returncode == 0


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["a", "--data", "x"]], ids=str)
def test_wrong_use(arguments: list[str], run_script: RunScript) -> None:
    done = run_script("analyze.py", *arguments)
    assert (done.returncode, done.stdout) == (2, "") and "cách dùng:" in done.stderr
