"""What the benchmarks count, and how they print it: shares and F scores with 95 % bootstrap intervals."""

from __future__ import annotations

import platform
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from talleyrand.evidence.language import DEFAULT_PIPELINE, load

RESAMPLES = 1000
Statistic = Callable[[Sequence[object]], float]


@dataclass
class Row:
    """Whether each item is right, and what was missed."""

    hits: list[bool] = field(default_factory=list)
    misses: list[object] = field(default_factory=list)


class Rows(dict[str, Row]):
    """Rows by name, in the order in which they were begun."""

    def add(self, name: str, hits: Sequence[bool], misses: Iterable[object] = ()) -> None:
        """Add items to a row."""
        row = self.setdefault(name, Row())
        row.hits.extend(hits)
        row.misses.extend(misses)

    def show(self, seed: int = 0, misses: bool = False) -> None:
        """Print every row."""
        for name, row in self.items():
            print(share_line(name, row.hits, seed))
            for miss in row.misses if misses else ():
                print("      ", miss)


def share(items: Sequence[object]) -> float:
    """Return the share of true items."""
    return sum(map(bool, items)) / len(items)


def f_score(pairs: Sequence[object]) -> float:
    """Return F of items that are pairs: labelled or not, found or not."""
    both = sum(a and b for a, b in pairs)
    return 2 * both / max(1, sum(a for a, _ in pairs) + sum(b for _, b in pairs))


def macro_f(pairs: Sequence[object]) -> float:
    """Return the mean of the classes' F over items that are pairs: true class, given class."""
    scores = []
    for kind in sorted({a for a, _ in pairs}):
        right = sum(a == kind == b for a, b in pairs)
        scores.append(2 * right / max(1, sum((a == kind) + (b == kind) for a, b in pairs)))
    return sum(scores) / len(scores)


def interval(items: Sequence[object], statistic: Statistic, seed: int = 0) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a statistic over items."""
    draw = random.Random(seed)
    values = sorted(statistic(draw.choices(items, k=len(items))) for _ in range(RESAMPLES))
    return values[25], values[974]


def share_line(name: str, hits: Sequence[bool], seed: int = 0) -> str:
    """Say a share with its interval in a line."""
    if not hits:
        return f"{name:62} none"
    low, high = interval(hits, share, seed)
    return f"{name:62} {share(hits):6.1%}  ({sum(hits)} of {len(hits)}; {low:.1%} to {high:.1%})"


def versions(seed: int) -> str:
    """Say what made the figures."""
    return (
        f"talleyrand {version('talleyrand')}, Python {platform.python_version()}, spaCy {version('spacy')}, "
        f"{DEFAULT_PIPELINE} {load().meta['version']}; seed {seed}, {RESAMPLES} resamples"
    )
