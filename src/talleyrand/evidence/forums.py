"""Standing bodies as negotiations: who sits in the Security Council, where a report says who votes or drafts there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.records import SeatKind
from talleyrand.evidence.seat_phrases import Claim
from talleyrand.evidence.talk_found import Talks
from talleyrand.evidence.talk_mentions import weight_of
from talleyrand.evidence.talk_sides import stretch
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

_VOTES = frozenset({"veto", "vote", "abstain"})
_DRAFTS = frozenset({"write", "draft", "table", "sponsor", "circulate"})
_PAPERS = frozenset({"text", "draft", "resolution"})
_SEATS = frozenset({"veto", "member", "seat"})


def forums(cast: Cast) -> Iterator[tuple[Talks, list[Claim]]]:
    """Yield the bodies of which the document names a member, with the claims that make them so."""
    for name, entry in lexicon("seats")["forums"].items():
        places = _named(cast, name)
        claims = list(_members(cast, places)) if places else []
        if not any(c.seat == "in" for c in claims):
            continue
        talks = Talks(forum=entry["title"])
        for first, last in places:
            doc = cast.reading.doc
            talks.mentions.append((doc[first].idx, doc[last].idx + len(doc[last].text)))
            talks.score += weight_of(cast, doc[last])
        yield talks, claims


def _named(cast: Cast, name: str) -> list[tuple[int, int]]:
    """Return the tokens of the mentions of a body by its name."""
    words = name.split()
    if words[0] not in cast.reading.document.text:
        return []
    row = [token.text for token in cast.reading.doc]
    many = len(words)
    return [(i, i + many - 1) for i in range(len(row) - many + 1) if row[i : i + many] == words]


def _members(cast: Cast, places: list[tuple[int, int]]) -> Iterator[Claim]:
    document = cast.reading.document
    short = cast.reading.doc[places[0][1]].text
    here = [t.idx for t in cast.reading.doc if t.text == short]
    paragraphs = {document.paragraph_of(at) for at in here}
    for verb in cast.reading.doc:
        if verb.pos_ not in {"VERB", "AUX"} or document.paragraph_of(verb.idx) not in paragraphs:
            continue
        if (seat := _seat(verb, {last for _, last in places})) is None:
            continue
        subject = surface_subject(verb)
        sides = [*cast.named(subject), *(_helpers(cast, verb))] if subject is not None else []
        for side in sides:
            if side.party and not (side.actor and side.actor.kind == "organisation"):
                yield Claim(side.party, seat, stretch(cast, verb, side), f"forum {verb.lemma_}", None, verb.i)


def _helpers(cast: Cast, verb: Token) -> Iterator[Side]:
    """Yield who drafts together with the subject: "the United States wrote the text with Panama"."""
    if verb.lemma_ in _DRAFTS:
        for prep in (p for holder in (verb, *children(verb)) for p in children(holder)):
            if prep.lower_ == "with":
                for word in children(prep):
                    yield from cast.named(word)


def _seat(verb: Token, council: set[int]) -> SeatKind | None:
    """Return what a verb says of its subject: it votes or holds a veto there, or is no member."""
    things = {w.lemma_.lower() for c in children(verb) if c.dep_ in {"dobj", "attr"} for w in (c, *children(c))}
    if verb.lemma_ in _VOTES or (verb.lemma_ in _DRAFTS and things & _PAPERS):
        return None if _denied(verb) else "in"
    if verb.lemma_ in {"be", "have", "hold"} and things & _SEATS and _at(verb, council):
        return "out" if _denied(verb) else "in"
    if verb.lemma_ in {"sit", "serve"} and _at(verb, council):
        return "in"
    there = verb.lemma_ == "be" and any(c.lower_ == "there" and c.dep_ in {"advmod", "attr"} for c in children(verb))
    return "in" if there and any(verb.sent.start <= i < verb.i for i in council) else None


def _at(verb: Token, council: set[int]) -> bool:
    """Tell whether the body stands below a verb, by its name or as "the Council"."""
    return any(t.i in council or t.lower_ == "council" for t in verb.subtree)


def _denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in children(verb))
