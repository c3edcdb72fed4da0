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
    y, title = row_axis(height), "holds in so many of 100 input combinations tried"
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
    rows, height = _placed([_turned(row) for row in records(exhibit, where)[:MOST_ROWS]], "input", "below")
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
            label += f"\n{row[below]}"
        high = STEP * (label.count("\n") + 1) + AIR
        found.append(row | {"label": label, "y": top + high / 2})
        top += high
    return found, top


def _turned(row: Row) -> Row:
    """Return a row with the finding that its input turns over in one line, and how many more."""
    more = f" and {row['and so many more']} more" if row["and so many more"] else ""
    return row | {"below": wrapped(f"→ {row['turns over']}", LETTERS - len(more), 1) + more}


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


def swings(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return a tornado: how far each input alone moves a figure, around where the case has it."""
    low, high, centre = exhibit.columns[1:4]
    rows, height = _placed(records(exhibit, where), "input")
    for row in rows:
        row |= {
            "from": row[low],
            "to": row[high],
            "right": max(row[low], row[high], row[centre]),
            "figure": f"{figure(row[low])} → {figure(row[high])}",
            "told": f"{row['input']}: {figure(row[low])} at its low end, {figure(row[high])} at its high end",
        }
    ends = [value for row in rows for value in (row["from"], row["to"], row[centre])]
    air = 0.06 * ((max(ends) - min(ends)) or 1.0)
    y, title = row_axis(height), f"{low} (pale) → {high} (dark)"
    domain = [min(ends) - air, max(ends) + air]
    half = {"type": "bar", "height": 13, "color": CITED}
    rule = {"type": "rule", "color": INK, "strokeDash": [3, 2]}
    layers = [
        marks(rows, half | {"opacity": 0.4}, None, x=measure("from", title, domain), x2={"field": centre}, y=y),
        marks(rows, half, x=measure("to", title, domain), x2={"field": centre}, y=y),
        marks(rows[:1], rule, None, x=measure(centre, title, domain)),
        text(rows, "figure", x=measure("right", title, domain), y=y, dx=8, color=SOFT),
        _sentences(rows, y),
    ]
    told = "; ".join(row["told"] for row in rows)
    return canvas(f"{exhibit.title}. {exhibit.note or ''} {told}.", layers, height=height, width=WIDTH)
