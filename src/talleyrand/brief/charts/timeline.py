"""What happened when: the dated events near the talks."""

from __future__ import annotations

from datetime import date

from talleyrand.brief.charts.style import (
    CITED,
    COOL,
    INK,
    OCHRE,
    SOFT,
    WARM,
    Row,
    Spec,
    canvas,
    left_of,
    marks,
    row_axis,
    wrapped,
)
from talleyrand.brief.outline import EventMark

SHORT = 150  # days up to which the axis names days
NEAR = 731  # days before the last event: what ended earlier is left to the table
LONG = 400  # days from which on an event is background
LETTERS = 52
STEP = 14
STATUSES = {
    "happened": (CITED, "circle"),
    "historical": (SOFT, "circle"),
    "planned": (COOL, "diamond"),
    "hypothetical": (OCHRE, "triangle-up"),
    "denied": (WARM, "cross"),
}


def timeline(events: tuple[EventMark, ...], as_of: date | None) -> Spec | None:
    """Return the timeline of the dated events near the talks, or None where fewer than two are dated.

    Background that ended over two years before the last dated event is left to the table: it would squeeze
    everything else into one end.
    """
    near = _near(events)
    if len(near) < 2:
        return None
    rows, height = _rows(near)
    y = row_axis(height)
    days = (max(m.last for m in near if m.last) - min(m.first for m in near if m.first)).days
    ticks = {"format": "%-d %b", "tickCount": 6} if days <= SHORT else {"format": "%b %Y", "tickCount": 8}
    time = {"type": "temporal", "axis": {"title": None, "labelOverlap": True, **ticks}}
    shown = [status for status in STATUSES if any(m.status == status for m in near)]
    colour = {
        "field": "status",
        "type": "nominal",
        "scale": {"domain": shown, "range": [STATUSES[s][0] for s in shown]},
        "legend": {},
    }
    shape = colour | {"scale": {"domain": shown, "range": [STATUSES[s][1] for s in shown]}, "legend": {}}
    spans = marks(
        [row | {"href": None} for row in rows],
        {"type": "rule", "strokeWidth": 6, "opacity": 0.45},
        None,
        y=y,
        x={"field": "from"} | time,
        x2={"field": "to"},
        color=colour | {"legend": {}},
    )
    dots = marks(
        rows,
        {"type": "point", "filled": True, "size": 60, "opacity": 1},
        y=y,
        x={"field": "from"} | time,
        color=colour | {"legend": {}},
        shape=shape,
    )
    today = [_today(as_of, time)] if as_of else []
    told = "; ".join(row["told"] for row in rows)
    return canvas(f"Events in order: {told}.", [*today, spans, dots, left_of(rows, "label", y)], height=height)


def _near(events: tuple[EventMark, ...]) -> list[EventMark]:
    dated = [m for m in events if m.first and m.last and m.granularity != "decade"]
    last = max((m.last for m in dated if m.last), default=date.min)
    return [m for m in dated if m.first and m.last and (last - m.last).days <= NEAR and (m.last - m.first).days <= LONG]


def _rows(near: list[EventMark]) -> tuple[list[Row], float]:
    rows, top = [], 0.0
    for mark in near:
        label = wrapped(f"{mark.alias}  {mark.label}: {mark.plover.lower()}", LETTERS)
        high = STEP * (label.count("\n") + 1) + 6
        rows.append(
            {
                "y": top + high / 2,
                "label": label,
                "from": mark.first.isoformat() if mark.first else None,
                "to": mark.last.isoformat() if mark.last else None,
                "status": mark.status,
                "href": f"#{mark.alias}",
                "told": f"{mark.alias} {mark.label}, {mark.plover.lower()}, {mark.status}, {mark.first}",
            }
        )
        top += high
    return rows, top


def _today(as_of: date, time: Spec) -> Spec:
    rule = {"type": "rule", "color": INK, "strokeDash": [2, 3]}
    return marks([{"at": as_of.isoformat(), "told": f"as of {as_of}"}], rule, x={"field": "at"} | time)
