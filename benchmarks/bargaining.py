"""Every row of the table of speed, by one command, beside a plain loop of our own over the same definition.

    python -m benchmarks.bargaining

Medians of processor seconds: those by the clock depend on what else runs. A loop that would take too long runs on a
part and is multiplied; the column says by how much.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

from benchmarks.test_bargaining import market
from benchmarks.test_seat import SEATED, drawn
from talleyrand.solvers.contest import contest, play_round
from talleyrand.solvers.contest_utility import Contestants, Reading
from talleyrand.solvers.exchange import exchange
from talleyrand.solvers.power import power_indices
from talleyrand.solvers.seat import seat_value
from talleyrand.solvers.seat_price import SeatTerms, seat_price
from talleyrand.solvers.seat_subsets import seat_shapley
from talleyrand.solvers.simple_game import SimpleGame, WeightRule
from tests.support.plain_contest import plain_round
from tests.support.plain_exchange import iteration
from tests.support.plain_power import wins
from tests.support.price import laid_out, price_as_written
from tests.support.tables import Table, plain_loss, plain_table

Work = Callable[[], object]


def council() -> SimpleGame:
    """Return 28 members with a population quota of 65 in 100, 16 members, and a blocking minority of 4."""
    weights = tuple(int(w) for w in np.random.default_rng(1).integers(50, 8000, 28))
    return SimpleGame(28, (WeightRule(int(0.65 * sum(weights)) + 1, weights),), minimum_size=16, blocking_minority=4)


def assembly(share: float = 0.5) -> SimpleGame:
    """Return 1,000 voters with weights of 1 to 100 and a quota of so much of their sum."""
    weights = tuple(int(w) for w in np.random.default_rng(1).integers(1, 101, 1000))
    return SimpleGame(1000, (WeightRule(int(share * sum(weights)) + 1, weights),))


def plain_contest(n: int, rounds: int) -> Work:
    """Return some rounds of the contest with loops."""
    positions, capability, salience = market(n, 1)
    args = positions[:, 0].tolist(), capability.tolist(), salience[:, 0].tolist()
    return lambda: [plain_round(*args, Reading()) for _ in range(rounds)]


def one_round(n: int) -> Work:
    """Return one round of the contest."""
    positions, capability, salience = market(n, 1)
    parties = Contestants(positions.T, (capability[:, None] * salience).T, salience.T)
    return lambda: play_round(parties, Reading())


def plain_trades(n: int, q: int) -> Work:
    """Return one iteration of exchange with loops."""
    positions, capability, salience = market(n, q)
    return lambda: iteration(positions.tolist(), (capability[:, None] * salience).tolist(), salience.tolist())


def plain_swings(game: SimpleGame, coalitions: int) -> Work:
    """Return the search for swings among some coalitions, one at a time."""
    inside = np.random.default_rng(1).random((coalitions, game.n)) < 0.5

    def work() -> int:
        found = 0
        for row in inside.tolist():
            found += wins(game, row) and sum(not wins(game, [*row[:i], False, *row[i + 1 :]]) for i in range(game.n))
        return found

    return work


def plain_weights(game: SimpleGame) -> Work:
    """Return the count of coalitions by weight below the quota in a plain list, from which Banzhaf follows."""
    rule = game.rules[0]

    def work() -> int:
        counts = [1] + [0] * (int(rule.quota) - 1)
        for weight in map(int, rule.weights):
            for at in range(len(counts) - 1, weight - 1, -1):
                counts[at] += counts[at - weight]
        return sum(counts)

    return work


def plain_subsets(n: int) -> Work:
    """Return the losses at some of the 4,096 tables of one draw."""
    table = Table(*(part[0] for part in drawn().parts))
    seats = [[bool(t >> j & 1) for j in range(12)] for t in range(0, 4096, 4096 // n)]
    return lambda: [[plain_loss(table, j, plain_table(table, s, "compromise")) for j in range(12)] for s in seats]


def plain_price(draws: int) -> Work:
    """Return the price of the seat by the programme as it is written, one draw at a time."""
    one = [Table(*(part[n] for part in drawn().parts)) for n in range(draws)]
    return lambda: [price_as_written(laid_out(table, SEATED, SeatTerms())) for table in one]


def rows() -> list[tuple[str, str, Work, Work, float]]:
    """Return for each row: its name, must and aim in seconds, our work, the plain loop, and what that is times."""
    small, large, few = market(20, 1), market(100, 1), assembly()
    rounds = int(contest(*large, limit=50).rounds[0])
    terms = SeatTerms()
    return [
        ("contest, 20 parties, one round", "0.02 / 0.001", one_round(20), plain_contest(20, 1), 1),
        ("the same from a cold call", "0.02 / 0.001", lambda: contest(*small, limit=1), plain_contest(20, 1), 1),
        ("contest, 100 parties, to rest", "2 / 0.2", lambda: contest(*large, limit=50), plain_contest(100, 1), rounds),
        ("exchange, 11 parties, 7 issues", "0.05 / 0.005", lambda: exchange(*market(11, 7)), plain_trades(11, 7), 1),
        ("exchange, 15 parties, 13 issues", "0.3 / 0.03", lambda: exchange(*market(15, 13)), plain_trades(15, 13), 1),
        (
            "EU 28 with the blocking minority",
            "0.5 / 0.05",
            lambda: power_indices(council()),
            plain_swings(council(), 2000),
            2**28 / 2000,
        ),
        ("1,000 voters, half (loop: Banzhaf only)", "5 / 0.5", lambda: power_indices(few), plain_weights(few), 1),
        (
            "1,000 voters, nine tenths",
            "5 / 0.5",
            lambda: power_indices(assembly(0.9)),
            plain_weights(assembly(0.1)),
            1,
        ),
        (
            "seat: worth, cost, Shapley, 1,000 draws",
            "10 / 1",
            lambda: (seat_value(*drawn().parts, SEATED), seat_shapley(*drawn().parts)),
            plain_subsets(32),
            4096 / 32 * 1000,
        ),
        (
            "price of the seat, 1,000 draws",
            "10 / 2",
            lambda: seat_price(*drawn().parts, SEATED, 11, terms),
            plain_price(5),
            200,
        ),
    ]


def seconds(work: Work, times: int) -> float:
    """Return the median of processor seconds."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def main() -> None:
    """Print the table."""
    print("| | must / aim, s | ours, s | plain loop, s | of which multiplied | times |\n|---|---|---|---|---|---|")
    for name, bounds, ours, loop, factor in rows():
        ours()
        fast = seconds(ours, 5)
        slow = seconds(loop, 1) * factor
        more = f"{factor:,.0f}" if factor > 1 else ""
        print(f"| {name} | {bounds} | {fast:.4f} | {slow:,.2f} | {more} | {slow / fast:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
