"""The brief on one sheet: nothing on it that the whole brief has not, every line with its words, and it fits."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.brief.compose import Settings, compose
from talleyrand.brief.consistency import consistency
from talleyrand.brief.outline import Brief
from talleyrand.brief.sheet import height
from talleyrand.brief.short import ROOMS, SHEET, sheet, to_short_html
from tests.support.material import material


def brief(reviewed: bool = False) -> Brief:
    return compose(material(reviewed))


@pytest.mark.parametrize("reviewed", [False, True])
def test_it_agrees_with_itself(reviewed: bool) -> None:
    assert list(consistency(to_short_html(brief(reviewed)), "brief.short.html")) == []


def test_a_change_of_it_is_found_without_the_project() -> None:
    page = to_short_html(brief())
    told = [str(p) for p in consistency(page.replace("left out", "let in", 1), "x.html")]
    assert any("seal is broken" in problem for problem in told)


def test_it_holds_question_answer_exhibit_table_and_what_would_change_it() -> None:
    page = to_short_html(brief())
    assert "Where would the talks lead, and what can Party C, left out, do about it?" in page
    assert page.count("<svg") == 1 and 'role="img"' in page
    assert "<caption>Who sits where" in page and "What would change it" in page
    assert "Machine draft, nobody has reviewed it." in page


def test_lines_have_the_numbers_and_words_of_the_whole_brief() -> None:
    whole = brief()
    found = sheet(whole)
    lines = {line.number: line for line in (*whole.answer, *whole.flips)}
    lines |= {line.number: line for method in whole.methods for line in method.lines}
    for told in (*found.answers, *found.findings, *found.flips):
        assert told.line == lines[told.line.number]
    assert found.answers[0].text == whole.answer[0].text


def test_every_line_that_rests_on_words_cites_some_that_stand_on_the_sheet() -> None:
    found = sheet(brief())
    noted = {row.record for row, _ in found.notes}
    for told in (*found.answers, *found.findings, *found.flips):
        assert bool(told.records) == bool(told.line.records)
        assert set(told.records) <= noted


def test_what_a_reader_must_know_beside_a_line_is_there() -> None:
    whole = brief(reviewed=True)
    warned = [line.model_copy(update={"warnings": ("They do not mean the same.",)}) for line in whole.answer]
    page = to_short_html(whole.model_copy(update={"answer": tuple(warned)}))
    assert page.count("† They do not mean the same.") == 1
    assert page.count('<span class="warn">†</span>') >= 1


def test_markup_in_sources_is_text() -> None:
    page = to_short_html(brief())
    assert "<script" not in page and "<i>tolls</i>" not in page and "Talks &lt;on&gt; tolls" in page


def test_the_locale_is_followed() -> None:
    assert "2. März 2018" in to_short_html(compose(material(), Settings(locale="de_DE")))


def big(whole: Brief, parties: int, issues: int, words: int) -> Brief:
    """Return a brief of many parties, issues and words."""
    text = ("word " * words).strip()
    block = whole.issues[0]
    marks = [
        block.marks[0].model_copy(
            update={"party": f"P{n}", "name": f"Party number {n}", "address": f"positions/P{n}/q"}
        )
        for n in range(parties)
    ]
    blocks = [
        block.model_copy(
            update={
                "key": f"q{k}",
                "title": f"Issue number {k} {text[:20]}",
                "marks": tuple(m.model_copy(update={"address": f"positions/{m.party}/q{k}"}) for m in marks),
            }
        )
        for k in range(issues)
    ]

    def longer(line: Any) -> Any:
        return line.model_copy(update={"text": f"{line.text} {text}"})

    return whole.model_copy(
        update={
            "title": f"{whole.title} {text[:60]}",
            "issues": tuple(blocks),
            "answer": tuple(map(longer, whole.answer)),
            "flips": tuple(map(longer, whole.flips)),
        }
    )


@given(st.integers(2, 30), st.integers(1, 12), st.integers(0, 120))
@settings(max_examples=15, deadline=None)
def test_what_is_too_much_is_left_to_the_whole_brief(parties: int, issues: int, words: int) -> None:
    whole = big(brief(), parties, issues, words)
    found = sheet(whole)
    assert height(found, whole) <= SHEET
    assert len(found.rows) <= ROOMS[0].parties and len(found.issues) <= ROOMS[0].issues
    assert bool(found.more) == (
        len(found.answers) < len(whole.answer) or len(found.issues) < issues or len(found.rows) < parties + 2
    )
    targets = set(re.findall(r'id="([^"]+)"', to_short_html(whole)))
    assert set(re.findall(r'href="#([^"]+)"', to_short_html(whole))) <= targets
