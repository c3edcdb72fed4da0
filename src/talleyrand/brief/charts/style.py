"""What the figures share: colours, type, and the parts from which they are put together.

Figures are Vega-Lite specifications. Most place their rows themselves, in pixels from the top (`row_axis`), so that
labels can wrap and stand apart; the horizontal axis carries the figures.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from talleyrand.analyses.result import Exhibit
from talleyrand.analyses.words import figure

INK, SOFT, FAINT, PAPER = "#1d2733", "#57626e", "#c9d1d9", "#ffffff"
CITED, COOL, WARM, OCHRE = "#1f5a8a", "#2c7f78", "#b4541a", "#b89b2f"
ASSUMED, AGAINST = "#8a4b12", "#9b2c1d"
THEME = {
    INK: "--ink",
    SOFT: "--soft",
    FAINT: "--chart-faint",
    PAPER: "--paper",
    CITED: "--chart-blue",
    COOL: "--chart-teal",
    WARM: "--chart-orange",
    OCHRE: "--chart-ochre",
    ASSUMED: "--assumed",
    AGAINST: "--warn",
}
"""Colour to the property of the page that may replace it, on dark paper say. Blue, teal and orange are told apart by
the colour-blind; nothing is said by colour alone."""

FONT = "Helvetica, Arial, sans-serif"
WIDTH = 420
LINE = 14  # height of a line of text in pixels
LETTER = 5.9  # width of a letter of 11 pixels, on average

Spec = dict[str, Any]
Row = dict[str, Any]
Where = Callable[[str], str | None]
"""Address of the case, or id of a finding, to the link under which it stands in the page."""


def anchor(address: str) -> str:
    """Return the fragment under which an address of the case stands in the brief.

    Examples
    --------
    >>> anchor("positions/RUS/sanctions_relief")
    'in-positions-RUS-sanctions_relief'
    """
    return "in-" + address.replace("/", "-")


def nowhere(address: str) -> str | None:
    """Link to nothing: for figures that stand alone."""
    return None


def records(exhibit: Exhibit, where: Where = nowhere) -> list[Row]:
    """Return the rows of an exhibit by column, each with the link that its address has, if any."""
    links = [*exhibit.links, *[None] * (len(exhibit.rows) - len(exhibit.links))]
    return [
        dict(zip(exhibit.columns, cells, strict=True)) | {"href": where(address) if address else None}
        for cells, address in zip(exhibit.rows, links, strict=True)
    ]


def canvas(description: str, layers: Iterable[Spec], *, height: float, width: float = WIDTH, **more: Any) -> Spec:
    """Return a figure of layers with our type and axes, under its text alternative."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": description,
        "background": "transparent",
        "width": width,
        "height": height,
        "layer": list(layers),
        "config": config(),
        **more,
    }


def config() -> Spec:
    """Return type, axes and legends as all figures have them."""
    letters = {"labelColor": INK, "titleColor": INK, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": 400}
    return {
        "font": FONT,
        "view": {"stroke": None},
        "axis": letters
        | {
            "gridColor": INK,
            "gridOpacity": 0.1,
            "domainColor": SOFT,
            "tickColor": SOFT,
            "labelLimit": 400,
        },
        "legend": letters | {"title": None, "orient": "bottom", "symbolOpacity": 1, "labelLimit": 300},
        "header": letters | {"title": None, "labelAnchor": "start", "labelFontWeight": 600, "labelLimit": 300},
    }


def row_axis(height: float, field: str = "y") -> Spec:
    """Return the vertical channel of figures that place their rows themselves: pixels from the top, no axis."""
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [height, 0], "nice": False, "zero": False},
        "axis": None,
    }


def hundred(field: str, title: str | None = "points of a scale from 0 to 100") -> Spec:
    """Return a horizontal channel on a scale from 0 to 100."""
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, 100], "nice": False},
        "axis": {"title": title, "values": [0, 25, 50, 75, 100]},
    }


def measure(field: str, title: str, domain: Sequence[float]) -> Spec:
    """Return a horizontal channel over `domain`."""
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": list(domain), "nice": False},
        "axis": {"title": title, "tickCount": 6},
    }


def marks(rows: Sequence[Mapping[str, Any]], mark: Spec | str, told: str | None = "told", **channels: Any) -> Spec:
    """Return a layer: `mark` for each of `rows`, a link where one is known, and words for those who do not see it."""
    encoding = dict(channels)
    look: Spec = {"type": mark} if isinstance(mark, str) else dict(mark)
    if told and any(told in row for row in rows):
        encoding["description"] = {"field": told}
    else:
        look["aria"] = False
    if any(row.get("href") for row in rows):
        encoding["href"] = {"field": "href"}
    return {"data": {"values": [dict(row) for row in rows]}, "mark": look, "encoding": encoding}


def text(rows: Sequence[Mapping[str, Any]], field: str, *, x: Spec, y: Spec, **style: Any) -> Spec:
    """Return a layer of words: `field` of each row."""
    mark = {"type": "text", "fontSize": 11, "color": INK, "align": "left", "baseline": "middle", "lineBreak": "\n"}
    return marks(rows, mark | {"lineHeight": LINE - 1, "aria": False} | style, None, x=x, y=y, text={"field": field})


def left_of(rows: Sequence[Mapping[str, Any]], field: str, y: Spec, gap: int = 10, **style: Any) -> Spec:
    """Return a layer of labels to the left of the plot, each with its middle where its row is."""
    raised = [row | {"raised": row["y"] - (LINE - 1) * str(row[field]).count("\n") / 2} for row in map(dict, rows)]
    return text(raised, field, x={"value": -gap}, y=y | {"field": "raised"}, align="right", **style)


def wrapped(words: str, letters: int, lines: int | None = None) -> str:
    r"""Break words into lines of so many letters at most, into so many lines at most.

    Examples
    --------
    >>> wrapped("one two three four five", 9, 2)
    'one two\nthree…'
    """
    return "\n".join(textwrap.wrap(words, letters, max_lines=lines, placeholder="…", break_long_words=False))


def signed(value: float) -> str:
    """Print a figure with its sign, a true minus.

    Examples
    --------
    >>> signed(3.14), signed(-20.4), signed(0.0)
    ('+3.1', '−20', '0')
    """
    if not value:
        return "0"
    return ("+" if value > 0 else "−") + figure(abs(value))


def padded(values: Iterable[float], share: float = 0.06) -> list[float]:
    """Return a domain that holds 0 and all values with some air beyond them."""
    every = [0.0, *values]
    low, high = min(every), max(every)
    air = (high - low or 1.0) * share
    return [low - air if low < 0 else low, high + air if high > 0 else high]
