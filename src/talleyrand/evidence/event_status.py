"""Did it happen? The status of an act from negation, modals, conditions, tense and the words around it.

The order is that of how much a word settles: a denial first, then a condition or a wish, then a plan, then age.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from talleyrand.evidence.event_sides import clause_subject, surface_subject
from talleyrand.evidence.records import DateRange, EventStatus
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_DENYING = frozenset({"deny", "refute", "dispute", "disavow"})
_GOVERNED = frozenset({"xcomp", "ccomp", "conj", "pcomp", "acl", "advcl", "relcl"})
_FACTIVE = frozenset({"after", "because", "since", "when", "while", "as", "although", "though"})
_NEVER = frozenset({"never", "no", "nor", "neither", "hardly"})
_NOBODY = frozenset({"nobody", "no", "none", "neither", "nothing", "few"})
_IF = frozenset({"if", "unless", "whether", "should", "once", "until", "lest", "before", "provided"})
_MAY = frozenset({"may", "might", "could", "can", "would", "should", "must", "'d", "ought"})
_WILL = frozenset({"will", "'ll", "shall", "wo", "’ll"})
_WISHES = frozenset(
    [
        "want",
        "hope",
        "wish",
        "demand",
        "urge",
        "call",
        "ask",
        "expect",
        "fear",
        "consider",
        "propose",
        "offer",
        "refuse",
        "threaten",
        "warn",
        "need",
        "seek",
        "request",
        "press",
        "push",
        "encourage",
        "persuade",
        "prefer",
        "suggest",
        "discuss",
        "debate",
        "allow",
        "help",
        "recommend",
        "insist",
        "doubt",
        "believe",
        "risk",
        "aim",
        "require",
        "try",
        "avoid",
        "prevent",
        "imagine",
        "worry",
        "contemplate",
        "weigh",
        "let",
    ]
)
_PLANS = frozenset(
    [
        "plan",
        "schedule",
        "set",
        "expect",
        "prepare",
        "intend",
        "agree",
        "decide",
        "arrange",
        "announce",
        "pledge",
        "promise",
        "slate",
        "propose",
    ]
)
_PLANNED_ADJECTIVES = frozenset(
    [
        "planned",
        "proposed",
        "upcoming",
        "scheduled",
        "forthcoming",
        "coming",
        "future",
        "next",
        "expected",
        "looming",
        "due",
        "possible",
        "potential",
        "prospective",
        "imminent",
        "pending",
        "new",
    ]
)
_PREPARING = frozenset({"plan", "prepare", "schedule", "expect"})
_MAYBE = frozenset({"possible", "potential", "any", "prospective", "hypothetical"})
_REAL = frozenset({"recent", "last", "first", "latest", "earlier", "previous", "ongoing", "current", "past", "second"})
_OLD = frozenset({"historically", "formerly", "soviet", "soviets", "ussr", "yugoslavia"})
_HELD = frozenset(
    [
        "hold",
        "host",
        "attend",
        "begin",
        "start",
        "open",
        "convene",
        "organise",
        "organize",
        "conclude",
        "end",
        "finish",
        "skip",
        "join",
    ]
)
YEARS_BACK = 2


def status(
    trigger: Token, governor: Token, when: DateRange | None, base: date | None, beside: DateRange | None = None
) -> EventStatus:
    """Return the status of an act.

    Parameters
    ----------
    trigger
        The verb or noun that names the act.
    governor
        The verb that carries it: the trigger itself, or the verb that a noun is subject or object of.
    when
        Its date, if the words give one.
    base
        The day from which the document counts.
    beside
        The only date of the sentence where the act has none of its own and stands in a relative clause or participle.
    """
    chain = _chain(governor)
    if any(_denied(verb, below) for verb, below in chain):
        return "denied"
    if governor.lemma_ in _PREPARING and governor == trigger:
        return "planned"
    if trigger.pos_ == "NOUN" and (found := _adjectives(trigger, when, base)):
        return found
    if _asked(trigger.sent) or any(_supposed(verb, below) for verb, below in chain):
        return "hypothetical"
    if any(_planned(verb, below) for verb, below in chain) or _ahead(when, base, governor):
        return "planned"
    return "historical" if _old(trigger, when or beside, base) else "happened"


def _chain(verb: Token) -> list[tuple[Token, Token | None]]:
    """Return the verb and those that govern it as their complement, each with the clause below it.

    A coordinated clause with a subject of its own is governed by what governs both, and not by its fellow.
    """
    found: list[tuple[Token, Token | None]] = [(verb, None)]
    below = verb
    while verb.dep_ in _GOVERNED and verb.head != verb:
        if verb.dep_ == "relcl" or (verb.dep_ == "advcl" and _told_as_fact(verb)):
            break
        above = verb.head
        if verb.dep_ == "conj" and any(c.dep_ in {"aux", "nsubj", "nsubjpass"} for c in children(verb)):
            verb = above
            continue
        found.append((above, below))
        verb = below = above
    return found


def _told_as_fact(clause: Token) -> bool:
    """Tell whether an adverbial clause stands on its own: "after Chad closed the border" happened in any case."""
    return any(c.dep_ in {"mark", "advmod"} and c.lower_ in _FACTIVE for c in children(clause)) and any(
        c.dep_ in {"nsubj", "nsubjpass"} for c in children(clause)
    )


def _denied(verb: Token, below: Token | None) -> bool:
    if verb.lemma_ in _DENYING:
        return below is not None and below.dep_ in {"ccomp", "xcomp", "pcomp", "conj"}
    if below is not None and below.dep_ in {"advcl", "acl", "pcomp", "ccomp"}:
        return False
    if below is None and verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return True
    negated = any(
        c.dep_ == "neg" or (c.lower_ in _NEVER and c.dep_ in {"advmod", "neg", "preconj"}) for c in children(verb)
    )
    subject = clause_subject(verb)
    nobody = subject is not None and (
        subject.lower_ in _NOBODY or any(c.lower_ == "no" and c.dep_ == "det" for c in children(subject))
    )
    return negated or nobody or (below is None and _of_nothing(verb)) or _not_yet(verb, below)


def _of_nothing(verb: Token) -> bool:
    """Tell whether a verb has no object but nothing: "imposed no sanctions"."""
    things = [c for c in verb.children if c.dep_ == "dobj"]
    return any(t.lower_ in {"nothing", "none"} or any(c.lower_ == "no" for c in t.children) for t in things)


def _not_yet(verb: Token, below: Token | None) -> bool:
    """Tell whether something "has yet to" happen."""
    yet = any(c.lower_ == "yet" for c in verb.children)
    return yet and below is not None and below.dep_ == "xcomp" and verb.lemma_ in {"have", "be"}


def _asked(sentence: Span) -> bool:
    """Tell whether a sentence ends in a mark of interrogation."""
    last = next((t for t in reversed(sentence) if not t.is_space), None)
    return last is not None and str(last.text).endswith("?")


def _supposed(verb: Token, below: Token | None) -> bool:
    marks = {c.lower_ for c in children(verb) if c.dep_ in {"mark", "advmod", "aux"}}
    if marks & _IF and not (below is None and verb.dep_ == "ROOT" and marks & {"once", "before"}):
        return True
    if below is None or below.dep_ in {"xcomp", "ccomp", "conj"}:
        modal = next((c.lower_ for c in children(verb) if c.dep_ == "aux" and c.tag_ == "MD"), None)
        if modal in _MAY:
            return True
        if modal in _WILL and any(_conditional(c) for c in children(verb)):
            return True
    if any(c.dep_ == "auxpass" for c in children(verb)) and verb.lemma_ in _PLANS:
        return False  # "is expected to sign" is a plan
    governs = below is not None and below.dep_ in {"xcomp", "ccomp", "advcl", "acl"} and verb.pos_ == "VERB"
    return governs and verb.lemma_ in _WISHES and below is not None and below.tag_ in {"VB", "VBG", "VBP", "VBZ", "NN"}


def _conditional(clause: Token) -> bool:
    return clause.dep_ == "advcl" and any(c.lower_ in {"if", "unless", "provided"} for c in children(clause))


def _planned(verb: Token, below: Token | None) -> bool:
    if any(c.lower_ in _WILL and c.dep_ == "aux" for c in children(verb)):
        return True
    if below is None and verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lemma_ in {"be", "go"}:
        return True
    if below is None:
        return False
    return below.dep_ in {"xcomp", "ccomp"} and below.tag_ == "VB" and (verb.lemma_ in _PLANS or verb.lower_ == "due")


def _adjectives(noun: Token, when: DateRange | None, base: date | None) -> EventStatus | None:
    words = {c.lower_ for c in noun.lefts}
    if words & _MAYBE:
        return "hypothetical"
    if words & _REAL:
        return "historical" if _old(noun, when, base) else "happened"
    if words & _PLANNED_ADJECTIVES:
        return "planned"
    return None


def _ahead(when: DateRange | None, base: date | None, verb: Token) -> bool:
    """Tell whether the date lies in the future and the verb is not in the past."""
    if when is None or when.from_ is None or base is None or when.from_ <= base:
        return False
    return verb.tag_ not in {"VBD", "VBN"}


def _old(word: Token, when: DateRange | None, base: date | None) -> bool:
    if when and when.to and base:
        return when.to.year <= base.year - YEARS_BACK
    subject = surface_subject(word) if word.pos_ == "VERB" else None
    named = [w.lower_ for w in subject.subtree] if subject is not None else []
    return word.sent[0].lower_ in _OLD or any(w in _OLD for w in named)
