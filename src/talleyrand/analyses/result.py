"""What an analysis hands on: findings in sentences, exhibits as data, and all that made them.

A result found on disk a year later explains itself: it holds the method, its reference, the parameters, the seed
and the fingerprint of the case that it came from.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from talleyrand.reading.span import Frozen

Cell = str | float | int | bool | None
Kind = Literal[
    "table",
    "state_table",
    "state_graph",
    "convergence",
    "flips",
    "landings",
    "matrix",
    "payments",
    "power",
    "rounds",
    "seat_bars",
    "shifts",
    "signed",
    "survival",
    "swings",
    "verdicts",
]
"""What a figure is drawn of an exhibit; a plain table for the first two."""


class Flip(Frozen):
    """An estimate that turns a finding over.

    Parameters
    ----------
    address
        The estimate, e.g. ``saliences/RUS/sanctions_relief``.
    point
        Where the finding turns when this estimate alone moves and all others stay at their values;
        None where it takes more than this one.
    above
        True where the finding fails above `point`, False where it fails below; None without a point.
    weight
        How strongly the estimate separates the combinations in which the finding holds from the others:
        difference of the means over the width of the range, 0 to 1.
    """

    address: str
    point: float | None = None
    above: bool | None = None
    weight: float = 0.0


class Survival(Frozen):
    """In how many of the input combinations tried a finding holds. Not a probability.

    `low` and `high` are the 95 % Wilson interval of `share`: sampling error of the number of draws, nothing more.
    """

    held: int
    tried: int
    share: float
    low: float
    high: float
    flips: tuple[Flip, ...] = ()


class Finding(Frozen):
    """One sentence that an analysis stands for.

    Parameters
    ----------
    id
        Address of the finding, e.g. ``seat/RUS/worth``; stable over runs.
    text
        The sentence, with names instead of codes.
    because
        Addresses of what carries it in the case, the weightiest first.
    value, unit, spread
        Its figure where it has one, and the 5th to 95th percentile over the combinations tried.
    assumed
        Share (0 to 1) of the finding's sensitivity that falls on estimates resting on assumptions alone.
    warnings
        What a reader must know beside it (a contested scale, say).
    rank
        Order of interest in the brief, lowest first.
    """

    id: str
    text: str
    because: tuple[str, ...] = ()
    value: float | None = None
    unit: str | None = None
    spread: tuple[float, float] | None = None
    survival: Survival | None = None
    assumed: float | None = None
    warnings: tuple[str, ...] = ()
    rank: int = 100


class Exhibit(Frozen):
    """Data that show something: a table, or what a figure of `kind` is drawn from.

    `links` are, row by row, the address of the case or the finding that a row is about, or None.
    """

    id: str
    title: str
    kind: Kind = "table"
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str | None = None
    links: tuple[str | None, ...] = ()


class Result(Frozen):
    """Everything that one analysis says about one case."""

    analysis: str
    title: str
    question: str
    reference: str
    scenario: str | None = None
    version: str
    seed: int
    params: dict[str, Any] = Field(default_factory=dict)
    case: str
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    notes: tuple[str, ...] = ()


def tidy(value: float, digits: int = 6) -> float:
    """Round to `digits` significant figures, so that equal inputs print equally on every machine.

    Examples
    --------
    >>> tidy(0.1 + 0.2), tidy(-0.0), tidy(1234.56789123)
    (0.3, 0.0, 1234.57)
    """
    return float(f"{float(value):.{digits}g}") + 0.0
