"""Set phrases that place a party at a table or away from it: "looked on", "no chair for X", "in the chair".

The phrases stand in ``lexicons/seat_cues.yaml``. They are found by words, in whatever tree the parser makes of them;
the tree serves only to find who bears the seat. Each is weaker than a pattern over the tree (`seat_patterns`), and
counts only where the document speaks of talks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import SAYING, SELF, modal
from talleyrand.evidence.event_sides import is_passive, objects, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.phrases import Phrases, governor, negated
from talleyrand.evidence.records import SeatKind
from talleyrand.evidence.seat_phrases import Claim, conditional, denied, former, named, of_talks, official, talks_at
from talleyrand.evidence.seat_teams import of_whom
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Bearer = Literal["subject", "team", "object", "after", "before", "inside", "owner"]
_NEAR = 5
_AHEAD = frozenset(
    {"threaten", "refuse", "decline", "want", "plan", "consider", "ask", "vow", "offer", "hope", "try", "prepare"}
    | {"petition", "apply", "request", "beg", "seek", "demand", "plead", "press", "push", "wish", "like", "expect"}
)
_BY = frozenset({"of", "from", "by"})
_DONE = frozenset({"left"})
"""Seats that nobody has by what he may do: "would walk away" is a threat."""


@dataclass(frozen=True)
class Cue:
    """What a phrase of the lexicon tells of: the seat, who bears it, and when it does not count."""

    seat: SeatKind
    who: Bearer
    positive: bool
    active: bool
    passive: bool
    plain: bool
    settled: bool
    rule: str


@cache
def _cues() -> Phrases[Cue]:
    """Return the phrases of the lexicon with what each tells of."""
    found: list[tuple[str, Cue]] = []
    for entry in lexicon("seat_cues")["cues"]:
        for phrase in entry["words"]:
            rule = entry.get("rule", "phrase")
            cue = Cue(
                seat=entry["seat"],
                who=entry["who"],
                positive=phrase.startswith("!"),
                active=bool(entry.get("active")),
                passive=bool(entry.get("passive")),
                plain=bool(entry.get("plain")),
                settled=entry["seat"] in _DONE or rule == "back",
                rule=rule,
            )
            found.append((phrase.removeprefix("!"), cue))
    return Phrases.of(found)


def cued(cast: Cast) -> Iterator[Claim]:
    """Yield what the set phrases of a document say of who sits where, in the order of its words.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> text = "Chad and Sudan met in Doha for talks. Libya could only look on."
    >>> records = read(Document(sha256="0" * 64, text=text), load()).records
    >>> [(r.party, r.seat) for r in records if r.type == "seat" and r.by.name == "seats: phrase"]
    [('LBY', 'out')]
    """
    for span, cue in _told(cast.reading.doc):
        yield from _claimed(cast, cue, span)


@lru_cache(maxsize=1)
def _told(doc: Doc) -> tuple[tuple[Span, Cue], ...]:
    """Return the phrases that hold, whoever bears them; kept, since claims are asked for before and after the talks."""
    cues = _cues()
    return tuple((span, cue) for sentence in doc.sents for span, cue in cues.find(sentence) if _holds(cue, span))


def _claimed(cast: Cast, cue: Cue, span: Span) -> Iterator[Claim]:
    for side in _bearers(cast, cue, span):
        if side.party and official(cast, side):
            place = _stretch(cast, span, side)
            yield Claim(side.party, cue.seat, place, cue.rule, talks_at(span[0]), _telling(span).i)


def _telling(span: Span) -> Token:
    """Return the word of a phrase that tells when: its first verb, else its first word."""
    return next((t for t in span if t.pos_ == "VERB"), span[0])


def _holds(cue: Cue, span: Span) -> bool:
    """Tell whether a phrase says what it seems to: no mere case, not undone by a negation, in the voice it needs."""
    verb = _head(span)
    if conditional(span.root) or former(span.root) or (cue.positive and negated(span)):
        return False
    if verb is not None and ((cue.active and is_passive(verb)) or (cue.passive and not _left_aside(verb))):
        return False
    if cue.positive and verb is not None and _ahead(verb):
        return False
    if cue.seat == "refused" and verb is not None and verb.dep_ == "xcomp" and is_passive(verb.head):
        return False  # who "was asked to stay away" refuses nothing
    if cue.seat == "mediator" and span[-1].tag_ == "TO":
        return False  # "brought an offer to stay" carries nothing to anybody
    if cue.plain and verb is not None and (verb.tag_ == "VBG" or _while(verb)):
        return False
    away = cue.seat == "refused" and span[-1].lower_ == "away"
    if ((cue.seat == "left" and cue.rule != "body") or away) and not _from_talks(span):
        return False
    if not cue.settled or verb is None:
        return True
    maybe = modal(verb) not in (
        {None, "will"} if cue.rule == "back" else {None}
    )  # who will sit down again has not left
    return not (maybe or negated(span) or _ahead(verb) or denied(verb))


def _head(span: Span) -> Token | None:
    """Return the verb of a phrase: its first word, where that is one, in whatever place the parser puts it."""
    return span[0] if span[0].pos_ == "VERB" else governor(span)


def _ahead(verb: Token) -> bool:
    """Tell whether an act is only threatened, asked for or planned: "threatens to quit"."""
    return verb.dep_ == "xcomp" and verb.head.lemma_ in _AHEAD


def _left_aside(verb: Token) -> bool:
    """Tell whether somebody is not asked in, rather than not asked for something ("had not been asked to pay")."""
    other = any(c.dep_ in {"xcomp", "ccomp"} and c.i > verb.i and c.lemma_ not in _COMES for c in children(verb))
    return is_passive(verb) and not other


_COMES = frozenset(
    {"join", "attend", "participate", "come", "take", "sit", "send", "speak", "address", "enter", "listen", "observe"}
)


def _while(verb: Token) -> bool:
    """Tell whether a clause says what somebody looks on at: "looked on as the buses crossed"."""
    clauses = (c for c in children(verb) if c.dep_ == "advcl")
    return any(
        m.lower_ in {"as", "while", "when"} for c in clauses for m in children(c) if m.dep_ in {"mark", "advmod"}
    )


def _from_talks(span: Span) -> bool:
    """Tell whether what follows "walked out of" or "recalled from" can be talks: "of the bloc" is none."""
    after = span.doc[span.end : min(span.end + 2, span.sent.end)]
    prep = next((t for t in (span[-1], *after) if t.lower_ in {"of", "from"}), None)
    thing = next((w for w in children(prep) if w.dep_ == "pobj"), None) if prep is not None else None
    return thing is None or of_talks(thing)


def _bearers(cast: Cast, cue: Cue, span: Span) -> tuple[Side, ...]:
    if cue.who == "inside":
        return tuple(side for token in span if (side := cast.side(token)) and side.party)[-1:]
    if cue.who in {"after", "before"}:
        return _beside(cast, span, cue.who == "after")
    if cue.who == "owner":
        sides = cast.owners(span[0]) or of_whom(cast, span[0], _BY)
        return tuple(side for side in sides if cue.rule == "request" or span.doc[side.word].pos_ != "PRON")
    verb = _head(span) or span.root
    if cue.who == "object":
        return next((sides for thing in objects(verb) if (sides := cast.named(thing))), ())
    subject = surface_subject(verb)
    if subject is None or (cue.who == "team" and subject.lemma_.lower() not in lexicon("seat_cues")["delegates"]):
        return ()
    return named(cast, subject) or _reporter(cast, verb, subject) or _joined_above(cast, verb)


def _joined_above(cast: Cast, verb: Token) -> tuple[Side, ...]:
    """Return whose clause another is joined to, too low: "Chad insists that the line run west, and was not there"."""
    above = verb.head
    if verb.dep_ != "conj" or above.dep_ != "ccomp" or above.head.pos_ != "VERB":
        return ()
    teller = surface_subject(above.head)
    return cast.named(teller) if teller is not None else ()


def _reporter(cast: Cast, verb: Token, subject: Token) -> tuple[Side, ...]:
    """Return who says of himself what a clause says: "Britain and Germany said that they could live with it"."""
    above = next((t for t in verb.ancestors if t.lemma_ in SAYING), None) if subject.lower_ in SELF else None
    teller = surface_subject(above) if above is not None else None
    return cast.named(teller) if teller is not None and teller != subject else ()


def _beside(cast: Cast, span: Span, after: bool) -> tuple[Side, ...]:
    """Return the party that stands right behind a phrase, or right before it."""
    doc = span.doc
    behind = doc[span.end : min(span.end + _NEAR, span.sent.end)]
    first = span.start - 1 if span.start and doc[span.start - 1].text == "," else span.start
    before = doc[max(span.sent.start, first - 2) : first]
    for token in behind if after else reversed(list(before)):
        if side := cast.side(token):
            return (after and cast.named(token)) or (side,)
        if token.is_punct or token.pos_ in {"VERB", "AUX"}:
            break
    return ()


def _stretch(cast: Cast, span: Span, side: Side) -> tuple[int, int]:
    """Return the code points from the party's words to the phrase, both included."""
    doc, mention = span.doc, cast.by_token.get(side.word)
    start, end = doc[min(span.start, side.word)].idx, span[-1].idx + len(span[-1].text)
    word = doc[side.word]
    first, last = (mention.start, mention.end) if mention else (word.idx, word.idx + len(word.text))
    return min(start, first), max(end, last)
