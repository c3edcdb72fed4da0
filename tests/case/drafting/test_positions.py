import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from talleyrand.case.drafting.evidence import Evidence
from talleyrand.case.drafting.positions import NARROWEST_HEARSAY, NARROWEST_OWN, Told, combine, position_entries
from tests.support.told import Report

ENDS = st.lists(st.integers(0, 100), min_size=2, max_size=2).map(sorted)
TOLD = st.lists(
    st.tuples(st.uuids().map(str), ENDS, st.booleans()).map(lambda t: Told(t[0], float(t[1][0]), float(t[1][1]), t[2])),
    min_size=1,
    max_size=6,
)


@given(TOLD, st.integers(0, 9))
def test_what_is_told_in_another_order_says_the_same(told, seed):
    shuffled = list(told)
    random.Random(seed).shuffle(shuffled)
    one, other = combine(told), combine(shuffled)
    assert (one.value, one.range) == (other.value, other.range)
    assert set(one.because) == set(other.because) and set(one.contradicted) == set(other.contradicted)


@given(TOLD)
def test_ranges_keep_to_the_scale_and_their_least_width_and_cite_all(told):
    estimate = combine(told)
    own = any(item.own for item in told)
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 100
    assert estimate.high - estimate.low >= (NARROWEST_OWN if own else NARROWEST_HEARSAY) - 1e-9
    assert set(estimate.because) | set(estimate.contradicted) == {item.record for item in told}
    assert estimate.because


@given(TOLD)
def test_hearsay_never_moves_a_position_that_own_words_give(told):
    own = [item for item in told if item.own]
    if own:
        assert combine(told).range == combine(own).range


def test_own_words_that_disagree_widen_and_words_that_agree_narrow():
    agree = combine([Told("a", 40, 90, True), Told("b", 60, 100, True)])
    disagree = combine([Told("a", 0, 20, True), Told("b", 80, 100, True)])
    assert agree.range == (60, 90)
    assert disagree.range == (0, 100) and disagree.contradicted == ()


def test_where_nothing_is_known_nothing_is_put_down_but_what_the_table_needs():
    text = "Bolivia must have its port, she said. Fish were spoken of. Brazil spoke of the port, too."
    r = Report(text, date(2021, 5, 1), "0" * 64)
    r.statement("Bolivia must have its port", "BOL", positions=[("transport_links", "BOL", 70, 100)])
    r.statement("spoke of the port", "BRA", positions=[("transport_links", "BRA", None, None)], stance="inform")
    r.statement("Fish were spoken of", "PER", positions=[("quotas", "PER", None, None)], stance="inform")
    evidence = Evidence.of(r.records, {r.document.id: date(2021, 5, 1)})
    codes, issues = ("PER", "CHL", "BOL", "BRA"), ("transport_links", "quotas")
    rows = position_entries(evidence, codes, issues, ("PER", "CHL"), issues)
    assert set(rows) == {"PER", "CHL", "BOL"}
    assert all(set(row) == {"transport_links"} for row in rows.values())
    assert rows["CHL"]["transport_links"].range == (0, 100) and rows["CHL"]["transport_links"].assumption
