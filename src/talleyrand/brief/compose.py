"""Put a brief together from its material, and number its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version

from talleyrand.analyses.addresses import label
from talleyrand.analyses.base import case_fingerprint
from talleyrand.analyses.result import Finding, Flip, Result
from talleyrand.analyses.words import figure, listed
from talleyrand.brief.material import Material
from talleyrand.brief.outline import Brief, Line, MethodBlock
from talleyrand.brief.phrases import quoted
from talleyrand.brief.reported import reported_lines
from talleyrand.brief.rows import evidence_rows, input_rows, source_rows, timeline
from talleyrand.brief.wants import issue_blocks, seat_rows
from talleyrand.evidence.records import Contest, Expectation, Statement

DRAFT = "Machine draft, nobody has reviewed it."
MOSTLY = 0.5
ANSWER_LINES = 5
MOST_OF_ONE_METHOD = 2
MOST_FLIPS = 12


def compose(material: Material) -> Brief:
    """Return the brief on a case: the same material gives the same brief, to the byte."""
    unreviewed = not material.reviewed
    answer = reported_lines(material)[:ANSWER_LINES] if unreviewed else _answer(material)
    parts = _numbered(
        answer,
        *(_method_lines(material, result) for result in material.results),
        _disagreements(material),
        _flips(material),
        _unknowns(material),
    )
    answer, *methods, disagreements, flips, unknowns = parts
    return Brief(
        title=material.case.title,
        as_of=material.case.as_of,
        scenario=material.scenario,
        seed=material.case.seed,
        version=version("talleyrand"),
        case=case_fingerprint(material.case),
        ledger=material.ledger,
        banner=DRAFT if unreviewed else None,
        answer=answer,
        seats=seat_rows(material),
        issues=issue_blocks(material),
        methods=tuple(_block(r, lines) for r, lines in zip(material.results, methods, strict=True)),
        disagreements=disagreements,
        flips=flips,
        unknowns=unknowns,
        inputs=input_rows(material),
        timeline=timeline(material),
        evidence=evidence_rows(material, (line for part in parts for line in part)),
        sources=source_rows(material),
    )


def _numbered(*parts: Iterable[Line]) -> list[tuple[Line, ...]]:
    """Give the lines of all parts numbers from 1, so that people can say "line 42"."""
    count = 0
    out = []
    for part in parts:
        done = []
        for line in part:
            count += 1
            done.append(line.model_copy(update={"number": count}))
        out.append(tuple(done))
    return out


def _block(result: Result, lines: tuple[Line, ...]) -> MethodBlock:
    return MethodBlock(
        name=result.analysis,
        title=result.title,
        question=result.question,
        reference=result.reference,
        lines=lines,
        exhibits=result.exhibits,
        missing=result.missing,
        notes=result.notes,
    )


def survival_words(finding: Finding) -> str | None:
    """Say in how many input combinations a finding holds; never as a probability."""
    if finding.survival is None:
        return None
    low, high = (figure(end) for end in finding.spread) if finding.spread else ("", "")
    spread = f"; {low} to {high} over the ranges" if low != high else ""
    return f"holds in {finding.survival.held:,} of {finding.survival.tried:,} input combinations tried{spread}"


def _finding_line(material: Material, finding: Finding) -> Line:
    records = material.cited_by(finding.because)
    beside = _telling(material, records)
    return Line(
        number=0,
        text=finding.text,
        findings=(finding.id,),
        # Events are no inputs: they stand on the timeline, and their words among the evidence.
        estimates=tuple(address for address in finding.because if not address.startswith("events/")),
        records=records,
        survival=survival_words(finding),
        assumed=(finding.assumed or 0.0) > MOSTLY,
        note=quoted(material.by_id[beside]) if beside else None,
        note_record=beside,
        warnings=finding.warnings,
    )


def _telling(material: Material, records: Sequence[str]) -> str | None:
    """Return the record to quote beside a line: the first statement of the weightiest, else the first."""
    said = [r for r in records if isinstance(material.by_id[r], Statement)]
    return next(iter(said or records), None)


def _answer(material: Material) -> tuple[Line, ...]:
    """Return the five lines of a reviewed case: findings that citations carry, then what is reported."""
    taken: list[Finding] = []
    counts: dict[str, int] = {}
    candidates = [(r.analysis, f) for r in material.results for f in r.findings]
    for method, finding in sorted(candidates, key=lambda item: item[1].rank):
        carried = (finding.assumed or 0.0) <= MOSTLY and bool(material.cited_by(finding.because))
        if carried and counts.get(method, 0) < MOST_OF_ONE_METHOD and len(taken) < ANSWER_LINES:
            taken.append(finding)
            counts[method] = counts.get(method, 0) + 1
    lines = [_finding_line(material, finding) for finding in taken]
    return (*lines, *reported_lines(material)[: ANSWER_LINES - len(lines)])


def _method_lines(material: Material, result: Result) -> Iterator[Line]:
    for finding in sorted(result.findings, key=lambda f: f.rank):
        yield _finding_line(material, finding)


def _disagreements(material: Material) -> Iterator[Line]:
    """Return where methods disagree: what `agreement` findings say."""
    for result in material.results:
        for finding in result.findings:
            if finding.id.endswith("/agreement") or result.analysis == "agreement":
                yield _finding_line(material, finding)


def _flips(material: Material) -> Iterator[Line]:
    """Return what would change the answer, the weightiest estimate first, each with the words that carry it."""
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


def _unknowns(material: Material) -> Iterator[Line]:
    """Return what is still open: doubts on record, contested terms, and how much rests on assumptions."""
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
