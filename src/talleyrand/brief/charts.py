"""The brief's figures as Vega-Lite specifications, each with its text alternative."""

from __future__ import annotations

from datetime import date
from typing import Any

from talleyrand.analyses.result import Exhibit
from talleyrand.brief.outline import EventMark, IssueBlock

INK, FAINT, CITED, COOL, WARM = "#1d2733", "#c9d1d9", "#1f5a8a", "#2c7f78", "#b4541a"
FONT = "Helvetica, Arial, sans-serif"
WIDTH = 420
Spec = dict[str, Any]


def anchor(address: str) -> str:
    """Return the fragment under which an address of the case stands in the brief.

    Examples
    --------
    >>> anchor("positions/RUS/sanctions_relief")
    'in-positions-RUS-sanctions_relief'
    """
    return "in-" + address.replace("/", "-")


def _base(title: str, description: str) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "anchor": "start", "fontSize": 13, "font": FONT, "color": INK},
        "description": description,
        "background": "transparent",
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelColor": INK,
                "titleColor": INK,
                "labelFontSize": 11,
                "titleFontSize": 11,
                "gridColor": "#e8ecf0",
            },
        },
    }


def dot_range(block: IssueBlock) -> Spec:
    """Return the dot-range plot of one issue: a bar for each range, a dot for each value, a ring where assumed."""
    rows = [
        {
            "party": mark.name,
            "value": mark.value,
            "low": mark.low,
            "high": mark.high,
            "grounds": mark.grounds,
            "href": f"#{anchor(mark.address)}",
            "told": f"{mark.name}: {mark.value:g} ({mark.low:g} to {mark.high:g}), {mark.grounds}",
        }
        for mark in block.marks
    ]
    names = {"title": None, "domain": False, "ticks": False, "labelPadding": 10}
    y = {"field": "party", "type": "nominal", "sort": None, "axis": names}
    scale = {"domain": [0, 100]}
    axis = {"title": None, "values": [0, 25, 50, 75, 100], "tickCount": 5}
    spec = _base("", describe_issue(block))
    del spec["title"]
    spec |= {
        "width": WIDTH,
        "height": {"step": 24},
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "bar", "height": 7, "color": FAINT, "cornerRadius": 3},
                "encoding": {
                    "y": y,
                    "x": {"field": "low", "type": "quantitative", "scale": scale, "axis": axis},
                    "x2": {"field": "high"},
                },
            },
            *_rules(block),
            {
                "mark": {"type": "point", "size": 90, "strokeWidth": 2, "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": {"field": "value", "type": "quantitative", "scale": scale},
                    "color": {
                        "field": "grounds",
                        "type": "nominal",
                        "scale": _grounds([CITED, CITED, WARM]),
                        "legend": None,
                    },
                    "fill": {
                        "field": "grounds",
                        "type": "nominal",
                        "scale": _grounds([CITED, "white", "white"]),
                        "legend": None,
                    },
                    "href": {"field": "href"},
                    "description": {"field": "told"},
                },
            },
        ],
    }
    return spec


def _grounds(colours: list[str]) -> Spec:
    return {"domain": ["cited", "assumed", "contradicted"], "range": colours}


def _rules(block: IssueBlock) -> list[Spec]:
    lines = [(block.reversion, "#8a94a0", [2, 3], "no deal"), (block.compromise, COOL, [6, 0], "compromise")]
    found = []
    for value, colour, dash, words in lines:
        if value is not None:
            data = {"values": [{"at": value, "told": f"{words}: {value:g}"}]}
            x = {"field": "at", "type": "quantitative", "scale": {"domain": [0, 100]}}
            found.append(
                {
                    "data": data,
                    "mark": {"type": "rule", "color": colour, "strokeDash": dash, "strokeWidth": 1.5},
                    "encoding": {"x": x, "description": {"field": "told"}},
                }
            )
    return found


def describe_issue(block: IssueBlock) -> str:
    """Return the plot of an issue in words, for those who do not see it."""
    marks = "; ".join(f"{m.name} {m.value:g} ({m.low:g} to {m.high:g}, {m.grounds})" for m in block.marks)
    landing = f" A compromise lands at {block.compromise:g}." if block.compromise is not None else ""
    return (
        f"{block.title}, scale from 0 ({block.zero}) to 100 ({block.hundred}). {marks}."
        f" Without a deal: {block.reversion:g}.{landing}"
    )


def seat_bars(exhibit: Exhibit) -> Spec:
    """Return the seat figure: what a seat brings or costs each party, split by issue where the data do."""
    rows = [dict(zip(exhibit.columns, row, strict=True)) for row in exhibit.rows]
    told = "; ".join(f"{r['party']}: {r['effect']:+.1f}" for r in rows)
    spec = _base("", f"{exhibit.title}. {told}.")
    del spec["title"]
    spec |= {
        "width": WIDTH,
        "height": {"step": 24},
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "bar", "height": 14, "cornerRadius": 2},
                "encoding": {
                    "y": {
                        "field": "party",
                        "type": "nominal",
                        "sort": None,
                        "axis": {"title": None, "domain": False, "ticks": False},
                    },
                    "x": {
                        "field": "effect",
                        "type": "quantitative",
                        "axis": {"title": "loses ← weighted points → gains"},
                    },
                    "color": {"condition": {"test": "datum.effect < 0", "value": WARM}, "value": COOL},
                    "description": {"field": "told"},
                },
            },
            {"mark": {"type": "rule", "color": INK}, "encoding": {"x": {"datum": 0, "type": "quantitative"}}},
            {
                "mark": {"type": "rule", "color": INK, "strokeWidth": 1.2},
                "encoding": {
                    "y": {"field": "party", "type": "nominal", "sort": None},
                    "x": {"field": "low", "type": "quantitative"},
                    "x2": {"field": "high"},
                },
            },
        ],
    }
    for row in rows:
        row["told"] = f"{row['party']}: {row['effect']:+.1f}"
    return spec


SHORT_TIMELINE = 150
STATUS_COLOURS = {
    "happened": CITED,
    "historical": "#8a94a0",
    "planned": COOL,
    "hypothetical": "#b89b2f",
    "denied": WARM,
}


def timeline(marks: tuple[EventMark, ...], as_of: date | None) -> Spec | None:
    """Return the timeline of the dated events near the talks, or None where fewer than two are dated.

    Background that ended over two years before the last dated event is left to the table: it would squeeze
    everything else into one end.
    """
    shown = [m for m in marks if m.first and m.last and m.granularity != "decade"]
    if len(shown) < 2:
        return None
    last = max(m.last for m in shown if m.last)
    near = [m for m in shown if m.last and (last - m.last).days <= 731 and m.first and (m.last - m.first).days <= 400]
    if len(near) < 2:
        return None
    rows = [_event_row(mark) for mark in near]
    told = "; ".join(f"{r['told']}" for r in rows)
    spec = _base("", f"Events in order: {told}.")
    del spec["title"]
    days = (last - min(m.first for m in near if m.first)).days
    ticks = {"format": "%-d %b", "tickCount": 6} if days <= SHORT_TIMELINE else {"format": "%b %Y", "tickCount": 8}
    time = {"type": "temporal", "axis": {"title": None, "labelOverlap": True, **ticks}}
    y = {"field": "name", "type": "nominal", "sort": None, "axis": {"title": None, "labelLimit": 260, "domain": False}}
    shown_statuses = [status for status in STATUS_COLOURS if any(m.status == status for m in near)]
    colour = {
        "field": "status",
        "type": "nominal",
        "scale": {"domain": shown_statuses, "range": [STATUS_COLOURS[s] for s in shown_statuses]},
        "legend": {"title": None, "orient": "bottom"},
    }
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": 6, "cornerRadius": 3, "opacity": 0.55},
            "encoding": {"y": y, "x": {"field": "from"} | time, "x2": {"field": "to"}, "color": colour},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "encoding": {
                "y": y,
                "x": {"field": "from"} | time,
                "color": colour,
                "href": {"field": "href"},
                "description": {"field": "told"},
            },
        },
    ]
    if as_of:
        layers.append(
            {
                "data": {"values": [{"at": as_of.isoformat()}]},
                "mark": {"type": "rule", "color": INK, "strokeDash": [2, 3]},
                "encoding": {"x": {"field": "at"} | time},
            }
        )
    spec |= {"width": WIDTH, "height": {"step": 20}, "data": {"values": rows}, "layer": layers}
    return spec


def _event_row(mark: EventMark) -> Spec:
    return {
        "name": f"{mark.alias}  {mark.label}: {mark.plover.lower()}",
        "from": mark.first.isoformat() if mark.first else None,
        "to": mark.last.isoformat() if mark.last else None,
        "status": mark.status,
        "href": f"#{mark.alias}",
        "told": f"{mark.alias} {mark.label}, {mark.plover.lower()}, {mark.status}, {mark.first}",
    }
