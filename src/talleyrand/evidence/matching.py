"""The metric for statements: contents matched one to one, greedily, by intersection over union of their characters.

White space, quotation marks, edge punctuation and a leading "that" do not count.
"""

from __future__ import annotations

from collections.abc import Sequence

Place = tuple[int, int]
Pieces = Sequence[Place]

EXACT = 1.5
"""Threshold at which only contents with the same first and last character match."""

_EDGE = frozenset(" \t\r\n\u00a0\"'`“”‘’,.;:-–—?!…")


def stripped(text: str, place: Place) -> Place:
    """Take white space, marks, punctuation and a leading "that" off a place.

    Examples
    --------
    >>> stripped("that it is over.”", (0, 17))
    (5, 15)
    """
    start, end = place
    while start < end:
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        if text[start : start + 5].lower() != "that ":
            break
        start += 5
    return start, end


def clean(text: str, pieces: Pieces) -> list[Place]:
    """Strip all pieces, drop empty ones and sort."""
    return sorted(place for place in (stripped(text, piece) for piece in pieces) if place[1] > place[0])


def overlap(first: Pieces, second: Pieces) -> bool:
    """Tell whether two sets of places share a character."""
    return any(max(a, c) < min(b, d) for a, b in first for c, d in second)


def agreement(gold: Pieces, found: Pieces) -> float:
    """Return 2 where two cleaned contents have the same hull, else their intersection over union in [0, 1]."""
    if not gold or not found or not overlap(gold, found):
        return 0.0
    if (gold[0][0], gold[-1][1]) == (found[0][0], found[-1][1]):
        return 2.0
    shared = _length(_intersect(_merge(gold), _merge(found)))
    return shared / (_length(_merge(gold)) + _length(_merge(found)) - shared)


def match(
    text: str, gold: Sequence[Sequence[Pieces]], found: Sequence[Pieces], threshold: float
) -> list[tuple[int, int]]:
    """Pair gold statements with found ones.

    Parameters
    ----------
    gold
        For each statement its content and its alternatives.
    found
        The content of each found statement.
    threshold
        Least agreement: 0.5, or `EXACT`.

    Returns
    -------
    pairs
        Indices (gold, found); each index occurs once at most.
    """
    wanted = [[clean(text, pieces) for pieces in variants] for variants in gold]
    got = [clean(text, pieces) for pieces in found]
    order = sorted((pieces[0][0], j) for j, pieces in enumerate(got) if pieces)
    candidates = []
    for i, variants in enumerate(wanted):
        low = min((v[0][0] for v in variants if v), default=0)
        high = max((v[-1][1] for v in variants if v), default=0)
        for start, j in order:
            if start >= high:
                break
            if got[j][-1][1] > low:
                best = max(agreement(variant, got[j]) for variant in variants)
                if best >= threshold:
                    candidates.append((best, -i, -j))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for _, i, j in sorted(candidates, reverse=True):
        if -i not in used_gold and -j not in used_found:
            used_gold.add(-i)
            used_found.add(-j)
            pairs.append((-i, -j))
    return pairs


def _merge(pieces: Pieces) -> list[Place]:
    merged: list[Place] = []
    for start, end in sorted(pieces):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _intersect(first: list[Place], second: list[Place]) -> list[Place]:
    return [(max(a, c), min(b, d)) for a, b in first for c, d in second if max(a, c) < min(b, d)]


def _length(pieces: list[Place]) -> int:
    return sum(end - start for start, end in pieces)
