import numpy as np
import pytest
from numpy.testing import assert_allclose

from talleyrand.solvers.seat_commitment import commitments
from talleyrand.solvers.seat_offers import offers
from talleyrand.solvers.seat_terms import SeatTerms
from talleyrand.solvers.settlement import METHODS
from tests.support.tables import random_table


@pytest.mark.parametrize("method", METHODS)
def test_every_settlement_within_reach_has_a_commitment_that_brings_it_about(method):
    table = random_table(np.random.default_rng(1), 5, 3, draws=(80,), holes=0.2)
    seated = [True, True, True, True, False]
    what = offers(*table.parts, seated, 4, SeatTerms(method=method, overstate=True))
    for share in (0.0, 0.3, 0.8, 1.0):
        wanted = what.low + share * (what.high - what.low)
        found = commitments(what, wanted)
        assert_allclose(what.settle_at(found), wanted, atol=1e-7)
        held = ~np.isnan(what.own)
        assert ((found >= 0) & (found <= 100))[held].all()
        assert (np.isnan(found) == ~held).all()


def test_of_several_commitments_the_nearest_to_its_own_is_taken():
    # Between 40 and 60 the median is the outsider's; above 60 it stays at 60, and 90 is its own position.
    what = offers(
        [[40.0], [60.0], [90.0]],
        [1, 1, 1],
        [[1.0]] * 3,
        [0.0],
        [True, True, False],
        2,
        SeatTerms(method="weighted median"),
    )
    assert commitments(what, np.array([[60.0]])).tolist() == [[90.0]]
    assert commitments(what, np.array([[50.0]])).round(6).tolist() == [[50.0]]
    assert commitments(what, np.array([[40.0]])).round(6).tolist() == [[40.0]]
