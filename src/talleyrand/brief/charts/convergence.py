"""How the share of combinations in which findings hold settles as more are tried."""

from __future__ import annotations

from talleyrand.analyses.result import Exhibit
from talleyrand.analyses.words import figure
from talleyrand.brief.charts.style import CITED, INK, Row, Spec, Where, canvas, marks, nowhere, records


def convergence(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return how far the share was from its last value when fewer had been tried: flat lines were tried enough."""
    steps = [c for c in exhibit.columns[1:] if c.isdigit()]
    points = [
        {"draws": c, "away": round(row[c] - _last(row, steps), 6), "row": at}
        for at, row in enumerate(records(exhibit, where))
        for c in steps
        if row[c] is not None
    ]
    x = {
        "field": "draws",
        "type": "ordinal",
        "sort": None,
        "axis": {"title": "input combinations tried", "labelAngle": 0},
    }
    y = {
        "field": "away",
        "type": "quantitative",
        "axis": {"title": ["points of 100 from the share", "after all were tried"], "tickCount": 6},
    }
    line = {"type": "line", "color": CITED, "strokeWidth": 1.4, "opacity": 0.6}
    dot = {"type": "point", "filled": True, "size": 16, "color": CITED, "opacity": 0.8}
    layers = [
        marks([{}], {"type": "rule", "color": INK}, None, y={"datum": 0, "type": "quantitative"}),
        marks(points, line, None, x=x, y=y, detail={"field": "row", "type": "nominal"}),
        marks(points, dot, None, x=x, y=y),
    ]
    words = "; ".join(
        f"{row['finding']} " + ", ".join(f"{figure(row[c])} after {c}" for c in steps if row[c] is not None)
        for row in records(exhibit)
    )
    return canvas(f"{exhibit.title}. {words}.", layers, height=170, width=380)


def _last(row: Row, steps: list[str]) -> float:
    return float([row[c] for c in steps if row[c] is not None][-1])
