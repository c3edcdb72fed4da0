"""Whether a clause looks back or forward, and which verb governs a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

Direction = Literal["past", "future", "planned", "open"]
"""*planned*: what somebody undertook in the past to do, so that it may lie before or after the day of the report."""
_AHEAD = frozenset({"will", "'ll", "shall", "wo", "would", "may", "might", "could", "can", "should", "must", "going"})
_PLANNED = frozenset(
    {
        "plan",
        "expect",
        "schedule",
        "set",
        "due",
        "slate",
        "intend",
        "hope",
        "prepare",
        "agree",
        "vow",
        "promise",
        "want",
    }
    | {"seek", "pledge", "aim", "begin", "start", "upcoming", "propose", "offer", "invite"}
)
_PLANNED_NOUNS = frozenset(
    {"plan", "planned", "propose", "proposed", "schedule", "scheduled", "upcoming", "coming", "forthcoming"}
)
_SAYING = frozenset(
    {"say", "tell", "write", "add", "argue", "note", "report", "have", "be", "know", "think", "believe"}
)
_DEADLINE = frozenset({"give", "have", "set", "ask", "demand", "urge", "order", "warn", "threaten", "tell", "allow"})


def verb_of(token: Token) -> Token | None:
    """Return the verb that governs a word: the first on the way up the tree, itself included.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> [verb_of(t).text for t in load()("Putin arrived Friday in China.") if t.text == "Friday"]
    ['arrived']
    """
    for node in (token, *token.ancestors):
        if node.pos_ in {"VERB", "AUX"}:
            return node
    return None


def direction(token: Token) -> Direction:
    """Tell whether the clause around a word speaks of the past or of what is to come.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> doc = load()("They met Monday and will meet again on Friday.")
    >>> [direction(t) for t in doc if t.text in {"Monday", "Friday"}]
    ['past', 'future']
    """
    verb = verb_of(token)
    if verb is not None and verb.lemma_ in _DEADLINE and _is_limit(token):
        return "planned"
    if any(
        _planned_noun(node)
        for node in token.ancestors
        if node.pos_ == "NOUN" and node.is_ancestor(token) and verb is not None and verb.is_ancestor(node)
    ):
        return "planned"
    while verb is not None:
        found = _of_verb(verb)
        if found == "past" and verb.lemma_ in _PLANNED:
            return "open"  # "proposed talks in September" looks ahead, "agreed on Monday" does not
        if found != "open" or verb.dep_ in {"ROOT", "ccomp", "conj"}:
            return found
        verb = verb_of(verb.head) if verb.head is not verb else None
    return "open"


def _is_limit(token: Token) -> bool:
    """Tell "until midnight on Sunday", "by Friday"."""
    return any(
        node.lower_ in {"until", "till", "by", "before"} for node in token.ancestors if node.pos_ in {"ADP", "SCONJ"}
    )


def _planned_noun(noun: Token) -> bool:
    """Tell "a proposed summit" and "planned talks"."""
    return any(child.dep_ == "amod" and child.lemma_ in _PLANNED_NOUNS for child in children(noun))


def _of_verb(verb: Token) -> Direction:
    auxiliaries = {child.lower_ for child in children(verb) if child.dep_ in {"aux", "auxpass"}}
    if auxiliaries & _AHEAD or (verb.lower_ == "going" and verb.tag_ == "VBG"):
        return "future"
    if auxiliaries & {"had", "has", "have", "did", "was", "were", "been", "'d"}:
        return "past"
    if "to" in auxiliaries:
        return _of_infinitive(verb)
    if verb.tag_ == "VBG" and auxiliaries & {"is", "are", "'s", "'re"}:
        return "future"
    if verb.tag_ == "VBD":
        return "past"
    if verb.tag_ not in {"VBZ", "VBP"} or verb.lemma_ in _SAYING or verb.pos_ == "AUX":
        return "open"
    return "future" if _has_planned(verb) else "planned"  # "returns on Tuesday"


def _of_infinitive(verb: Token) -> Direction:
    """Judge an infinitive: it looks forward after plans and "is to"; elsewhere its own main verb tells."""
    head = verb.head
    if head.lemma_ in _PLANNED or head.pos_ in {"NOUN", "ADJ"}:
        return "planned" if head.tag_ in {"VBD", "VBN"} else "future"
    return "future" if head.lemma_ == "be" and head.tag_ in {"VBZ", "VBP"} else "open"


def _has_planned(verb: Token) -> bool:
    return any(child.lemma_ in _PLANNED for child in (verb, *children(verb)))
