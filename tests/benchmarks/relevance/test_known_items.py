"""Questions made out of a collection."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from pathlib import Path

import pytest

from benchmarks.relevance.known_items import Item, TitleQuestions, line_without_title, read_items
from benchmarks.relevance.questions import BadFile
from benchmarks.relevance.short_forms import (KNOWN, LEAST_HOLDING, Sample, choose_forms, find_groups, judge_forms,
                                              paragraph_keys, phrases, write_form)
from benchmarks.relevance.spelling import exact_key
from corpus.storing.bulletin_lines import read_line


def title_questions(*titles: str, bodies: str = "") -> list[tuple[str, str]]:
    questions = TitleQuestions()
    bodies = bodies or "".join(chr(ord("a") + place) for place in range(len(titles)))
    items = [Item(str(place), title, body) for place, (title, body) in enumerate(zip(titles, bodies, strict=True))]
    assert list(questions.watch(items)) == items
    return [(next(iter(question.grades)), question.text) for question in questions.draw(100)]


def test_titles_lose_their_last_third() -> None:
    assert title_questions("Kết quả xổ số điện toán ngày 6/2/2017", "Ngắn quá không hỏi được") == [
        ("0", "Kết quả xổ số điện toán")]


def test_what_has_no_one_answer_is_not_asked() -> None:
    assert title_questions("một hai ba bốn NĂM SÁU", "Một hai ba bốn bảy tám", "ba bốn năm sáu bảy tám") == [
        ("2", "ba bốn năm sáu")]
    assert title_questions("một hai ba bốn năm sáu", "hai ba bốn năm sáu bảy", "x x x x x x", bodies="aab") == [
        ("2", "x x x x")]


def test_a_copy_with_another_beginning_is_not_asked_for() -> None:
    first, second = (f"{word} " * 30 for word in ("lúa", "mía"))
    questions = TitleQuestions()
    list(questions.watch([Item("1", "một hai ba bốn năm sáu", f"{first}. {second}."),
                          Item("2", "hai ba bốn năm sáu bảy", f"Tin nói: {second * 2}.\n{first}."),
                          Item("3", "ba bốn năm sáu bảy tám", f"{second * 3}. {first * 2}.")]))
    assert [question.id for question in questions.draw(9)] == ["title-3"]


def test_the_draw_is_the_same_every_time() -> None:
    titles = [f"tin số {n} về một việc khác hẳn" for n in range(50)]
    bodies = "".join(chr(200 + n) for n in range(50))
    draws = []
    for _ in range(2):
        questions = TitleQuestions()
        list(questions.watch(Item(str(n), title, bodies[n]) for n, title in enumerate(titles)))
        draws.append(questions.draw(10))
    assert draws[0] == draws[1] and len({question.id for question in draws[0]}) == 10


def test_the_loaded_line_has_no_title_and_a_day() -> None:
    read = read_line(line_without_title(Item("bm-1", "Tin", "Một\nHai")).encode(), "news",
                     datetime(2026, 1, 1, tzinfo=timezone.utc))
    assert (read.bulletin.id, read.bulletin.title, read.bulletin.body) == ("bm-1", "", "Một\nHai")
    assert read.bulletin.published_on == date(2021, 6, 14) and not read.warnings


def test_items_without_a_text_are_passed_over_and_bad_lines_named(tmp_path: Path) -> None:
    path = tmp_path / "docs.jsonl"
    lines = [{"id": 1, "title": "A ", "body": " Một"}, {"id": 2, "title": "B", "body": " "},
             {"id": 3, "title": "C", "body": "x"}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert list(read_items(path)) == [Item("1", "A", "Một"), Item("3", "C", "x")]
    assert list(read_items(path, 1)) == [Item("1", "A", "Một")]
    path.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(BadFile, match="dòng 1"):
        list(read_items(path))


def make_items() -> list[Item]:
    """Bulletins with đường, dương and đương, each in enough of them, and one form that is too rare."""
    forms = ["con đường", "ánh dương", "đương nhiên", "tuy hoà", "tuy hòa", "công an"]
    items = [Item(f"{form}-{n}", "", f"{form} số {n}") for form in forms for n in range(LEAST_HOLDING)]
    return [*items, Item("rare", "", "cổng an")]


def test_a_bulletin_is_right_if_it_holds_the_very_form() -> None:
    items = make_items()
    sample = Sample()
    assert list(sample.watch(items)) == sample.items == items
    groups = find_groups(sample)
    assert groups[1]["duong"] == sorted(map(exact_key, ("đường", "dương", "đương")))
    assert "cong an" not in groups[2]  # the rare one is no other form to be mistaken for
    questions = {question.text: question for question in judge_forms(items, choose_forms(groups))}
    assert set(questions["đường"].grades) == {f"con đường-{n}" for n in range(LEAST_HOLDING)}
    assert set(questions["công an"].grades) == {f"công an-{n}" for n in range(LEAST_HOLDING)}
    assert "hội" not in questions  # known, and in no bulletin


def test_tone_styles_are_one_form_and_paragraphs_bound_it() -> None:
    keys = paragraph_keys("Hoà bình.\nNăm 2017")
    assert keys == paragraph_keys("hòa Bình\nNĂM, 2017") and len(keys) == 2
    assert len(phrases(keys, 2)) == 2 and not phrases(keys, 3)


@pytest.mark.parametrize("form", KNOWN)
def test_known_forms_are_written_from_their_keys(form: str) -> None:
    assert write_form(" ".join(map(exact_key, form.split()))) == form


def test_the_sample_stays_small_and_even(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.relevance.short_forms.SAMPLED", 10)
    sample = Sample()
    list(sample.watch(Item(str(n), "", "x") for n in range(95)))
    kept = [int(item.id) for item in sample.items]
    assert kept == list(range(0, 95, 16)) and sample.passed == 95
