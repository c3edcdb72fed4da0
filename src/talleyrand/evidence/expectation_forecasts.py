"""Forecasts in statements: what somebody who decides nothing says will happen ("the talks would fail", "he won't")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from talleyrand.evidence.event_sides import surface_subject
from talleyrand.evidence.expectation_found import Found
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.records import Likelihood, Statement
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

_WILL = frozenset({"will", "would", "'ll", "wo", "shall"})
_MAY = frozenset({"may", "might", "could"})
_FAILS = frozenset(
    {"fail", "collapse", "founder", "unravel", "stall", "die", "crumble", "flounder", "fizzle", "miscarry"}
)
_OUTSIDE = frozenset({"expert", "former_official", "media"})
_FORECASTING = frozenset({"predict", "forecast", "foresee", "reckon", "prophesy", "bet", "wager", "guess", "project"})
_WORRIES = frozenset({"fear", "worry", "afraid", "dread", "terrified", "terrify", "anxious", "concern", "alarm"})
_LASTS = frozenset({"succeed", "hold", "last", "survive", "work", "endure", "stick", "happen"})
_SAID = frozenset({"say", "tell", "admit", "know", "think", "want", "like", "love", "hate", "be", "need", "remember"})
_THEY = frozenset({"they", "he", "she", "it", "both", "neither", "this", "that", "nobody"})
_IT = frozenset({"it", "this", "that", "one", "they"})
_SET = frozenset(
    {"meet", "reconvene", "resume", "visit", "travel", "fly", "convene", "arrive", "gather", "attend", "hold"}
)
"""What is set in a calendar is told and not forecast."""
_ACTS = frozenset({"promise", "threaten", "demand", "offer"})
_CONDITIONS = frozenset({"if", "unless", "until", "once", "without", "when", "should"})


def in_statements(reading: Reading, statements: Iterable[Statement]) -> Iterator[Found]:
    """Yield the forecasts among statements: of experts and former officials, of whoever predicts, and on talks.

    What officials say they will do is a promise, and what depends on a condition is none of these.
    """
    for statement in statements:
        if statement.status == "made" and statement.stance not in _ACTS and statement.nested_in is None:
            for tokens in _sentences(reading, statement):
                verb = _main(tokens)
                if verb is not None and (told := _told(verb, statement)):
                    words = [t.i for t in tokens if not t.is_punct and not t.is_space]
                    if words:
                        place = min(words), max(words)
                        yield Found(told, None, place, *place, "forecast")


def _sentences(reading: Reading, statement: Statement) -> Iterator[list[Token]]:
    """Yield the words of a content, those of a quotation by sentence."""
    for span in statement.content:
        tokens = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
        if tokens is None:
            continue
        if statement.kind != "direct":
            yield list(tokens)
            continue
        for _, some in groupby(tokens, key=lambda t: t.sent.start):
            yield list(some)


def _main(tokens: list[Token]) -> Token | None:
    """Return the main verb of a content: the one that nothing in the content governs, asks or supposes."""
    own = {t.i for t in tokens}
    if any(t.lower_ in _CONDITIONS or t.text == "?" or _price(t) for t in tokens):
        return None
    return next((t for t in tokens if (t.pos_ in {"VERB", "AUX"} and t.head.i not in own) or t.dep_ == "ROOT"), None)


def _price(token: Token) -> bool:
    """Tell whether a word names a price, which is a condition: "in exchange for"."""
    return token.lower_ in {"exchange", "return"} and token.i > 0 and token.nbor(-1).lower_ == "in"


def _told(verb: Token, statement: Statement) -> Likelihood | None:
    verb, denied = _foretold(verb)
    helpers = {c.lower_ for c in children(verb) if c.dep_ == "aux"} | ({verb.lower_} if verb.pos_ == "AUX" else set())
    if denied is not None:
        helpers.add("will")
    if helpers & _MAY and _on_outcome(verb) and not any(c.dep_ == "dobj" for c in children(verb)):
        return "open"
    if not helpers & _WILL or not _forecasts(verb, statement):
        return None
    if statement.kind == "direct" and "would" in helpers:
        return None  # what would be, in somebody's own words, hangs on a condition
    negative = bool(denied) or any(c.dep_ == "neg" or c.lower_ in {"never", "hardly"} for c in children(verb))
    negative = negative or any(
        c.lower_ in {"no", "nobody", "none", "nothing"} for w in children(verb) for c in (w, *children(w))
    )
    return "unlikely" if negative != (verb.lemma_ in _FAILS) else "likely"


def _foretold(verb: Token) -> tuple[Token, bool | None]:
    """Return the verb that is foretold, and for "is going to" whether that is denied: "what they won't *get* is X"."""
    if verb.lemma_ == "go" and verb.tag_ == "VBG":
        below = next((c for c in children(verb) if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
        if below is not None:
            return below, any(c.dep_ == "neg" for c in children(verb))
    if verb.lemma_ == "be":
        cleft = next((c for c in children(verb) if c.dep_ in {"csubj", "nsubj"} and c.pos_ == "VERB"), None)
        if cleft is not None:
            return cleft, None
    return verb, None


def _forecasts(verb: Token, statement: Statement) -> bool:
    """Tell whether a statement in the future is a forecast: by who says it, by its verb, or by what it is about."""
    subject = surface_subject(verb)
    own = subject is not None and subject.lower_ in {"i", "we"}
    if own or _worried(verb, statement):
        return False
    if statement.cue is not None and any(w in statement.cue.text.lower() for w in _FORECASTING):
        return True
    if statement.role in _OUTSIDE or _nameless(statement):
        if verb.lemma_ in _SET and not _on_outcome(verb):
            return False
        named = subject is not None and subject.lower_ in _THEY and verb.lemma_ not in _SAID
        return statement.kind != "direct" or _on_outcome(verb) or verb.lemma_ in _FAILS or named
    if statement.kind == "direct" and subject is not None and subject.lower_ in _IT:
        return verb.lemma_ in _FAILS or verb.lemma_ in _LASTS
    if any(c.dep_ == "auxpass" for c in children(verb)):
        return False  # "a round would be held on June 9" is set, not forecast
    return _on_outcome(verb) and (verb.lemma_ in _FAILS or verb.lemma_ in _LASTS or verb.lemma_ == "come")


def _nameless(statement: Statement) -> bool:
    """Tell whether a pronoun speaks of whom nothing is known: somebody of the parties would be known by an office."""
    speaker = statement.speaker
    return statement.role == "unknown" and speaker is not None and speaker.text.lower() in {"he", "she"}


def _worried(verb: Token, statement: Statement) -> bool:
    """Tell whether somebody only fears what the words say: "are afraid that he would come home"."""
    cue = statement.cue.text.lower().split() if statement.cue is not None else []
    words = {word.rstrip("s") for word in cue} | {a.lemma_.lower() for a in verb.ancestors}
    words |= {c.lemma_.lower() for a in verb.ancestors for c in children(a) if c.dep_ == "acomp"}
    return bool(words & _WORRIES)


def _on_outcome(verb: Token) -> bool:
    subject = surface_subject(verb)
    return subject is not None and subject.lemma_.lower() in lexicon("expectation_cues")["outcomes"]
