"""Reductions along one option, by long strides and by short ones, and turns until nothing changes."""

import numpy as np
import pytest

from talleyrand.solvers.graph_model.reductions import halved, over_bit, until_still


@pytest.mark.parametrize("below", [1, 16, 17, 64])
@pytest.mark.parametrize("extreme", [np.minimum, np.maximum])
def test_looking_along_an_option_compares_taken_and_not(below, extreme):
    values = np.random.default_rng(below).integers(0, 99, size=(3, 2, below))
    both = extreme(values[:, 0], values[:, 1])
    assert np.array_equal(halved(values, extreme), both)
    for way, changed, kept in (("on", 0, 1), ("off", 1, 0)):
        looked = values.copy()
        over_bit(looked, way, extreme)
        assert np.array_equal(looked[:, changed], both)
        assert np.array_equal(looked[:, kept], values[:, kept])
    fixed = values.copy()
    over_bit(fixed, "fixed", extreme)
    assert np.array_equal(fixed, values)


def test_everybody_hears_of_every_change_of_the_others_until_nothing_changes():
    values = np.array([4, 3, 2, 1, 9, 9])
    partner = [[1, 0, 3, 2, 5, 4], [5, 2, 1, 4, 3, 0]]  # each party moves both ways between two places at a time
    heard = []

    def turn(party, news):
        heard.append((party, sorted(news.tolist())))
        lower = [partner[party][k] for k in news.tolist() if values[k] < values[partner[party][k]]]
        for k in lower:
            values[k] = values[partner[party][k]]
        return np.array(lower, dtype=int)

    until_still([0, 1], np.arange(6), turn)
    assert values.tolist() == [1] * 6
    assert heard[0] == (0, [0, 1, 2, 3, 4, 5])
    assert heard[1] == (1, [0, 0, 1, 2, 2, 3, 4, 5])  # all at first, and what party 0 has lowered
    assert heard[-1][1]
