"""The quotation machine: every kind of marks, and no text that breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.evidence.quotes import find_quotations
from talleyrand.reading.document import Document


def quoted(text: str) -> list[tuple[str, int]]:
    found, _ = find_quotations(Document(sha256="0" * 64, text=text))
    return [(" / ".join(text[a:b] for a, b in q.inner), q.depth) for q in found]


def warned(text: str) -> list[int | None]:
    return [problem.line for problem in find_quotations(Document(sha256="0" * 64, text=text))[1]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"It is over," she said. "Go home."', [("It is over,", 0), ("Go home.", 0)]),
        ("“It is over,” she said.", [("It is over,", 0)]),
        ('“It is over," she said.', [("It is over,", 0)]),
        ('"It is over,” she said.', [("It is over,", 0)]),
        (
            "‘It is over,’ she said, ‘and the envoys’ bags are packed.’",
            [("It is over,", 0), ("and the envoys’ bags are packed.", 0)],
        ),
        ("'It is over,' she said; it's the ministers' view.", [("It is over,", 0)]),
        ("“They call it ‘peace’ now,” he said.", [("They call it ‘peace’ now,", 0), ("peace", 1)]),
        ("‘They call it “peace” now,’ he said.", [("They call it “peace” now,", 0), ("peace", 1)]),
        ("«Это конец», сказал он.", [("Это конец", 0)]),
        ("»Es ist vorbei«, sagte er.", [("Es ist vorbei", 0)]),
        ("``It is over,'' she said.", [("It is over,", 0)]),
        ("(“Over.”) he wrote", [("Over.", 0)]),
        ('a 6\' 2" man and a 5" pipe', []),
        ("the ’90s and ’em", []),
        ("the two sides’ talks", []),
        ("“A “quoted” word inside,” he said.", [("A “quoted” word inside,", 0), ("quoted", 1)]),
        ("", []),
    ],
)
def test_marks(text: str, wanted: list[tuple[str, int]]) -> None:
    assert quoted(text) == wanted


def test_a_quotation_over_paragraphs_is_one_with_a_piece_each() -> None:
    text = "“First.\n\n“Second.\n\n“Third,” he said.\n\nNo more."
    assert quoted(text) == [("First. / Second. / Third,", 0)]
    assert warned(text) == []


def test_an_odd_mark_warns_once_for_its_paragraph_and_spoils_no_other() -> None:
    text = 'Fine.\n\n"Never closed he said.\n\n"Closed," she said.'
    # A paragraph that opens with a mark continues the one before: the marks themselves cannot tell better.
    assert quoted(text) == [("Never closed he said. / Closed,", 0)]
    text = 'He said "never closed.\n\nShe said "closed" to us.'
    assert warned(text) == [1]
    assert ("closed", 0) in quoted(text)


def test_two_openings_in_one_paragraph_warn_and_keep_the_second() -> None:
    text = "“It is over, she said. “Go home.”"
    assert quoted(text)[-1] == ("Go home.", 0)
    assert warned(text) == [1]


def test_a_wrapped_text_is_read_by_its_blocks() -> None:
    lines = [
        "The minister said on Monday that “the talks have not failed and will",
        "be resumed in the first week of the month after next, when both the",
        "delegations have come back from their capitals with new mandates from",
        "their governments,” and that he was confident of the outcome, although",
        "nobody else in the building was willing to say so to the reporters who",
        "had waited there for most of the night.",
    ]
    [(words, depth)] = quoted("\n".join(lines))
    assert words.startswith("the talks") and words.endswith("governments,") and depth == 0


MARKS = st.text(st.sampled_from("\"“”„‘’'«»`.,a Bs\n—(é漢😀"), max_size=120)


@settings(max_examples=150, deadline=None)
@given(MARKS)
def test_any_text_gives_places_within_it_in_order(text: str) -> None:
    found, warnings = find_quotations(Document(sha256="0" * 64, text=text))
    assert [q.start for q in found] == sorted(q.start for q in found)
    for quotation in found:
        assert len(quotation.inner) <= len(quotation.pieces)
        for start, end in [*quotation.pieces, *quotation.inner]:
            assert 0 <= start < end <= len(text)
    assert len({problem.line for problem in warnings}) == len(warnings)
    assert all(problem.severity == "warning" for problem in warnings)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["It is over", "We agree", "No", "They left"]), min_size=1, max_size=5),
    st.sampled_from(['""', "“”", "«»"]),
)
def test_balanced_quotations_come_back_whole(words: list[str], marks: str) -> None:
    text = " ".join(f"{marks[0]}{w},{marks[1]} he said." for w in words)
    assert [inner for inner, _ in quoted(text)] == [f"{w}," for w in words]
