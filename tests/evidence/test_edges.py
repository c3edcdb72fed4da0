"""Edges of contents: which are tried, what is learned, and that no content grows over another cue."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talleyrand.evidence.choosing import candidates
from talleyrand.evidence.edges import choices, edge_features, moved, refined
from talleyrand.evidence.language import load, parse
from talleyrand.evidence.quotes import find_quotations
from talleyrand.evidence.scoring import offsets, shipped
from talleyrand.evidence.standoff import Article, Label
from talleyrand.evidence.train_edges import edge_examples, train_edges
from tests.support.reading import document

TEXT = "The envoy condemned the raid as a crime during a visit to Oslo."


def attribution(text: str, lemma: str):
    report = document(text)
    doc = parse(report, load())
    found = candidates(report, doc, find_quotations(report)[0])
    return doc, next(a for a in found if a.lemma == lemma)


def words(text: str, found) -> list[str]:
    return [text[a:b] for a, b in found.content]


def test_the_rules_own_edge_comes_first_and_phrases_may_be_cut_off() -> None:
    doc, found = attribution(TEXT, "condemn")
    tried = choices(doc, found, offsets(doc), "right")
    assert words(TEXT, moved(doc, found, tried[0], "right")) == words(TEXT, found)
    ends = [words(TEXT, moved(doc, found, i, "right"))[0] for i in tried]
    assert "the raid as a crime" in ends and "the raid" in ends
    assert len(set(ends)) == len(ends)


def test_without_weights_nothing_moves() -> None:
    doc, found = attribution(TEXT, "condemn")
    assert refined({}, doc, found, offsets(doc), [0] * len(doc)) is found


def test_the_model_that_ships_cuts_off_where_it_was_said() -> None:
    model, text = shipped(), "The candidate attacked her opponent as a fraud during the first debate Monday night."
    assert model is not None and model.edges and model.tagger is not None
    doc, found = attribution(text, "attack")
    better = refined(model.edges, doc, found, offsets(doc), model.tagger.tag(doc, ()).tolist())
    assert words(text, better) == ["her opponent as a fraud"]


def test_no_content_grows_over_the_cue_of_another() -> None:
    text = "She denied the talks had failed and announced a new round."
    doc, found = attribution(text, "deny")
    taught = {"right more": 50.0}
    assert "announced" in words(text, refined(taught, doc, found, offsets(doc), [0] * len(doc)))[-1]
    head = next(t.i for t in doc if t.text == "announced")
    kept = refined(taught, doc, found, offsets(doc), [0] * len(doc), [found.head, head])
    assert "announced" not in words(text, kept)[-1]


def test_a_quotation_of_a_sentence_keeps_its_edges() -> None:
    text = "She could just answer, “Oh yes,” before the others came."
    doc, found = attribution(text, "answer")
    kept = refined({"right more": 50.0, "right cut": 50.0}, doc, found, offsets(doc), [0] * len(doc))
    assert words(text, kept) == words(text, found) == ["“Oh yes,”"]


def test_training_learns_where_labels_end_and_repeats() -> None:
    label = Label(((0, 9),), ((10, 19),), ((20, 39),))
    doc, found = attribution(TEXT, "condemn")
    path = [0] * len(doc)
    data = list(edge_examples(Article("a", TEXT, (label,)), doc, [found], path)) * 8
    assert data
    weights = train_edges(data)
    assert weights == train_edges(data)
    assert words(TEXT, refined(weights, doc, found, offsets(doc), path)) == ["the raid as a crime"]


def test_a_candidate_of_two_labels_or_of_none_teaches_nothing() -> None:
    doc, found = attribution(TEXT, "condemn")
    one = Label(((0, 9),), ((10, 19),), ((20, 39),))
    other = Label(((0, 9),), ((10, 19),), ((20, 28),))
    for labels in ((), (one, other)):
        assert not list(edge_examples(Article("a", TEXT, labels), doc, [found], [0] * len(doc)))


@pytest.mark.parametrize("side", ["left", "right"])
@given(
    st.lists(
        st.sampled_from(["said", "Lund", "that", "the raid", "“", "”", ",", "on Monday", "and", "😀", "\n\n"]),
        max_size=25,
    )
)
@settings(max_examples=25, deadline=None)
def test_edges_stay_within_any_text(side: str, parts: list[str]) -> None:
    text = " ".join(parts)
    report = document(text)
    doc = parse(report, load())
    for found in candidates(report, doc, find_quotations(report)[0]):
        tried = choices(doc, found, offsets(doc), side)
        for i in tried:
            start, end = moved(doc, found, i, side).content[0 if side == "left" else -1]
            assert 0 <= start < end <= len(text)
            assert all(name.startswith(side) for name in edge_features(doc, found, tried[0], i, side, [0] * len(doc)))
