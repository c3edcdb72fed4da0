"""Voting power: a bar for each member by one index, a ring by another, coloured by who sits at the talks."""

from __future__ import annotations

from talleyrand.analyses.result import Exhibit
from talleyrand.analyses.words import figure
from talleyrand.brief.charts.style import (
    COOL,
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
    padded,
    records,
    row_axis,
    text,
)

ROW = 22
AXIS = "parts of 100 of the voting power"
SEATS = {"at the table": COOL, "left out": WARM, "no party to the talks": SOFT}
BAR, RING = "Shapley–Shubik", "Banzhaf"


def power(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return the members with their shares by two indices, coloured by whether they sit at the talks."""
    rows = [_row(n, row) for n, row in enumerate(records(exhibit, where))]
    height = ROW * len(rows)
    y, domain = row_axis(height), padded([value for row in rows for value in (row[BAR], row[RING])])
    shown = [seat for seat in SEATS if any(row["talks"] == seat for row in rows)]
    colour = {
        "field": "talks",
        "type": "nominal",
        "scale": {"domain": shown, "range": [SEATS[seat] for seat in shown]},
        "legend": {"symbolType": "square"} if len(shown) > 1 else None,
    }
    bar = {"type": "bar", "height": 12, "cornerRadius": 2}
    ring = {"type": "point", "size": 45, "color": INK, "fill": PAPER, "strokeWidth": 1.5, "opacity": 1}
    title = f"{AXIS}: {BAR} (bar), {RING} (ring)"
    layers = [
        marks(rows, bar, x=measure(BAR, title, domain), x2={"datum": 0}, y=y, color=colour),
        marks(rows, ring, None, x=measure(RING, title, domain), y=y),
        text(rows, "figure", x=measure("right", title, domain), y=y, dx=9, color=SOFT),
        left_of(rows, "label", y),
    ]
    told = "; ".join(row["told"] for row in rows)
    return canvas(f"{exhibit.title}. {AXIS}, {told}.", layers, height=height)


def _row(n: int, row: Row) -> Row:
    return {
        "y": ROW * (n + 0.5),
        "label": row["member"],
        BAR: row[BAR],
        RING: row[RING],
        "talks": row["at the talks"],
        "right": max(row[BAR], row[RING]),
        "figure": figure(row[BAR]),
        "href": row["href"],
        "told": f"{row['member']} ({row['at the talks']}): {BAR} {figure(row[BAR])}, {RING} {figure(row[RING])}",
    }
