"""Where the methods land on each issue, side by side, above the positions of those at the table."""

from __future__ import annotations

from typing import Any

from talleyrand.analyses.result import Exhibit
from talleyrand.analyses.words import figure
from talleyrand.brief.charts.style import (
    CITED,
    COOL,
    INK,
    LETTER,
    LINE,
    SOFT,
    WARM,
    WIDTH,
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

POSITION = " (position)"
ROW, LANE, LABEL = 22, 11, 28
SMALL = 0.82  # letters of 9 pixels against those of 11
METHODS = {
    "without a deal": (SOFT, "M0,-1.1L0,1.1"),
    "compromise": (CITED, "circle"),
    "weighted median": (WARM, "diamond"),
}
OTHERS = ((COOL, "triangle-up"), (INK, "square"), (COOL, "cross"), (INK, "triangle-down"))


def landings(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return one row an issue: a mark for every method, below it the positions of the parties with their names.

    Columns that end in `` (position)`` are the parties', the other figures the methods'.
    """
    places = [c for c in exhibit.columns if c.endswith(POSITION)]
    methods = [c for c in exhibit.columns[1:] if c not in places and _is_number(exhibit, c)]
    issues: list[Row] = []
    held: list[Row] = []
    landed: list[Row] = []
    top = 0.0
    for row in records(exhibit, where):
        title = str(row[exhibit.columns[0]])
        parties, lanes = _lanes([(c.removesuffix(POSITION), row[c]) for c in places if row[c] is not None])
        middle = top + ROW / 2
        label = wrapped(title, LABEL)
        issues.append({"y": middle, "label": label})
        held += [p | {"y": top + ROW + LANE * (p["lane"] + 0.5), "on": top + ROW, "up": middle} for p in parties]
        landed += [
            {
                "y": middle,
                "value": row[m],
                "method": m,
                "href": row["href"],
                "told": f"{title}, {m}: {figure(row[m])}",
            }
            for m in methods
            if row[m] is not None
        ]
        top += max(ROW + LANE * lanes + 8, LINE * (label.count("\n") + 1) + 8)
    return canvas(_told(exhibit, methods), _layers(issues, held, landed, methods, top), height=top)


def _layers(issues: list[Row], held: list[Row], landed: list[Row], methods: list[str], height: float) -> list[Spec]:
    y, looks = row_axis(height), _looks(methods)
    domain = {"domain": methods}
    return [
        marks(
            [i | {"from": 0, "to": 100} for i in issues],
            {"type": "rule", "color": INK, "opacity": 0.35},
            None,
            y=row_axis(height),
            x=hundred("from"),
            x2={"field": "to"},
        ),
        marks(
            held,
            {"type": "rule", "color": SOFT, "strokeWidth": 1.5, "opacity": 0.6},
            None,
            x=hundred("value"),
            y=row_axis(height, "up"),
            y2={"field": "on"},
        ),
        text(held, "name", x=hundred("value"), y=y, fontSize=9, color=SOFT, align="center"),
        marks(
            landed,
            {"type": "point", "filled": False, "size": 110, "strokeWidth": 2.2, "opacity": 1},
            x=hundred("value"),
            y=y,
            shape={
                "field": "method",
                "type": "nominal",
                "scale": domain | {"range": [look[1] for look in looks]},
                "legend": {"symbolStrokeWidth": 2},
            },
            color={
                "field": "method",
                "type": "nominal",
                "scale": domain | {"range": [look[0] for look in looks]},
                "legend": {},
            },
        ),
        left_of(issues, "label", y),
    ]


def _looks(methods: list[str]) -> list[tuple[str, str]]:
    others = iter(OTHERS * len(methods))
    return [METHODS.get(m) or next(others) for m in methods]


def _lanes(places: list[tuple[str, float]]) -> tuple[list[Row], int]:
    """Put names below one another where they would overlap, and return them with how many lanes that takes."""
    ends: list[float] = []
    found = []
    for name, value in sorted(places, key=lambda place: (place[1], place[0])):
        half = len(name) * LETTER * SMALL / 2 + 3
        at = value / 100 * WIDTH
        lane = next((n for n, end in enumerate(ends) if at - half >= end), len(ends))
        ends[lane : lane + 1] = [at + half]
        found.append({"name": name, "value": value, "lane": lane})
    return found, len(ends)


def _is_number(exhibit: Exhibit, column: str) -> bool:
    at = exhibit.columns.index(column)
    cells: list[Any] = [row[at] for row in exhibit.rows if row[at] is not None]
    return bool(cells) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)


def _told(exhibit: Exhibit, methods: list[str]) -> str:
    each = [
        f"{row[exhibit.columns[0]]}: " + ", ".join(f"{m} {figure(row[m])}" for m in methods if row[m] is not None)
        for row in records(exhibit)
    ]
    return f"{exhibit.title}. {'; '.join(each)}."
