"""The ways from where things stand, as an indented tree: a step to the right for every move."""

from __future__ import annotations

import textwrap

from talleyrand.analyses.result import Exhibit
from talleyrand.brief.charts.style import (
    COOL,
    FAINT,
    INK,
    PAPER,
    SOFT,
    Row,
    Spec,
    Where,
    canvas,
    marks,
    nowhere,
    records,
    row_axis,
    text,
)

STEP, LINE, MARGIN, LETTERS = 22, 15, 9, 74


def state_graph(exhibit: Exhibit, where: Where = nowhere) -> Spec:
    """Return the tree of an exhibit of kind ``state_graph``, whose rows each come after the row that they go on from.

    A filled dot lasts, a hollow one does not, the square is where things stand; a dashed line is a move that does not
    pay whoever makes it.
    """
    nodes = _placed(records(exhibit, where))
    height = max(node["bottom"] for node in nodes)
    lines = [_elbow(node) for node in nodes if node["depth"]]
    wide = STEP * max(node["depth"] for node in nodes) + 7 * max(len(t) for n in nodes for t in n["lines"])
    x = {"field": "x", "type": "quantitative", "scale": {"domain": [0, wide], "nice": False}, "axis": None}
    y = row_axis(height)
    dots = marks(
        nodes,
        {"type": "point", "size": 70, "strokeWidth": 2, "opacity": 1},
        x=x,
        y=y,
        fill={"condition": {"test": "datum.lasting", "value": COOL}, "value": PAPER},
        stroke={"condition": {"test": "datum.depth", "value": COOL}, "value": INK},
        shape={"condition": {"test": "datum.depth", "value": "circle"}, "value": "square"},
    )
    layers = [*(_rules(lines, x, y, part) for part in ("down", "across")), dots, text(nodes, "label", x=x, y=y, dx=10)]
    return canvas(describe(exhibit), layers, height=height, width=wide)


def describe(exhibit: Exhibit) -> str:
    """Return the tree in words, for those who do not see it."""
    told = []
    for row in records(exhibit):
        pays = "" if row["pays"] else ", which does not pay whoever does it"
        told.append(f"From “{row['from']}”: {row['move']}{pays}{' (lasting)' if row['lasting'] else ''}")
    return f"{exhibit.title}. {'. '.join(told)}."


def _placed(rows: list[Row]) -> list[Row]:
    """Return the root and a node for each row in the order in which a tree is read, with places and labels."""
    root = rows[0]["from"]
    onward: dict[str, list[Row]] = {}
    for row in rows:
        onward.setdefault(row["from"], []).append(row)
    start = {"to": root, "move": "where things stand now", "lasting": False, "pays": True}
    stack: list[tuple[Row, int, Row | None]] = [(start, 0, None)]
    nodes: list[Row] = []
    top = 0
    while stack:
        row, depth, parent = stack.pop()
        lines = textwrap.wrap(str(row["move"]), LETTERS)
        high = len(lines) * LINE + MARGIN
        node = {
            "x": STEP * depth + 6,
            "y": top + (LINE + MARGIN) / 2,  # beside the first line
            "bottom": top + high,
            "depth": depth,
            "lines": lines,
            "label": "\n".join(lines),
            "lasting": bool(row["lasting"]),
            "pays": bool(row["pays"]),
            "parent": parent and {"x": parent["x"], "y": parent["y"]},
        }
        nodes.append(node)
        top += high
        stack += [(child, depth + 1, node) for child in reversed(onward.get(row["to"], []))]
    return nodes


def _elbow(node: Row) -> Row:
    return {
        "down": {"x": node["parent"]["x"], "y": node["parent"]["y"], "x2": node["parent"]["x"], "y2": node["y"]},
        "across": {"x": node["parent"]["x"], "y": node["y"], "x2": node["x"], "y2": node["y"]},
        "pays": node["pays"],
    }


def _rules(lines: list[Row], x: Spec, y: Spec, part: str) -> Spec:
    values = [line[part] | {"pays": line["pays"]} for line in lines]
    ends = {"x": x, "y": y, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    rule = {"type": "rule", "strokeWidth": 1.5, "color": FAINT}
    if part == "down":
        return marks(values, rule, None, **ends)
    dash = {"condition": {"test": "datum.pays", "value": [1, 0]}, "value": [3, 3]}
    colour = {"condition": {"test": "datum.pays", "value": SOFT}, "value": FAINT}
    return marks(values, rule, None, **ends, strokeDash=dash, color=colour)
