"""From clauses and quotations to attributions: whole quotations replace poor parses, broken ones are joined."""

from __future__ import annotations

import bisect
from dataclasses import replace
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.clauses import lemma, source_place
from talleyrand.evidence.cues import lexicon
from talleyrand.evidence.quoted import SPEECH, Quoted
from talleyrand.evidence.syntax import auxiliaries_start, place

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Place = tuple[int, int]


def join(doc: Doc, text: str, clauses: list[Attribution], quoted: list[Quoted]) -> list[Attribution]:
    """Merge what the parse and the quotation marks say into one list, sorted by where the content starts."""
    by_head = {a.head: a for a in clauses if not _cue_quoted(a, quoted)}
    inner = [a for a in clauses if _cue_quoted(a, quoted)]
    ordered = sorted(by_head.values(), key=lambda a: a.cue[0] if a.cue else a.start)
    last: int | None = None  # head of the attribution that a quotation standing alone runs on from
    last_end = -1
    for q in quoted:
        head = q.cue.i if q.cue is not None else None
        if head is not None and q.cue is not None:
            by_head[head] = _with_quotation(doc, by_head.get(head), q, text)
            last, last_end = head, q.quotation.end
        elif q.starts and q.whole:
            if (before := _latest(by_head, q, last)) is not None:
                by_head[before] = _running_on(by_head[before], q)
                last, last_end = before, q.quotation.end
    del ordered, last_end
    found = [_snapped(a, quoted) for a in by_head.values()]
    return sorted([*found, *inner], key=lambda a: (a.start, -a.end, a.head))


def _cue_quoted(attribution: Attribution, quoted: list[Quoted]) -> bool:
    starts = [q.first for q in quoted]
    index = bisect.bisect_right(starts, attribution.head) - 1
    return index >= 0 and attribution.head <= quoted[index].last


def _with_quotation(doc: Doc, known: Attribution | None, q: Quoted, text: str) -> Attribution:
    assert q.cue is not None
    pieces = list(q.quotation.pieces)
    if known is not None:
        if known.rule.startswith("quote"):
            return replace(known, content=_union([*known.content, *pieces]))
        if q.starts and q.side == "after":  # the words before the cue are the quotation and nothing else
            return replace(known, rule="quote-after", content=tuple(pieces), **_source(known, q))
        return replace(known, content=_union([*known.content, *pieces]), **_source(known, q))
    first, last = auxiliaries_start(q.cue), q.cue.i
    frames = lexicon()["verb", lemma(q.cue)]
    return Attribution(
        rule=f"quote-{q.side}",
        head=q.cue.i,
        lemma=lemma(q.cue),
        sense=frames.get("quote", SPEECH),
        cue=place(doc, first, last),
        source=source_place(q.subject),
        source_head=None if q.subject is None else q.subject.i,
        content=tuple(pieces),
    )


def _source(known: Attribution, q: Quoted) -> dict[str, object]:
    if known.source is not None or q.subject is None:
        return {}
    return {"source": source_place(q.subject), "source_head": q.subject.i}


def _latest(by_head: dict[int, Attribution], q: Quoted, last: int | None) -> int | None:
    before = [h for h, a in by_head.items() if h < q.first]
    return max(before) if before else last


def _running_on(known: Attribution, q: Quoted) -> Attribution:
    return replace(known, content=_union([*known.content, *q.quotation.pieces]))


def _snapped(attribution: Attribution, quoted: list[Quoted]) -> Attribution:
    return attribution


def _union(places: list[Place]) -> tuple[Place, ...]:
    """Sort places and merge those that overlap."""
    merged: list[Place] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
