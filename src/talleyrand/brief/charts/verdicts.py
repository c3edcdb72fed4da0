"""In how many input combinations a seat is free, worth its price, not worth it, or refused: one bar a party."""

from __future__ import annotations

from talleyrand.analyses.result import Exhibit
from talleyrand.brief.charts.style import (
    COOL,
    OCHRE,
    PAPER,
    WARM,
    WIDTH,
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
)

ROW = 30
LOOKS = {"free": COOL, "worth buying": "#5fa39d", "not worth its price": OCHRE, "refused": WARM}
TITLE = "input combinations tried"


def verdicts(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return stacked bars of how often each verdict falls, the count in each part that has room for it."""
    rows = records(exhibit, where)
    height, tried = ROW * len(rows), sum(rows[0][verdict] for verdict in LOOKS)
    y, domain = row_axis(height), [0, tried]
    parts = [part for n, row in enumerate(rows) for part in _parts(n, row)]
    labels = [{"y": ROW * (n + 0.5), "label": row["party"]} for n, row in enumerate(rows)]
    shown = [verdict for verdict in LOOKS if any(part["verdict"] == verdict for part in parts)]
    colour = {
        "field": "verdict",
        "type": "nominal",
        "scale": {"domain": shown, "range": [LOOKS[verdict] for verdict in shown]},
        "legend": {"symbolType": "square"},
    }
    bar = {"type": "bar", "height": 18, "stroke": PAPER, "strokeWidth": 1}
    roomy = [part for part in parts if (part["to"] - part["from"]) / tried * WIDTH >= 26]
    layers = [
        marks(parts, bar, x=measure("from", TITLE, domain), x2={"field": "to"}, y=y, color=colour),
        text(roomy, "words", x=measure("middle", TITLE, domain), y=y, align="center", color=PAPER, fontWeight=600),
        left_of(labels, "label", y),
    ]
    told = "; ".join(part["told"] for part in parts)
    return canvas(f"{exhibit.title}. {told}.", layers, height=height)


def _parts(n: int, row: Row) -> list[Row]:
    found, start = [], 0
    for verdict in LOOKS:
        count = int(row[verdict])
        if count:
            found.append(
                {
                    "y": ROW * (n + 0.5),
                    "from": start,
                    "to": start + count,
                    "middle": start + count / 2,
                    "verdict": verdict,
                    "words": f"{count:,}",
                    "href": row["href"],
                    "told": f"{row['party']}: {verdict} in {count:,}",
                }
            )
        start += count
    return found
