"""The graph model: our solver, the plain brute force, and a NumPy reduction as the floor.

``python -m pytest benchmarks/test_graph_model.py --benchmark-only`` times the smaller rows;
``python -m benchmarks.test_graph_model`` prints the table of docs/methods/stability.md, memory included
(``--large`` adds a million and sixteen million states, ``--growth`` prints the table of growth, ``--plot FILE`` draws
it, too).
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import random
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from talleyrand.errors import InfeasibleError
from talleyrand.solvers.graph_model import (
    CONCEPTS,
    Game,
    complete_priorities,
    decode,
    least_change,
    least_change_nash,
    rank_by_priority,
    solve,
    solve_many,
)
from tests.support import graph_model_brute as brute

FOUR = CONCEPTS[:4]


def plain_game(n_options: int, n_parties: int, seed: int = 0) -> Game:
    """All combinations feasible, options dealt out evenly, every party with its own random strict order."""
    rng = np.random.default_rng(seed)
    states = decode(np.arange(1 << n_options, dtype=np.int64), n_options)
    ranks = np.stack([rng.permutation(len(states)).astype(np.int32) for _ in range(n_parties)])
    owners = tuple(sorted(option % n_parties for option in range(n_options)))
    return Game(tuple(f"o{option}" for option in range(n_options)), owners, n_parties, (), states, ranks)


def halved_game(seed: int = 0) -> Game:
    """65,536 states drawn from twice as many, half of the options one-way, five parties."""
    whole = plain_game(17, 5, seed)
    kept = np.sort(np.random.default_rng(seed + 1).permutation(whole.n_states)[: 1 << 16])
    ways = tuple(("both", "on", "both", "off")[option % 4] for option in range(17))
    return Game(whole.options, whole.owners, 5, ways, whole.states[kept], whole.ranks[:, kept])


def stated_game(n_options: int = 16, n_parties: int = 5, seed: int = 0) -> Game:
    """Return the plain game with ranks from statements that mix two or three options each."""
    game = plain_game(n_options, n_parties)
    rng = np.random.default_rng(seed)
    ranks = []
    for _ in range(n_parties):
        statements = []
        for _ in range(12):
            a, b, c = (game.options[place] for place in rng.choice(n_options, 3, replace=False))
            forms = [f"{a} if {b}", f"not {a}", f"{a} iff {b} or {c}", f"at most 1 of ({a}, {b}, {c})"]
            statements.append(forms[rng.integers(len(forms))])
        ranks.append(rank_by_priority(game.states, game.options, statements))
    return game.with_ranks(np.stack(ranks))


def floor(game: Game) -> list[np.ndarray]:
    """One reduction over all states for every party and concept: no solver can do with less."""
    return [row.reshape(2, -1).max(axis=0) for row in game.ranks for _ in CONCEPTS]


def ten_thousand() -> tuple[Game, np.ndarray]:
    """256 states, five parties, 10,000 completions of their priorities."""
    game = plain_game(8, 5)
    wants = [*game.options, "o1 if o2", "o3 iff o4"]
    drawn = [
        complete_priorities(game.states, game.options, [wants[k : k + 4], wants[k + 4 :], wants[:k]], 10_000, k)
        for k in range(5)
    ]
    return game, np.stack(drawn, axis=1)


def small_conflict() -> brute.Conflict:
    """64 states, three parties, for the brute force."""
    rng = random.Random(0)
    states = list(itertools.product((0, 1), repeat=6))
    ranks = [rng.sample(range(64), 64) for _ in range(3)]
    return brute.Conflict([0, 0, 1, 1, 2, 2], ["both"] * 6, 3, states, ranks)


SIZES = {"4,096 states, 3 parties": (12, 3), "1,024 states, 5 parties": (10, 5), "1,024 states, 6 parties": (10, 6)}


@pytest.mark.parametrize("size", SIZES)
def test_five_concepts(benchmark, size):
    game = plain_game(*SIZES[size])
    benchmark.group = size
    found = benchmark(solve, game)
    assert set(found.stable) == set(CONCEPTS)


@pytest.mark.parametrize("size", SIZES)
def test_floor(benchmark, size):
    game = plain_game(*SIZES[size])
    benchmark.group = size
    benchmark(floor, game)


@pytest.mark.parametrize("which", ["solver", "brute force"])
def test_64_states_3_parties(benchmark, which):
    benchmark.group = "64 states, 3 parties"
    conflict = small_conflict()
    game = plain_game(6, 3).with_ranks(np.array(conflict.ranks))
    if which == "solver":
        benchmark(solve, game)
    else:
        benchmark.pedantic(brute.solve, (conflict,), rounds=1)


@pytest.mark.parametrize("concepts", [FOUR, CONCEPTS], ids=["without SIM", "with SIM"])
@pytest.mark.parametrize("make", [lambda: plain_game(16, 5), halved_game, stated_game], ids=["plain", "half", "stated"])
def test_65536_states_5_parties(benchmark, make, concepts):
    benchmark.group = "65,536 states, 5 parties"
    benchmark.pedantic(solve, (make(), concepts), rounds=3)


def test_ten_thousand_completions(benchmark):
    found = benchmark.pedantic(solve_many, (*ten_thousand(),), rounds=1)
    assert found.n_draws == 10_000


def test_least_change_for_nash(benchmark):
    game = plain_game(6, 4)
    benchmark(lambda: [least_change_nash(game, state) for state in range(game.n_states)])


def measured(work: Callable[[], object], rounds: int = 5) -> tuple[float, float]:
    """Return the least seconds of some rounds, by the wall and of the processor.

    The two differ where other work runs on the machine; the processor's are nearer to a quiet one's.
    """
    walls, processor = [], []
    for _ in range(rounds):
        wall, used = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processor.append(time.process_time() - used)
    return min(walls), min(processor)


def peak_memory(work: Callable[[], object]) -> float:
    """Return the peak of what NumPy and Python allocate, in MB."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak


def row(title: str, work: Callable[[], object], base: float | None = None, rounds: int = 5) -> None:
    """Print one row of the table."""
    wall, processor = measured(work, rounds)
    ratio = f"{processor / base:,.0f}" if base else ""
    print(f"| {title} | {wall:.4f} | {processor:.4f} | {peak_memory(work):,.0f} | {ratio} |", flush=True)


def print_table(large: bool) -> None:
    """Print time, memory and the ratio to the floor."""
    print("| | s, wall | s, processor | MB beside the input | times the floor |\n|---|---|---|---|---|")
    for title, size in SIZES.items():
        game = plain_game(*size)
        row(f"{title}, five concepts", lambda game=game: solve(game), measured(lambda game=game: floor(game), 50)[1])
    for title, game in {
        "65,536 states, 5 parties": plain_game(16, 5),
        "65,536 of 131,072 states feasible, half of the options one-way": halved_game(),
        "65,536 states, preferences from mixed statements": stated_game(),
    }.items():
        base = measured(lambda game=game: floor(game), 50)[1]
        row(f"{title}, four concepts", lambda game=game: solve(game, FOUR), base)
        row(f"{title}, with SIM", lambda game=game: solve(game), base)
    game, drawn = ten_thousand()
    row("10,000 completions, 256 states, 5 parties, five concepts", lambda: solve_many(game, drawn), rounds=1)
    six = plain_game(6, 4)
    row("least change for Nash, 64 states, 4 parties", lambda: least_change_nash(six, 17))
    for concept in CONCEPTS[1:]:
        row(f"least change, {concept.upper()}, 64 states, 4 parties, the slowest of 24", hardest(concept), rounds=1)
    conflict = small_conflict()
    three = plain_game(6, 3).with_ranks(np.array(conflict.ranks))
    _, fast = measured(lambda: solve(three))
    _, slow = measured(lambda: brute.solve(conflict), 1)
    for what, concepts in {"four concepts": FOUR, "with SIM": CONCEPTS}.items():
        print(f"\nhalf infeasible, half one-way, {what}: {times_plain(concepts):.1f} times the plain case")
    print(f"\n64 states, 3 parties: brute force {slow:.2f} s, solver {fast * 1000:.2f} ms: {slow / fast:,.0f} times")
    if large:
        print_large()


def times_plain(concepts: tuple[str, ...], rounds: int = 10) -> float:
    """Return how many times as long as the plain case half of the states and one-way options take; both in turn."""
    plain, halved = plain_game(16, 5), halved_game()
    seconds = [
        [measured(lambda game=game: solve(game, concepts), 1)[1] for game in (plain, halved)] for _ in range(rounds)
    ]
    base, other = np.min(seconds, axis=0)
    return float(other / base)


def hardest(concept: str) -> Callable[[], object]:
    """Return the least change that took the most time of 24: six random games, one target, each party's order."""
    slowest, found = -1.0, (plain_game(6, 4), 0, 0)
    for seed, party in itertools.product(range(6), range(4)):
        chosen = plain_game(6, 4, seed), 11 * seed % 64, party
        start = time.process_time()
        with contextlib.suppress(InfeasibleError):
            assert least_change(*chosen, concept).proven
            if (used := time.process_time() - start) > slowest:
                slowest, found = used, chosen
    return lambda: least_change(*found, concept)


def print_large() -> None:
    """Print the rows that need a gigabyte or more."""
    for title, size, concepts in [
        ("1,048,576 states, 5 parties, four concepts", (20, 5), FOUR),
        ("16,777,216 states, 6 parties, Nash, GMR, SMR", (24, 6), CONCEPTS[:3]),
    ]:
        game = plain_game(*size)
        row(title, lambda game=game, concepts=concepts: solve(game, concepts), rounds=1)


def growth() -> list[dict[str, float | str]]:
    """Return how time (of the processor) and memory grow with states and with parties."""
    rows: list[dict[str, float | str]] = []
    by_states = [("states, 4 parties", m, 4) for m in (8, 10, 12, 14, 16, 18)]
    by_parties = [("parties, 4,096 states", 12, n) for n in (2, 3, 4, 5, 6)]
    for by, n_options, n_parties in [*by_states, *by_parties]:
        game = plain_game(n_options, n_parties)
        for what, concepts in {"four concepts": FOUR, "SIM": ("sim",)}.items():
            if what == "SIM" and n_options > 16:
                continue
            seconds = measured(lambda game=game, concepts=concepts: solve(game, concepts), 3)[1]
            memory = peak_memory(lambda game=game, concepts=concepts: solve(game, concepts))
            at = game.n_states if by.startswith("states") else n_parties
            rows.append(
                {"by": by, "at": at, "states": game.n_states, "parties": n_parties, "what": what}
                | {"seconds": seconds, "MB": memory}
            )
    return rows


def print_growth(rows: list[dict[str, float | str]]) -> None:
    """Print the table of growth."""
    print("| states | parties | concepts | s of the processor | MB beside the input |\n|---|---|---|---|---|")
    for one in rows:
        print(f"| {one['states']:,} | {one['parties']} | {one['what']} | {one['seconds']:.4f} | {one['MB']:,.1f} |")


def draw_growth(rows: list[dict[str, float | str]], path: str) -> None:
    """Draw time and memory over states and over parties, both axes logarithmic."""
    import vl_convert

    def panel(by: str, figure: str, base: int) -> dict[str, object]:
        x = {"field": "at", "type": "quantitative", "title": by, "scale": {"type": "log", "base": base, "nice": False}}
        colour = {"field": "what", "type": "nominal", "title": None, "scale": {"range": ["#1f5a8a", "#b4541a"]}}
        return {
            "width": 250,
            "height": 170,
            "transform": [{"filter": f"datum.by == '{by}'"}],
            "mark": {"type": "line", "point": True},
            "encoding": {
                "x": x | {"axis": {"values": sorted({one["at"] for one in rows if one["by"] == by}), "format": ",d"}},
                "y": {"field": figure, "type": "quantitative", "scale": {"type": "log"}, "axis": {"tickCount": 5}},
                "color": colour,
            },
        }

    kinds = list(dict.fromkeys(str(one["by"]) for one in rows))
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": rows},
        "config": {"font": "Helvetica, Arial, sans-serif"},
        "vconcat": [
            {"hconcat": [panel(by, figure, 4 if by == kinds[0] else 2) for by in kinds]} for figure in ("seconds", "MB")
        ],
    }
    Path(path).write_text(vl_convert.vegalite_to_svg(spec), "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--plot", metavar="FILE")
    chosen = parser.parse_args()
    if chosen.growth or chosen.plot:
        measured_growth = growth()
        print_growth(measured_growth)
        if chosen.plot:
            draw_growth(measured_growth, chosen.plot)
    else:
        print_table(chosen.large)
