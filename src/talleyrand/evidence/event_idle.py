"""Words that look like an act and tell none: what somebody can do, aims at, ought to do, or is asked by reporters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.cast import PRIVATE, Side
from talleyrand.evidence.event_act import SAYING, Act, modal
from talleyrand.evidence.event_sides import clause_subject, is_passive
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEDS = frozenset({"AID", "ASSAULT", "COERCE", "CONCEDE", "COOPERATE", "MOBILIZE", "RETREAT", "SANCTION", "CONSULT"})
_ADVICE = frozenset({"should", "ought"})
_ANY = frozenset({"a", "an", "any", "every", "whoever", "each"})
_POWERS = frozenset(
    {"government", "state", "country", "power", "president", "minister", "king", "nation", "party", "regime"}
)
_LET_ON = frozenset({"know", "known", "understand", "understood", "slip", "fall", "on", "drop"})
_SELVES = frozenset({"itself", "himself", "herself", "themselves", "ourselves", "myself"})
_WHETHER = frozenset({"whether", "if", "why", "how", "what", "when", "where", "who", "about"})


def idle(act: Act) -> bool:
    """Tell whether an act that a verb seems to tell is none.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> report = Document(sha256="0" * 64, text="Chad can shell Niger from here. Chad let it be known that it is cold.")
    >>> [e.plover for e in read(report, load()).records if e.type == "event"]
    []
    """
    verb = act.trigger
    if act.source and all(_private(side) for side in act.source):
        return True
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return True  # "broke off without agreeing on a price"
    lets = act.plover in {"CONCEDE", "RETREAT"} and _let_on(verb)
    return lets or _able(verb, act.plover) or _aimed(verb, act) or _advised(verb) or _asked_about(verb)


def _private(side: Side) -> bool:
    """Tell whether somebody acts for nobody: an analyst, a former official, a journalist."""
    actor = side.actor
    return side.party is None and actor is not None and actor.kind in {"person", "group"} and actor.role in PRIVATE


def _able(verb: Token, plover: str) -> bool:
    """Tell whether it is only said what somebody can do; who "cannot accept" or "can agree" does say something."""
    if plover in {"REJECT", "AGREE", "CONSULT"}:
        return plover == "REJECT" and verb.lemma_ == "refuse" and modal(verb) == "can"
    return modal(verb) in {"can", "ca"}


def _aimed(verb: Token, act: Act) -> bool:
    """Tell whether a deed is only the purpose of another: "needs money to fight the outbreak"."""
    if act.plover not in _DEEDS or act.rule == "commitment" or verb.tag_ != "VB" or verb.dep_ not in {"advcl", "relcl"}:
        return False
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in children(verb)) and verb.head.pos_ in {
        "VERB",
        "AUX",
        "NOUN",
    }


def _advised(verb: Token) -> bool:
    """Tell whether it is advice, or said of anybody: "Brussels should name its price", "a state would …"."""
    subject = clause_subject(verb)
    if subject is None:
        return False
    may = modal(verb)
    if may in _ADVICE and not any(w.lemma_.lower() in SAYING for w in verb.ancestors):
        return not any(c.dep_ == "ccomp" for c in children(verb)) and _first(verb) != may
    words = {subject.lower_, *(c.lower_ for c in children(subject) if c.dep_ == "det")}
    whichever = bool(words & _ANY) and (subject.lemma_.lower() in _POWERS or subject.lower_ == "whoever")
    return whichever and may is not None


def _first(verb: Token) -> str:
    return verb.doc[verb.left_edge.i].lower_


def _let_on(verb: Token) -> bool:
    """Tell whether "let" only tells that somebody told or came in: "let it be known", "let slip", "let itself in"."""
    if verb.lemma_ != "let":
        return False
    words = {w.lower_ for c in children(verb) for w in (c, *children(c)) if c.i < verb.i + 5 and c.i > verb.i}
    return bool(words & (_LET_ON | _SELVES))


def _asked_about(verb: Token) -> bool:
    """Tell whether somebody is only asked a question: "asked whether Chad would pay, the minister …"."""
    if verb.lemma_ not in {"ask", "press", "quiz", "question"}:
        return False
    clauses = [c for c in children(verb) if c.dep_ in {"ccomp", "prep", "advcl", "xcomp"} and c.i > verb.i]
    marks = {w.lower_ for c in clauses for w in (c, *children(c))}
    aside = verb.dep_ == "advcl" and _opens_aside(verb)
    return aside or (verb.lemma_ == "ask" and bool(marks & _WHETHER and not marks & {"to"}))


def _opens_aside(verb: Token) -> bool:
    """Tell whether a participle opens a sentence: "Asked about it, the minister …"."""
    return (
        verb.tag_ == "VBN"
        and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in children(verb))
        and not is_passive(verb)
    )
