"""Who takes part in talks, by the words around them: "A held talks with B", "the summit which A and B were to hold"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_nouns import both_sides
from talleyrand.evidence.event_sides import pobjs, surface_subject
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Place = tuple[int, int]

_OUTSIDERS = frozenset(
    {"broker", "mediate", "host", "facilitate", "arrange", "chair", "sideline", "exclude", "bar", "shut"}
    | {
        "welcome",
        "support",
        "praise",
        "bless",
        "back",
        "condemn",
        "oppose",
        "denounce",
        "fear",
        "follow",
        "watch",
        "urge",
    }
    | {
        "think",
        "say",
        "tell",
        "ask",
        "wait",
        "look",
        "hope",
        "thank",
        "pay",
        "matter",
        "expect",
        "read",
        "worry",
        "care",
    }
    | {"join", "attend", "call", "convene", "propose", "organise", "organize", "sponsor", "guarantee", "observe"}
)
"""Verbs whose subject need not take part in the talks that they speak of."""
_TO_TALKS = frozenset({"off", "up", "for", "at", "into", "from", "in", "to", "of", "after"})


def sides_of(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return who talks: what the noun says itself, else with the subject of the clause ("A held talks with B")."""
    sides = tuple(s for half in both_sides(cast, noun) for s in half if s.party)
    if len({s.party for s in sides}) > 1:
        return sides
    own = _partners(cast, noun)
    if held := _opened_by(cast, noun):
        return held
    held = _holders(cast, noun) or (_above(cast, noun, own) if own else ())
    if own:
        return (*(h for h in held if h.key not in {s.key for s in own}), *own)
    return held if len({s.party for s in held if s.party}) > 1 else ()


def against(cast: Cast, noun: Token) -> Side | None:
    """Return the party of "talks between Chad and the rebels" where the others are nobody that we know."""
    between = [w for p in ("between", "among", "with") for w in pobjs(noun, p)]
    sides = [s for word in between for s in cast.named(word)]
    known = [s for s in sides if s.party]
    return known[0] if len(sides) > 1 and len({s.party for s in known}) == 1 else None


def _partners(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return whom "talks with B" and "A's talks" name."""
    for word in (*pobjs(noun, "with"), *(c for c in noun.lefts if c.dep_ == "poss")):
        if sides := tuple(s for s in cast.named(word) if s.party):
            return sides
    return ()


def _opened_by(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return who is to hold talks by a relative clause: "the summit which A and B were to hold"."""
    for clause in children(noun):
        if clause.dep_ != "relcl" or clause.pos_ not in {"VERB", "AUX"}:
            continue
        if clause.lemma_ not in _OUTSIDERS and surface_subject(clause) != noun:
            held = tuple(s for s in doers(cast, clause) if s.party and s.word != noun.i)
            if held:
                return held
    return ()


def _holders(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return the subject of the clause that talks stand in, where its verb has it take part in them."""
    verb = _governor(noun)
    if verb is None or verb.lemma_ in _OUTSIDERS or any(c.dep_ == "neg" for c in children(verb)):
        return ()
    return tuple(s for s in doers(cast, verb) if s.party)


def _above(cast: Cast, noun: Token, partners: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return who talks with partners by the clause that theirs belongs to: "the first since talks with Chad opened"."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or verb.dep_ not in {"advcl", "pcomp", "relcl"}:
        return ()
    own = {side.party for side in partners}
    for above in verb.ancestors:
        if above.pos_ == "VERB" and above.lemma_ not in _OUTSIDERS:
            held = tuple(s for s in doers(cast, above) if s.party and s.party not in own)
            if held:
                return held
    return ()


def _governor(noun: Token) -> Token | None:
    """Return the verb that talks belong to: as its object, or below a preposition ("arrived for talks")."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ in _TO_TALKS:
        above = above.head
        if above.dep_ in {"prep", "prt", "dobj", "advmod"}:
            above = above.head  # "walked out of talks", "set a date for talks"
    elif noun.dep_ not in {"dobj", "conj", "attr"}:
        return None
    engaged = above.lemma_ == "be" and noun.head.lower_ == "in"  # "is in talks with A"
    return above if above.pos_ == "VERB" or engaged else None


def doers(cast: Cast, verb: Token) -> tuple[Side, ...]:
    """Return the parties in subject position, also where the parse has lost the first of two."""
    subject = surface_subject(verb)
    sides = cast.named(subject) if subject is not None else ()
    if len({s.party for s in sides if s.party}) > 1:
        return sides
    return _in_a_row(cast, verb) or _of_many(cast, subject) or _facing(cast, subject, sides)


def _of_many(cast: Cast, subject: Token | None) -> tuple[Side, ...]:
    """Return the parties of "envoys of A and B", where the envoys are known as those of one."""
    preps = (p for p in children(subject) if p.lower_ in {"of", "for", "from"}) if subject is not None else ()
    for prep in preps:
        for word in children(prep):
            sides = cast.named(word)
            if len({s.party for s in sides if s.party}) > 1:
                return sides
    return ()


_STATE = frozenset({"government", "state", "army", "junta", "regime", "authority", "authorities", "president"})


def _facing(cast: Cast, subject: Token | None, sides: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return the sides with the state that an armed group fights: "its envoys and those of the government met"."""
    group = next((s.actor for s in sides if s.actor and s.actor.role == "armed_group"), None)
    if group is None or subject is None or group.state is None or len({s.party for s in sides if s.party}) > 1:
        return sides
    other = next((w for w in subject.subtree if w.lemma_.lower() in _STATE and cast.side(w) is None), None)
    return (*sides, Side(None, group.state, other.i)) if other is not None else sides


_THOSE = frozenset({"those", "that"})


def _in_a_row(cast: Cast, verb: Token) -> tuple[Side, ...]:
    """Return the parties named one after another right before a verb, where the parse has lost the first of them."""
    found: dict[str, Side] = {}
    joined = False
    doc = verb.doc
    start = verb.sent.start
    while start and (start == verb.i or doc[start].lower_ == "and" or _scrap(doc[start - 1].sent)):
        start = doc[start - 1].sent.start  # a dateline, a dash or a headline may have ended the sentence too early
    for token in reversed(doc[start : verb.i]):
        if side := cast.side(token):
            if side.party:
                found.setdefault(side.party, side)
        elif "-" in (token.text, doc[max(0, token.i - 1)].text) or token.lower_ in _THOSE:
            continue
        elif token.lower_ == "of" and doc[token.i - 1].lower_ in _THOSE:
            continue  # "its envoys and those of the government"
        elif token.lower_ in {"and", ","}:
            joined = joined or token.lower_ == "and"
        elif token.pos_ not in {"PROPN", "NOUN", "ADJ", "DET", "AUX", "ADV"} or token.lower_ == "not":
            break
    return tuple(reversed(found.values())) if joined and len(found) > 1 else ()


def _scrap(sentence: Span) -> bool:
    """Tell whether a sentence is but a word or two on the same line: the parser has cut them off the next one."""
    return len(sentence) <= _SCRAP and "\n" not in sentence.text_with_ws


_SCRAP = 2


def is_person(side: Side) -> bool:
    """Tell whether a side is named by a person."""
    return side.actor is not None and side.actor.kind == "person"


def other_person(cast: Cast, verb: Token, word: Token, subjects: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return whom "him" must stand for where the subject cannot be meant: the person named last before the subject."""
    own = {s.party for s in subjects}
    side = cast.side(word)
    if word.tag_ != "PRP" or side is None or side.party not in own:
        return ()
    for token in reversed(verb.doc[verb.sent.start : min((s.word for s in subjects), default=verb.i)]):
        other = cast.side(token)
        if other and other.party and other.party not in own and other.actor and other.actor.kind == "person":
            return (Side(other.actor, other.party, word.i),)
    return ()


def stretch(cast: Cast, word: Token, side: Side) -> Place:
    """Return the code points from a word to the words for one side, both included."""
    doc = word.doc
    first, last = sorted((word.i, side.word))
    mention = cast.by_token.get(side.word)
    start, end = doc[first].idx, doc[last].idx + len(doc[last].text)
    return (min(start, mention.start), max(end, mention.end)) if mention else (start, end)
