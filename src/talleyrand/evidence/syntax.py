"""Small questions to a dependency parse: subjects, edges, phrases. Labels are those of ClearNLP, as spaCy's are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.cues import utters
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Place = tuple[int, int]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
WRITTEN = frozenset({
    "paper", "report", "statement", "letter", "study", "survey", "poll", "note", "memo", "communique", "communiqué",
    "document", "draft", "editorial", "article", "declaration", "office", "resolution", "dispatch", "cable", "press",
    "tweet", "message", "ad",
})  # fmt: skip
"""What carries the words of whoever wrote it, or whose office it is."""
RELATIVES = frozenset({"who", "which", "that", "whom"})
_INHERITS = frozenset({"conj", "xcomp", "advcl", "pcomp"})
_DROPPED = frozenset({"punct", "cc", "space"})
_MODIFIES = frozenset({"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "preconj", "punct"})


def place(doc: Doc, first: int, last: int) -> Place:
    """Return the code points from token `first` to token `last`, both included."""
    end = doc[last]
    return doc[first].idx, end.idx + len(end.text)


def child(token: Token, *deps: str) -> Token | None:
    """Return the first child with one of these labels."""
    return next((c for c in children(token) if c.dep_ in deps), None)


def subject(verb: Token) -> Token | None:
    """Return who does it: the verb's own subject, or the one it shares with the verb it hangs on.

    A participle after a noun ("officials warning that …") has that noun; a relative clause has its pronoun.
    """
    seen = 0
    while seen < 6:
        seen += 1
        own = child(verb, "nsubj", "nsubjpass")
        if own is not None:
            if own.dep_ == "nsubjpass" and seen > 1 and verb.tag_ == "VBN":
                return own
            return own
        if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            if verb.head.dep_ == "dobj" and verb.head.lemma_.lower() in WRITTEN:
                verb = verb.head.head  # "issued a statement calling for talks"
                continue
            return verb.head
        if (outer := escapes(verb)) is not None:
            verb = outer
            continue
        if verb.dep_ in _INHERITS and verb.head != verb:
            if verb.dep_ == "xcomp" and (goal := child(verb.head, "dobj")) is not None and goal.i < verb.i:
                return goal
            verb = verb.head
            if verb.pos_ not in ("VERB", "AUX"):
                if verb.dep_ == "prep":
                    verb = verb.head
                else:
                    return None
            continue
        return None
    return None


def escapes(verb: Token) -> Token | None:
    """Return the cue that a conjoined verb goes with, where the parse hangs it on that cue's clause instead.

    In *He said the talks were dead and accused Kyiv of lying* it is *he* who accuses; so in *…, accusing Kyiv*.
    """
    participle = verb.dep_ == "advcl" and verb.tag_ == "VBG" and _after_comma(verb)
    if not (participle or verb.dep_ == "conj") or child(verb, "nsubj", "nsubjpass", "aux", "auxpass") is not None:
        return None
    head = verb.head
    while head.dep_ == "conj" and head.head != head:
        head = head.head
    if head.head.i > head.i or head.dep_ not in ("ccomp", "xcomp"):
        return None
    if head.dep_ == "ccomp" and child(head, "nsubj", "nsubjpass") is None:
        return None
    outer: Token = head.head
    if not participle and (outer.tag_ != verb.tag_ or verb.tag_ not in ("VBD", "VBZ", "VBP")):
        return None
    return outer if utters(verb) else None


def _after_comma(verb: Token) -> bool:
    edge = verb.left_edge.i
    return edge > 0 and verb.doc[edge - 1].text == ","


def phrase(token: Token) -> tuple[int, int]:
    """Return the first and last token of a noun phrase with what hangs on it, without punctuation at the edges."""
    doc = token.doc
    first, last = token.left_edge.i, token.right_edge.i
    while first < token.i and (doc[first].dep_ in _DROPPED or doc[first].is_punct or doc[first].is_space):
        first += 1
    while last > token.i and (doc[last].is_punct or doc[last].is_space) and doc[last].text != ")":
        last -= 1
    return first, last


def auxiliaries_start(verb: Token) -> int:
    """Return the first token of the verb group that ends in `verb`: auxiliaries, negation, adverbs between them."""
    first = verb.i
    lefts = {c.i: c for c in verb.lefts}
    while first > 0:
        before = lefts.get(first - 1)
        if before is None or before.dep_ not in ("aux", "auxpass", "neg", "advmod"):
            break
        if before.left_edge.i != before.i:
            break
        first -= 1
    if verb.doc[first].dep_ == "advmod" and verb.doc[first].lower_ in ("when", "why", "how", "where", "then", "so"):
        first += 1
    return first


def is_negated(verb: Token) -> bool:
    """Tell whether the verb itself is negated ("did not say", "never said")."""
    return any(c.dep_ == "neg" or c.lower_ in ("never", "nor") for c in children(verb))


def speaker_phrase(token: Token) -> tuple[int, int]:
    """Return the first and last token of the words that name a source: `phrase` without what only stands before it.

    *OSLO, Feb 10 - Negotiators* is *Negotiators*, *Addressing the Council by video, the envoy* is *the envoy*.
    """
    first, last = phrase(token)
    before = [c for c in token.lefts if c.i >= first]
    for number in range(len(before) - 1, -1, -1):
        mark = before[number]
        if mark.dep_ == "punct" and (
            mark.text in ("--", "–", "—")
            or (mark.text == "-" and token.doc[mark.i - 1].whitespace_)
            or (mark.text in ",:" and any(c.dep_ not in _MODIFIES for c in before[:number]))
        ):
            return mark.i + 1, last
    return first, last
