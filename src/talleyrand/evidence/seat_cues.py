"""Set phrases that place a party at a table or away from it: "looked on", "no chair for X", "in the chair".

The phrases stand in ``lexicons/seat_cues.yaml``. They are found by words, in whatever tree the parser makes of them;
the tree serves only to find who bears the seat. Each is weaker than a pattern over the tree (`seat_patterns`), and
counts only where the document speaks of talks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import modal
from talleyrand.evidence.event_sides import is_passive, objects, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.phrases import Phrases, governor, negated
from talleyrand.evidence.records import SeatKind
from talleyrand.evidence.seat_phrases import Claim, conditional, talks_at

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Bearer = Literal["subject", "team", "object", "after", "before"]
_NEAR = 5
_DONE = frozenset({"left"})
"""Seats that nobody has by what he may do: "would walk away" is a threat."""


@dataclass(frozen=True)
class Cue:
    """What a phrase of the lexicon tells of: the seat, who bears it, and when it does not count."""

    seat: SeatKind
    who: Bearer
    positive: bool
    active: bool
    settled: bool


@cache
def _cues() -> Phrases[Cue]:
    """Return the phrases of the lexicon with what each tells of."""
    found: list[tuple[str, Cue]] = []
    for entry in lexicon("seat_cues")["cues"]:
        for phrase in entry["words"]:
            flags = phrase.startswith("!"), bool(entry.get("active")), entry["seat"] in _DONE
            found.append((phrase.removeprefix("!"), Cue(entry["seat"], entry["who"], *flags)))
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
    cues = _cues()
    for sentence in cast.reading.doc.sents:
        for span, cue in cues.find(sentence):
            if _holds(cue, span):
                yield from _claimed(cast, cue, span)


def _claimed(cast: Cast, cue: Cue, span: Span) -> Iterator[Claim]:
    for side in _bearers(cast, cue, span):
        if side.party:
            yield Claim(side.party, cue.seat, _stretch(cast, span, side), "phrase", talks_at(span[0]), span.start)


def _holds(cue: Cue, span: Span) -> bool:
    """Tell whether a phrase says what it seems to: no mere case, not undone by a negation, in the voice it needs."""
    verb = governor(span)
    if conditional(span.root) or (cue.positive and negated(span)):
        return False
    if cue.active and verb is not None and is_passive(verb):
        return False
    return not (cue.settled and verb is not None and (modal(verb) or negated(span)))


def _bearers(cast: Cast, cue: Cue, span: Span) -> tuple[Side, ...]:
    if cue.who in {"after", "before"}:
        return _beside(cast, span, cue.who == "after")
    verb = governor(span)
    if verb is None:
        return ()
    if cue.who == "object":
        return next((sides for thing in objects(verb) if (sides := cast.named(thing))), ())
    subject = surface_subject(verb)
    if subject is None or (cue.who == "team" and subject.lemma_.lower() not in lexicon("seat_cues")["delegates"]):
        return ()
    return cast.named(subject)


def _beside(cast: Cast, span: Span, after: bool) -> tuple[Side, ...]:
    """Return the party that stands right behind a phrase, or right before it."""
    doc = span.doc
    behind = doc[span.end : min(span.end + _NEAR, span.sent.end)]
    before = doc[max(span.sent.start, span.start - 2) : span.start]
    for token in behind if after else reversed(list(before)):
        if side := cast.side(token):
            return (side,)
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


def delegations(cast: Cast) -> Iterator[Claim]:
    """Yield the parties whose delegation or negotiators a document names: they sit, unless it says otherwise.

    Examples
    --------
    "The Chilean delegation tabled a draft", "Chad's chief negotiator": CHL and TCD are in.
    """
    present = frozenset(lexicon("seat_cues")["present"])
    for token in cast.reading.doc:
        if token.lemma_.lower() in present and token.pos_ == "NOUN" and token.dep_ != "compound":
            for side in cast.owners(token) or _of(cast, token):
                if side.party:
                    doc = token.doc
                    first, last = sorted((token.i, side.word))
                    place = (doc[first].idx, doc[last].idx + len(doc[last].text))
                    yield Claim(side.party, "in", place, "delegation", talks_at(token), token.i)


def _of(cast: Cast, noun: Token) -> tuple[Side, ...]:
    for prep in noun.children:
        if prep.lower_ in {"of", "from"}:
            for word in prep.children:
                if sides := cast.named(word):
                    return sides
    return ()
