"""Where told wills place parties: a want, a refusal or a readiness with an issue in what is wanted.

What a statement already tells of a party on an issue is not told again. Where a statement's words tell the will of
somebody else, or its reader found no direction in them, the position goes to that statement; what the reporter tells is
put down as an indirect statement of the party, with `wills` as the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Side
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.issue_catalogue import Issue
from talleyrand.evidence.issue_matching import Hit, Matcher, weights
from talleyrand.evidence.issue_similarity import comparable, similar_issues
from talleyrand.evidence.positions import CONDITIONS, YIELDING, direction, span_on_scale
from talleyrand.evidence.records import By, Event, Position, Record, Speaker, Stance, Statement
from talleyrand.evidence.scene import scene
from talleyrand.evidence.topics import Topics, bent, words
from talleyrand.evidence.wills import Will, conditions, wills
from talleyrand.ids import record_id
from talleyrand.reading.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_PLAIN = 14
"""Words of what is willed in which a bare cue still is what is wanted or rejected."""
MOST_ISSUES = 2
CONFIDENCE = 0.6
NEAR = 45
"""Tokens behind a will in which "it" or a bare amount still speaks of the same thing."""
SHORT = 8
_POINTERS = frozenset({"it", "them", "that", "this", "one"})
_UNITS = frozenset(
    {"year", "month", "week", "day", "percent", "%", "cent", "tonne", "ton", "barrel", "mile", "kilometre"}
)
_POINTS = frozenset({"the", "this", "that", "these", "those", "such"})
_DENIED = frozenset({"not", "n't", "n’t", "never", "no"})
_STANCES: Mapping[str, Stance] = {"for": "demand", "against": "refuse", "yields": "offer", "does": "promise"}


@dataclass(frozen=True)
class _Told:
    """A will with the positions that it gives, and the words that they rest on."""

    will: Will
    positions: tuple[Position, ...]
    span: Span


@dataclass(frozen=True)
class _Thing:
    """What was willed or not last: where wanting it points on which issue, and where it stood."""

    issue: str
    sign: int
    place: int


@dataclass
class WillStands:
    """One document under way."""

    reading: Reading
    issues: Mapping[str, Issue]
    matcher: Matcher
    topics: Topics = field(default_factory=lambda: Topics({}))
    last: _Thing | None = None
    mains: _Thing | None = None
    shown: frozenset[str] = frozenset()

    def placed(self) -> Reading:
        """Return the reading with what its wills tell."""
        doc = self.reading.doc
        self.topics = Topics.of(doc, self.matcher)
        cast = scene(self.reading).cast
        records: list[Record] = list(self.reading.records)
        self.shown = comparable(self.issues, records)
        for sentence in doc.sents:
            for will in wills(cast, list(sentence)):
                for one in (will, *conditions(will, doc)):
                    if told := self._told(one):
                        self._put(records, told)
        return replace(self.reading, records=tuple(records))

    def _told(self, will: Will) -> _Told | None:
        doc = self.reading.doc
        tokens = will.tokens(doc) or [doc[will.last]]
        hits = self.matcher.find(tokens) or self.topics.find(tokens)
        if not hits:
            tokens = [*doc[will.first : will.last + 1], *tokens]
            hits = self.matcher.find(tokens)
        found = [p for key in list(weights(hits))[:MOST_ISSUES] for p in self._positions(will, key, hits, tokens)]
        if not hits:
            found = list(self._pointing(will, tokens)) or list(self._alike(will, tokens))
        first, last = doc[min(will.first, *(t.i for t in tokens))], doc[max(t.i for t in tokens)]
        span = self.reading.document.span(first.idx, last.idx + len(last.text.rstrip(".")))
        return _Told(will, tuple(found), span) if found else None

    def _positions(self, will: Will, key: str, hits: Sequence[Hit], tokens: Sequence[Token]) -> Iterator[Position]:
        issue, mine = self.issues[key], [h for h in hits if h.issue == key]
        thing = self._direction(will, issue, mine, tokens)
        if thing and (self.last is None or self.last.place != will.last):  # the heaviest issue of a will comes first
            self.last = _Thing(key, thing * (will.sign if will.manner == "can" else 1), will.last)
            self.mains = self.last if key == self.topics.main else self.mains
        if thing and will.manner != "can":
            yield from self._each(will, key, will.sign * thing, (mine[0].first, mine[0].last))

    def _each(self, will: Will, key: str, sign: int, cue: tuple[int, int]) -> Iterator[Position]:
        """Yield the position of each holder."""
        low, high = span_on_scale(sign, own=False)
        if will.manner == "yields" and will.sign > 0:
            low, high = YIELDING if sign > 0 else (100.0 - YIELDING[1], 100.0 - YIELDING[0])
        first, last = self.reading.doc[cue[0]], self.reading.doc[cue[1]]
        span = self.reading.document.span(first.idx, last.idx + len(last.text))
        for party in dict.fromkeys(side.party for side in will.holders):
            yield Position(issue=key, holder=party, low=low, high=high, own=False, cue=span)

    def _pointing(self, will: Will, tokens: Sequence[Token]) -> Iterator[Position]:
        """Yield what words that only point back tell: "will not hear of it", "could live with five years"."""
        last = self.last
        if last is not None and will.first - last.place > NEAR:
            last = self.mains if _amount(tokens) else None  # "another two years", long after what it is about
        if last is None or will.manner in {"does", "can"}:
            return
        inside = self.reading.doc[will.first : will.last + 1]  # "turned *them* down"
        word = next((t for t in (*inside, *tokens) if _points_back(t)), None)
        if word is None and will.manner == "against" and all(t.is_punct or t.i == will.last for t in tokens):
            word = tokens[0]  # "asked for a seat; Peru refused"
        if word is None and not (word := _amount(tokens)):
            return
        sign = last.sign * bent(1, Hit(last.issue, word.i, word.i, 1.0), (word, *tokens), frozenset(will.scope))
        yield from self._each(will, last.issue, will.sign * sign, (word.i, word.i))

    def _alike(self, will: Will, tokens: Sequence[Token]) -> Iterator[Position]:
        """Yield what words tell that are none of the catalogue's but like those of an issue that the document shows."""
        hits = similar_issues(self.issues).find(tokens, self.shown) if self.shown else []
        for key in list(weights(hits))[:1]:
            yield from self._positions(will, key, hits, tokens)

    def _direction(self, will: Will, issue: Issue, mine: Sequence[Hit], tokens: Sequence[Token]) -> int:
        scope = frozenset(will.scope)
        noun = self.reading.doc[mine[0].first].lemma_.lower()
        if mine[0] in self.topics.find(tokens):
            return bent(issue.plain * self.topics.carried[noun][1], mine[0], tokens, scope)
        plain = will.manner != "does" and len(tokens) <= LONGEST_PLAIN
        return direction(issue, mine, tokens, wanted=plain, scope=scope, bargains=True)

    def _put(self, records: list[Record], told: _Told) -> None:
        """Add the positions to the statement or event that the will stands in, or propose a statement."""
        place = self.reading.doc[told.will.first].idx
        for number, record in _around(records, place):
            readiness = record.status == "hypothetical" and told.will.manner == "yields"
            if readiness and record.by.name != "imagined":
                offered = record.model_copy(update={"status": "made", "stance": "offer"})
                records[number] = _with(offered, told.positions)
            elif record.status in {"made", "denied"}:
                records[number] = _with(record, told.positions)
            return
        known = {
            (p.issue, p.holder) for r in records if isinstance(r, Event) and _touches(r, told.span) for p in r.positions
        }
        fresh = tuple(p for p in told.positions if (p.issue, p.holder) not in known)
        for side in told.will.holders:
            mine = tuple(p for p in fresh if p.holder == side.party)
            if mine:
                records.append(self._statement(told, side, mine))

    def _statement(self, told: _Told, side: Side, positions: tuple[Position, ...]) -> Statement:
        document, doc = self.reading.document, self.reading.doc
        tokens = _core(told.will.tokens(doc)) or [doc[told.will.last]]
        content = document.span(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text))
        first, last = doc[told.will.first], doc[told.will.last]
        word = doc[side.word]
        return Statement(
            id=record_id("statement", document.id, [content.place], str(side.party), "will"),
            document=document.id,
            speaker=Speaker(
                actor=side.actor.id if side.actor else None,
                start=word.idx,
                end=word.idx + len(word.text),
                text=word.text,
            ),
            party=side.party,
            role=side.actor.role if side.actor else "official",
            kind="indirect",
            status="made",
            content=(content,),
            cue=document.span(first.idx, last.idx + len(last.text)),
            stance=_stance(told.will, doc),
            issue=positions[0].issue,
            positions=positions,
            by=By(name="wills", kind="rule", confidence=CONFIDENCE),
        )


def _core(tokens: list[Token]) -> list[Token]:
    """Return words without the punctuation and conjunctions at their ends."""

    def idle(token: Token) -> bool:
        return token.is_punct or token.is_space or token.dep_ == "cc"

    while tokens and idle(tokens[-1]):
        tokens = tokens[:-1]
    while tokens and idle(tokens[0]):
        tokens = tokens[1:]
    return tokens


def _stance(will: Will, doc: Doc) -> Stance:
    if will.sign < 0 or any(doc[i].lower_ in _DENIED for i in range(will.first, will.last + 1)):
        return "refuse"
    return "demand" if doc[will.first].lower_ in CONDITIONS else _STANCES[will.manner]


def _amount(tokens: Sequence[Token]) -> Token | None:
    """Return the unit of a bare amount: "five *years*", "two more *months*"."""
    for token in tokens:
        if token.lemma_.lower() in _UNITS and any(c.pos_ == "NUM" for c in token.lefts):
            more = any(c.lower_ in {"another", "more", "further"} for c in (*token.lefts, *token.subtree))
            return token if more or len(tokens) <= SHORT else None
    return None


def _points_back(token: Token) -> bool:
    """Tell whether a word stands for something said before: "it", "that", "the demand"."""
    if token.lower_ in _POINTERS and token.pos_ == "PRON":
        return True
    return token.lemma_.lower() in words("pointing") and any(c.lower_ in _POINTS for c in token.lefts) and _bare(token)


def _bare(noun: Token) -> bool:
    return not any(c.dep_ in {"prep", "acl", "relcl"} for c in noun.rights)


def _around(records: Sequence[Record], place: int) -> Iterator[tuple[int, Statement]]:
    """Yield the statements in whose content or cue a place stands, the narrowest first."""
    found = []
    for number, record in enumerate(records):
        if not isinstance(record, Statement):
            continue
        spans = [*record.content, *([record.cue] if record.cue else [])]
        if any(s.start <= place < s.end for s in spans):
            found.append((sum(s.end - s.start for s in record.content), number, record))
    yield from ((number, record) for _, number, record in sorted(found, key=lambda f: f[:2]))


def _with(statement: Statement, positions: Sequence[Position]) -> Statement:
    """Return a statement with further positions, where it has none for the same party on the same issue."""
    told = {(p.issue, p.holder) for p in statement.positions if p.low is not None}
    fresh = tuple(p for p in positions if (p.issue, p.holder) not in told)
    if not fresh:
        return statement
    replaced = {(p.issue, p.holder) for p in fresh}
    kept = tuple(p for p in statement.positions if (p.issue, p.holder) not in replaced)
    return statement.model_copy(update={"issue": statement.issue or fresh[0].issue, "positions": (*kept, *fresh)})


def _touches(event: Event, span: Span) -> bool:
    return any(s.start < span.end and span.start < s.end for s in event.evidence)
