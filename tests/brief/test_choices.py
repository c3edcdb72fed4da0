"""What an analyst leaves out, puts first and notes; undecided is everything in the usual order."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.brief.choices import KEPT, PARTS, Choices, Note
from talleyrand.brief.compose import Settings, compose
from talleyrand.brief.html import to_html
from talleyrand.brief.markdown import to_markdown
from talleyrand.brief.outline import Brief
from tests.support.material import material

DEFAULT = [name for name in PARTS if name != "changes"]


def made(**chosen: object) -> Brief:
    return compose(material(), Settings(choices=Choices.model_validate(chosen)))


def sections(page: str) -> list[str]:
    return re.findall(r'<section id="(\w+)"', page)


def test_nothing_decided_is_the_usual_brief() -> None:
    assert made() == compose(material())
    assert sections(to_html(made())) == DEFAULT


@given(st.lists(st.sampled_from(DEFAULT), unique=True), st.lists(st.sampled_from(DEFAULT[:5]), unique=True))
def test_parts_are_a_permutation_less_what_is_left_out(order: list[str], out: list[str]) -> None:
    parts = Choices(order=tuple(order), leave_out=tuple(out)).parts(DEFAULT)
    assert set(parts) == set(DEFAULT) - set(out)
    assert [p for p in parts if p in order] == [p for p in order if p not in out]
    assert [p for p in parts if p not in order] == [p for p in DEFAULT if p not in order and p not in out]


def test_lines_are_numbered_down_the_page_whatever_the_order() -> None:
    page = to_html(made(order=["flips", "findings"], leave_out=["disagree"]))
    assert sections(page)[:3] == ["flips", "findings", "answer"]
    numbers = [int(n) for n in re.findall(r'class="line" id="L(\d+)"', page)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_is_left_out_is_in_no_form_of_the_brief_and_the_brief_says_so() -> None:
    whole = compose(material())
    gone = whole.methods[0].lines[0]
    brief = made(leave_out=[gone.findings[0], "seat", "disagree"])
    data = brief.model_copy(update={"choices": Choices()}).model_dump_json()
    assert gone.findings[0] + '"' not in data.replace(f"{gone.findings[0]}/", "")
    assert gone.text not in data and gone.text not in to_markdown(brief)
    assert not [m for m in brief.methods if m.name == "seat"]
    assert brief.disagreements == ()
    told = "; ".join(brief.left_out)
    assert "the part “Where methods disagree”" in told and "“The party left out”" in told and "1 finding of" in told
    page = to_html(brief)
    assert "Left out by the analyst:" in page
    assert gone.text not in re.sub(r"&\w+;", "", page)


def test_findings_come_in_the_chosen_order_within_their_method() -> None:
    method = next(m for m in compose(material()).methods if len(m.lines) > 1)
    last = method.lines[-1].findings[0]
    again = next(m for m in made(order=[last]).methods if m.name == method.name)
    assert again.lines[0].findings == (last,)
    assert {line.findings for line in again.lines} == {line.findings for line in method.lines}


def test_methods_come_in_the_chosen_order() -> None:
    names = [m.name for m in compose(material()).methods]
    assert [m.name for m in made(order=[names[-1]]).methods] == [names[-1], *names[:-1]]


def test_notes_are_the_analysts_and_only_text() -> None:
    finding = compose(material()).methods[0].lines[0].findings[0]
    words = 'Mine: <script>alert("1")</script> {{ 7 * 7 }}\n\nAnd more.'
    notes = [{"about": about, "says": words} for about in (finding, "flips", "settlement")]
    brief = made(notes=notes)
    page = to_html(brief)
    assert page.count("Analyst’s note") >= 3
    assert "<script>" not in page and "Mine: &lt;script&gt;" in page and "<p>And more.</p>" in page
    text = to_markdown(brief)
    assert text.count("> **Analyst’s note.** Mine: \\<script\\>") >= 3


@pytest.mark.parametrize("name", KEPT)
def test_a_page_without_what_makes_it_checkable_is_not_made(name: str) -> None:
    from talleyrand.project.choices import ChoicesFile

    assert ChoicesFile(Choices(leave_out=(name,))).mistakes()


def test_a_note_is_found_by_what_it_is_about() -> None:
    choices = Choices(notes=(Note(about="flips", says="x"),))
    assert (choices.note("flips"), choices.note("answer")) == ("x", None)


def test_a_note_on_what_is_left_out_goes_to_nobody() -> None:
    notes = [
        {"about": about, "says": f"secret {n}"} for n, about in enumerate(("seat/A/x", "seat", "disagree", "flips"))
    ]
    brief = made(notes=notes, leave_out=["seat", "disagree"])
    assert [note.about for note in brief.choices.notes] == ["flips"]
    assert "secret 3" in to_html(brief) and "secret 0" not in brief.model_dump_json()
    hidden = made(notes=notes, leave_out=["findings"])
    assert [note.about for note in hidden.choices.notes] == ["disagree", "flips"]


def test_a_change_list_that_is_left_out_is_not_made() -> None:
    from talleyrand.brief.changes import read_earlier

    earlier = read_earlier(compose(material()).model_dump_json().encode(), "old.json")
    brief = compose(material(), Settings(choices=Choices(leave_out=("changes",)), earlier=earlier))
    assert brief.since is None and "changes" not in brief.parts
    assert brief.left_out == ("the part “What has changed”",)
    assert made(leave_out=["changes"]).left_out == ()
