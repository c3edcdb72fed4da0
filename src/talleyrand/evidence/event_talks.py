"""Talks told by their own verbs: "talks between A and B opened", "a second session ran until two", "a third follows".

The noun for the talks is the subject of a verb of phase (or the object of one: "resumed a wrangle"). Its sides are
those that it names, else the parties of the main talks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import Act, search, source_of, without
from talleyrand.evidence.event_near import nearest_party
from talleyrand.evidence.event_nouns import both_sides
from talleyrand.evidence.event_sides import is_passive, objects, slot, surface_subject
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

TALKS = frozenset({
    "talk", "negotiation", "round", "session", "meeting", "summit", "consultation", "discussion", "dialogue", "parley",
    "conversation", "bargaining", "haggling", "haggle", "wrangle", "wrangling", "tussle", "plenary", "deliberation",
    "encounter", "sitting", "huddle", "tug-of-war", "mediation", "conference", "arbitration",
})  # fmt: skip
"""Nouns for talks."""
_ORDINALS = frozenset({
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "next", "another",
})  # fmt: skip
_RUN = frozenset({
    "open", "reopen", "begin", "start", "restart", "resume", "reconvene", "continue", "run", "last", "stretch", "drag",
    "enter", "adjourn", "end", "conclude", "close", "finish", "follow", "proceed", "move", "take", "wind", "wrap", "go",
    "get", "come", "recommence", "commence", "happen", "occur", "reach", "break", "spill", "extend",
})  # fmt: skip
"""What talks do."""
_SET = frozenset({
    "hold", "schedule", "set", "plan", "pencil", "slate", "expect", "fix", "arrange", "resume", "reopen", "adjourn",
    "reconvene", "conclude", "convene", "book", "restart", "pick", "open", "close", "extend", "launch", "stage",
})  # fmt: skip
"""What is done to talks."""
_LEADS = {
    "take": {"place"}, "get": {"way", "underway", "going"}, "come": {"end", "close", "conclusion"},
    "go": {"day", "hour", "round", "week", "night", "on", "ahead"}, "reach": {"day", "hour", "stage", "end"},
    "break": {"up", "until", "for"}, "enter": {"day", "hour", "week", "round", "phase", "stage", "night"},
    "move": {"to"}, "wind": {"up"}, "wrap": {"up"}, "pick": {"up"}, "extend": {"day", "hour", "week"},
}  # fmt: skip
"""Verbs that tell of talks only with one of these words."""
_UNDER = frozenset({"underway", "way", "due", "progress", "session", "day", "hour", "recess"})
_REACH = 40


def convened(cast: Cast, verb: Token, told: Sequence[Act] = ()) -> Act | None:
    """Return the meeting that a verb of phase tells of, or None.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> report = Document(sha256="0" * 64, text="The haggling of Chad and Niger over cattle dragged on in Zinder.")
    >>> [(e.plover, e.source[0].party, e.target[0].party) for e in read(report, load()).records if e.type == "event"]
    [('CONSULT', 'TCD', 'NER')]
    """
    noun = None if _imagined(verb) else _talks_of(verb)
    if noun is None:
        return None
    source, target = _sides(cast, noun)
    if not source and noun in objects(verb):
        source = source_of(cast, verb)
        target = search(cast, verb, ("prep:with", "prep:between"), source)
        if len(source) == 1 and not target:
            target = cast.opposite(source[0])
    if not source and _of_nobody(cast, noun):
        pair = slot(cast, noun, "pair") or _lately(told) or _named_together(cast, noun)
        source, target = pair[:1], pair[1:]
    if not source or not (target or len(source) > 1):
        return None
    absorbed = frozenset({noun.i, *(w.i for w in noun.subtree if w.lemma_.lower() in TALKS)})
    return Act(verb, "CONSULT", source, target, noun, absorbed - {verb.i}, "talks", joint=True)


def _imagined(verb: Token) -> bool:
    """Tell whether a verb tells only what might be: "would end the talks", "for the talks to drag on"."""
    words = {c.lower_ for c in children(verb) if c.dep_ == "aux"}
    if words & {"would", "could", "might", "may", "should", "can"}:
        return True
    return "to" in words and verb.head.lemma_ not in {"be", "set", "schedule", "plan", "agree", "expect", "decide"}


def _talks_of(verb: Token) -> Token | None:
    """Return the noun for talks of which a verb tells a phase."""
    lemma = verb.lemma_.lower()
    if lemma == "be":
        subject = surface_subject(verb)
        near = {c.lower_ for c in children(verb)} | {w.lower_ for c in children(verb) for w in children(c)}
        return subject if subject is not None and _for_talks(subject) and near & _UNDER else None
    passive = is_passive(verb)
    if lemma not in (_SET if passive else _RUN | _SET):
        return None
    if not passive and (thing := next((o for o in objects(verb) if _talks(o)), None)) is not None:
        return thing if lemma in _SET or lemma in {"begin", "start", "restart", "continue", "finish", "end"} else None
    needed = _LEADS.get(lemma)
    if needed and not any(w.lemma_.lower() in needed or w.lower_ in needed for w in verb.subtree):
        return None
    subject = surface_subject(verb)
    if subject is None:  # "Haggling between A and B dragged on": a participle to the parser
        subject = next((c for c in children(verb) if c.tag_ == "VBG" and c.i < verb.i), None)
    if subject is None or (not passive and lemma not in _RUN):
        return None
    return subject if _for_talks(subject) else None


def _for_talks(noun: Token) -> bool:
    """Tell whether a noun is talks, or an ordinal that stands for one ("a third follows") behind a noun for talks."""
    if _talks(noun):
        return not any(c.dep_ == "det" and c.lower_ in {"no", "any", "every", "each", "such"} for c in children(noun))
    if noun.lower_ not in _ORDINALS:
        return False
    before = noun.doc[max(0, noun.i - _REACH) : noun.i]
    return any(_talks(w) for w in before)


def _talks(word: Token) -> bool:
    return word.lemma_.lower() in TALKS or word.lower_.removesuffix("s") in TALKS


def _sides(cast: Cast, noun: Token) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """Return the sides that the words for talks name, also at "rounds of talks with B"."""
    inner = [w for c in children(noun) if c.lower_ == "of" for w in children(c) if w.lemma_.lower() in TALKS]
    for word in (noun, *inner):
        source, target = both_sides(cast, word)
        if source:
            return source, target
    for word in (noun, *inner):
        if partner := _partner(cast, word):
            other = cast.opposite(partner[0]) or nearest_party(cast, noun, partner)
            return (without(other, partner), partner) if other else ((), ())
        held = [c for c in children(word) if c.lower_ == "of" for w in children(c) if len(cast.named(w)) > 1]
        if held:
            both = cast.named(next(iter(children(held[0]))))
            return both[:1], both[1:]
    return (), ()


def _partner(cast: Cast, noun: Token) -> tuple[Side, ...]:
    for prep in children(noun):
        if prep.lower_ in {"with", "between"}:
            for word in children(prep):
                if sides := cast.named(word):
                    return sides
    return ()


def _lately(told: Sequence[Act]) -> tuple[Side, ...]:
    """Return between whom the last meeting told was."""
    for act in reversed(told):
        sides = {side.key: side for side in (*act.source, *act.target) if side.party}
        if act.plover == "CONSULT" and len(sides) > 1:
            return tuple(sides.values())
    return ()


def _named_together(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return the two states last named in one breath: "Peru and Bolivia quarrel again. A second session ran …"."""
    doc = noun.doc
    for word in reversed(doc[max(0, noun.i - _REACH) : noun.i]):
        one, other = cast.side(word.head), cast.side(word)
        if word.dep_ == "conj" and one and other and one.party and other.party and one.key != other.key:
            return one, other
    return ()


def _of_nobody(cast: Cast, noun: Token) -> bool:
    """Tell whether talks that name nobody can be the main ones: they are neither "separate" nor "with" others."""
    words = {c.lower_ for c in children(noun)}
    if words & {"with", "between", "separate", "other", "bilateral", "internal", "parallel", "by"}:
        return False
    return not any(cast.side(w) for c in children(noun) if c.i < noun.i for w in c.subtree)
