"""Figures in cells, shaded by how far they lie from where they would all say the same; the figure stands in each."""

from __future__ import annotations

from collections.abc import Callable

from talleyrand.analyses.result import Exhibit
from talleyrand.analyses.words import figure
from talleyrand.brief.charts.style import (
    COOL,
    INK,
    WARM,
    Row,
    Spec,
    Where,
    canvas,
    left_of,
    marks,
    nowhere,
    records,
    row_axis,
    signed,
    text,
    wrapped,
)

HEIGHT, WIDTH, HEAD = 26, 78, 12
MOST_WIDTH, HEAD_LETTERS = 600, 14
LABEL = 34
DEEPEST = 0.6  # opacity: ink stays readable on it
Shade = Callable[[float, list[float]], float]


def signed_grid(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return signed figures in cells: teal above 0, orange below, deeper for more; empty where nothing is told."""
    columns = list(exhibit.columns[1:])
    most = max((abs(float(row[c])) for row in records(exhibit) for c in columns if row[c] is not None), default=1.0)
    return _grid(exhibit, columns, lambda value, _: value / max(most, 1e-9), signed, where)


def matrix(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return methods × issues: orange lies below the middle of its row, teal above, pale where methods agree."""
    columns = [c for c in exhibit.columns[1:] if c not in ("apart by", "without a deal")]

    def away(value: float, row: list[float]) -> float:
        return (value - (min(row) + max(row)) / 2) / 30

    return _grid(exhibit, columns, away, figure, where)


def _grid(exhibit: Exhibit, columns: list[str], shade: Shade, told: Callable[[float], str], where: Where) -> Spec:
    cell = _cell_width(columns)
    heads = [{"label": wrapped(c, HEAD_LETTERS), "x": cell * (n + 0.5)} for n, c in enumerate(columns)]
    top = HEAD * max(str(head["label"]).count("\n") + 1 for head in heads) + 8
    rows = records(exhibit, where)
    labels = [
        {"label": wrapped(str(row[exhibit.columns[0]]), LABEL, 2), "y": top + HEIGHT * (n + 0.5)}
        for n, row in enumerate(rows)
    ]
    cells = [
        one
        for n, row in enumerate(rows)
        for one in _cells(row, exhibit, columns, (top + HEIGHT * n, cell), shade, told)
    ]
    height, width = top + HEIGHT * len(rows), cell * len(columns)
    y, x = row_axis(height), _across("x", width)
    box = {"type": "rect", "stroke": INK, "strokeOpacity": 0.12}
    filled = marks(
        cells,
        box,
        x=_across("left", width),
        x2={"field": "right"},
        y=row_axis(height, "top"),
        y2={"field": "bottom"},
        fill={"condition": {"test": "datum.shade < 0", "value": WARM}, "value": COOL},
        fillOpacity={"field": "deep", "type": "quantitative", "scale": None},
    )
    raised = [h | {"y": top - 4 - HEAD * (str(h["label"]).count("\n") + 0.5)} for h in heads]
    head = text(raised, "label", x=x, y=y, align="center", fontSize=10)
    head["mark"]["lineHeight"] = HEAD
    layers = [filled, text(cells, "words", x=x, y=y, align="center"), head, left_of(labels, "label", y)]
    said = "; ".join(cell["told"] for cell in cells if cell["words"])
    return canvas(f"{exhibit.title}. {said}.", layers, height=height, width=width)


def _cell_width(columns: list[str]) -> float:
    """Return how wide a cell is: as its longest word of the head needs, less where there are many."""
    longest = max(len(word) for column in columns for word in column.split())
    return max(5.6 * longest + 8, min(WIDTH, MOST_WIDTH / len(columns)))


def _cells(
    row: Row,
    exhibit: Exhibit,
    columns: list[str],
    place: tuple[float, float],
    shade: Shade,
    told: Callable[[float], str],
) -> list[Row]:
    top, wide = place
    known = [float(row[c]) for c in columns if row[c] is not None]
    found = []
    for n, column in enumerate(columns):
        value = row[column]
        deep = shade(float(value), known) if value is not None else 0.0
        words = told(float(value)) if value is not None else ""
        found.append(
            {
                "left": wide * n,
                "right": wide * (n + 1),
                "x": wide * (n + 0.5),
                "top": top,
                "bottom": top + HEIGHT,
                "y": top + HEIGHT / 2,
                "shade": deep,
                "deep": round(min(abs(deep), 1.0) * DEEPEST, 3),
                "words": words,
                "href": row["href"],
                "told": f"{row[exhibit.columns[0]]}, {column}: {words or 'nothing told'}",
            }
        )
    return found


def _across(field: str, width: float) -> Spec:
    scale = {"domain": [0, width], "nice": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}
