"""Who wants what on an issue: a bar for each range, a dot for each value, a ring where it is assumed."""

from __future__ import annotations

from talleyrand.brief.charts.style import (
    AGAINST,
    ASSUMED,
    CITED,
    COOL,
    FAINT,
    PAPER,
    SOFT,
    Spec,
    anchor,
    canvas,
    hundred,
    marks,
)
from talleyrand.brief.outline import IssueBlock


def dot_range(block: IssueBlock) -> Spec:
    """Return the dot-range plot of one issue; every dot links to its estimate."""
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
    bars = marks(
        rows,
        {"type": "bar", "height": 7, "color": FAINT, "cornerRadius": 3},
        None,
        y=y,
        x=hundred("low", None),
        x2={"field": "high"},
    )
    del bars["encoding"]["href"]
    dots = marks(
        rows,
        {"type": "point", "size": 90, "strokeWidth": 2, "opacity": 1},
        y=y,
        x=hundred("value", None),
        color={"field": "grounds", "type": "nominal", "scale": _grounds([CITED, ASSUMED, AGAINST]), "legend": None},
        fill={"field": "grounds", "type": "nominal", "scale": _grounds([CITED, PAPER, PAPER]), "legend": None},
        strokeDash={
            "field": "grounds",
            "type": "nominal",
            "scale": _grounds([[1, 0], [2.5, 2], [1, 0]]),
            "legend": None,
        },
    )
    spec = canvas(describe_issue(block), [bars, *_rules(block), dots], height=0)
    spec["height"] = {"step": 24}
    return spec


def _grounds(looks: list[object]) -> Spec:
    return {"domain": ["cited", "assumed", "contradicted"], "range": looks}


def _rules(block: IssueBlock) -> list[Spec]:
    lines = [(block.reversion, SOFT, [2, 3], "no deal"), (block.compromise, COOL, [6, 0], "compromise")]
    return [
        marks(
            [{"at": value, "told": f"{words}: {value:g}"}],
            {"type": "rule", "color": colour, "strokeDash": dash, "strokeWidth": 1.5},
            x=hundred("at", None),
        )
        for value, colour, dash, words in lines
        if value is not None
    ]


def describe_issue(block: IssueBlock) -> str:
    """Return the plot of an issue in words, for those who do not see it."""
    each = "; ".join(f"{m.name} {m.value:g} ({m.low:g} to {m.high:g}, {m.grounds})" for m in block.marks)
    landing = f" A compromise lands at {block.compromise:g}." if block.compromise is not None else ""
    return (
        f"{block.title}, scale from 0 ({block.zero}) to 100 ({block.hundred}). {each}."
        f" Without a deal: {block.reversion:g}.{landing}"
    )
