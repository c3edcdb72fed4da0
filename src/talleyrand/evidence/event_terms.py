"""Conditions as demands: "no further town would be vacated until Kinshasa freed the men" asks it of Kinshasa."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import SAYING, SELF, Act, build, without
from talleyrand.evidence.event_sides import clause_subject, doer, is_passive, objects, slot, surface_subject
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

_UNTIL = frozenset({"until", "till", "unless", "before", "while", "long"})
_ONLY = frozenset({"if", "when", "once", "after"})
_MODALS = frozenset({"will", "would", "can", "could", "may", "shall", "wo", "ca", "'ll", "’ll"})
_NONE = frozenset({"no", "none", "nobody", "nothing", "neither", "not"})


def conditioned(cast: Cast, verb: Token) -> Act | None:
    """Return the demand that a refusal with a term is, or None.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> report = Document(sha256="0" * 64, text="Chad will not reopen the road until Libya withdraws its police.")
    >>> [(e.plover, e.source[0].party, e.target[0].party) for e in read(report, load()).records if e.type == "event"]
    [('REQUEST', 'TCD', 'LBY')]
    """
    if not any(c.dep_ == "aux" and c.lower_ in _MODALS for c in children(verb)):
        return None
    term = _term(verb)
    if term is None:
        return None
    asked = _asked(cast, term)
    source = without(_speaker(cast, verb), asked)
    if not asked or not any(side.party for side in source):
        return None
    act = build(verb, "REQUEST", source, asked, term, "condition", [term])
    if act is None:
        return None
    mine = frozenset(w.i for w in (*objects(verb), *(c for c in children(verb) if c.dep_ == "prep")))
    return Act(verb, "REQUEST", source, asked, term, act.absorbed | mine, "condition")


def _term(verb: Token) -> Token | None:
    """Return the clause on which something is made to depend that will not happen otherwise."""
    asides = [c for c in children(verb) if c.dep_ == "parataxis"]
    if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in SAYING:
        asides.append(verb.head)
    for clause in (*children(verb), *(c for aside in asides for c in children(aside) if c.i > verb.i)):
        if clause.dep_ != "advcl" or clause_subject(clause) is None:
            continue
        marks = {c.lower_ for c in children(clause) if c.dep_ in {"mark", "advmod"}}
        if (marks & _UNTIL and _refuses(verb)) or (marks & _ONLY and _only(clause)):
            return clause
    return None


def _refuses(verb: Token) -> bool:
    """Tell whether something is not to happen: "will not", "no lorry will", "will release no barges"."""
    if any(c.dep_ == "neg" or c.lower_ == "never" for c in children(verb)):
        return True
    words = [surface_subject(verb), *objects(verb)]
    return any(w.lower_ in _NONE or any(c.lower_ in _NONE for c in children(w)) for w in words if w is not None)


def _only(clause: Token) -> bool:
    first = clause.left_edge.i
    before = clause.doc[first - 1].lower_ if first else ""
    return "only" in {before, clause.doc[first].lower_} or any(c.lower_ == "only" for c in children(clause))


def _asked(cast: Cast, clause: Token) -> tuple[Side, ...]:
    """Return who has to act in the condition."""
    subject = doer(clause) if is_passive(clause) else clause_subject(clause)
    return tuple(side for side in cast.named(subject) if side.party) if subject is not None else ()


def _speaker(cast: Cast, verb: Token) -> tuple[Side, ...]:
    """Return who sets the condition: who says so, else who would act."""
    subject = doer(verb)
    own = cast.named(subject) if subject is not None else ()
    if own and subject is not None and subject.lower_ not in SELF:
        return own
    sayings = [c for c in children(verb) if c.dep_ == "parataxis" or (c.dep_ == "ccomp" and c.lemma_ in SAYING)]
    for said in (*sayings, *verb.ancestors):
        if said.lemma_.lower() in SAYING and (reporter := doer(said)) is not None and (sides := cast.named(reporter)):
            return sides
    return own or slot(cast, verb, "subject")
