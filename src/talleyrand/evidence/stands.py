"""Where deeds place parties: an act on something that an issue's cues name says where its author stands.

Who offers, asks for or consents to a thing wants it; who rejects or condemns it does not; who imposes or lifts
sanctions, frees prisoners or withdraws troops stands where its deed points. A deed tells less than words do of how far
its author would go, so that its ranges are wide; what is denied, imagined or past places nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.issue_catalogue import Issue, catalogue
from talleyrand.evidence.issue_matching import Hit, Matcher, our_matcher, weights
from talleyrand.evidence.positions import REACH, in_condition, pointed
from talleyrand.evidence.records import Event, Position, Record, Statement
from talleyrand.evidence.tree import children
from talleyrand.evidence.will_stands import WillStands

if TYPE_CHECKING:
    from spacy.tokens import Token

MOST_ISSUES = 2
LONGEST = 24
"""Words from the first to the last of an act; what a longer one is about is anybody's guess."""
ASKED = (55.0, 100.0)
"""Where who asks for, welcomes or backs a thing may stand on its scale."""
GIVEN = (30.0, 95.0)
"""Where who offers, consents to, concedes or does a thing may stand."""
FORCED = (0.0, 50.0)
"""Where who imposes, cuts off or expels may stand on what it takes away: one that does so may trade it, too."""
_ASKS = frozenset({"REQUEST", "SUPPORT"})
_GIVES = frozenset({"AGREE", "CONCEDE", "RETREAT", "COOPERATE", "AID"})
_FORCES = frozenset({"SANCTION", "COERCE"})
_REJECTS = frozenset({"REJECT", "ACCUSE"})
_AT_THE_TABLE = frozenset({"format_of_talks"})
_PURSUED = frozenset({"legal_claims"})
"""What an accusation pursues rather than rejects: who lodges a complaint wants it heard."""
_SAYS = frozenset({"REQUEST", "REJECT", "AGREE", "SUPPORT"})
_COUNTS = frozenset({"happened", "planned"})


@dataclass(frozen=True)
class StandExtractor:
    """Adds `issue` and `positions` to the events of a reading, where no statement in the same words has them.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> text = "Chad imposed sanctions on Libya on Monday."
    >>> records = read(Document(sha256="0" * 64, text=text), load()).records
    >>> event = next(r for r in records if r.type == "event")
    >>> event.issue, event.positions[0].holder, event.positions[0].low, event.positions[0].high
    ('sanctions_relief', 'TCD', 0.0, 50.0)
    """

    name: str = "stands"
    issues: Mapping[str, Issue] = field(default_factory=catalogue)

    def propose(self, reading: Reading) -> Reading:
        """Return the reading with the positions that its deeds tell of."""
        matcher = our_matcher() if self.issues is catalogue() else Matcher.of(self.issues)
        said = _said(reading)
        done: list[Record] = [
            self._placed(reading, record, matcher, said) if isinstance(record, Event) else record
            for record in reading.records
        ]
        return WillStands(replace(reading, records=tuple(done)), self.issues, matcher).placed()

    def _placed(
        self, reading: Reading, event: Event, matcher: Matcher, said: Mapping[tuple[str, str], list[tuple[int, int]]]
    ) -> Event:
        if event.status not in _COUNTS or event.plover not in _ASKS | _GIVES | _FORCES | _REJECTS:
            return event
        tokens = _clause(reading, event)
        hits = matcher.find(tokens)
        keys = list(weights(hits))[:MOST_ISSUES] if tokens else []
        found: list[Position] = []
        for key in keys:
            for position in self._positions(reading, event, self.issues[key], hits, tokens):
                places = said.get((position.issue, str(position.holder)), [])
                if not any(start < position.cue.end and position.cue.start < end for start, end in places):
                    found.append(position)
        if not keys:
            return event
        return event.model_copy(update={"issue": keys[0], "positions": tuple(found)})

    def _positions(
        self, reading: Reading, event: Event, issue: Issue, hits: Sequence[Hit], tokens: Sequence[Token]
    ) -> Iterator[Position]:
        mine = [hit for hit in hits if hit.issue == issue.key]
        span = _range(event, issue, pointed(issue, mine, tokens))
        if span is None:
            return
        doc = reading.doc
        first, last = doc[mine[0].first], doc[mine[0].last]
        cue = reading.document.span(first.idx, last.idx + len(last.text))
        for party in dict.fromkeys(side.party for side in event.source if side.party):
            yield Position(issue=issue.key, holder=party, low=span[0], high=span[1], own=True, cue=cue)


def _range(event: Event, issue: Issue, told: int) -> tuple[float, float] | None:
    """Return the range that an act stands for, or None where its class and its words do not say which side.

    `told` is how far the words point up the scale. A thing asked for, welcomed or rejected needs no such words: the
    cue's own direction does. Force only takes away, and what rejected words point to is not looked into.
    """
    if issue.key in _AT_THE_TABLE and event.plover not in _SAYS:
        return None
    if event.plover == "ACCUSE" and issue.key in _PURSUED:
        return ASKED
    if event.plover in _REJECTS:
        return (100.0 - ASKED[1], 100.0 - ASKED[0]) if told >= 0 and issue.plain > 0 else None
    if event.plover in _FORCES:
        return FORCED if told < 0 else None
    sign = told or (issue.plain if event.plover in _ASKS else 0)
    if sign == 0:
        return None
    low, high = GIVEN if event.plover in _GIVES else ASKED
    return (low, high) if sign > 0 else (100.0 - high, 100.0 - low)


def _said(reading: Reading) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Return for each issue and holder the places where statements already tell of it."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for statement in reading.of(Statement):
        places = [span.place for span in statement.content]
        for position in statement.positions:
            found.setdefault((position.issue, str(position.holder)), []).extend(places)
    return found


def _clause(reading: Reading, event: Event) -> list[Token]:
    """Return the words of an act: its evidence, with what hangs on its verb and is no clause of its own.

    What a condition asks for ("provided that Delhi restored the visas") nobody has done.
    """
    span = event.evidence[0]
    words = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None or in_condition(words.root):
        return []
    root = words.root
    row = {t.i: t for t in words}
    for child in children(root):
        if child.i > root.i and child.dep_ not in {"conj", "advcl", "parataxis", "relcl", "cc", "punct", "ccomp"}:
            row |= {t.i: t for t in child.subtree}
    tokens = [row[place] for place in sorted(row)]
    return tokens if tokens and tokens[-1].i - tokens[0].i <= LONGEST + REACH else []
