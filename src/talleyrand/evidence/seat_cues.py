"""Set phrases that place a party at a table or away from it: "looked on", "no chair for X", "in the chair".

The phrases stand in ``lexicons/seat_cues.yaml``. They are found by words, in whatever tree the parser makes of them;
the tree serves only to find who bears the seat. Each is weaker than a pattern over the tree (`seat_patterns`), and
counts only where the document speaks of talks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import modal
from talleyrand.evidence.event_sides import is_passive, objects, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.records import SeatKind
from talleyrand.evidence.seat_phrases import Claim, conditional, talks_at

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Bearer = Literal["subject", "team", "object", "after", "before"]
_GAP = 3
_NEAR = 5
_DONE = frozenset({"left"})
"""Seats that nobody has by what he may do: "would walk away" is a threat."""
_NEGATIONS = frozenset({"no", "not", "nobody", "none", "neither", "never", "nor", "without"})


@dataclass(frozen=True)
class Cue:
    """One phrase of the lexicon: the seat that it tells of, who bears it, its words, and when it does not count."""

    seat: SeatKind
    who: Bearer
    words: tuple[frozenset[str], ...]
    positive: bool
    active: bool
    settled: bool


_ANY: frozenset[str] = frozenset({"*"})


@cache
def _cues() -> Mapping[str, tuple[Cue, ...]]:
    """Return the phrases by each lemma that can open them."""
    found: dict[str, list[Cue]] = {}
    for entry in lexicon("seat_cues")["cues"]:
        for phrase in entry["words"]:
            words = tuple(frozenset(word.split("|")) for word in phrase.removeprefix("!").split())
            flags = phrase.startswith("!"), bool(entry.get("active")), entry["seat"] in _DONE
            cue = Cue(entry["seat"], entry["who"], words, *flags)
            for lemma in sorted(words[0]):
                found.setdefault(lemma, []).append(cue)
    return {lemma: tuple(cues) for lemma, cues in found.items()}


def _end(lemmas: Sequence[str], at: int, words: Sequence[frozenset[str]]) -> int | None:
    """Return where a phrase ends that begins at a token, or None where it does not stand there."""
    for place, word in enumerate(words):
        if word is _ANY or word == _ANY:
            ends = (_end(lemmas, at + gap, words[place + 1 :]) for gap in range(_GAP + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(lemmas) or lemmas[at] not in word:
            return None
        at += 1
    return at


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
    doc, cues = cast.reading.doc, _cues()
    for sentence in doc.sents:
        lemmas = [token.lemma_.lower() for token in sentence]
        for first, lemma in enumerate(lemmas):
            for cue in cues.get(lemma, ()):
                last = _end(lemmas, first, cue.words)
                if last is not None and _holds(cue, sentence[first:last]):
                    yield from _claimed(cast, cue, sentence[first:last])


def _claimed(cast: Cast, cue: Cue, span: Span) -> Iterator[Claim]:
    for side in _bearers(cast, cue, span):
        if side.party:
            yield Claim(side.party, cue.seat, _stretch(cast, span, side), "phrase", talks_at(span[0]), span.start)


def _holds(cue: Cue, span: Span) -> bool:
    """Tell whether a phrase says what it seems to: no mere case, not undone by a negation, in the voice it needs."""
    verb = _verb(span)
    if conditional(span.root) or (cue.positive and _negated(span)):
        return False
    if cue.active and verb is not None and is_passive(verb):
        return False
    return not (cue.settled and verb is not None and (modal(verb) or _negated(span)))


def _bearers(cast: Cast, cue: Cue, span: Span) -> tuple[Side, ...]:
    if cue.who in {"after", "before"}:
        return _beside(cast, span, cue.who == "after")
    verb = _verb(span)
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


def _verb(span: Span) -> Token | None:
    """Return the verb that heads a phrase, or stands above it."""
    verb = next((t for t in (span.root, *span.root.ancestors) if t.pos_ in {"VERB", "AUX"}), None)
    if verb is not None and verb.dep_ in {"aux", "auxpass"}:
        return verb.head
    return verb


def _negated(span: Span) -> bool:
    verb = _verb(span) or span.root
    return any(t.lower_ in _NEGATIONS or t.dep_ == "neg" for t in (*span, *verb.children))


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
