"""How the share of combinations in which findings hold settles as more are tried."""

from __future__ import annotations

from talleyrand.analyses.result import Exhibit
from talleyrand.analyses.words import figure
from talleyrand.brief.charts.style import CITED, Spec, Where, canvas, marks, nowhere, records


def convergence(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return the share of combinations in which findings hold, by how many were tried: flat lines were tried enough."""
    steps = [c for c in exhibit.columns[1:] if c.isdigit()]
    points = [
        {"n": n, "draws": c, "share": row[c], "row": at, "told": f"{row['finding']} {c}: {figure(row[c])} of 100"}
        for at, row in enumerate(records(exhibit, where))
        for n, c in enumerate(steps)
        if row[c] is not None
    ]
    x = {
        "field": "draws",
        "type": "ordinal",
        "sort": None,
        "axis": {"title": "input combinations tried", "labelAngle": 0},
    }
    y = {
        "field": "share",
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": {"title": "of 100, holds in", "tickCount": 5},
    }
    line = {"type": "line", "color": CITED, "strokeWidth": 1.4, "opacity": 0.7}
    dot = {"type": "point", "filled": True, "size": 16, "color": CITED, "opacity": 0.8}
    bare = [{key: value for key, value in point.items() if key != "told"} for point in points]
    layers = [
        marks(bare, line, None, x=x, y=y, detail={"field": "row", "type": "nominal"}),
        marks(bare, dot, None, x=x, y=y),
    ]
    words = "; ".join(
        f"{row['finding']} " + ", ".join(f"{figure(row[c])} after {c}" for c in steps if row[c] is not None)
        for row in records(exhibit)
    )
    return canvas(f"{exhibit.title}. {words}.", layers, height=170, width=380)
