"""Nouns and adjectives as cues: *the Kremlin's concerns about X*, *Seoul is confident that X*."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.building import deeds, make
from talleyrand.evidence.contents import after_cue
from talleyrand.evidence.cues import Frames, lemma, lexicon
from talleyrand.evidence.syntax import auxiliaries_start, child, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

_HELD = frozenset({"from", "by", "among", "in"})
_PLACES = frozenset({"GPE", "NORP", "ORG"})
_CIRCLES = frozenset({
    "press", "media", "papers", "newspapers", "circles", "quarters", "camp", "camps", "ranks", "chancelleries",
})  # fmt: skip
_UP = 4
"""Steps from the last word before a clause up to the noun of speech that it may belong to."""
_COPULAS = frozenset({"be", "become", "remain", "seem", "appear", "feel", "sound", "stay", "get"})


def by_noun(noun: Token, frames: Frames) -> Iterator[Attribution]:
    """Take *the Kremlin's concerns about X*, *expressed doubt that X*, *the fear in Seoul that X*."""
    source, first = _holder(noun)
    if source is None or first is None:
        return
    found = _is(noun, frames, source, first)
    if found is not None:
        yield found
        return
    for other in noun.rights:
        if other.dep_ in ("acl", "ccomp", "relcl") and "clause" in frames and _that_clause(other):
            found = make("noun-clause", noun, "clause", frames, (first, noun.i), source, [after_cue(noun, other)])
        elif other.dep_ == "acl" and "to" in frames and any(c.lower_ == "to" for c in other.lefts):
            found = make("noun-to", noun, "to", frames, (first, noun.i), source, [after_cue(noun, other)])
        elif other.dep_ == "prep" and other.lower_ in frames:
            inner = child(other, "pobj", "pcomp")
            if inner is not None and inner != source:
                content = after_cue(other, inner)
                found = make("noun-of", noun, other.lower_, frames, (first, other.i), source, [content])
        if found is not None:
            yield found
            return
    if (
        frames is lexicon().get(("noun", lemma(noun)))
        and "clause" in frames
        and (clause := _lost_clause(noun, source)) is not None
    ):
        found = make("noun-clause", noun, "clause", frames, (first, noun.i), source, [after_cue(noun, clause)])
        if found is not None:
            yield found


def _lost_clause(noun: Token, holder: Token) -> Token | None:
    """Return the clause of *rumours among the delegates that Doha will withdraw* where the parse hangs it elsewhere.

    It is on a verb further up (*dismissed the claim in the press that …*), or a relative clause of the holder.
    """
    doc, following = noun.doc, noun.right_edge.i + 1
    if following < len(doc) and doc[following].lower_ == "that" and doc[following].dep_ == "mark":
        clause = doc[following].head
        return clause if clause.i > following and belongs_to_noun(clause) else None
    if holder.i < noun.i:
        return None
    for clause in holder.rights:
        said = [c for c in clause.lefts if c.dep_ in ("dobj", "nsubj")]
        if clause.dep_ == "relcl" and len(said) > 1 and said[0].lower_ == "that" and said[0].dep_ == "dobj":
            return clause
    return None


def belongs_to_noun(clause: Token) -> bool:
    """Tell whether a clause after a noun of speech and its holder is that noun's, though it hangs on a verb.

    A verb that takes clauses itself keeps it (*know from his statements that …*), unless the noun is what it is about.
    """
    mark = next((c for c in clause.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
    if mark is None or mark.i == 0:
        return False
    at = clause.doc[mark.i - 1]
    for _ in range(_UP):
        if at.pos_ == "NOUN" and "clause" in lexicon().get(("noun", lemma(at)), {}):
            if (
                at.dep_ != "dobj"
                and at.head.lower_ != "as"
                and "clause" in lexicon().get(("verb", lemma(clause.head)), {})
            ):
                return False
            return at.right_edge.i == mark.i - 1 and at.i < mark.i - 1 and _holder(at)[0] is not None
        if at.head.i == at.i or at.pos_ in ("VERB", "AUX"):
            return False
        at = at.head
    return False


def _is(noun: Token, frames: Frames, source: Token, first: int) -> Attribution | None:
    """Take *His offer, unchanged since spring, is a federation* and *her answer was that nobody had asked*."""
    copula = noun.head
    if noun.dep_ != "nsubj" or copula.lemma_ != "be" or noun.i > copula.i:
        return None
    said = next((c for c in copula.rights if c.dep_ in ("attr", "ccomp", "xcomp")), None)
    sense = next(iter(frames))
    if said is None or frames[sense].carries == "belief":
        return None
    return make("noun-is", noun, sense, frames, (first, noun.i), source, [after_cue(copula, said)])


def _that_clause(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.lefts)


def _holder(noun: Token) -> tuple[Token | None, int | None]:
    """Return who holds what a noun names, and the first token of the cue."""
    owner = child(noun, "poss")
    if owner is not None:
        return owner, owner.right_edge.i + 1
    start = noun.left_edge.i
    for preposition in noun.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in _HELD:
            holder = child(preposition, "pobj")
            if holder is not None and (preposition.lower_ != "in" or _speaks(holder)):
                return holder, start
    if noun.dep_ == "dobj" and (lemma(noun.head) in deeds("light") or noun.head.lemma_ in deeds("light")):
        return subject(noun.head), auxiliaries_start(noun.head)
    if noun.dep_ == "pobj" and noun.head.head.lemma_ == "be" and noun.head.lower_ in ("of", "in"):
        return subject(noun.head.head), auxiliaries_start(noun.head.head)
    if noun.dep_ == "attr":
        return None, None
    return None, None


def _speaks(holder: Token) -> bool:
    """Tell whether those *in* a place are its holders: *the fear in Seoul*, *the claim in the Serbian press*."""
    return holder.ent_type_ in _PLACES or holder.lower_ in _CIRCLES


def by_adjective(adjective: Token, frames: Frames) -> Iterator[Attribution]:
    """Take *Seoul is confident that X*, *they remain wary of X*."""
    copula = adjective.head
    if adjective.dep_ not in ("acomp", "attr", "oprd", "conj") or copula.lemma_ not in _COPULAS:
        return
    source = subject(copula)
    if source is None or source.lower_ in ("it", "that", "this", "there"):
        return
    start = auxiliaries_start(copula)
    for other in [*adjective.rights, *(c for c in copula.rights if c.i > adjective.i)]:
        found = None
        if other.dep_ in ("ccomp", "advcl") and "clause" in frames and other.dep_ == "ccomp":
            found = make(
                "adjective", adjective, "clause", frames, (start, adjective.i), source, [after_cue(adjective, other)]
            )
        elif other.dep_ == "xcomp" and "to" in frames:
            found = make(
                "adjective", adjective, "to", frames, (start, adjective.i), source, [after_cue(adjective, other)]
            )
        elif other.dep_ == "prep" and other.lower_ in frames:
            inner = child(other, "pobj", "pcomp")
            if inner is not None:
                found = make(
                    "adjective", adjective, other.lower_, frames, (start, other.i), source, [after_cue(other, inner)]
                )
        if found is not None:
            yield found
            return
