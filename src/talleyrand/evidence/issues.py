"""What statements are about: the issues of the catalogue in them, and where they place whom on their scales.

A statement about something said before ("rejected the demand") takes over the issue of the last statement that put
something forward, and a refusal of it stands opposite. What somebody imagines another saying places nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast
from talleyrand.evidence.contests import contests
from talleyrand.evidence.event_sides import surface_subject
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.issue_catalogue import Issue, catalogue
from talleyrand.evidence.issue_matching import Hit, Matcher, our_matcher, weights
from talleyrand.evidence.issue_similarity import comparable, similar_issues
from talleyrand.evidence.positions import (
    CONDITIONS,
    SIDED,
    attitude,
    concedes,
    direction,
    named_share,
    pointed,
    span_on_scale,
)
from talleyrand.evidence.records import Position, Record, Statement
from talleyrand.evidence.scene import scene
from talleyrand.evidence.tree import children
from talleyrand.reading.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOLD = frozenset({"made", "planned"})
MOST_ISSUES = 3
"""A statement is taken to be about no more issues than this, the heaviest."""
_POINTING = frozenset(
    [
        "demand",
        "offer",
        "proposal",
        "plan",
        "condition",
        "idea",
        "request",
        "suggestion",
        "linkage",
        "measure",
        "call",
        "appeal",
    ]
)
_PRONOUNS = frozenset({"that", "this", "it"})
_WANTS = frozenset(
    [
        "want",
        "fear",
        "hope",
        "seek",
        "need",
        "demand",
        "prefer",
        "oppose",
        "insist",
        "refuse",
        "reject",
        "wish",
        "favour",
        "favor",
        "resist",
        "like",
        "aim",
        "push",
        "worry",
        "threaten",
        "offer",
        "accept",
    ]
)
_UNWANTED = frozenset({"fear", "oppose", "refuse", "reject", "resist", "worry"})

LONGEST_PLAIN = 14
"""Words of a statement in which a bare cue still is what somebody wants or rejects."""
_CHARGES = frozenset(
    {"allegation", "charge", "accusation", "report", "claim", "rumour", "rumor", "suggestion", "insinuation"}
)


@dataclass(frozen=True)
class IssueExtractor:
    """Adds `issue` and `positions` to the statements of a reading and proposes `Contest` records.

    Parameters
    ----------
    issues
        The catalogue; ours where not given (`issue_catalogue.load_catalogue` reads a user's own).

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> text = "Russian Foreign Minister Sergei Lavrov demanded that the sanctions be lifted."
    >>> records = read(Document(sha256="0" * 64, text=text), load()).records
    >>> statement = next(r for r in records if r.type == "statement")
    >>> statement.issue, statement.positions[0].holder, statement.positions[0].low
    ('sanctions_relief', 'RUS', 70.0)
    """

    name: str = "issues"
    issues: Mapping[str, Issue] = field(default_factory=catalogue)

    def propose(self, reading: Reading) -> Reading:
        """Return the reading with issues on its statements and what is said to be contested."""
        matcher = our_matcher() if self.issues is catalogue() else Matcher.of(self.issues)
        work = _Work(reading, scene(reading).cast, self.issues, matcher)
        done: list[Record] = [work.placed(r) if isinstance(r, Statement) else r for r in reading.records]
        if among := comparable(self.issues, done):
            done = [work.by_similarity(r, among) if isinstance(r, Statement) and not r.positions else r for r in done]
        return replace(reading, records=(*done, *contests(reading, self.issues, work.matcher)))


@dataclass
class _Work:
    """One document under way; `last` is the last statement with an issue and a direction."""

    reading: Reading
    cast: Cast
    issues: Mapping[str, Issue]
    matcher: Matcher
    last: tuple[str, int, str | None] | None = None

    def placed(self, statement: Statement) -> Statement:
        tokens = self._tokens(statement.content)
        hits = self.matcher.find(tokens)
        if not hits:
            return self._taken_over(statement, tokens)
        return self._on_issues(statement, tokens, hits)

    def by_similarity(self, statement: Statement, among: frozenset[str]) -> Statement:
        """Place a statement without cues on that issue of the document whose cues its words are most like."""
        tokens = self._tokens(statement.content)
        hits = similar_issues(self.issues).find(tokens, among)
        return self._on_issues(statement, tokens, hits, most=1) if hits else statement

    def _on_issues(
        self, statement: Statement, tokens: list[Token], hits: Sequence[Hit], most: int = MOST_ISSUES
    ) -> Statement:
        keys = list(weights(self._weighed(hits)))[:most]
        holder, own, turned = self._holder(statement, tokens)
        row = self._tokens((*statement.content, statement.cue)) if statement.cue else tokens
        positions = [self._position(statement, self.issues[key], hits, row, holder, own, turned) for key in keys]
        sided = next((p for p in positions if p.low is not None), None)
        main = sided or positions[0]
        if sided and sided.low is not None:
            self.last = (sided.issue, 1 if sided.low > 0 else -1, statement.party)
        return statement.model_copy(update={"issue": main.issue, "positions": tuple(positions)})

    def _weighed(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the hits with those in side clauses ("As we start talks on …") counting for less."""
        doc = self.reading.doc
        return [
            replace(h, weight=h.weight * 0.4)
            if any(w.dep_ == "advcl" for w in (doc[h.first], *doc[h.first].ancestors))
            else h
            for h in hits
        ]

    def _tokens(self, spans: Sequence[Span]) -> list[Token]:
        row: dict[int, Token] = {}
        for span in spans:
            found = self.reading.doc.char_span(span.start, span.end, alignment_mode="expand")
            row |= {token.i: token for token in found or ()}
        return [row[place] for place in sorted(row)]

    def _position(
        self,
        statement: Statement,
        issue: Issue,
        hits: Sequence[Hit],
        row: Sequence[Token],
        holder: str | None,
        own: bool,
        turned: int,
    ) -> Position:
        mine = [h for h in hits if h.issue == issue.key]
        sign, bargains = 0, statement.stance == "offer" and not turned
        if holder is not None and statement.status in _TOLD and not _bare_threat(statement, row):
            will = turned or attitude(statement, row, own and self._own_will(statement, row), mine)
            wanted = bool(turned) or statement.stance in SIDED
            sign = direction(issue, mine, row, wanted, bargains=bargains) * will
        plain = pointed(issue, mine, row, bargains=bargains) == 0
        if plain and sign and not _to_the_point(statement, row, mine[0]):
            sign = 0
        low, high = span_on_scale(sign, own=own, yields=concedes(statement, issue, mine, row), plain=plain)
        if own and sign > 0 and (named := named_share(issue, mine, row)):
            low, high = named
        doc = self.reading.doc
        first, last = doc[mine[0].first], doc[mine[0].last]
        cue = self.reading.document.span(first.idx, last.idx + len(last.text))
        return Position(issue=issue.key, holder=holder, low=low, high=high, own=own, cue=cue)

    def _holder(self, statement: Statement, tokens: Sequence[Token]) -> tuple[str | None, bool, int]:
        """Return whose position the words state, whether it is the speaker's own, and ±1 where a wish tells its sign.

        Whoever the statement says wants or fears something holds the position: an analyst's "Moscow wants …" places
        Moscow. Else it is the party that the speaker speaks for.
        """
        for token in tokens:
            if (
                token.pos_ != "VERB"
                or token.lemma_ not in _WANTS
                or any(w.dep_ == "relcl" for w in (token, *token.ancestors))
            ):
                continue
            subject = surface_subject(token)
            sides = self.cast.named(subject) if subject is not None else ()
            inside = subject is not None and any(t.i == subject.i for t in tokens)
            if any(c.dep_ == "neg" for c in children(token)):
                continue  # "had not threatened the envoys" tells no wish
            if token.lemma_ in _UNWANTED and any(c.dep_ == "conj" and c.pos_ == "VERB" for c in children(token)):
                continue  # "fears losing its say and would lend": what follows is not what it fears
            if inside and sides and sides[0].party and sides[0].party != statement.party:
                return sides[0].party, False, -1 if token.lemma_ in _UNWANTED else 1
        own = statement.nested_in is None and statement.party is not None
        return statement.party, own, 0

    def _own_will(self, statement: Statement, tokens: Sequence[Token]) -> bool:
        """Tell whether the speaker's own side says what it will do: "we will not", "China would extend maturities"."""
        for token in tokens:
            if token.lower_ not in {"will", "would", "'ll", "shall"}:
                continue
            subject = surface_subject(token.head)
            if subject is None:
                continue
            if subject.lower_ in {"we", "i", "it", "they", "he", "she"} or any(
                side.party == statement.party for side in self.cast.named(subject)
            ):
                return True
        return False

    def _taken_over(self, statement: Statement, tokens: Sequence[Token]) -> Statement:
        """Give a statement without cues the issue that it points back to."""
        pointing = any(t.lemma_.lower() in _POINTING for t in tokens[:4]) and len(tokens) <= 8
        pointing = pointing or (bool(tokens) and len(tokens) <= 2 and tokens[0].lower_ in _PRONOUNS)
        if not pointing or self.last is None or statement.status == "hypothetical":
            return statement
        issue, sign, _ = self.last
        against = statement.stance in {"refuse", "oppose"}
        if statement.party == self.last[2] and against:
            return statement  # nobody rejects what it has asked for itself
        agreed = statement.stance in {"accept", "support"}
        own = statement.nested_in is None
        turned = -sign if against else sign if agreed else 0
        low, high = span_on_scale(turned if statement.party else 0, own=own, yields=statement.stance == "accept")
        position = Position(issue=issue, holder=statement.party, low=low, high=high, own=own, cue=statement.content[0])
        return statement.model_copy(update={"issue": issue, "positions": (position,)})


def _bare_threat(statement: Statement, row: Sequence[Token]) -> bool:
    """Tell whether somebody only threatens what it may not want: "would be suspended if the shelling resumed"."""
    return statement.stance == "threaten" and any(token.lower_ in CONDITIONS for token in row)


def _to_the_point(statement: Statement, row: Sequence[Token], hit: Hit) -> bool:
    """Tell whether a bare cue is what somebody wants or rejects: in a short sentence, and no charge that it denies."""
    charge = statement.stance in {"oppose", "refuse"} and any(token.lemma_.lower() in _CHARGES for token in row)
    sentence = next((t.sent for t in row if t.i == hit.first), None)
    near = [t for t in row if sentence is None or sentence.start <= t.i < sentence.end]
    return len(near) <= LONGEST_PLAIN and not charge
