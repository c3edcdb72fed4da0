import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from talleyrand.case.drafting.saliences import posterior


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8))
def test_the_means_of_all_issues_add_up_to_one(counts):
    total, issues = sum(counts), len(counts)
    shares = [posterior(count, total, issues) for count in counts]
    assert sum(mean for mean, _, _ in shares) == pytest.approx(1, abs=0.005 * issues)
    assert all(0 <= low <= mean <= high <= 1 for mean, low, high in shares)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(2, 9))
def test_the_interval_is_that_of_the_beta_marginal(count, others, issues):
    mean, low, high = posterior(count, count + others, issues)
    marginal = stats.beta(1 + count, issues - 1 + others)
    assert mean == pytest.approx(marginal.mean(), abs=0.006)
    assert (low, high) == (
        pytest.approx(min(marginal.ppf(0.05), mean), abs=0.006),
        pytest.approx(max(marginal.ppf(0.95), mean), abs=0.006),
    )


def test_more_words_narrow_the_range():
    few, many = posterior(1, 2, 4), posterior(50, 100, 4)
    assert many[2] - many[1] < few[2] - few[1]
