"""Set phrases that are acts: "showed four envoys the door", "turned a deaf ear", "drew a rebuke from Ankara".

The phrases stand in ``lexicons/event_cues_words.yaml`` and ``event_cues_deeds.yaml``. A document is searched once, by
the first word of each, so that their number costs no time; a verb that heads a phrase is then read as the phrase's act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import Act, build, search, source_of
from talleyrand.evidence.event_context import ABOUT
from talleyrand.evidence.event_echoes import echoed
from talleyrand.evidence.event_frames import Frames
from talleyrand.evidence.event_sides import complements, is_passive, objects, slot
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.phrases import NEGATIONS, Phrases, forms, governor
from talleyrand.evidence.records import Plover
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_PLACES = (
    "object",
    "dative",
    "clause",
    *(f"prep:{p}" for p in ("with", "to", "against", "on", "at", "between", "from")),
)
_TARGETS = (*_PLACES, "prep:for", "prep:of", "prep:by", "prep:over", "prep:in", "prep:into", "deep")


@dataclass(frozen=True)
class Cue:
    """What a phrase stands for; see the head of ``event_cues_words.yaml``."""

    plover: Plover
    swap: bool = False
    joint: bool = False
    crowd: bool = False
    lone: bool = False
    words: frozenset[str] = frozenset()
    """Every word that stands in it, so that a verb in one of its gaps is known not to head it."""


@dataclass(frozen=True)
class Cued:
    """A phrase as it stands in a text: its meaning, and where it begins and ends."""

    cue: Cue
    first: int
    last: int


@cache
def cues() -> Phrases[Cue]:
    """Return the phrases of the lexicons, compiled once."""
    entries = [entry for name in ("event_cues_words", "event_cues_deeds") for entry in lexicon(name)["cues"]]
    return Phrases.of((str(words), _cue(entry, str(words))) for entry in entries for words in entry["words"])


def _cue(entry: Mapping[str, Any], phrase: str) -> Cue:
    flags = {key: bool(entry.get(key)) for key in ("swap", "joint", "crowd", "lone")}
    words = frozenset(some for word in phrase.split() for some in word.split("|"))
    return Cue(entry["class"], **flags, words=words)


@lru_cache(maxsize=1)
def cued(doc: Doc) -> Mapping[int, Cued]:
    """Return the longest phrase at every verb of a document that heads one; the last document's are kept."""
    found: dict[int, Cued] = {}
    for sentence in doc.sents:
        for span, cue in cues().find(sentence):
            verb = governor(span)
            if verb is None or not span.start <= verb.i < span.end or not _heads(verb, span, cue):
                continue
            held = found.get(verb.i)
            if held is None or span.end - span.start > held.last - held.first:
                found[verb.i] = Cued(cue, span.start, span.end)
    return found


def _heads(verb: Token, span: Span, cue: Cue) -> bool:
    """Tell whether a verb heads a phrase: it is none of its gaps' words, nor is "has sent back" a "have back"."""
    helped = span[0].lemma_ == "have" and span[0] != verb and span[0].head == verb
    if helped or _on_a_day(span):
        return False
    return not cue.words.isdisjoint(forms(verb.doc)[verb.i])


def _on_a_day(span: Span) -> bool:
    """Tell whether a verb with its preposition only says when: "insisted on Tuesday"."""
    last = span[-1]
    return len(span) == 2 and any(w.dep_ == "pobj" and w.ent_type_ in {"DATE", "TIME"} for w in children(last))


def by_phrase(cast: Cast, verb: Token, lexicon: Frames, told: Sequence[Act]) -> Act | None:
    """Return the act of the phrase that a verb heads, or None where it heads none or nobody is known to do it.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> report = Document(sha256="0" * 64, text="Chad showed the envoys of Niger the door.")
    >>> [(e.plover, e.source[0].party, e.target[0].party) for e in read(report, load()).records if e.type == "event"]
    [('COERCE', 'TCD', 'NER')]
    """
    phrase = cued(verb.doc).get(verb.i)
    if phrase is None:
        return None
    source, target = _swapped(cast, verb, phrase) if phrase.cue.swap else _sides(cast, verb, phrase.cue, lexicon, told)
    if not _known(source, phrase.cue):
        return None
    clauses = complements(verb) if phrase.cue.plover != "CONSULT" else []
    head = next(iter((*clauses, *objects(verb))), verb)
    below = [*_inside(verb, phrase), *complements(verb)] if phrase.cue.plover in ABOUT else []
    act = build(verb, phrase.cue.plover, source, target, head, _rule(verb, phrase), below)
    lone = phrase.cue.lone or phrase.cue.crowd or (phrase.cue.joint and len(source) > 1)
    return replace(act, joint=phrase.cue.joint, wanting=not lone) if act else None


def _rule(verb: Token, phrase: Cued) -> str:
    """Return the rule of a phrase: a refusal where it says itself what somebody will not do ("will not hear of")."""
    said = {word.lower_ for word in verb.doc[phrase.first : phrase.last]}
    return "refusal" if phrase.cue.plover == "REJECT" and said & NEGATIONS else "phrase"


def _inside(verb: Token, phrase: Cued) -> list[Token]:
    """Return the objects of the phrase's verb and what hangs on its prepositions: they are no acts of their own."""
    preps = [c for c in children(verb) if c.dep_ == "prep" and phrase.first <= c.i < phrase.last]
    return [*objects(verb), *(w for prep in preps for w in children(prep))]


def _sides(
    cast: Cast, verb: Token, cue: Cue, lexicon: Frames, told: Sequence[Act]
) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    source = source_of(cast, verb)
    places = _TARGETS if cue.plover != "CONSULT" else tuple(place for place in _TARGETS if place != "prep:in")
    target = search(cast, verb, places, source)
    if cue.joint and is_passive(verb) and not source and len(cast.pair) > 1:  # "a new session was held"
        pair = slot(cast, verb, "pair")
        return pair[:1], pair[1:]
    return source, target or echoed(cast, verb, cue.plover, source, told, lexicon)


def _swapped(cast: Cast, verb: Token, phrase: Cued) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """Return who acts, named behind the phrase, and on whom, its subject."""
    after = (cast.named(w) for w in verb.doc[phrase.last : verb.sent.end] if w.dep_ == "pobj")
    return next((sides for sides in after if sides), ()), slot(cast, verb, "subject")


def _known(source: tuple[Side, ...], cue: Cue) -> bool:
    """Tell whether a phrase has a doer for a record: a party, or a crowd where crowds do it."""
    return any(side.party for side in source) or (bool(source) and cue.crowd)
