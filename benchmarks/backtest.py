"""Try to beat the weighted mean on decided negotiations, out of sample: folds by proposal, intervals by the bootstrap.

    python -m benchmarks.backtest ../shared/verification/outcomes/deu3-dev.csv

Everything here is learned on nine tenths of the proposals and judged on the tenth; each line is the mean over several
ways to cut the folds. What is found is reported in docs/methods/backtest.md.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from talleyrand.analyses.backtest import METHODS, Method
from talleyrand.analyses.plain_outcomes import Outcomes, read_outcomes
from talleyrand.solvers.arrays import Floats
from talleyrand.solvers.bootstrap import mean_intervals
from talleyrand.solvers.focal import Focus, focal_compromise
from talleyrand.solvers.settlement import mean_of

FOLDS, CUTS = 10, 5
FOCAL = ("focal compromise", "focal compromise by the root of capability", "focal compromise, the two averaged")
Learner = Callable[[np.ndarray], Floats]  # rows to learn from -> estimates for all rows


def folds(proposal: np.ndarray, seed: int) -> Iterator[np.ndarray]:
    """Yield the rows of each fold; issues of one proposal stay together."""
    names = np.unique(proposal)
    order = np.random.default_rng(seed).permutation(names)
    for n in range(FOLDS):
        yield np.isin(proposal, order[n::FOLDS])


def out_of_fold(given: Outcomes, learner: Learner) -> Floats:
    """Return absolute errors out of fold, the mean over several cuts."""
    errors = []
    for cut in range(CUTS):
        error = np.empty(len(given))
        for held_out in folds(given.proposal, cut):
            guess = np.clip(learner(~held_out), 0, 100)
            error[held_out] = np.abs(guess - given.outcome)[held_out]
        errors.append(error)
    return np.asarray(np.mean(errors, axis=0))


def focal_guesses(given: Outcomes, power: float) -> Floats:
    """Return the focal compromise for 108 choices of its constants, capability raised to a power: (108, n_issues)."""
    choices = [
        Focus(*numbers)
        for numbers in itertools.product((0.3, 0.5, 0.7), (10, 15, 20, 30), (25, 50, 100), (0.01, 0.02, 0.05))
    ]
    positions, salience, strength = given.positions[:, :, None], given.salience[:, :, None], given.capability**power
    return np.stack([focal_compromise(positions, strength, salience, focus=f).outcome[:, 0] for f in choices])


def chosen(given: Outcomes, guesses: Floats) -> Learner:
    """Choose among guesses on the rows given."""
    errors = np.abs(guesses - given.outcome)
    return lambda rows: guesses[errors[:, rows].mean(axis=1).argmin()]


def learned_weights(given: Outcomes, *, reference: bool) -> Learner:
    """Learn the powers of capability and salience and, if asked, a pull to the reference point, held near the model."""
    held = given.salience > 0
    known = ~np.isnan(given.reference)
    start = np.array([1.0, 1.0, 0.0][: 3 if reference else 2])

    def guess(theta: Floats) -> Floats:
        weights = np.where(held, given.capability ** theta[0] * np.where(held, given.salience, 1.0) ** theta[1], 0.0)
        mean = mean_of(np.nan_to_num(given.positions).T, weights.T)
        pull = np.clip(theta[2], -0.5, 0.9) * known if reference else 0.0
        return np.asarray(mean + pull * (np.nan_to_num(given.reference) - mean))

    def learn(rows: np.ndarray) -> Floats:
        def loss(theta: Floats) -> float:
            return float(np.abs(guess(theta) - given.outcome)[rows].mean() + 0.3 * ((theta - start) ** 2).sum())

        simplex = np.vstack([start, start + 0.15 * np.eye(len(start))])
        options = {"maxiter": 400, "xatol": 5e-3, "fatol": 1e-3, "initial_simplex": simplex}
        return guess(minimize(loss, start, method="Nelder-Mead", options=options).x)

    return learn


def ridge_over_methods(given: Outcomes, penalty: float) -> Learner:
    """Learn what to add to the weighted mean from how the other methods, poles and spread differ from it."""
    base = METHODS["weighted mean"](given)
    others = [
        method(given) - base for name, method in METHODS.items() if name not in ("weighted mean", "always the middle")
    ]
    weights = given.salience * given.capability
    total = weights.sum(axis=1)
    poles = [
        (weights * (given.positions <= 10)).sum(axis=1) / total,
        (weights * (given.positions >= 90)).sum(axis=1) / total,
    ]
    spread = np.sqrt((weights * np.nan_to_num(given.positions - base[:, None]) ** 2).sum(axis=1) / total)
    table = np.column_stack(
        [*others, *poles, spread, base, (given.salience > 0).sum(axis=1), np.isnan(given.reference)]
    )

    def learn(rows: np.ndarray) -> Floats:
        centre, scale = table[rows].mean(axis=0), table[rows].std(axis=0) + 1e-9
        scaled = (table - centre) / scale
        gap = (given.outcome - base)[rows]
        lean = scaled[rows].T @ scaled[rows] + penalty * np.eye(scaled.shape[1])
        return np.asarray(base + gap.mean() + scaled @ np.linalg.solve(lean, scaled[rows].T @ (gap - gap.mean())))

    return learn


def fixed(method: Method, given: Outcomes) -> Learner:
    """Return a method that learns nothing."""
    guess = method(given)
    return lambda rows: guess


def main(path: str) -> None:
    """Print the table."""
    given = read_outcomes(Path(path))
    whole, root = focal_guesses(given, 1.0), focal_guesses(given, 0.5)
    both = (whole + root) / 2
    learners = {
        "weighted mean": fixed(METHODS["weighted mean"], given),
        **{f"{name}, as it stands": fixed(METHODS[name], given) for name in FOCAL},
        "focal compromise, constants chosen in the folds": chosen(given, whole),
        "by the root of capability, constants in the folds": chosen(given, root),
        "the two averaged, constants in the folds": chosen(given, both),
        "which of the three, too, chosen in the folds": chosen(given, np.concatenate([whole, root, both])),
        "powers of capability and salience learned": learned_weights(given, reference=False),
        "the same with a pull to the reference point": learned_weights(given, reference=True),
        **{f"ridge over the methods, penalty {p:g}": ridge_over_methods(given, p) for p in (30.0, 100.0, 300.0)},
        "half weighted mean, half plain mean": lambda rows: (
            (METHODS["weighted mean"](given) + METHODS["plain mean"](given)) / 2
        ),
    }
    errors = np.stack([out_of_fold(given, learner) for learner in learners.values()])
    intervals = mean_intervals(errors - errors[0], given.proposal, seed=1814)
    print(f"{len(given)} issues, {len(set(given.proposal.tolist()))} proposals, {FOLDS} folds, {CUTS} cuts")
    for name, error, (low, high) in zip(learners, errors, intervals, strict=True):
        print(f"{name:<56}{error.mean():7.2f}   less the weighted mean's: {low:+.2f} to {high:+.2f}")
    for name, guesses in zip(FOCAL, (whole, root, both), strict=True):
        every = np.abs(guesses - given.outcome).mean(axis=1)
        better, span = (every < errors[0].mean()).mean(), f"{every.min():.2f} to {every.max():.2f}"
        print(f"{name}: of {len(every)} choices of the constants {better:.0%} beat the weighted mean; {span}")


if __name__ == "__main__":
    main(sys.argv[1])
