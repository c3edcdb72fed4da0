"""The brief's figures as Vega-Lite specifications, each with its text alternative: one file a figure."""

from __future__ import annotations

from collections.abc import Callable

from talleyrand.analyses.result import Exhibit
from talleyrand.brief.charts.convergence import convergence
from talleyrand.brief.charts.grid import matrix, signed_grid
from talleyrand.brief.charts.landings import landings
from talleyrand.brief.charts.power import power
from talleyrand.brief.charts.rounds import rounds
from talleyrand.brief.charts.seat import payments, seat_bars
from talleyrand.brief.charts.sentences import flips, survival, swings
from talleyrand.brief.charts.shifts import shifts
from talleyrand.brief.charts.state_graph import state_graph
from talleyrand.brief.charts.style import Spec, Where, anchor, nowhere
from talleyrand.brief.charts.timeline import timeline
from talleyrand.brief.charts.verdicts import verdicts
from talleyrand.brief.charts.wants import describe_issue, dot_range

__all__ = ["DRAWN", "Spec", "Where", "anchor", "describe_issue", "dot_range", "draw", "nowhere", "timeline"]

DRAWN: dict[str, Callable[[Exhibit, Where], Spec]] = {
    "convergence": convergence,
    "flips": flips,
    "landings": landings,
    "matrix": matrix,
    "payments": payments,
    "power": power,
    "rounds": rounds,
    "seat_bars": seat_bars,
    "shifts": shifts,
    "signed": signed_grid,
    "state_graph": state_graph,
    "survival": survival,
    "swings": swings,
    "verdicts": verdicts,
}
"""Kind of an exhibit to its figure; every other kind is a table alone."""


def draw(exhibit: Exhibit, where: Where = nowhere) -> Spec | None:
    """Return the figure of an exhibit, or None where a table says it best.

    Parameters
    ----------
    exhibit
        Its `kind` picks the figure.
    where
        Returns the link under which an address of the case, or a finding, stands in the page.
    """
    if exhibit.kind not in DRAWN or not exhibit.rows:
        return None
    return DRAWN[exhibit.kind](exhibit, where)
