"""From where to where: an arrow a row on a scale from 0 to 100."""

from __future__ import annotations

from talleyrand.analyses.result import Exhibit
from talleyrand.analyses.words import figure
from talleyrand.brief.charts.style import (
    CITED,
    PAPER,
    SOFT,
    Row,
    Spec,
    Where,
    canvas,
    hundred,
    left_of,
    marks,
    nowhere,
    records,
    row_axis,
    text,
    wrapped,
)

ROW, LABEL = 30, 30
STILL = 0.5  # points below which nothing is said to move


def shifts(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return an arrow for each row from its second column to its third; a dot alone where nothing moves."""
    _, before, after = exhibit.columns[:3]
    rows = [_row(n, row, exhibit) for n, row in enumerate(records(exhibit, where))]
    height = ROW * len(rows)
    y = row_axis(height)
    moving = [row for row in rows if row["moves"]]
    title = f"{before} (ring) → {after} (arrow), points of a scale from 0 to 100"
    line = {"type": "rule", "color": CITED, "strokeWidth": 2}
    ring = {"type": "point", "size": 70, "strokeWidth": 2, "color": CITED, "fill": PAPER, "opacity": 1}
    head = {"type": "point", "shape": "triangle", "size": 90, "filled": True, "color": CITED, "opacity": 1}
    turned = {"condition": {"test": "datum.to < datum.from", "value": -90}, "value": 90}
    every = marks(rows, ring, x=hundred("from", title), y=y)
    layers = [
        marks(moving, line, None, x=hundred("from", title), x2={"field": "to"}, y=y),
        every,
        marks(moving, head, x=hundred("to", title), y=y, angle=turned),
        text(rows, "figure", x=hundred("right", title), y=y, dx=9, color=SOFT),
        left_of(rows, "label", y),
    ]
    told = "; ".join(row["told"] for row in rows)
    return canvas(f"{exhibit.title}. {told}.", layers if moving else [every, *layers[3:]], height=height)


def _row(n: int, row: Row, exhibit: Exhibit) -> Row:
    name, before, after = exhibit.columns[:3]
    start, end = float(row[before]), float(row[after])
    moves = abs(end - start) >= STILL
    words = f"{figure(start)} → {figure(end)}" if moves else f"stays at {figure(start)}"
    return {
        "y": ROW * (n + 0.5),
        "label": wrapped(str(row[name]), LABEL, 2),
        "from": start,
        "to": end,
        "right": max(start, end),
        "moves": moves,
        "figure": words,
        "href": row["href"],
        "told": f"{row[name]}: {words}",
    }
