"""From a figure down to the words."""

import pytest

from talleyrand.brief.trace import why
from talleyrand.errors import InputError
from tests.support.material import material


def test_an_estimate_leads_to_its_scale_its_words_and_what_it_carries() -> None:
    chain = why(material(), "positions/B/q")
    assert chain[0].words == "Party B on The issue = 60 (50 to 70)"
    assert [link.words for link in chain if link.kind == "scale"] == ["0 = none · 100 = all"]
    (record,) = [link for link in chain if link.kind == "record"]
    assert record.name == "S1"
    assert "Mara Quill (Party B, official)" in record.words
    assert "{{ 7 * 7 }}" in record.words
    assert record.place is not None
    assert "¶2" in record.place
    assert any(link.kind == "finding" and link.name == "settlement/q" for link in chain)


def test_an_assumption_is_said() -> None:
    chain = why(material(), "saliences/A/q")
    assert any(link.kind == "assumption" and link.words.startswith("assumed: ") for link in chain)


def test_a_finding_leads_to_its_estimates() -> None:
    chain = why(material(), "seat/C/worth")
    assert chain[0].kind == "finding"
    assert "input combinations tried" in chain[0].words
    assert {link.name for link in chain if link.depth == 1} >= {"positions/C/q", "positions/A/q"}


def test_what_weighs_less_is_counted_where_only_the_weightiest_is_asked_for() -> None:
    some, every = why(material(), "seat/C/worth", most=2), why(material(), "seat/C/worth")
    assert len([link for link in some if link.kind == "estimate" and link.depth == 1]) == 2
    assert some[-1].words.startswith("and ")
    assert len(some) < len(every)


@pytest.mark.parametrize("name", ["S1", "s1", "statement-1"])
def test_a_record_leads_up_to_what_it_carries(name: str) -> None:
    chain = why(material(), name)
    assert chain[0].name == "S1"
    assert [link.name for link in chain if link.kind == "estimate"] == ["positions/B/q"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("positions/B/qq", 'did you mean "positions/B/q"'),
        ("positions/B", "it holds: positions/B/q"),
        ("nothing at all", "addresses look like"),
    ],
)
def test_an_unknown_name_is_told_what_would_have_worked(name: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        why(material(), name)
