"""A contest round by round: a panel for each issue, the median in bold, each party's position faint."""

from __future__ import annotations

from talleyrand.analyses.result import Exhibit
from talleyrand.analyses.words import figure
from talleyrand.brief.charts.style import CITED, INK, SOFT, Row, Spec, Where, config, marks, nowhere, records, text

MEDIAN = "weighted median"
PANEL_WIDTH, PANEL_HEIGHT, ACROSS = 130, 120, 3
LEAST_GAP = 8.5  # points of the scale between two names


def rounds(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return small multiples; columns are issue, whose, start, round 1 and so on, how it ends."""
    steps = [c for c in exhibit.columns if c == "start" or c.startswith("round ")]
    lines = [row for row in records(exhibit, where) if row[steps[0]] is not None]
    points = [
        {
            "issue": row["issue"],
            "whose": row["whose"],
            "round": n,
            "value": row[c],
            "href": row["href"],
            "told": _told_point(row, c),
        }
        for row in lines
        for n, c in enumerate(steps)
        if row[c] is not None
    ]
    issues = list(dict.fromkeys(row["issue"] for row in lines))
    names = [name for issue in issues for name in _names(issue, points)]
    ends = [end for issue in issues for end in _median_end(issue, points)]
    last = max(point["round"] for point in points)
    x = {
        "field": "round",
        "type": "quantitative",
        "scale": {"domain": [0, max(last, 1)], "nice": False},
        "axis": {"title": "round", "values": list(range(max(last, 1) + 1)), "format": "d", "grid": False},
    }
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [0, 100]},
        "axis": {"title": None, "values": [0, 50, 100], "orient": "right", "domain": False, "ticks": False},
    }
    median = [point for point in points if point["whose"] == MEDIAN]
    layers = [
        _lines([point for point in points if point["whose"] != MEDIAN], x, y, color=SOFT, strokeWidth=1.2, opacity=0.7),
        _lines(median, x, y, color=CITED, strokeWidth=3),
        marks(median, {"type": "point", "filled": True, "size": 34, "color": CITED, "opacity": 1}, x=x, y=y),
        text(names, "whose", x=x, y=y, dx=-7, fontSize=10, align="right", color=INK),
        text(ends, "words", x=x, y=y, dx=-2, fontSize=10, fontWeight=600, align="right", color=CITED),
    ]
    return _faceted(exhibit, layers, lines, steps)


def _lines(points: list[Row], x: Spec, y: Spec, **look: object) -> Spec:
    bare = [{key: value for key, value in point.items() if key not in ("told", "href")} for point in points]
    detail = {"field": "whose", "type": "nominal"}
    return marks(bare, {"type": "line", **look}, None, x=x, y=y, detail=detail)


def _faceted(exhibit: Exhibit, layers: list[Spec], lines: list[Row], steps: list[str]) -> Spec:
    """Return the layers as one panel an issue: a facet takes one table, so every layer filters its own part."""
    rows: list[Row] = []
    for n, layer in enumerate(layers):
        rows += [row | {"layer": n} for row in layer.pop("data")["values"]]
        layer["transform"] = [{"filter": f"datum.layer === {n}"}]
    order = list(dict.fromkeys(row["issue"] for row in lines))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": describe(exhibit, lines, steps),
        "background": "transparent",
        "data": {"values": rows},
        "facet": {"field": "issue", "type": "nominal", "sort": order, "title": None},
        "columns": min(ACROSS, len(order)),
        "spacing": {"row": 18, "column": 8},
        "resolve": {"axis": {"y": "independent"}},
        "spec": {"width": PANEL_WIDTH, "height": PANEL_HEIGHT, "layer": layers},
        "config": config(),
    }


def _names(issue: str, points: list[Row]) -> list[Row]:
    """Return each party's name beside where it starts, moved apart where names would overlap."""
    starts = [p for p in points if p["issue"] == issue and p["round"] == 0 and p["whose"] != MEDIAN]
    starts.sort(key=lambda point: (point["value"], point["whose"]))
    return [point | {"value": at} for point, at in zip(starts, spaced([p["value"] for p in starts]), strict=True)]


def _median_end(issue: str, points: list[Row]) -> list[Row]:
    """Return the words at the end of the median: above it, or below where there is no room."""
    *_, last = [point for point in points if point["issue"] == issue and point["whose"] == MEDIAN]
    away = 9 if last["value"] < 88 else -9
    return [last | {"value": last["value"] + away, "words": f"median {figure(last['value'])}"}]


def spaced(values: list[float], gap: float = LEAST_GAP, top: float = 97.0) -> list[float]:
    """Move ascending values apart by `gap` at least: up where they crowd, then down from `top`.

    Examples
    --------
    >>> spaced([10, 10, 50], gap=5)
    [10, 15, 50]
    >>> spaced([98, 99, 100], gap=5, top=100)
    [90, 95, 100]
    """
    found: list[float] = []
    for value in values:
        found.append(max(value, found[-1] + gap) if found else value)
    ceiling = top
    for n in range(len(found) - 1, -1, -1):
        if found[n] > ceiling or n == len(found) - 1:
            found[n] = min(found[n], ceiling)
        if found[n] <= ceiling:
            ceiling = found[n] - gap
    return found


def _told_point(row: Row, column: str) -> str:
    return f"{row['issue']}, {row['whose']}, {column}: {figure(row[column])}"


def describe(exhibit: Exhibit, lines: list[Row], steps: list[str]) -> str:
    """Return the courses of the medians in words."""
    each = [
        f"{row['issue']}: " + " → ".join(figure(row[c]) for c in steps if row[c] is not None)
        for row in lines
        if row["whose"] == MEDIAN
    ]
    return f"{exhibit.title}. The median by round, {'; '.join(each)}."
