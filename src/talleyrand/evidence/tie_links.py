"""Linkage: what one party makes depend on what another does, or gives for it ("only if", "in exchange for")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import clause_subject, is_passive, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.phrases import standing
from talleyrand.evidence.tie_bond import Bond, aside, means_in
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_CLAUSES = frozenset({"advcl", "pcomp", "ccomp", "relcl", "conj", "acl", "dep"})
_OPENING = frozenset({"provided", "providing"})
_NAMED = frozenset({"if", "while", "before", "when"})
"""Conditions that must name who has to act."""
_AGENDA = ("agenda",)
_WILL = frozenset({"will", "would", "could", "'ll", "shall", "can", "wo", "may", "might"})


def linked(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Yield the linkages of a sentence: conditions, then exchanges."""
    yield from _conditional(cast, sentence)
    yield from _exchanged(cast, sentence)
    yield from _given_for(cast, sentence)


# --- conditions -----------------------------------------------------------------------------------------------------


def _conditional(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Read "X would pull back only if Y reopened the railway": X links what it gives to what Y must do."""
    for token in sentence:
        if not _may_condition(token):
            continue
        mark = _mark(token)
        if mark is None:
            continue
        main = _main(token, mark)
        if main is None:
            continue
        givers, takers = _giver(cast, main), (*_taker(cast, token), *_addressed(cast, main))
        if not givers or not givers[0].party:
            continue
        takers = tuple(t for t in takers if t.party and t.party != givers[0].party)
        if mark not in _NAMED:
            takers = takers or _other(cast, token, givers[0])
        if takers or mark not in _NAMED:
            over = takers[0].party if takers else None
            words = [t.i for t in (*main.subtree, *token.subtree) if not t.is_punct and not t.is_space]
            means = means_in(main.subtree) or _AGENDA
            yield Bond(givers[0].party, over, "linkage", means, main, min(words), max(words), "condition", True)


def _may_condition(word: Token) -> bool:
    """Tell whether a word may head a condition; one that hangs loosely only with "not while"."""
    if word.lower_ in _OPENING or _inverted(word):
        return True
    if word.dep_ == "dep" and not any(c.lower_ == "while" for c in children(word)):
        return False
    return word.dep_ in _CLAUSES and word.pos_ in {"VERB", "AUX"}


def _whole(clause: Token) -> str | None:
    """Return what makes a clause a condition without a conjunction: itself, a noun above it, its order of words."""
    if clause.lower_ in lexicon("ties")["linkage"]["marks"]:
        return str(clause.lower_)
    if clause.dep_ in {"acl", "relcl", "ccomp"} and _proviso(clause.head):
        return "provided"
    return "if" if _inverted(clause) else None


def _mark(clause: Token) -> str | None:
    """Return the word that makes a clause a condition: "if", "unless", "only after", "as soon as", "while … not"."""
    words = lexicon("ties")["linkage"]
    if (mark := _whole(clause)) is not None:
        return mark
    for child in children(clause):
        if child.i > clause.i or child.dep_ not in {"mark", "advmod", "prep", "cc"}:
            continue
        before = child.doc[child.i - 1].lower_ if child.i else ""
        low = child.lower_
        if low in words["marks"] or f"{before} {low}" in words["phrases"]:
            return str(low) if low in words["marks"] else f"{before} {low}"
        if low == "if" or (low == "when" and clause.tag_ in {"VBZ", "VBP", "VBN"}):
            return str(low)
        if low in {"while", "before"}:
            return str(low)
        if low == "as" and child.i and " ".join(t.lower_ for t in child.doc[child.i - 2 : child.i + 1]) in {
            "as soon as", "as long as", "so long as",
        }:  # fmt: skip
            return "as soon as"
    head = clause.head
    if clause.dep_ == "pcomp" and head.lower_ in {"after", "until", "before"} and head.i:
        only = head.doc[head.i - 1].lower_ in {"only", "not"}
        return str(head.lower_) if only or head.lower_ == "until" else None
    return None


def _inverted(clause: Token) -> bool:
    """Tell whether a clause is a condition by its order of words: "*should Estonia return* the monument"."""
    if clause.pos_ not in {"VERB", "AUX"} or clause.tag_ not in {"VB", "VBP"}:
        return False
    aux = next((c for c in children(clause) if c.lower_ == "should" and c.i < clause.i), None)
    if aux is None or not any(c.dep_ in {"nsubj", "nsubjpass"} and aux.i < c.i < clause.i for c in children(clause)):
        return False
    return aux.i == aux.sent.start or aux.nbor(-1).is_punct


def _proviso(noun: Token) -> bool:
    """Tell whether a noun opens a condition: "on the *understanding* that", "on one *condition*"."""
    words = lexicon("ties")["linkage"]["provisos"]
    return noun.lemma_.lower() in words and any(a.lower_ in {"on", "with", "under"} for a in (noun.head,))


def _main(clause: Token, mark: str) -> Token | None:
    """Return the verb that a condition governs: the nearest above it, else the last before it, that offers or asks."""
    above = [w for w in clause.ancestors if w.pos_ in {"VERB", "AUX"}]
    before = [w for w in clause.doc[clause.sent.start : clause.left_edge.i] if w.pos_ in {"VERB", "AUX"}]
    words = (w for w in (*above, *reversed(before)) if w.dep_ not in {"aux", "auxpass"})
    for word in words:
        if mark == "if" and word.lemma_ in lexicon("ties")["linkage"]["threats"]:
            return None
        if _offers(word, mark):
            return word
    return None


def _offers(main: Token, mark: str) -> bool:
    """Tell whether a clause offers, refuses or asks something, so that a condition on it is a bargain."""
    words = lexicon("ties")["linkage"]
    if mark == "if" and (main.lemma_ in words["hostile"] or main.lemma_ in words["idle"]):
        return False
    if any(c.dep_ == "acomp" for c in main.children) and main.lemma_ in {"go", "fall", "run", "turn", "grow"}:
        return False  # "would go dark": no gift
    if mark == "provided":
        return True
    if mark == "when":
        will = any(c.lower_ in {"will", "would", "'ll"} for c in children(main))
        return will and main.lemma_ in {*words["gifts"], *words["swaps"], *words["awards"]}
    negative = _nothing(main) or any(c.dep_ == "neg" for c in children(main))
    if mark in {"while", "before", "until"}:
        return negative or main.lemma_ in {"refuse", "demand", "insist", "want", "decline", "withhold", "hold"}
    if any(c.lower_ in _WILL for c in children(main) if c.dep_ == "aux"):
        return True
    if mark == "if" and main.tag_ in {"VBP", "VBZ"} and main.lemma_ in words["goes_on"]:
        return True
    row = (main, main.head, *children(main))
    return any(w.lemma_.lower() in words["willing"] for w in row if w.i != main.i or w.pos_ == "VERB")


def _nothing(verb: Token) -> bool:
    """Tell whether the subject of a verb is nobody or nothing: "no barge would pass"."""
    parts = [*verb.lefts]
    if any(c.dep_ == "expl" for c in parts):
        parts += [c for c in children(verb) if c.dep_ == "attr"]  # "there will be no signature"
    return any(t.lower_ in {"no", "nobody", "nothing", "none"} for c in parts for t in c.subtree)


def _giver(cast: Cast, main: Token) -> tuple[Side, ...]:
    """Return who offers: the subject, else who says so ("the prisoners would be freed, *Caracas* let it be known")."""
    subject = surface_subject(main)
    sides = tuple(s for s in cast.named(subject)[:1] if s.party) if subject is not None else ()
    words = lexicon("ties")["linkage"]
    gift = (
        main.lemma_ in words["gifts"] if is_passive(main) else main.lemma_ in {*words["moves"], "be"} and _nothing(main)
    )
    if sides or not gift:
        return sides
    near = [w for w in main.ancestors if w.pos_ == "VERB"]
    near += [w for w in main.sent if w.pos_ == "VERB" and w.dep_ in {"parataxis", "ccomp", "ROOT"} and w not in near]
    for verb in near:
        who = clause_subject(verb) if verb.lemma_ in words["tells"] else None
        told = tuple(s for s in cast.named(who)[:1] if s.party) if who is not None else ()
        if told:
            return told
    return ()


def _taker(cast: Cast, clause: Token) -> tuple[Side, ...]:
    """Return who has to act: the subject of the condition, else whoever it names."""
    inner = (_behind(clause) or clause) if clause.lower_ in {"provided", "providing", "assuming"} else clause
    subject = surface_subject(inner)
    if subject is not None and inner.i - len(inner.sent) < subject.i and (sides := cast.named(subject)):
        return sides[:1]
    return tuple(side for word in clause.subtree if (side := cast.side(word)) is not None and side.party)


def _behind(word: Token) -> Token | None:
    """Return the verb of the clause that "provided" opens."""
    verbs = (t for t in word.doc[word.i + 1 : word.sent.end] if t.pos_ in {"VERB", "AUX"})
    return next((v for v in verbs if v.dep_ not in {"aux", "auxpass"}), None)


def _other(cast: Cast, clause: Token, giver: Side) -> tuple[Side, ...]:
    """Return who must act where the condition does not say: the other side of the main talks, or the only one there."""
    if any(t.lower_ in {"all", "both", "each", "everybody", "everyone"} for t in clause.subtree):
        return ()
    if len(other := cast.opposite(giver)) == 1:
        return other
    named = {s.key: s for t in clause.sent if (s := cast.side(t)) is not None and s.party and s.key != giver.key}
    return tuple(named.values()) if len(named) == 1 else ()


def _addressed(cast: Cast, main: Token) -> tuple[Side, ...]:
    """Return whom the offer or the demand itself names: "demands a corridor *from Chile* before it opens the dam"."""
    words = (t for t in main.subtree if t.i > main.i and not aside(t, main))
    return tuple(side for word in words if (side := cast.side(word)) is not None and side.party)


# --- exchanges ------------------------------------------------------------------------------------------------------


def _exchanged(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Read "offered to cut the levy in exchange for zero tariffs": the one who offers links it to what it asks for."""
    for token in standing(sentence, {"exchange", "return"}):
        if token.lower_ not in {"exchange", "return"} or token.i == 0 or token.nbor(-1).lower_ != "in":
            continue
        verb = next((w for w in token.ancestors if w.pos_ in {"VERB", "AUX"}), None)
        giver = surface_subject(verb) if verb is not None else None
        one = cast.named(giver)[:1] if giver is not None else ()
        if verb is None or not one or not one[0].party or not _bargain(token, verb):
            continue
        near = (*token.subtree, *(t for t in verb.subtree if t.i > verb.i))
        asked = [s for w in near if (s := cast.side(w)) and s.party and s.party != one[0].party]
        other = tuple(asked[:1]) or cast.opposite(one[0])[:1] or _other(cast, verb, one[0])
        if other and other[0].party:
            words = [t for t in verb.subtree if not aside(t, verb)]
            places = [t.i for t in words if not t.is_punct and not t.is_space]
            means = means_in(words) or _AGENDA
            yield Bond(
                one[0].party, other[0].party, "linkage", means, verb, min(places), max(places), "in exchange", True
            )


_ASKS = frozenset({"ask", "want", "expect", "seek", "demand", "request", "receive", "get"})
_CARRIED = frozenset(
    {"come", "go", "leave", "return", "fly", "get", "receive", "bring", "take", "free", "release", "swap"}
)


def _bargain(token: Token, verb: Token) -> bool:
    """Tell whether "in return" joins two gifts: followed by "for", or with a will or an offer at its verb."""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if verb.tag_ == "VBD" and verb.lemma_ in _CARRIED:
        return False  # "came back with a treaty in return for fish": done, and no offer
    willing = lexicon("ties")["linkage"]["willing"]
    return (
        after == "for"
        or verb.lemma_ in willing
        or verb.lemma_ in _ASKS
        or any(c.lower_ in _WILL for c in children(verb))
    )


def _given_for(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Read "would unlock the line for an American brigade": what is given, and whose thing it is given for."""
    gifts = lexicon("ties")["linkage"]["swaps"]
    for verb in standing(sentence, gifts):
        if verb.lemma_ not in gifts or verb.pos_ != "VERB" or not _would(verb):
            continue
        giver = next((s for s in _giver(cast, verb) if s.party), None)
        things = [c for c in children(verb) if c.dep_ in {"dobj", "nsubjpass"}]
        price = next((p for h in (verb, *things) for p in children(h) if p.lower_ == "for" and p.dep_ == "prep"), None)
        if giver is None or price is None or not things:
            continue
        named = [s for t in price.subtree if (s := cast.side(t)) is not None and s.party]
        other = next((s for s in named if s.key != giver.key), None)
        if other is None and any(s.key == giver.key for s in named):
            row = (cast.side(t) for o in things for t in o.subtree)
            other = next((s for s in row if s is not None and s.party and s.key != giver.key), None)
        if other is not None and other.party:
            words = [t.i for t in verb.subtree if not t.is_punct and not t.is_space]
            means = means_in([t for o in (*things, price) for t in o.subtree]) or _AGENDA
            yield Bond(str(giver.party), other.party, "linkage", means, verb, min(words), max(words), "for", True)


def _would(verb: Token) -> bool:
    """Tell whether somebody would do it or offers to."""
    if any(c.lower_ in _WILL for c in children(verb) if c.dep_ == "aux"):
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_ in lexicon("ties")["linkage"]["willing"]
