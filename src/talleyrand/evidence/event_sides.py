"""The grammatical places of an act: its subject through control and passive, its objects, its complements.

Slots of a frame, in the order in which its ``target`` names them: ``object`` and ``dative`` of the verb, ``clause``
(the subject of its complement), ``prep:with`` (what hangs on that preposition, at the verb or at its object),
``verb:from`` (at the verb only), ``deep`` (the first actor below the verb), ``wide`` (also in adverbial and relative
clauses), ``subject``, ``reply`` (the last actor before the verb), ``pair`` (the parties of the main talks).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
OBJECTS = frozenset({"dobj", "attr", "oprd"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_CLAUSES = frozenset({"ccomp", "xcomp", "pcomp"})
_SUBJECTS_ALL = frozenset({"nsubj", "nsubjpass", "csubj"})
_ASIDE = frozenset({"advcl", "parataxis", "relcl", "nsubj", "nsubjpass", "csubj", "npadvmod", "meta"})
_STATES = frozenset({"oppose", "commit", "prepare", "determine", "resolve", "concern", "engage", "involve", "expect"})
_CONJUNCTIONS = frozenset({"as", "while", "since", "before", "after", "until"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


def is_passive(verb: Token) -> bool:
    """Tell whether a verb stands in the passive ("was expelled", "workers expelled by …")."""
    if any(child.dep_ in _PASSIVE for child in children(verb)):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"} and not any(c.dep_ == "nsubj" for c in children(verb))


_PASSIVE = frozenset({"nsubjpass", "auxpass", "agent"})


def antecedent(word: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, else the word itself."""
    if word.lower_ in _RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return word


def surface_subject(verb: Token) -> Token | None:
    """Return the word in subject position, through coordination, control and participles.

    "Russia condemned the drills while forgiving the debt": the subject of *forgiving* is Russia.
    """
    if (own := clause_subject(verb)) is not None:
        return antecedent(own, verb)
    head = verb.head
    if (year := _behind_a_year(verb)) is not None:
        return year
    if head == verb:
        return None
    if verb.dep_ in {"acl", "relcl"}:
        return head if verb.tag_ != "VB" else _subject_above(head)
    if verb.dep_ == "xcomp" and (controller := _object_of(head)) is not None:
        return controller
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "pcomp", "dep"}:
        if verb.dep_ in {"advcl", "pcomp", "ccomp"} and verb.tag_ not in {"VBG", "VB", "VBN"}:
            return None
        return surface_subject(head) if head.pos_ in {"VERB", "AUX"} else _subject_above(head)
    return None


def _behind_a_year(verb: Token) -> Token | None:
    """Return the subject that the parser took for a part of the date: "in 2020 *Chad* retook", "in May *Chad* …"."""
    before = verb.doc[verb.i - 1] if verb.i else None
    if before is None or before.dep_ != "pobj" or before.pos_ != "PROPN" or before.head.head != verb:
        return None
    dated = any((c.dep_ == "nummod" and c.shape_ == "dddd") or c.lower_ in _MONTHS for c in before.lefts)
    return before if dated else None


_MONTHS = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
})  # fmt: skip


def _subject_above(word: Token) -> Token | None:
    """Return the subject of the nearest verb above: "called a rally *to protest*", "guilty of *violating*"."""
    verb = next((w for w in word.ancestors if w.pos_ in {"VERB", "AUX"}), None)
    return surface_subject(verb) if verb is not None else None


def _object_of(verb: Token) -> Token | None:
    """Return the object that controls a complement: "persuade Kim to give up"."""
    return next((c for c in children(verb) if c.dep_ == "dobj" and c.pos_ in _NOMINAL), None)


def agent(verb: Token) -> Token | None:
    """Return who did it in a passive: "brokered by Oman"."""
    for child in children(verb):
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for word in children(child):
                if word.dep_ == "pobj":
                    return word
    return None


def doer(verb: Token) -> Token | None:
    """Return the word for whoever acts."""
    if is_passive(verb) and (verb.lemma_ not in _STATES or agent(verb) is not None):
        return agent(verb)
    return surface_subject(verb)


def objects(verb: Token) -> list[Token]:
    """Return what is acted upon: direct objects, or the subject of a passive."""
    found = [antecedent(c, verb) for c in children(verb) if c.dep_ in OBJECTS]
    if not found and verb.dep_ == "relcl" and _bare_relative(verb):
        return [verb.head]
    if is_passive(verb):
        subject = verb.head if verb.dep_ in {"acl", "amod"} else surface_subject(verb)
        found = [subject, *found] if subject is not None else found
    return found


def _bare_relative(verb: Token) -> bool:
    """Tell whether a relative clause stands without its pronoun: "the visas *it cancelled*"."""
    words = children(verb)
    own = any(c.dep_ == "nsubj" and c.lower_ not in _RELATIVE for c in words)
    led = any(c.lower_ in _RELATIVE or c.tag_ in {"WRB", "WP$"} for c in words)
    return own and not led and not any(c.dep_ in _CLAUSES or c.dep_ in _PASSIVE for c in words)


def object_words(verb: Token) -> Iterator[Token]:
    """Yield the words that say what sort of thing is acted upon: heads, conjuncts, compounds, what follows "of"."""
    for thing in objects(verb):
        for head in (thing, *thing.conjuncts):
            yield head
            for child in children(head):
                if child.dep_ in {"compound", "amod", "nmod"}:
                    yield child
                elif child.dep_ == "prep" and child.lower_ in {"of", "in"}:
                    yield from (w for w in children(child) if w.dep_ == "pobj")
    for child in children(verb):  # "lifted Friday a blockade": the parser may hang the object elsewhere
        if child.dep_ in {"dative", "npadvmod"} and child.pos_ == "NOUN":
            yield child


def complements(verb: Token) -> list[Token]:
    """Return the heads of the clauses that a verb governs ("to withdraw", "that it would pay", "to withdrawing")."""
    found = [c for c in children(verb) if c.dep_ in _CLAUSES and c.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}]
    found = [c for c in found if not _apart(c, verb)]
    return found or [
        w for c in children(verb) if c.dep_ == "prep" and c.lower_ == "to" for w in children(c) if w.dep_ == "pcomp"
    ]


_BREAKS = frozenset({";", ":", "–", "—", "--"})


def _apart(clause: Token, verb: Token) -> bool:
    """Tell whether a break parts a clause from the verb behind it: "Peru offered a truce; Chile turned it down"."""
    return clause.i < verb.i and any(w.lower_ in _BREAKS and w.head == verb for w in verb.doc[clause.i : verb.i])


def slot(cast: Cast, verb: Token, name: str) -> tuple[Side, ...]:
    """Return the sides in one slot of a verb."""
    kind, _, preposition = name.partition(":")
    if kind == "prep":
        return _first(cast, list(pobjs(verb, preposition)))
    if kind == "verb":
        return _first(
            cast, [w for c in children(verb) if c.lower_ == preposition for w in children(c) if w.dep_ == "pobj"]
        )
    return _SLOTS[name](cast, verb)


def _object_slot(cast: Cast, verb: Token) -> tuple[Side, ...]:
    return _first(cast, objects(verb))


def _dative_slot(cast: Cast, verb: Token) -> tuple[Side, ...]:
    return _first(cast, [w for c in children(verb) if c.dep_ == "dative" for w in (c, *children(c))])


def _clause_slot(cast: Cast, verb: Token) -> tuple[Side, ...]:
    return _first(cast, [s for c in complements(verb) if (s := clause_subject(c)) is not None])


def _subject_slot(cast: Cast, verb: Token) -> tuple[Side, ...]:
    subject = surface_subject(verb)
    return _first(cast, [subject] if subject is not None else [])


def _pair_slot(cast: Cast, verb: Token) -> tuple[Side, ...]:
    """Return the parties of the document's main talks."""
    return tuple(Side(None, party, verb.i) for party in cast.pair)


def _reply_slot(cast: Cast, verb: Token) -> tuple[Side, ...]:
    """Return the last side named before a verb in its sentence, to whom a reply is given."""
    before = [side for word in verb.sent if word.i < verb.i and (side := cast.side(word)) and side.party]
    return tuple(before[-1:])


def clause_subject(clause: Token) -> Token | None:
    """Return the subject that a clause has itself: "demanded that *Chad* pay".

    Of two the nearest counts: parsers take the town of a dateline for a subject, too.
    """
    found = [c for c in children(clause) if c.dep_ in SUBJECTS or c.dep_ == "nsubjpass"]
    nearest = min(found, key=lambda c: abs(c.i - clause.i), default=None)
    return _after_conjunction(clause, nearest) or nearest


def _after_conjunction(clause: Token, subject: Token | None) -> Token | None:
    """Return the subject that the parser hung below "as", taking the conjunction for a preposition.

    "Mexico and the U.S. near a deal as *Canada* is frozen out": it is Canada that is.
    """
    first = min((c.i for c in children(clause) if c.dep_ in {"aux", "auxpass"} and c.i < clause.i), default=clause.i)
    before = clause.doc[first - 1] if first else None
    if before is None or subject is None or before.dep_ != "pobj" or before.head.lower_ not in _CONJUNCTIONS:
        return None
    return before if subject.i < before.head.i and before.pos_ in _NOMINAL else None


def pobjs(verb: Token, preposition: str) -> Iterator[Token]:
    """Yield what hangs on a preposition, at the verb, at its object, or at a preposition of the verb ("out of")."""
    things = objects(verb)
    inner = [w for t in things for p in children(t) if p.lower_ == "of" for w in children(p) if w.dep_ == "pobj"]
    for holder in (verb, *things, *inner):
        for prep in children(holder):
            if prep.dep_ not in {"prep", "dative", "prt", "advmod", "agent"}:
                continue
            if prep.lower_ == preposition:
                yield from (w for w in children(prep) if w.dep_ in {"pobj", "pcomp"})
            for below in children(prep):
                if (below.dep_ in {"prep", "pcomp"} and below.lower_ == preposition) or (
                    prep.lower_ == preposition and below.dep_ == "prep"
                ):
                    yield from (w for w in children(below) if w.dep_ == "pobj")


def _first(cast: Cast, words: list[Token]) -> tuple[Side, ...]:
    for word in words:
        if sides := cast.named(word):
            return sides
    return ()


def deep(cast: Cast, verb: Token, wide: bool = False) -> tuple[Side, ...]:
    """Return the nearest sides anywhere below a verb: breadth first, then left to right; never in its subject.

    Asides (adverbial and relative clauses) count only where `wide` says so.
    """
    shut = _SUBJECTS_ALL if wide else _ASIDE
    level = [c for c in children(verb) if c.dep_ not in shut]
    while level:
        for word in level:
            if cast.side(word) and (sides := cast.named(word)):
                return sides
        level = [c for word in level for c in children(word) if wide or c.dep_ not in {"advcl", "parataxis", "relcl"}]
    return ()


_SLOTS: dict[str, Callable[[Cast, Token], tuple[Side, ...]]] = {
    "object": _object_slot,
    "dative": _dative_slot,
    "clause": _clause_slot,
    "subject": _subject_slot,
    "pair": _pair_slot,
    "reply": _reply_slot,
    "deep": deep,
    "wide": partial(deep, wide=True),
}
