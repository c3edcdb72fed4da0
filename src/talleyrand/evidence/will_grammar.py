"""The grammar around words of will: what they leave open, what denies them, and how far what is willed reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.topics import words
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATIONS = frozenset({"no", "never", "neither", "nor", "hardly", "scarcely", "nobody"})
_OPEN = frozenset({"if", "whether", "unless", "should"})
_ASIDE = frozenset({"advcl", "parataxis", "relcl"})
_FAIL = frozenset({"fail", "collapse", "lapse", "stall", "refuse"})
_NOBODY = frozenset({"few", "nobody", "none", "no"})


def verb_of(token: Token) -> Token | None:
    """Return the verb that a word of will belongs to: itself, or the one above an adjective, noun or preposition."""
    for above in (token, *token.ancestors):
        if above.pos_ in {"VERB", "AUX"}:
            return above
        if above.dep_ in {"nsubj", "nsubjpass", "appos", "poss"}:
            return None
    return None


def condition(verb: Token) -> Token | None:
    """Return the clause with "if" below a verb."""
    return next((c for c in children(verb) if any(g.dep_ == "mark" and g.lower_ == "if" for g in children(c))), None)


def fails(condition: Token) -> bool:
    """Tell whether a condition is that something does not come about: "if there is no deal", "if the talks fail"."""
    return condition.lemma_ in _FAIL or any(t.dep_ == "neg" or t.lower_ == "no" for t in condition.subtree)


def left_open(word: Token) -> bool:
    """Tell whether what a word says is asked, supposed or denied, or long past."""
    for above in (word, *word.ancestors):
        if any(c.dep_ == "mark" and c.lower_ in _OPEN and c.i < word.i for c in children(above)):
            return True
        if above != word and (above.lemma_ in words("undone") or _unexpected(above)):
            return True
    return _long_past(word)


def _unexpected(verb: Token) -> bool:
    """Tell whether a verb of expecting denies what hangs on it: "few expect Chad to agree"."""
    if verb.lemma_ not in words("forecasts"):
        return False
    return any(
        c.dep_ == "neg" or c.lower_ in _NOBODY or any(g.lower_ in _NOBODY for g in children(c) if c.dep_ == "nsubj")
        for c in children(verb)
        if c.i < verb.i
    )


def _long_past(word: Token) -> bool:
    """Tell whether a past tense stands with a year: "in 1987 Chile wanted"."""
    verb = verb_of(word)
    if verb is None or not any(t.tag_ == "VBD" for t in (verb, *children(verb))):
        return False
    preps = [c for c in children(verb) if c.dep_ == "prep" and c.lower_ == "in"]
    return any(t.is_digit and len(t) == 4 for prep in preps for t in children(prep))


def negated(verb: Token, word: Token, own: frozenset[int]) -> bool:
    """Tell whether an odd number of negations stands at the verb, or at the word of will below it."""
    count = 0
    for node in dict.fromkeys((verb, word)):
        count += any(
            (c.dep_ == "neg" or c.lower_ in _NEGATIONS) and c.i not in own and c.i < word.i + 1 for c in children(node)
        )
    return count % 2 == 1


def behind(verb: Token, last: int, word: Token) -> tuple[int, ...]:
    """Return what stands behind a word of will in its clause, short of new clauses with "if", "because", "but"."""
    return tuple(sorted(t.i for t in verb.subtree if t.i > last and not _in_other_clause(verb, t, word)))


def _in_other_clause(verb: Token, token: Token, word: Token) -> bool:
    for node in (token, *token.ancestors):
        if node in (verb, word):
            return False
        if node.dep_ == "relcl":
            return True
        if node.dep_ == "conj" and node.pos_ in {"VERB", "AUX"} and node.head in (verb, word):
            return True
        if (node.dep_ in _ASIDE or node.lower_ in {"provided", "providing"}) and node.head in (verb, word):
            start = node.left_edge.i
            opens = any(t.lower_ in words("breaks") for t in node.doc[start : start + 2])
            if opens or node.dep_ == "parataxis":
                return True
    return False
