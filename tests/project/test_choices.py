"""``brief.yaml``: read with the place of every mistake, changed without touching what else stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talleyrand.analyses.result import Finding, Result
from talleyrand.brief.choices import PARTS, Choices, Note
from talleyrand.errors import FolderError, InputError
from talleyrand.project.choices import (
    ChoicesFile,
    changed_text,
    choices_from_text,
    choices_path,
    read_choices,
    with_notes,
)
from talleyrand.project.folder import Project

NAMES = [name for name in PARTS if name not in ("inputs", "evidence", "sources")]
THINGS = [*NAMES, "seat", "network", "seat/A/worth", "settlement/q"]
TEXT = """\
# Why this order: the minister reads one page.
order:  # best first
  # the news
  - flips  # always
  - seat/A/worth
leave_out: [disagree]  # nothing in it
notes:
  - about: flips  # asked by the desk
    says: |
      One line.

      Another.
"""


def test_what_the_file_says():
    choices = choices_from_text(TEXT).choices
    assert choices.order == ("flips", "seat/A/worth") and choices.leave_out == ("disagree",)
    assert choices.note("flips") == "One line.\n\nAnother.\n"


def test_without_a_file_everything_is_undecided(tmp_path):
    project = Project.create(tmp_path / "p", "P")
    assert read_choices(project) == ChoicesFile()
    choices_path(project).write_text("")
    assert read_choices(project).choices == Choices()
    choices_path(project).write_text("# nothing yet\n")
    assert read_choices(project).choices == Choices()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("order: flips\n", "brief.yaml:1:8: order: this is no list; write [one, another]"),
        ("ordr: []\n", 'brief.yaml:1:1: ordr: "ordr" is no key here; did you mean "order"?'),
        ("order: [flips, flisp]\n", 'brief.yaml:1:16: order/1: "flisp" is no part, method or finding; did you mean'),
        ("leave_out:\n  - evidence\n", 'brief.yaml:2:5: leave_out/0: the part "evidence" cannot be left out'),
        ("order: [seat, seat]\n", 'brief.yaml:1:15: order/1: "seat" stands twice'),
        ("notes:\n  - {about: flips}\n", "brief.yaml:2:5: notes/0/says: says is missing"),
        ("notes:\n  - {about: flips, says: ''}\n", "the note says nothing"),
        ("notes:\n  - {about: a/b, says: x}\n  - {about: a/b, says: y}\n", "brief.yaml:3:13: notes/1/about"),
        ("locale: de-QQ\n", 'brief.yaml:1:9: locale: no locale is called "de-QQ"'),
        ("locale: 7\n", "this is no text"),
        ("order: [\n", "brief.yaml:2:1: YAML"),
        ("- order\n", "brief.yaml"),
    ],
)
def test_every_mistake_has_its_place_and_a_remedy(text, told):
    with pytest.raises(InputError) as caught:
        choices_from_text(text)
    assert told in str(caught.value)


def test_all_mistakes_are_told_at_once():
    with pytest.raises(InputError) as caught:
        choices_from_text("order: [flisp]\nleave_out: [sources]\nlocale: xx_QQ\n")
    assert len(caught.value.problems) == 3


def test_what_is_no_text_is_told(tmp_path):
    project = Project.create(tmp_path / "p", "P")
    choices_path(project).write_bytes(b"order: []\n# \xff\n")
    with pytest.raises(InputError, match=r"brief.yaml:2: this is no UTF-8"):
        read_choices(project)
    choices_path(project).unlink()
    choices_path(project).mkdir()
    with pytest.raises(FolderError, match="cannot be read"):
        read_choices(project)


def test_a_finding_that_is_not_there_now_is_a_warning():
    result = Result(
        analysis="seat", title="t", question="q", reference="r", version="1", seed=1, case="c",
        findings=(Finding(id="seat/A/worth", text="x"),),
    )  # fmt: skip
    file = choices_from_text("leave_out: [seat/A/worth, seat/A/wroth, seat]\n")
    (problem,) = file.unknown_findings([result])
    assert problem.severity == "warning" and 'did you mean "seat/A/worth"?' in str(problem) and ":1:27" in str(problem)


def test_a_change_leaves_comments_and_layout_alone():
    choices = choices_from_text(TEXT).choices
    moved = choices.model_copy(update={"order": ("seat/A/worth", "flips", "network"), "leave_out": ()})
    after = changed_text(TEXT, moved)
    assert (
        after
        == """\
# Why this order: the minister reads one page.
order:  # best first
  - seat/A/worth
  # the news
  - flips  # always
  - network
leave_out: []  # nothing in it
notes:
  - about: flips  # asked by the desk
    says: |
      One line.

      Another.
"""
    )


def test_a_note_is_changed_added_and_taken_away_in_its_place():
    choices = choices_from_text(TEXT).choices
    after = changed_text(TEXT, with_notes(choices, {"flips": "Short.", "seat": "New."}))
    assert "about: flips  # asked by the desk" in after
    assert choices_from_text(after).choices.notes == (
        Note(about="flips", says="Short."),
        Note(about="seat", says="New."),
    )
    gone = changed_text(after, with_notes(choices_from_text(after).choices, {"flips": ""}))
    assert choices_from_text(gone).choices.notes == (Note(about="seat", says="New."),)


def test_an_untouched_file_stays_to_the_byte():
    text = TEXT.replace("\n", "\r\n")
    assert changed_text(text, choices_from_text(text).choices) == text
    changed = changed_text(text, choices_from_text(text).choices.model_copy(update={"locale": "fr"}))
    assert "\n" not in changed.replace("\r\n", "")


some_choices = st.builds(
    Choices,
    order=st.lists(st.sampled_from(THINGS), unique=True).map(tuple),
    leave_out=st.lists(st.sampled_from(THINGS), unique=True).map(tuple),
    notes=st.dictionaries(st.sampled_from(THINGS), st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20), max_size=3).map(
        lambda found: tuple(Note(about=name, says=words) for name, words in found.items())
    ),
    locale=st.sampled_from([None, "de_DE", "fr"]),
)  # fmt: skip


@given(some_choices, some_choices)
def test_whatever_is_chosen_is_what_is_read_again(first, second):
    text = changed_text("", first)
    assert choices_from_text(text).choices == first
    kept = with_notes(second.model_copy(update={"notes": first.notes}), {n.about: n.says for n in second.notes})
    assert choices_from_text(changed_text(text, kept)).choices == kept
