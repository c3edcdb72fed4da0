"""The brief as one HTML file: no scripts, no request to anywhere, prints well. A function of the brief alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from talleyrand.analyses.result import Exhibit
from talleyrand.analyses.words import figure, heading
from talleyrand.brief.charts import anchor
from talleyrand.brief.days import day
from talleyrand.brief.drawings import drawings, timeline_drawing
from talleyrand.brief.outline import Brief, Mark
from talleyrand.brief.phrases import SEAT_WORDS
from talleyrand.ids import sha256

PARTS = (
    ("answer", "In five lines"),
    ("wants", "Who wants what"),
    ("findings", "What the analyses find"),
    ("disagree", "Where methods disagree"),
    ("flips", "What would change the answer"),
    ("inputs", "Inputs"),
    ("evidence", "Evidence"),
    ("sources", "Sources"),
)
SEAT_GROUPS = (
    ("At the table", ("in",)),
    ("Mediates, hosts", ("mediator", "host")),
    ("Left out", ("out", "refused", "invited", "left")),
)
UNSEALED = "0" * 64
_SEAL = re.compile(r'<meta name="talleyrand-seal" content="([0-9a-f]{64})">')


def to_html(brief: Brief) -> str:
    """Return the brief as a page; the same brief gives the same bytes."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("talleyrand.brief"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {
        "anchor": anchor,
        "day": day,
        "figure": figure,
        "cell": _cell,
        "numeric": _numeric,
        "heading": heading,
        "groupby_order": _grouped,
        "unmarked": lambda words: words.strip('"“” '),
    }
    loader = environment.loader
    assert loader is not None
    return sealed(
        environment.get_template("brief.html").render(
            b=brief,
            css=loader.get_source(environment, "brief.css")[0],
            parts=PARTS,
            alias={row.record: row.alias for row in brief.evidence},
            whose={row.record: row.who for row in brief.evidence},
            labels={row.address: row.label for row in brief.inputs},
            seat_words=SEAT_WORDS,
            seat_groups=SEAT_GROUPS,
            matrix=_matrix(brief),
            charts=drawings(brief),
            timeline_svg=timeline_drawing(brief),
            seal=UNSEALED,
        )
    )


def sealed(page: str) -> str:
    """Return a page with the digest of itself in it, so that a change by accident is found without the project."""
    return page.replace(UNSEALED, sha256(page.encode()), 1)


def seal_holds(page: str) -> bool:
    """Tell whether a page is as it was written. Whoever changes it on purpose can seal it anew."""
    found = _SEAL.search(page)
    return found is not None and sha256(page.replace(found[1], UNSEALED, 1).encode()) == found[1]


def _grouped(rows: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Group rows by an attribute, in the order in which its values first come."""
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, name), []).append(row)
    return list(groups.items())


def _matrix(brief: Brief) -> list[tuple[str, list[Mark | None]]]:
    names = dict.fromkeys(mark.name for block in brief.issues for mark in block.marks)
    places = [{mark.name: mark for mark in block.marks} for block in brief.issues]
    return [(name, [place.get(name) for place in places]) for name in names]


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return figure(value) if isinstance(value, float) else str(value)


def _numeric(exhibit: Exhibit, column: int) -> bool:
    cells = [row[column] for row in exhibit.rows if row[column] is not None]
    return bool(cells) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)
