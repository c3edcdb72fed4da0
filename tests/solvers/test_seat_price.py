from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from numpy.testing import assert_allclose

from talleyrand.errors import SolverError
from talleyrand.solvers.seat import losses
from talleyrand.solvers.seat_price import (
    FREE,
    NOT_WORTH,
    REFUSED,
    WORTH,
    LinkedIssues,
    SeatTerms,
    seat_price,
    tied_hands,
)
from talleyrand.solvers.settlement import METHODS, settle
from talleyrand.solvers.simple_game import SimpleGame, WeightRule
from tests.support.price import laid_out, price_as_written, random_question

NAN = float("nan")
TWO_AND_ONE = {
    "positions": [[0.0], [60.0], [90.0]],
    "capability": [1, 1, 1],
    "salience": [[1.0]] * 3,
    "reversion": [100.0],
    "seated": [True, True, False],
    "outsider": 2,
}


def asked(question, **changes):
    table, seated, terms = question
    return seat_price(*table.parts, seated, len(seated) - 1, replace(terms, **changes))


@pytest.mark.parametrize("overstate", [False, True])
@pytest.mark.parametrize("method", METHODS)
def test_against_the_programme_as_written(method, overstate):
    generator = np.random.default_rng(1)
    verdicts = set()
    for _ in range(100):
        question = random_question(generator, method=method, overstate=overstate)
        found = asked(question)
        least = price_as_written(laid_out(*question))
        if np.isnan(least):
            assert str(found.verdict) == REFUSED
        else:
            assert float(found.loss_paid) == pytest.approx(least, abs=1e-5)
            assert float(found.price) == pytest.approx(least - float(found.loss_unpaid), abs=1e-5)
            assert float(found.net_worth) == pytest.approx(float(found.loss_without) + 2.0 - least, abs=1e-5)
            assert overstate or float(found.price) >= 0
        verdicts.add(str(found.verdict))
    assert verdicts >= {FREE, WORTH, REFUSED}


def test_against_a_grid_over_three_issues():
    generator = np.random.default_rng(2)
    grid = np.array(list(product(np.linspace(0, 100, 41), repeat=3)))
    compared = 0
    for _ in range(12):
        gatekeepers = [True, bool(generator.integers(0, 2)), False, False]
        question = random_question(generator, linked=None, tolerance=None, gamma=None, gatekeepers=gatekeepers)
        table, seated, _ = question
        found = asked(question, overstate=True)
        tried = np.repeat(table.positions[None], len(grid), axis=0)
        tried[:, 3] = np.where(np.isnan(table.positions[3]), NAN, grid)
        outcome = settle(tried, table.capability, table.salience).outcome
        alone = settle(table.positions, table.capability, table.salience, seats=seated).outcome
        outcome = np.where(np.isnan(outcome), table.reversion, outcome)
        before = losses(np.where(np.isnan(alone), table.reversion, alone), table.positions, table.salience)
        after = losses(outcome, table.positions, table.salience)
        accepted = ((after <= before + 1e-9) | ~np.array(gatekeepers)).all(axis=1)
        if not accepted.any():
            continue
        compared += 1
        best = after[accepted, 3].min()
        # The grid can only be worse than the optimum, and by no more than its own coarseness allows.
        assert float(found.loss_paid) <= best + 1e-6
        assert best - float(found.loss_paid) <= 2.5 * 3 + 1e-6
    assert compared >= 6


def test_what_is_offered_brings_about_what_is_promised():
    generator = np.random.default_rng(3)
    for method in METHODS:
        for _ in range(60):
            question = random_question(generator, method=method)
            table, _, terms = question
            found = asked(question)
            moved = table.positions.copy()
            moved[-1] = found.commitment
            again = settle(moved, table.capability, table.salience, method=method).outcome
            assert_allclose(np.where(np.isnan(again), table.reversion, again), found.outcome, atol=1e-6)
            if str(found.verdict) != REFUSED:
                assert (found.change[:-1] <= 1e-6).all()
                excess = found.change_by_issue.sum(axis=-1) - terms.tolerance
                assert not (excess > 1e-6).any()  # NaN, for those on whom it does not depend, is not above


def test_a_party_on_the_settlement_pays_nothing():
    found = seat_price([[0.0], [60.0], [30.0]], [1, 1, 1], [[1.0]] * 3, [100.0], [True, True, False], 2)
    assert str(found.verdict) == FREE
    assert float(found.price) == 0.0
    assert found.concession.tolist() == [0.0]


def test_where_nobody_objects_the_seat_is_free():
    found = seat_price(**TWO_AND_ONE, terms=SeatTerms(gatekeepers=[False, False, False]))
    assert str(found.verdict) == FREE
    assert float(found.net_worth) == 20.0


def test_overstating_is_no_price_and_left_out_unless_asked_for():
    found = seat_price(**TWO_AND_ONE, terms=SeatTerms(gatekeepers=[False] * 3, overstate=True))
    assert found.commitment.round(6).tolist() == [100.0]
    assert float(found.price) == pytest.approx(-10 / 3)


def test_without_dislike_nobody_is_ever_refused_and_sigma_is_kept():
    generator = np.random.default_rng(4)
    for _ in range(40):
        found = asked(random_question(generator, gamma=None, linked=None, tolerance=None))
        assert str(found.verdict) != REFUSED
        assert float(found.net_worth) >= 2.0 - 1e-6


def test_refused_says_by_how_much_and_whose():
    found = seat_price(**TWO_AND_ONE, terms=SeatTerms(gamma=[20.0, 0, 0], gatekeepers=[True, False, False]))
    assert str(found.verdict) == REFUSED
    assert np.isnan(found.price)
    # At a commitment to 0 the settlement is 20: ten points gained by the first, twenty demanded.
    assert found.violation.round(6).tolist() == [10.0, 0.0, 0.0]
    assert found.outcome.round(6).tolist() == [20.0]


def test_tighter_terms_never_make_a_seat_cheaper():
    generator = np.random.default_rng(5)
    for _ in range(40):
        question = random_question(generator)
        loose, tight = asked(question, tolerance=None), asked(question)
        if str(tight.verdict) != REFUSED:
            assert float(tight.price) >= float(loose.price) - 1e-5


def test_dual_is_what_a_little_patience_saves():
    found = seat_price(**TWO_AND_ONE)
    assert found.binding.tolist() == [True, False, False]
    assert found.dual.round(6).tolist() == [1.0, 0.0, 0.0]
    eager = seat_price(**TWO_AND_ONE, terms=SeatTerms(gamma=[1.0, 0, 0], gatekeepers=[True, False, False]))
    assert float(eager.price) == pytest.approx(float(found.price) + 1.0)


def test_a_linked_issue_pays_for_the_seat():
    linked = LinkedIssues([[0.0], [NAN], [100.0]], [[1.0], [0.0], [0.25]], [80.0], [0.0], [80.0])
    found = seat_price(**TWO_AND_ONE, terms=SeatTerms(linked=linked))
    # Yielding twenty points outside, at a quarter of the salience, keeps its whole pull at the table.
    assert found.linked_outcome.round(6).tolist() == [60.0]
    assert found.commitment.round(6).tolist() == [90.0]
    assert float(found.price) == pytest.approx(5.0)
    assert found.change_by_issue.round(6).tolist() == [[20.0, -20.0], [-20.0, 0.0], [-20.0, 5.0]]
    assert str(found.verdict) == WORTH


def test_a_net_worth_of_nothing_is_not_worth_its_price():
    assert str(seat_price(**TWO_AND_ONE).verdict) == NOT_WORTH


def test_tied_hands_side_by_side():
    linked = LinkedIssues([[0.0], [100.0], [100.0]], [[0.5], [1.0], [0.25]], [80.0], [0.0], [80.0])
    terms = SeatTerms(linked=linked, gatekeepers=[True, False, False], tolerance=[NAN, 0.0, NAN])
    found = tied_hands(**TWO_AND_ONE, terms=terms)
    assert float(found.unbound.price) == pytest.approx(10.0)
    # The second gains twenty by the seat at 50 and would lose forty outside: that far it does not let it go.
    assert found.bound.tie_binding.tolist() == [False, True, False]
    assert float(found.bound.price) > float(found.unbound.price)
    assert not found.unbound.tie_binding.any()


def test_ties_between_optima_go_to_the_least_yield():
    # Two issues of equal weight: what is yielded on one or the other costs it the same. Own position on the
    # second stands still for the gatekeeper, so that only the first buys anything.
    found = seat_price(
        [[0.0, 50.0], [100.0, 50.0]],
        [1, 1],
        [[1.0, 1.0], [1.0, 1.0]],
        [0.0, 0.0],
        [True, False],
        1,
        SeatTerms(gamma=[0, 0]),
    )
    assert found.commitment.round(6).tolist() == [0.0, 50.0]
    # One outsider indifferent on the issue does not move at all.
    idle = seat_price([[0.0], [100.0]], [1, 1], [[1.0], [0.0]], [0.0], [True, False], 1)
    assert idle.concession.tolist() == [0.0]


@pytest.mark.parametrize("blocking_minority", [None, 2])
def test_admission_by_rule_is_the_cheapest_winning_coalition(blocking_minority):
    generator = np.random.default_rng(6)
    rule = SimpleGame(5, (WeightRule(4, (3, 2, 1, 1, 0)),), vetoes=(1,), blocking_minority=blocking_minority)
    verdicts = set()
    for _ in range(25):
        question = random_question(generator, n=5, issues=2)
        table, seated, terms = question
        found = seat_price(*table.parts, seated, 4, terms, rule=rule)
        tried = []
        for size in range(5):
            for members in combinations(range(4), size):
                gates = np.isin(np.arange(5), members)
                if rule.wins(gates):
                    tried.append(asked(question, gatekeepers=gates))
        paid = [float(one.loss_paid) for one in tried if str(one.verdict) != REFUSED]
        assert rule.wins(found.coalition)
        if paid:
            assert float(found.loss_paid) == pytest.approx(min(paid), abs=1e-5)
        else:
            assert str(found.verdict) == REFUSED
            least = min(float(one.violation.sum() + one.tie_violation.sum()) for one in tried)
            assert float(found.violation.sum() + found.tie_violation.sum()) == pytest.approx(least, abs=1e-5)
        verdicts.add(str(found.verdict))
    assert WORTH in verdicts


def test_a_rule_that_the_gatekeepers_cannot_meet_is_told():
    with pytest.raises(SolverError, match="cannot pass"):
        seat_price(**TWO_AND_ONE, rule=SimpleGame(3, vetoes=(2,)))


def test_draws_are_priced_one_by_one():
    generator = np.random.default_rng(7)
    gamma = generator.random((3, 2, 4)) * 4
    question = random_question(generator, gamma=gamma, linked=None)
    found = asked(question)
    assert found.price.shape == (3, 2)
    assert found.commitment.shape == (3, 2, 3)
    for at in np.ndindex(3, 2):
        one = asked(question, gamma=gamma[at])
        assert str(one.verdict) == str(found.verdict[at])
        assert_allclose(one.commitment, found.commitment[at], atol=1e-6)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"outsider": 0}, "sits already"),
        ({"outsider": 7}, "no party 7"),
        ({"terms": SeatTerms(method="contest")}, "price not defined by this method"),
        ({"terms": SeatTerms(low=50.0, high=0.0)}, "lies above"),
        ({"terms": SeatTerms(gatekeepers=[False, False, True])}, "without the outsider"),
        ({"terms": SeatTerms(gamma=[-1.0, 0, 0])}, "gamma"),
        (
            {"terms": SeatTerms(linked=LinkedIssues([[0.0]] * 3, [[1.0]] * 3, [9.0], [0.0], [5.0]))},
            "outside the bounds",
        ),
        ({"rule": SimpleGame(2, minimum_size=1)}, "one for each of 3"),
    ],
)
def test_refuses_what_makes_no_sense(change, told):
    with pytest.raises(SolverError, match=told):
        seat_price(**(TWO_AND_ONE | change))
