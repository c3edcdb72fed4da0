"""What a seat brings or costs each party: a bar to the right is a gain, to the left a loss, a line is its range."""

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
    signed,
    text,
)

ROW = 26
AXIS = "loses ← weighted points → gains"


def seat_bars(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return the seat figure; with columns ``low`` and ``high`` each bar has the range over the combinations tried."""
    rows = [_row(n, row) for n, row in enumerate(records(exhibit, where))]
    return diverging(rows, f"{exhibit.title}. {'; '.join(row['told'] for row in rows)}.", AXIS)


def _row(n: int, row: Row) -> Row:
    low, high = row.get("low"), row.get("high")
    spread = f" ({signed(low)} to {signed(high)})" if low is not None and high is not None else ""
    return row | {
        "y": ROW * (n + 0.5),
        "label": row["party"],
        "size": row["effect"],
        "low": low,
        "high": high,
        "figure": signed(row["effect"]) + spread,
        "told": f"{row['party']}: {signed(row['effect'])}{spread}",
    }


def diverging(rows: list[Row], description: str, axis: str) -> Spec:
    """Return bars to both sides of 0 with their ranges; each row has y, label, size, low, high, figure, told."""
    height = ROW * len(rows)
    y = row_axis(height)
    ends = [v for row in rows for v in (row["size"], row["low"], row["high"]) if v is not None]
    domain = padded(ends)
    bar = marks(
        rows,
        {"type": "bar", "height": 13, "cornerRadius": 2},
        y=y,
        x=measure("size", axis, domain),
        x2={"datum": 0},
        color={"condition": {"test": "datum.size < 0", "value": WARM}, "value": COOL},
    )
    ranged = [row for row in rows if row["low"] is not None and row["high"] is not None]
    spans = [
        marks(
            ranged,
            {"type": "rule", "color": colour, "strokeWidth": wide},
            None,
            y=y,
            x=measure("low", axis, domain),
            x2={"field": "high"},
        )
        for colour, wide in ((PAPER, 3.5), (INK, 1.5))
        if ranged
    ]
    for span in spans:
        span["encoding"].pop("href", None)
    zero = marks([{}], {"type": "rule", "color": INK}, None, x={"datum": 0, "type": "quantitative"})
    beyond = [row | {"at": max(v for v in (row["size"], row["high"], 0.0) if v is not None)} for row in rows]
    told = text(beyond, "figure", x=measure("at", axis, domain), y=y, dx=6, color=SOFT)
    return canvas(description, [bar, zero, *spans, told, left_of(rows, "label", y)], height=height)


def payments(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return who must be paid to keep a settlement, and who pays: the same bars, without ranges."""
    rows = []
    for n, row in enumerate(records(exhibit, where)):
        size = row["receives at least"]
        words = f"receives {figure(size)}" if size > 0 else (f"pays {figure(-size)}" if size < 0 else "neither")
        rows.append(
            row
            | {
                "y": ROW * (n + 0.5),
                "label": row["party"],
                "size": size,
                "low": None,
                "high": None,
                "figure": words,
                "told": f"{row['party']} {words}",
            }
        )
    told = "; ".join(row["told"] for row in rows)
    return diverging(rows, f"{exhibit.title}. {told}.", "pays ← weighted points → receives")
