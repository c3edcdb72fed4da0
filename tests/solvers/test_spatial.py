import csv
import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from talleyrand.errors import SolverError
from talleyrand.solvers.spatial import spatial_contest
from talleyrand.solvers.spatial_round import Proposers, attitudes, value
from tests.support import plain_spatial as plain
from tests.support.shared import SHARED, needs_shared


def drawn(seed, shape=(), n=None, q=None):
    generator = np.random.default_rng(seed)
    n, q = n or int(generator.integers(2, 6)), q or int(generator.integers(1, 4))
    positions = generator.integers(0, 21, (*shape, n, q)) * 5.0
    return positions, generator.integers(1, 8, (*shape, n)) / 4, generator.integers(1, 9, (*shape, n, q)) / 8


@given(st.integers(0, 10**6))
def test_rounds_against_loops(seed):
    positions, capability, salience = drawn(seed)
    found = spatial_contest(positions, capability, salience, limit=4)
    places = (positions / 100).tolist()
    attention = salience.mean(axis=1).tolist()
    for after in found.positions[1 : int(found.rounds) + 1]:
        places = plain.play_round(places, capability.tolist(), salience.tolist(), attention)
        assert_allclose(after, 100 * np.array(places), atol=1e-9)


@given(st.integers(0, 10**6))
def test_the_order_of_parties_and_the_unit_of_capability_play_no_part_in_the_election(seed):
    positions, capability, salience = drawn(seed)
    order = np.random.default_rng(seed).permutation(len(capability))
    found = spatial_contest(positions, capability, salience, limit=0)
    turned = spatial_contest(positions[order], 1000 * capability[order], salience[order], limit=0)
    assert_allclose(turned.chances[0], found.chances[0][order], atol=1e-6)
    longer = spatial_contest(3 * positions, capability, salience, limit=0, span=300.0)
    assert_allclose(longer.mean, 3 * found.mean, atol=1e-9)


def test_draws_are_played_as_one_by_one_also_where_one_rests_before_another():
    drawn_ones = drawn(3, shape=(6,), n=4, q=2)
    found = spatial_contest(*drawn_ones, limit=12)
    assert len(set(found.rounds.tolist())) > 1
    for d in range(6):
        alone = spatial_contest(*(part[d] for part in drawn_ones), limit=12)
        last = int(alone.rounds)
        assert (int(found.rounds[d]), bool(found.rests[d])) == (last, bool(alone.rests))
        assert_allclose(found.positions[d, : last + 1], alone.positions)
        assert_allclose(
            found.positions[d, last:], np.broadcast_to(alone.positions[-1], found.positions[d, last:].shape)
        )
        assert_allclose(found.chances[d, last], alone.chances[-1])
        assert_allclose(found.mean[d, -1], alone.mean[-1])


def test_parties_in_one_place_share_one_proposal():
    found = spatial_contest([[0, 0], [0, 0], [100, 100]], [1, 1, 1], np.full((3, 2), 0.5), limit=0)
    assert found.chances[0, 0] == found.chances[0, 1]
    assert found.chances[0, 0] + found.chances[0, 2] == pytest.approx(1)
    assert found.mean[0] == pytest.approx(100 * found.chances[0, 2])


def test_a_party_without_a_position_on_some_issue_votes_and_is_left_alone():
    nan = float("nan")
    places, salience = [[0, 0], [100, 100], [0, nan]], np.full((3, 2), 0.5)
    without = spatial_contest(places[:2], [1, 1], salience[:2], limit=0)
    found = spatial_contest(places, [1, 1, 1], salience)
    assert np.isnan(found.chances[:, 2]).all() and np.isnan(found.positions[:, 2, 1]).all()
    assert found.chances[0, 0] > without.chances[0, 0]
    assert (found.positions[:, 2, 0] == 0).all()


def test_everybody_in_one_place_stays_there():
    found = spatial_contest(np.full((3, 2), 40.0), [1, 2, 3], np.full((3, 2), 0.5))
    assert (int(found.rounds), bool(found.rests)) == (2, True)
    assert_allclose(found.positions, 40.0)
    assert_allclose(found.risk, 0.0)


@pytest.mark.parametrize("wrong", [{"limit": -1}, {"span": 0.0}, {"attention": "sum"}])
def test_refuses_what_it_cannot_play(wrong):
    with pytest.raises(SolverError):
        spatial_contest([[0, 0], [100, 100]], [1, 1], np.full((2, 2), 0.9), **wrong)


def _reference():
    folder = SHARED / "verification" / "smp"
    rows = list(csv.reader((folder / "SOE-Pol-Comp.csv").read_text().splitlines()))[2:]
    numbers = np.array([[float(cell) for cell in row[2:7]] for row in rows if len(row) > 3])
    names = [row[0].strip() for row in rows if len(row) > 3]
    return names, numbers, (folder / "SOE-Pol-Comp.reference-tail.txt").read_text().splitlines()


@needs_shared
def test_every_printed_position_and_chance_of_the_reference():
    names, numbers, lines = _reference()
    found = spatial_contest(numbers[:, [1, 3]], numbers[:, 0], numbers[:, [2, 4]] / 100, attention="sum")
    assert (int(found.rounds), bool(found.rests)) == (27, True)
    compared = 0
    for line in lines:
        if match := re.match(r"(\w+), (Policy|Competitive) Position: (.*)", line):
            course = found.positions[:, names.index(match[1]), ["Policy", "Competitive"].index(match[2])]
            assert [f"{place:.1f}" for place in course] == match[3].split()
        elif match := re.match(r"(\w+), prob : (.*)", line):
            assert [f"{chance:.4f}" for chance in found.chances[:, names.index(match[1])]] == match[2].split()
        else:
            continue
        compared += len(line.split(":")[1].split())
    assert compared == 13 * 3 * 28
    first, *_, last = [np.linalg.norm(b - a, axis=1).sum() / 100 for a, b in pairwise(found.positions)]
    assert f"{last / (first + 1e-4):.4f}" == "0.0083"


@needs_shared
def test_what_each_thinks_of_the_others_at_the_end_of_the_reference():
    _, numbers, lines = _reference()
    capability, salience = numbers[:, 0], numbers[:, [2, 4]] / 100
    course = spatial_contest(numbers[:, [1, 3]], capability, salience, attention="sum").positions
    parties = Proposers(
        course[-1:] / 100, salience[None], capability[None], salience.sum(axis=1)[None], np.ones((1, 13), dtype=bool)
    )
    gaps = parties.distances(parties.positions)
    risk = attitudes(parties, gaps)[0]
    for judge in (11, 12):
        start = lines.index(f"Estimate by {judge} of risk-aware utility matrix: ") + 1
        seen = value(gaps[0], ((2 * risk[judge] + risk) / 3)[:, None])
        assert [[f"{number:+.4f}" for number in row] for row in seen] == [
            line.split() for line in lines[start : start + 13]
        ]
