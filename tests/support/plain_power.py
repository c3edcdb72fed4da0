"""Swings and winning coalitions by looking at all 2^n of them."""

from itertools import product


def counted_by_hand(game):
    """Return swings by size and the number of winning coalitions, from all 2^n of them, by the definition."""
    swings = [[0] * game.n for _ in range(game.n)]
    winning = 0
    for inside in product([False, True], repeat=game.n):
        won = wins(game, inside)
        winning += won
        for i in range(game.n):
            if not inside[i] and not won and wins(game, [j == i or here for j, here in enumerate(inside)]):
                swings[i][sum(inside)] += 1
    return swings, winning


def wins(game, inside):
    by_rules = (
        sum(inside) >= game.minimum_size
        and all(inside[veto] for veto in game.vetoes)
        and all(sum(w for w, here in zip(r.weights, inside, strict=True) if here) >= r.quota for r in game.rules)
    )
    outside = game.n - sum(inside)
    return by_rules or (game.blocking_minority is not None and outside < game.blocking_minority)
