"""One round of the contest with loops and no arrays, straight from the formulas."""


def plain_median(x, w):
    low = [p for p in x if sum(b for a, b in zip(x, w, strict=True) if a < p) <= sum(w) / 2 + 1e-12]
    both = [p for p in low if sum(b for a, b in zip(x, w, strict=True) if a > p) <= sum(w) / 2 + 1e-12]
    return (min(both) + max(both)) / 2


def plain_utilities(x, c, s, r, reading):
    """Expected utilities by the formulas, with loops and no arrays."""
    n, wide = len(x), max(x) - min(x)
    median = plain_median(x, [a * b for a, b in zip(c, s, strict=True)])

    def utility(base, exponent):
        return 2 - 4 * base**exponent

    def votes(k, j, other, i):
        e = r[k] if reading.exponents == "own" else r[i]
        return c[k] * s[k] * (abs(x[k] - x[other]) ** e - abs(x[k] - x[j]) ** e) / wide**e

    found = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            if i == j:
                continue
            cast = [votes(k, i, j, i) for k in range(n)]
            total = sum(abs(v) for v in cast)
            p = sum(v for v in cast if v > 0) / total if total > 1e-15 else 0.5
            gap = abs(x[i] - x[j]) / wide
            up, down = utility(0.5 - gap / 2, r[i]), utility(0.5 + gap / 2, r[i])
            off = abs(x[i] - median) / wide
            drift = reading.better * utility(0.5 - (off + gap) / 4, r[i])
            drift += (1 - reading.better) * utility(0.5 + (off + gap) / 4, r[i])
            found[i][j] = s[j] * (p * up + (1 - p) * down) + (1 - s[j]) * up
            found[i][j] -= reading.status_quo * utility(0.5, r[i]) + (1 - reading.status_quo) * drift
    return found


def plain_round(x, c, s, reading):
    n = len(x)
    neutral = plain_utilities(x, c, s, [1.0] * n, reading)
    security = [sum(neutral[j][i] for j in range(n) if j != i) for i in range(n)]
    high, low = max(security), min(security)
    risk = [(2 * a - high - low) / (high - low) if high - low > 1e-12 else 0.0 for a in security]
    r = [(1 - a / 3) / (1 + a / 3) for a in risk]
    eu = plain_utilities(x, c, s, r, reading)
    places = []
    for i in range(n):
        offers = []
        for j in range(n):
            mine, theirs = eu[i][j], eu[j][i]
            if i == j:
                continue
            if theirs > mine > 0 or mine < 0 < theirs < abs(mine):
                offers.append(x[j])
            elif theirs > 0 > mine and theirs > abs(mine):
                offers.append(x[i] + (x[j] - x[i]) * abs(mine / theirs))
        places.append(min(offers, key=lambda place: round(abs(place - x[i]), 9), default=x[i]))
    return r, eu, places
