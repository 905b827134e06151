"""The documentation says what is so: links lead somewhere, options exist, examples work, messages are the program's."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from corpus.crawling.sources import load_sources
from corpus.data_dir import DataDir
from corpus.extraction.extract import Page, extract
from search_app.settings_file import SettingsFile, read_settings

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "quan-tri.md"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
# What an admin may run. `test` hands its arguments, and so --help, to pytest.
SCRIPTS = sorted(path.name for path in (ROOT / "scripts").iterdir()
                 if path.is_file() and not path.name.startswith(("_", ".")) and path.name != "test")

FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
CODE_SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
COMMAND = re.compile(r"(?<![\w/])(?:/opt/bantin/|\./)?scripts/([A-Za-z_]+(?:\.py)?)(?![\w/])([^;&|>#{}\n]*)")
OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]*")
MESSAGE = re.compile(r"^### `([^`]+)`$", re.MULTILINE)


def name_of(path: Path) -> str:
    """A document's name in the test report."""
    return path.relative_to(ROOT).as_posix()


def prose(document: Path) -> str:
    """A document without its fenced blocks."""
    return FENCE.sub("", document.read_text(encoding="utf-8"))


def blocks(document: Path, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return [found[3] for found in FENCE.finditer(document.read_text(encoding="utf-8")) if found[2] == language]


def anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
            for heading in HEADING.findall(prose(document))}


def commands(document: Path) -> set[tuple[str, str]]:
    """The scripts that a document names, each with the arguments that stand behind it."""
    text = document.read_text(encoding="utf-8")
    code = [found[3].replace("\\\n", " ") for found in FENCE.finditer(text)] + CODE_SPAN.findall(prose(document))
    return {(name, arguments) for piece in code for name, arguments in COMMAND.findall(piece)}


@cache
def run_help(name: str) -> subprocess.CompletedProcess[str]:
    """A script's --help."""
    path = ROOT / "scripts" / name
    command = [sys.executable, str(path)] if path.suffix == ".py" else [str(path)]
    return subprocess.run([*command, "--help"], capture_output=True, text=True, check=False, timeout=60)


@cache
def options_of(name: str) -> frozenset[str]:
    """The options that a script's --help names."""
    return frozenset(re.findall(r"--[a-z][a-z-]*", run_help(name).stdout))


@cache
def said() -> str:
    """Every text that the program can print, a line each; a placeholder in one parts it."""
    pieces = [(ROOT / "scripts" / "inside" / "environment.sh").read_text(encoding="utf-8")]
    for folder in ("corpus", "indexer", "search_app", "scripts"):
        for path in (ROOT / folder).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            pieces += [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)
                       and isinstance(node.value, str)]
    return "\n".join(pieces)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document: Path) -> None:
    for link in LINK.findall(prose(document)):
        if "://" in link:
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), f"{name_of(document)}: {link}"
        assert ROOT in (target, *target.parents), f"{name_of(document)}: {link} leads out of the project"
        assert not anchor or anchor in anchors(target), f"{name_of(document)}: no heading for {link}"


def test_pictures_are_small() -> None:
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    assert pictures
    for picture in pictures:
        assert picture.stat().st_size < 250_000, name_of(picture)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_scripts_that_are_named_exist(document: Path) -> None:
    for name, _ in commands(document):
        path = ROOT / "scripts" / name
        assert path.is_file(), f"{name_of(document)}: scripts/{name}"
        assert name.startswith("_") or os.access(path, os.X_OK), f"scripts/{name} cannot be run as it is documented"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_options_that_are_used_exist(document: Path) -> None:
    for name, arguments in commands(document):
        if name in SCRIPTS:
            unknown = set(OPTION.findall(arguments)) - options_of(name)
            assert not unknown, f"{name_of(document)}: scripts/{name} {' '.join(unknown)}"


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_explains_itself(name: str) -> None:
    done = run_help(name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("cách dùng: ")


def test_every_script_is_in_the_readme() -> None:
    assert {name for name, _ in commands(ROOT / "README.md")} == {*SCRIPTS, "test"}


def test_this_file_sees_what_the_guide_holds() -> None:
    """The tests above and below would pass over an empty guide, too."""
    assert len(MESSAGE.findall(GUIDE.read_text(encoding="utf-8"))) > 10
    assert {("reindex.py", " --rollback"), ("serve.py", " --port 8080 --workers 2")} <= commands(GUIDE)
    assert {"--full", "--rollback"} <= options_of("reindex.py")


def test_the_described_portal_is_read_as_the_guide_says(tmp_path: Path) -> None:
    (toml,), (html,) = [block for block in blocks(GUIDE, "toml") if "[so-y-te]" in block], blocks(GUIDE, "html")
    path = tmp_path / "sources.toml"
    path.write_text(toml, encoding="utf-8")
    source = load_sources(path)["so-y-te"]
    assert source.title == "Cổng thông tin Sở Y tế"
    assert source.delay == 2
    address = "https://soyte.example/ban-tin/tiem-chung-42.html"
    assert source.wants(address)
    assert not source.wants(address + "?in=1")

    found = extract(Page(address, f'<meta charset="utf-8">{html}'.encode()), source.rules)

    assert found.title == "Tiêm vắc xin sởi cho 12.000 trẻ"
    assert str(found.published_on) == "2019-05-23"
    assert str(found.published_at) == "08:30:00"
    assert (found.author, found.section) == ("Mai Thanh", "Y tế dự phòng")
    assert found.summary == "Chiến dịch kéo dài đến hết tháng 6."
    assert found.body.startswith("Thực hiện Kế hoạch 45/KH-UBND")
    assert found.body.endswith("đội cấp cứu lưu động.")


def test_the_settings_are_read_as_the_guide_says(tmp_path: Path) -> None:
    (toml,) = (block for block in blocks(GUIDE, "toml") if "agency" in block)
    (tmp_path / "bantin.toml").write_text(re.sub(r"^# (?=[a-z_]+ = )", "", toml, flags=re.MULTILINE), encoding="utf-8")
    for picture in ("tin-nhiem-mang.png", "bieu-trung.svg"):
        (tmp_path / picture).write_bytes(b"x")
    settings = read_settings(DataDir(tmp_path))
    assert settings.unset == () and settings.emblem and settings.seal and settings.colour
    keys = set(re.findall(r"^(?:# )?([a-z_]+) = ", toml, re.MULTILINE))
    assert keys == set(SettingsFile.model_fields), "the guide shows every key"


def test_the_old_bulletins_are_read_as_the_guide_says(tmp_path: Path) -> None:
    (lines,) = (block for block in blocks(GUIDE, "json") if "tin-0001" in block)
    (wanted,) = (block for block in blocks(GUIDE, "") if "thiếu id" in block)
    (tmp_path / "tin-cu.jsonl").write_text(lines, encoding="utf-8")
    done = subprocess.run([sys.executable, str(ROOT / "scripts" / "load.py"), "tin-cu.jsonl", "--source", "tin-cu",
                           "--data", "data"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0
    assert re.sub(r"\d+s$", "0s", done.stderr + done.stdout.rstrip()) == wanted.rstrip()


REASONS = re.compile(r"^\| (`.+`) \| [^|]+ \|$", re.MULTILINE)


def test_reasons_in_the_guide_are_the_programs_own() -> None:
    table = GUIDE.read_text(encoding="utf-8").partition("### Lý do trong thông báo")[2].partition("\n## ")[0]
    reasons = [reason for row in REASONS.findall(table) for reason in CODE_SPAN.findall(row)]
    assert len(reasons) > 10
    for reason in reasons:
        for piece in filter(None, (piece.strip(" “”)") for piece in reason.split("…"))):
            assert piece in said(), f"the program never says “{piece}”"


@pytest.mark.parametrize("message", MESSAGE.findall(GUIDE.read_text(encoding="utf-8")))
def test_messages_in_the_guide_are_the_programs_own(message: str) -> None:
    for piece in filter(None, (piece.strip() for piece in message.split("…"))):
        assert piece in said(), f"the program never says “{piece}”"


def test_no_document_knows_the_machine_it_was_written_on() -> None:
    for document in DOCUMENTS:
        assert not re.search(r"/(?:work|home|root)/", document.read_text(encoding="utf-8")), name_of(document)
