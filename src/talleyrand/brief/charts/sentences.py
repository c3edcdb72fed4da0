"""Bars beside sentences: in how many combinations findings hold, and what turns them over."""

from __future__ import annotations

from talleyrand.analyses.result import Exhibit
from talleyrand.analyses.words import figure
from talleyrand.brief.charts.style import (
    CITED,
    FAINT,
    INK,
    PAPER,
    SOFT,
    WARM,
    Row,
    Spec,
    Where,
    canvas,
    left_of,
    marks,
    measure,
    nowhere,
    records,
    row_axis,
    text,
    wrapped,
)

LETTERS, MOST_LINES, MOST_ROWS = 62, 2, 12
WIDTH, STEP, AIR = 240, 13, 10


def survival(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return the findings that hold least often, each with its share of the combinations tried and its interval."""
    rows, height = _placed(records(exhibit, where)[:MOST_ROWS], "finding")
    for row in rows:
        row |= {
            "share": 100 * row["held in"] / row["of"],
            "low": row["from"],
            "high": row["to"],
            "all": 100,
            "figure": f"{row['held in']:,} of {row['of']:,}",
            "told": f"{row['finding']} Holds in {row['held in']:,} of {row['of']:,} combinations tried.",
        }
    y, title = row_axis(height), "of 100 input combinations tried, in how many it holds"
    bar = {"type": "bar", "height": 9, "cornerRadius": 2}
    layers = [
        marks(rows, bar | {"color": FAINT, "opacity": 0.5}, None, x=_share("all", title), x2={"datum": 0}, y=y),
        marks(rows, bar | {"color": CITED}, x=_share("share", title), x2={"datum": 0}, y=y),
        *_interval(rows, title, y),
        text(rows, "figure", x=_share("all", title), y=y, dx=8, color=SOFT),
        _sentences(rows, y),
    ]
    told = " ".join(row["told"] for row in rows)
    return canvas(f"{exhibit.title}. {told}", layers, height=height, width=WIDTH)


def flips(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return the inputs that turn findings over, the weightiest first, with the point at which one alone does."""
    rows, height = _placed(records(exhibit, where)[:MOST_ROWS], "input", "turns over")
    for row in rows:
        row |= {"figure": row["at"], "told": f"{row['input']}, {row['at']}, turns over: {row['turns over']}"}
    y, title = row_axis(height), "how far it separates where the finding holds from where it fails, 0 to 100"
    bar = {"type": "bar", "height": 11, "cornerRadius": 2, "color": WARM}
    top = max((row["separates"] for row in rows), default=1.0)
    x = measure("separates", title, [0, top * 1.02])
    layers = [
        marks(rows, bar, x=x, x2={"datum": 0}, y=y),
        text(rows, "figure", x=x, y=y, dx=8, color=SOFT),
        _sentences(rows, y),
    ]
    told = "; ".join(row["told"] for row in rows)
    return canvas(f"{exhibit.title}. {told}.", layers, height=height, width=WIDTH)


def _placed(rows: list[Row], field: str, below: str | None = None) -> tuple[list[Row], float]:
    """Return rows with their sentence wrapped and their place from the top, and the height of all."""
    top, found = 0.0, []
    for row in rows:
        label = wrapped(str(row[field]), LETTERS, MOST_LINES)
        if below:
            label += "\n" + wrapped(f"→ {row[below]}", LETTERS, 1)
        high = STEP * (label.count("\n") + 1) + AIR
        found.append(row | {"label": label, "y": top + high / 2})
        top += high
    return found, top


def _sentences(rows: list[Row], y: Spec) -> Spec:
    labels = left_of(rows, "label", y)
    if any(row["href"] for row in rows):
        labels["encoding"]["href"] = {"field": "href"}
    return labels


def _share(field: str, title: str) -> Spec:
    return measure(field, title, [0, 100])


def _interval(rows: list[Row], title: str, y: Spec) -> list[Spec]:
    bare = [row | {"href": None} for row in rows]
    return [
        marks(
            bare,
            {"type": "rule", "color": colour, "strokeWidth": wide},
            None,
            x=_share("low", title),
            x2={"field": "high"},
            y=y,
        )
        for colour, wide in ((PAPER, 3.5), (INK, 1.5))
    ]


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
