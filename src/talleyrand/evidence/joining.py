"""From clauses and quotations to attributions: whole quotations replace poor parses, broken ones are joined."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.building import source_place
from talleyrand.evidence.contents import trimmed
from talleyrand.evidence.cues import Sense, lemma, lexicon
from talleyrand.evidence.medium import is_outlet
from talleyrand.evidence.quoted import SPEECH, Quoted
from talleyrand.evidence.syntax import auxiliaries_start, place

if TYPE_CHECKING:
    from spacy.tokens import Doc

Place = tuple[int, int]


def join(doc: Doc, clauses: list[Attribution], quoted: list[Quoted], paragraphs: list[Place]) -> list[Attribution]:
    """Merge what the parse and the quotation marks say into one list, sorted by where the content starts.

    A quotation with a cue belongs to the attribution of that cue; one that stands alone runs on from the latest
    utterance of its paragraph, or from the quotation that ended the paragraph before it.
    """
    spans = [(q.first, q.last) for q in quoted]
    starts = [first for first, _ in spans]
    inner = [clipped for a in clauses if (clipped := _clipped(a, quoted, starts)) is not None]
    joiner = _Joiner(doc, paragraphs, {a.head: a for a in clauses if not _within(a.head, spans, starts)})
    for q in quoted:
        joiner.take(q)
    found = [*(_ended_with_marks(doc, a, quoted, starts) for a in joiner.attributions()), *joiner.alone]
    found = [a for a in found if not _carries_only(a, found, doc)]
    return sorted([*found, *inner], key=lambda a: (a.start, -a.end, a.head))


def _within(head: int, spans: list[Place], starts: list[int]) -> bool:
    index = bisect.bisect_right(starts, head) - 1
    return index >= 0 and head <= spans[index][1]


_GOES_ON = frozenset({"that", "which", "who", "because", "if", "when", "while", "to", "for"})


def _clipped(attribution: Attribution, quoted: list[Quoted], starts: list[int]) -> Attribution | None:
    """Keep what lies in the quotation that holds an attribution's cue; None for a cue outside of all marks."""
    index = bisect.bisect_right(starts, attribution.head) - 1
    if index < 0 or attribution.head > quoted[index].last:
        return None
    pieces = [
        (max(start, a), min(end, b))
        for start, end in attribution.content
        for a, b in quoted[index].quotation.inner
        if max(start, a) < min(end, b)
    ]
    return replace(attribution, content=_union(pieces)) if pieces else None


_TRAILS = frozenset({"while", "after", "before", "although", "though"})


def _ended_with_marks(doc: Doc, attribution: Attribution, quoted: list[Quoted], starts: list[int]) -> Attribution:
    """Cut a clause where its quotation ends with a comma and the reporter goes on: *said "no deal," while packing*."""
    if not attribution.rule.startswith("clause-after") or len(attribution.content) != 1:
        return attribution
    start, end = attribution.content[0]
    index = max(0, bisect.bisect_right(starts, attribution.head) - 1)
    while index < len(quoted) and quoted[index].quotation.end < end:
        q = quoted[index]
        index += 1
        if q.quotation.start <= start - 2 or q.last + 1 >= len(doc) or doc[q.last - 1].text != ",":
            continue
        after, next_ = doc[q.last + 1], doc[min(q.last + 2, len(doc) - 1)]
        trails = after.lower_ in _TRAILS or (after.tag_ == "VBG" and after.dep_ != "amod")
        if trails or (after.dep_ == "cc" and next_.tag_ == doc[attribution.head].tag_):
            return replace(attribution, content=((start, q.quotation.end),))
    return attribution


@dataclass
class _Joiner:
    """Gives each quotation to an attribution, from left to right."""

    doc: Doc
    paragraphs: list[Place]
    by_head: dict[int, Attribution]
    last: tuple[int, int, int] | None = None
    """Head of the attribution that took the quotation before, the paragraph where that ended, its last token."""
    before: int = -1
    """Last token of the quotation before."""
    speech: list[int] = field(default_factory=list)
    alone: list[Attribution] = field(default_factory=list)
    more: dict[int, list[Place]] = field(default_factory=dict)
    """Places of the quotations that run on, by the head that they run on from."""

    def __post_init__(self) -> None:
        self.speech = sorted(a.head for a in self.by_head.values() if _utters(a))
        self.starts = [start for start, _ in self.paragraphs]

    def attributions(self) -> list[Attribution]:
        """Return the attributions with all their quotations."""
        return [
            replace(a, content=_union([*a.content, *self.more[head]])) if head in self.more else a
            for head, a in self.by_head.items()
        ]

    def take(self, q: Quoted) -> None:
        """Attribute one quotation."""
        head = None
        if q.cue is not None:
            head = q.cue.i
            known = self.by_head.get(head)
            self.by_head[head] = self._new(q) if known is None else self._with(known, q)
            bisect.insort(self.speech, head)
        elif q.starts and q.ended:
            head = self._runs_on_from(q)
            if head is not None:
                self.more.setdefault(head, []).extend(q.quotation.pieces)
            elif q.last - q.first > 3:
                self.alone.append(Attribution("quote-alone", q.first, "", SPEECH, None, None, None, q.quotation.pieces))
        elif self._listed(q):
            assert self.last is not None
            head = self.last[0]
            self.more.setdefault(head, []).extend(q.quotation.pieces)
        self.before = q.last
        if head is not None:
            self.last = head, self._paragraph(q.quotation.end - 1), q.last

    def _listed(self, q: Quoted) -> bool:
        """Tell whether a quotation goes on the list of the one before it: *chanted "Out!" and "Shame!"*."""
        if self.last is None or self.before < 0 or not 0 < q.first - self.before <= 5:
            return False
        between = self.doc[self.before + 1 : q.first]
        return self.last[2] == self.before and all(t.is_punct or t.is_space or t.dep_ == "cc" for t in between)

    def _paragraph(self, offset: int) -> int:
        return bisect.bisect_right(self.starts, offset) - 1

    def _runs_on_from(self, q: Quoted) -> int | None:
        index = bisect.bisect_left(self.speech, q.first) - 1
        before = self.speech[index] if index >= 0 else None
        if before is not None and self._paragraph(self.doc[before].idx) == q.paragraph:
            if self.last and self.last[1] == q.paragraph and not self._between(self.last[0], before):
                return self.last[0]
            return before
        if self.last is not None and self.last[1] == q.paragraph - 1:
            return self.last[0]
        return None

    def _between(self, earlier: int, later: int) -> bool:
        """Tell whether a sentence ends between two cues."""
        return self.doc[earlier].sent.start != self.doc[later].sent.start and later > earlier

    def _with(self, known: Attribution, q: Quoted) -> Attribution:
        """Add a quotation to the attribution of its cue; around the marks the parse is not to be trusted."""
        pieces = self._pieces(q)
        source: dict[str, Any] = {}
        if q.subject is not None and (known.source_head is None or q.first <= known.source_head <= q.last):
            source = {"source": source_place(q.subject), "source_head": q.subject.i}
        if q.side == "after" and q.starts and not known.rule.startswith("quote"):
            return replace(known, rule="quote-after", sense=_quoting(q), content=_union(pieces), **source)
        if q.side == "after" and not q.starts and known.rule == "clause-after":
            return known  # *on "This Week," she said that …*: a title
        if q.side == "before" and q.starts and not known.rule.startswith("quote"):
            clause = known.rule.startswith("clause")
            ahead = [p for p in known.content if clause and p[1] <= q.quotation.start]
            return replace(known, rule="quote-before", sense=_quoting(q), content=_union([*pieces, *ahead]), **source)
        return replace(known, content=_union([*known.content, *pieces]), **source)

    def _pieces(self, q: Quoted) -> list[Place]:
        """Return the places of a quotation, with the words between it and an attribution that follows."""
        pieces = list(q.quotation.pieces)
        if q.side == "after" and q.edge > q.last + 1:
            first, last = trimmed(self.doc, q.last + 1, q.edge - 1)
            words = [t for t in self.doc[first : last + 1] if not (t.is_punct or t.is_space)]
            plain = words and words[0].pos_ != "CCONJ" and not any(t.pos_ in ("VERB", "AUX") for t in words)
            if words and (plain or words[0].lower_ in _GOES_ON):
                pieces.append((pieces[-1][0], place(self.doc, first, last)[1]))
        return pieces

    def _new(self, q: Quoted) -> Attribution:
        assert q.cue is not None
        pieces = self._pieces(q)
        if not q.starts:
            pieces += self._own_words(q)
        return Attribution(
            rule=f"quote-{q.side}",
            head=q.cue.i,
            lemma=lemma(q.cue),
            sense=_quoting(q),
            cue=place(self.doc, auxiliaries_start(q.cue), q.cue.i),
            source=source_place(q.subject),
            source_head=None if q.subject is None else q.subject.i,
            content=_union(pieces),
        )

    def _own_words(self, q: Quoted) -> list[Place]:
        """Return the words that lead into a quotation: *said it was "over"*, *the plan is "dead," he said*."""
        assert q.cue is not None
        first = q.cue.i + 1 if q.side == "before" else self.doc[q.first].sent.start
        words = self.doc[first : q.first]
        if not len(words) or not (any(t.pos_ in ("VERB", "AUX") for t in words) or self._names(q)):
            return []
        first, last = trimmed(self.doc, first, q.first - 1)
        start = place(self.doc, first, last)[0]
        return [(start, q.quotation.pieces[0][1])]

    def _names(self, q: Quoted) -> bool:
        """Tell whether a quotation is what somebody calls something: *called the plan "dead"*."""
        assert q.cue is not None
        words = self.doc[q.cue.i + 1 : q.first]
        frames = lexicon().get(("verb", lemma(q.cue)), {})
        return "object" in frames and q.side == "before" and not any(t.is_punct or t.is_space for t in words)


def _quoting(q: Quoted) -> Sense:
    """Return what the cue of a quotation carries in front of marks."""
    assert q.cue is not None
    return lexicon().get(("verb", lemma(q.cue)), {}).get("quote", SPEECH)


def _utters(attribution: Attribution) -> bool:
    return attribution.sense.carries == "speech" and attribution.rule in (
        "clause-after",
        "clause-before",
        "insertion",
        "according",
        "object",
        "preposition",
        "as",
    )


def _carries_only(attribution: Attribution, found: list[Attribution], doc: Doc) -> bool:
    """Tell whether "according to state media" only carries what somebody else is said to have said."""
    if (
        attribution.rule not in ("according", "view")
        or attribution.source_head is None
        or not is_outlet(doc[attribution.source_head])
    ):
        return False
    return any(a is not attribution and a.cue and attribution.holds(a.cue[0]) and _utters_or_quotes(a) for a in found)


def _utters_or_quotes(attribution: Attribution) -> bool:
    return attribution.rule.startswith("quote") or _utters(attribution)


def _union(places: list[Place]) -> tuple[Place, ...]:
    """Sort places and merge those that overlap or touch."""
    merged: list[Place] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
