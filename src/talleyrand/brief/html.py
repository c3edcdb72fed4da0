"""The brief as one HTML file: no scripts, no request to anywhere, prints well. A function of the brief alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from talleyrand.analyses.result import Exhibit
from talleyrand.analyses.words import heading
from talleyrand.brief.changes import GROUPS
from talleyrand.brief.charts import anchor
from talleyrand.brief.choices import PARTS
from talleyrand.brief.drawings import drawings, timeline_drawing
from talleyrand.brief.locales import Local, local_of
from talleyrand.brief.outline import Brief, EvidenceRow, InputRow, Line, Mark
from talleyrand.brief.phrases import SEAT_WORDS, shortened
from talleyrand.ids import sha256

if TYPE_CHECKING:
    from jinja2 import Environment

SEAT_GROUPS = (
    ("At the table", ("in",)),
    ("Mediates, hosts", ("mediator", "host")),
    ("Left out", ("out", "refused", "invited", "left")),
)
UNSEALED = "0" * 64
_SEAL = re.compile(r'<meta name="talleyrand-seal" content="([0-9a-f]{64})">')


def to_html(brief: Brief) -> str:
    """Return the brief as a page; the same brief gives the same bytes."""
    return set_page(
        brief,
        "brief",
        titles=titles(brief),
        part_number={name: n for n, name in enumerate(brief.parts, 1)},
        groups=GROUPS,
        told_at={name: line.number for m in brief.methods for line in m.lines for name in line.findings},
        matrix=matrix(brief),
        charts=drawings(brief),
        timeline_svg=timeline_drawing(brief),
    )


def titles(brief: Brief) -> dict[str, str]:
    """Return what the parts of a brief are called."""
    since = brief.since
    if since is None or since.as_of is None:
        return PARTS
    return PARTS | {"changes": f"{PARTS['changes']} since {local_of(brief).day(since.as_of)}"}


def set_page(brief: Brief, name: str, **more: Any) -> str:
    """Return a page that the templates ``NAME.html`` and ``NAME.css`` make of a brief, sealed."""
    environment = _environment(brief)
    loader = environment.loader
    assert loader is not None
    return sealed(
        environment.get_template(f"{name}.html").render(
            b=brief,
            css=loader.get_source(environment, f"{name}.css")[0],
            alias={row.record: row.alias for row in brief.evidence},
            whose={row.record: row.who for row in brief.evidence},
            labels={row.address: row.label for row in brief.inputs},
            seat_words=SEAT_WORDS,
            seat_groups=SEAT_GROUPS,
            seal=UNSEALED,
            **more,
        )
    )


def _environment(brief: Brief) -> Environment:
    """Return the templates with what writes figures and dates as this brief wants them."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("talleyrand.brief"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    local = local_of(brief)

    def said(line: Line) -> str:
        # What is reported is in others' words throughout.
        return line.text if line.kind == "reported" else local.sentence(line.text)

    def ranged(row: InputRow) -> str:
        return row.range or "" if row.low is None or row.high is None else local.span(row.low, row.high)

    def when(row: EvidenceRow) -> str:
        return local.when(row.when, row.days) or ""

    environment.filters |= {
        "anchor": anchor,
        "day": local.day,
        "figure": local.figure,
        "sentence": local.sentence,
        "said": said,
        "range": ranged,
        "when": when,
        "cell": lambda value: _cell(value, local),
        "numeric": numeric,
        "heading": heading,
        "groupby_order": _grouped,
        "unmarked": lambda words: words.strip('"“” '),
        "paragraphs": paragraphs,
        "shortened": shortened,
    }
    return environment


def sealed(page: str) -> str:
    """Return a page with the digest of itself in it, so that a change by accident is found without the project."""
    return page.replace(UNSEALED, sha256(page.encode()), 1)


def seal_holds(page: str) -> bool:
    """Tell whether a page is as it was written. Whoever changes it on purpose can seal it anew."""
    found = _SEAL.search(page)
    return found is not None and sha256(page.replace(found[1], UNSEALED, 1).encode()) == found[1]


def paragraphs(words: str) -> list[str]:
    r"""Return the paragraphs of a text, parted by blank lines.

    Examples
    --------
    >>> paragraphs("One.\n\nTwo\nthree.")
    ['One.', 'Two\nthree.']
    """
    return [part.strip() for part in re.split(r"\n\s*\n", words) if part.strip()]


def _grouped(rows: Iterable[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Group rows by an attribute, in the order in which its values first come."""
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, name), []).append(row)
    return list(groups.items())


def matrix(brief: Brief) -> list[tuple[str, list[Mark | None]]]:
    """Return each party's name with its place on every issue, None where it has none."""
    names = dict.fromkeys(mark.name for block in brief.issues for mark in block.marks)
    places = [{mark.name: mark for mark in block.marks} for block in brief.issues]
    return [(name, [place.get(name) for place in places]) for name in names]


def _cell(value: Any, local: Local) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return local.figure(value) if isinstance(value, float) else local.sentence(str(value))


def numeric(exhibit: Exhibit, column: int) -> bool:
    """Tell whether a column holds figures only."""
    cells = [row[column] for row in exhibit.rows if row[column] is not None]
    return bool(cells) and all(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in cells)
