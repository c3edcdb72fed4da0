"""Cases as arrays."""

import numpy as np

from talleyrand.analyses.examples import two_party_case
from talleyrand.analyses.inputs import complete, completions, dimensions, inputs, preferences
from talleyrand.analyses.robustness import sample
from talleyrand.case.model import PreferenceEntry


def test_values_stand_where_parties_and_issues_say() -> None:
    case = two_party_case()
    numbers = inputs(case)
    assert numbers.parties == ("A", "B", "C")
    assert numbers.positions[0, :, 0].tolist() == [0, 60, 90]
    assert numbers.saliences[0, :, 0].tolist() == [0.5, 0.5, 0.5]
    assert numbers.reversion[0].tolist() == [100]


def test_a_party_without_a_position_does_not_count() -> None:
    case = two_party_case()
    positions = {p: row for p, row in case.positions.items() if p != "B"}
    numbers = inputs(case.model_copy(update={"positions": positions}))
    assert np.isnan(numbers.positions[0, 1, 0])
    assert numbers.saliences[0, 1, 0] == 0


def test_draws_stay_in_their_ranges_and_completions_are_whole() -> None:
    case = two_party_case()
    draws = sample(case, 256, seed=3)
    assert (draws.values >= draws.low - 1e-9).all()
    assert (draws.values <= draws.high + 1e-9).all()
    order = draws.column("preferences/B/0")
    assert order is not None
    assert set(order) == {0.0, 1.0}
    assert 108 <= order.sum() <= 148  # both completions get an equal share


def test_every_completion_is_another_order() -> None:
    step = PreferenceEntry(any_order=("a", "b", "c"), maybe=True, assumption="x")
    orders = [complete(step, n) for n in range(completions(step))]
    assert len(set(orders)) == 7
    assert orders[0] == ("a", "b", "c")
    assert orders[-1] == ()


def test_preferences_follow_the_draw() -> None:
    case = two_party_case()
    draws = dimensions(case)
    at = draws.addresses.index("preferences/B/0")
    other = draws.values.copy()
    other[0, at] = 1
    assert preferences(case, draws, 0)["B"] == ("yield", "admit")
    assert preferences(case, draws.with_values(other), 0)["B"] == ("admit", "yield")
