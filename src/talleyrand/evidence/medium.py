"""To whom and through what: the addressee and the medium of an utterance."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.syntax import phrase, place
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Place = tuple[int, int]

_THROUGH = frozenset({"in", "on", "via", "by", "through", "at", "during", "over", "to", "with"})
_NO_OCCASION = frozenset({"call", "text", "paper", "book", "report", "address", "site", "note", "remark"})


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon("carriers")[name].split())


def is_outlet(noun: Token) -> bool:
    """Tell whether a noun phrase names a newspaper, an agency, a broadcaster or the media at large."""
    words = [w.lower_ for w in noun.subtree if w.dep_ in ("compound", "amod", "nmod") and abs(w.i - noun.i) < 6]
    own = noun.lower_
    if own in _words("outlet_names") or (
        own in _words("outlets") and own not in ("agency", "agencies", "service", "network", "channel")
    ):
        return True
    if own in _words("outlets"):
        return any(w in ("news", "state", "press", "television", "wire") for w in words)
    return noun.pos_ == "PROPN" and any(w in _words("outlet_names") or w in ("news", "daily") for w in words)


def carriers(doc: Doc, attribution: Attribution) -> tuple[Place | None, Place | None]:
    """Return the places of the addressee and of the medium, each None where the words name none.

    *told reporters* has an addressee, *told Reuters*, *said via email* and *wrote in a note to clients* have a medium;
    *an official who spoke to Reuters said* has one, too.
    """
    addressee, medium = _around_cue(doc, attribution)
    if medium is None and attribution.source_head is not None:
        medium = _spoke_to(doc[attribution.source_head])
    return addressee, medium


def _around_cue(doc: Doc, attribution: Attribution) -> tuple[Place | None, Place | None]:
    verb = doc[attribution.head]
    addressee = medium = None
    for noun, preposition in _companions(verb):
        opens = preposition is None and attribution.content[0][0] <= noun.left_edge.idx <= attribution.content[0][0] + 1
        if (attribution.holds(noun.idx) and not opens) or noun.i == attribution.source_head:
            continue
        words = _name(doc, noun)
        if preposition is None or preposition == "to":
            if not opens and (is_outlet(noun) or _is_paper(noun) or noun.lemma_.lower() in _words("gatherings")):
                medium = medium or words
            elif addressee is None and _can_listen(noun):
                addressee = words
        elif medium is None and _is_occasion(noun, preposition):
            medium = words
            if addressee is None and (listener := _listener(noun)) is not None:
                addressee = place(doc, *phrase(listener))
    return addressee, medium


def _name(doc: Doc, noun: Token) -> Place:
    """Return a listener's or a channel's words, without a relative clause or what it is praised or warned for."""
    first, last = phrase(noun)
    for other in noun.rights:
        if other.dep_ in ("relcl", "acl", "appos") or (other.dep_ == "prep" and other.lower_ in ("for", "against")):
            last = min(last, other.left_edge.i - 1)
    while last > noun.i and doc[last].is_punct:
        last -= 1
    return place(doc, first, max(last, noun.i))


def _is_paper(noun: Token) -> bool:
    """Tell whether a name with an article is a publication's ("told the Courier"): no state, person or office."""
    article = any(c.dep_ == "det" and c.lower_ == "the" for c in noun.lefts)
    return (
        noun.pos_ == "PROPN"
        and article
        and noun.ent_type_ in ("ORG", "WORK_OF_ART", "PRODUCT")
        and (noun.head.lemma_ == "tell" and noun.lower_ not in _words("bodies"))
    )


def _spoke_to(source: Token) -> Place | None:
    """Return the outlet of *an official, who spoke to Reuters on condition of anonymity*."""
    for clause in source.rights:
        if clause.dep_ not in ("relcl", "acl") or clause.lemma_ not in ("speak", "talk", "write"):
            continue
        for preposition in clause.rights:
            noun = next((c for c in children(preposition) if c.dep_ == "pobj"), None)
            if (
                preposition.dep_ == "prep"
                and preposition.lower_ in ("to", "with", "for")
                and noun is not None
                and is_outlet(noun)
            ):
                return _name(source.doc, noun)
    return None


def _companions(verb: Token) -> Iterator[tuple[Token, str | None]]:
    """Yield the nouns around a cue that may name a listener or a channel, with their preposition."""
    for other in children(verb):
        if other.dep_ in ("dobj", "dative") and other.pos_ != "ADP" and verb.lemma_ in _words("tells"):
            yield other, None
        elif other.dep_ in ("prep", "dative", "agent") and other.pos_ == "ADP" and other.lower_ in _THROUGH:
            for noun in children(other):
                if noun.dep_ in ("pobj", "pcomp") and noun.pos_ in ("NOUN", "PROPN", "PRON"):
                    yield noun, other.lower_
    for other in children(verb):  # "urged Brussels to sign": the parse makes the listener the infinitive's subject
        if other.dep_ in ("ccomp", "xcomp") and verb.lemma_ in _words("tells"):
            inner = next((c for c in other.lefts if c.dep_ == "nsubj"), None)
            if inner is not None and any(c.lower_ == "to" and c.dep_ == "aux" for c in other.lefts):
                yield inner, None


def _can_listen(noun: Token) -> bool:
    return noun.pos_ in ("NOUN", "PROPN", "PRON") and noun.lower_ not in ("that", "this", "it", "what", "which")


def _is_occasion(noun: Token, preposition: str) -> bool:
    if is_outlet(noun):
        return preposition in ("in", "on", "via", "through", "with")
    lemma = noun.lemma_.lower()
    if lemma not in _words("occasions"):
        return False
    return lemma not in _NO_OCCASION or preposition in ("in", "on", "via", "by", "through")


def _listener(noun: Token) -> Token | None:
    """Return "clients" of *a note to clients*."""
    for preposition in noun.rights:
        if preposition.dep_ == "prep" and preposition.lower_ == "to":
            return next((c for c in children(preposition) if c.dep_ == "pobj"), None)
    return None


def reported_through(doc: Doc, attribution: Attribution) -> Place | None:
    """Return the outlet of *…, X said, according to state news agencies*, in the sentence of the cue."""
    sent = doc[attribution.head].sent
    for token in doc[attribution.head + 1 : min(sent.end, attribution.head + 40)]:
        if token.lower_ == "according" and not attribution.holds(token.idx) and token.i + 1 < sent.end:
            source = next((c for c in children(doc[token.i + 1]) if c.dep_ == "pobj"), None)
            if source is not None and is_outlet(source):
                return _name(doc, source)
    return None
