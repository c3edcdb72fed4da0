"""Every figure of a brief as SVG, with its marks linked to the lines and inputs that they show."""

from __future__ import annotations

from talleyrand.brief import charts
from talleyrand.brief.locales import local_of
from talleyrand.brief.outline import Brief, IssueBlock
from talleyrand.brief.svg import render


def drawings(brief: Brief) -> dict[str, str]:
    """Return the figures by key of the issue and by id of the exhibit."""
    drawn = {block.key: issue_drawing(brief, block) for block in brief.issues if block.marks}
    where = links(brief)
    for method in brief.methods:
        for exhibit in method.exhibits:
            if spec := charts.draw(exhibit, where):
                drawn[exhibit.id] = draw(brief, spec, str(spec["description"]))
    return drawn


def issue_drawing(brief: Brief, block: IssueBlock) -> str:
    """Return who stands where on an issue."""
    return draw(brief, charts.dot_range(block), charts.describe_issue(block))


def draw(brief: Brief, spec: charts.Spec, told: str) -> str:
    """Draw a figure, its axes written as the brief wants figures and dates."""
    axes = local_of(brief).axes()
    return render(spec | {"config": spec.get("config", {}) | {"locale": axes}} if axes else spec, told)


def timeline_drawing(brief: Brief) -> str | None:
    """Return the timeline, or None where too little is dated."""
    spec = charts.timeline(brief.timeline, brief.as_of)
    return draw(brief, spec, str(spec["description"])) if spec else None


def links(brief: Brief) -> charts.Where:
    """Return where an input or a finding stands in the page."""
    known = {row.address: f"#{charts.anchor(row.address)}" for row in brief.inputs}
    known |= {f"issues/{block.key}": f"#issue-{block.key}" for block in brief.issues}
    for method in brief.methods:
        known |= {finding: f"#L{line.number}" for line in method.lines for finding in line.findings}
    return known.get
