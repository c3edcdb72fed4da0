"""Part five of a brief: what would change the answer, and what is still unknown."""

from __future__ import annotations

from collections.abc import Iterator

from talleyrand.analyses.addresses import label
from talleyrand.analyses.result import Finding, Flip
from talleyrand.analyses.words import figure, listed
from talleyrand.brief.lines import survival_words
from talleyrand.brief.material import Material
from talleyrand.brief.outline import Line
from talleyrand.brief.phrases import quoted
from talleyrand.evidence.records import Contest, Expectation

MOST_FLIPS = 12


def flip_lines(material: Material) -> Iterator[Line]:
    """Yield what would change the answer, the weightiest estimate first, each with the words that carry it."""
    found: list[tuple[float, Finding, Flip]] = []
    for result in material.results:
        for finding in result.findings:
            if finding.survival and finding.survival.share < 1 and finding.survival.flips:
                found += [
                    (flip.weight * (1 - finding.survival.share), finding, flip) for flip in finding.survival.flips[:2]
                ]
    for _, finding, flip in sorted(found, key=lambda item: (-item[0], item[1].id, item[2].address))[:MOST_FLIPS]:
        yield _flip_line(material, finding, flip)


def _flip_line(material: Material, finding: Finding, flip: Flip) -> Line:
    name = label(material.case, flip.address)
    if flip.point is not None:
        text = f"{name} {'above' if flip.above else 'below'} {figure(flip.point)} alone turns over: {finding.text}"
    else:
        text = f"{name} separates the combinations in which this holds from those in which it fails: {finding.text}"
    records = material.cited_by([flip.address])
    return Line(
        number=0,
        text=text,
        kind="flip",
        findings=(finding.id,),
        estimates=(flip.address,),
        records=records,
        survival=survival_words(finding),
        assumed=not records,
        note=quoted(material.by_id[records[0]]) if records else None,
        note_record=records[0] if records else None,
    )


def unknown_lines(material: Material) -> Iterator[Line]:
    """Yield what is still open: doubts on record, contested terms, and how much rests on assumptions."""
    for record in material.records:
        if isinstance(record, Expectation | Contest):
            text = (
                f"{record.about.rstrip('.')}: held {record.likelihood}."
                if isinstance(record, Expectation)
                else f"What {record.issue.replace('_', ' ')} means is open between the parties."
            )
            yield Line(
                number=0,
                text=text[:1].upper() + text[1:],
                kind="reported",
                records=(record.id,),
                note=quoted(record),
                note_record=record.id,
            )
    assumed = [address for address, entry in material.case.estimates() if entry.assumed]
    total = sum(1 for _ in material.case.estimates())
    if assumed:
        kinds = listed(sorted({_kind(address) for address in assumed}))
        yield Line(
            number=0,
            text=f"{len(assumed)} of {total} estimates rest on stated assumptions alone: {kinds}.",
            kind="warning",
            estimates=tuple(assumed),
            assumed=True,
        )


def _kind(address: str) -> str:
    head = address.partition("/")[0]
    return {
        "parties": "capabilities",
        "issues": "where things stand without a deal",
        "negotiations": "what a seat as such is worth",
        "ties": "what is tolerated",
    }.get(head, head)
