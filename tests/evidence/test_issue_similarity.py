"""Words that no cue has go to the issue they are most like, and only among those that the document shows."""

from __future__ import annotations

from talleyrand.evidence.issue_catalogue import Issue, catalogue
from talleyrand.evidence.issue_similarity import SimilarIssues, comparable, similar_issues
from talleyrand.evidence.language import load
from talleyrand.evidence.pipeline import read
from talleyrand.evidence.records import Statement
from talleyrand.reading.document import Document

SHOWN = frozenset({"quotas", "prisoners", "water_sharing"})


def found(text: str, among: frozenset[str] = SHOWN) -> list[tuple[str, str]]:
    doc = load()(text)
    return [(doc[hit.first].text, hit.issue) for hit in similar_issues(catalogue()).find(doc, among)]


def test_a_noun_goes_to_the_issue_that_it_is_like() -> None:
    assert found("Norway wants the herring for itself.") == [("herring", "quotas")]
    assert found("Nobody may touch the inmates.") == [("inmates", "prisoners")]


def test_issues_that_the_document_does_not_show_are_left_alone() -> None:
    assert found("Norway wants the herring for itself.", frozenset({"prisoners"})) == []


def test_names_and_verbs_are_like_nothing() -> None:
    assert found("Herring Group fished in Oslo.") == []


def test_a_catalogue_of_ones_own_is_compared_too() -> None:
    own = {
        "bees": Issue("bees", "Bees", "no hives", "every hive", cues=((("beehive",),), (("honey",),))),
        "trains": Issue("trains", "Trains", "none", "all", cues=((("locomotive",),),)),
    }
    like = SimilarIssues.of(own).likeness("beekeeper")
    assert like is not None and like.issue == "bees" and like.clear


def test_a_catalogue_of_one_issue_has_nothing_to_tell_apart() -> None:
    assert (
        SimilarIssues.of({"bees": Issue("bees", "Bees", "none", "all", cues=((("honey",),),))}).likeness("bee") is None
    )
    assert SimilarIssues.of({}).likeness("bee") is None


def test_a_statement_in_new_words_is_placed_on_an_issue_of_its_document() -> None:
    text = (
        "Iceland and Norway met in Oslo. Iceland's fisheries minister demanded a larger quota of cod for his country. "
        "“The herring are Norwegian,” Norway's foreign minister said."
    )
    statements = [r for r in read(Document(sha256="0" * 64, text=text), load()).records if isinstance(r, Statement)]
    placed = {s.content[0].text: [p.issue for p in s.positions] for s in statements}
    assert any("herring" in words and issues == ["quotas"] for words, issues in placed.items())


def test_what_is_about_the_talks_themselves_is_like_nothing() -> None:
    text = "Chad demanded a seat at the talks and the release of its prisoners, its foreign minister said."
    records = read(Document(sha256="0" * 64, text=text), load()).records
    assert comparable(catalogue(), records) == {"prisoners"}
