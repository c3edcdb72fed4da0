"""Quotations inside a speaker's words, and words that one makes up for another: *they could say, 'We are moved'*."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.cues import Sense, utters
from talleyrand.evidence.quotes import Quotation
from talleyrand.evidence.speakers import SELF
from talleyrand.evidence.syntax import auxiliaries_start, place, subject
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OWN = SELF | {"my", "our", "your"}
IMAGINED = Sense("speech", "other")
_MODALS = frozenset({"could", "might", "would", "may", "can", "will", "'ll", "'d"})
_IMAGINE = frozenset({"imagine", "picture", "suppose", "fancy"})
_PERCEIVE = frozenset({"hear", "see", "picture", "imagine"})
_LEADS = frozenset({",", ":", "as", "say", "says", "said", "saying", "like", "–", "—", "is", "was"})
_SCRIPTS = frozenset({"speech", "line", "answer", "reply", "statement", "script", "letter", "part"})
_SCENES = frozenset({"case", "scenario", "risk", "danger", "nightmare", "fear", "hope", "dream", "bet"})
_NOBODY = frozenset({"somebody", "someone", "nobody", "anybody", "anyone", "whoever"})
_STOPS = frozenset(".?!")
_AWAY = 25
"""Tokens before the marks in which the verb is sought."""


def quoted_inside(doc: Doc, text: str, quotations: tuple[Quotation, ...]) -> list[Attribution]:
    """Find quotations of a clause or more that a speaker makes up for somebody, or passes on within quoted words.

    The rule is ``imagined`` where a modal, a condition or a negation governs them, or where nobody in particular says
    them, and ``inner`` else. *Could call it "progress"* is neither.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.quotes import find_quotations
    >>> from talleyrand.reading.document import Document
    >>> text = "“I can hear the minister telling us, ‘Buy your melons from me,’” Lund said."
    >>> quotations = find_quotations(Document(sha256="0" * 64, text=text))[0]
    >>> [found] = quoted_inside(load()(text), text, quotations)
    >>> found.rule, text[slice(*found.source)], text[slice(*found.cue)]
    ('imagined', 'the minister', 'telling us')
    """
    offsets = [token.idx for token in doc]
    found = []
    for quotation in quotations:
        first = max(0, bisect.bisect_right(offsets, quotation.start) - 1)
        last = max(0, bisect.bisect_right(offsets, quotation.end - 1) - 1)
        opening, before = quotation.inner[0][0], doc[first - 1] if first else None
        if last - first < 4 or not text[opening].isupper() or before is None:
            continue
        if before.lower_ not in _LEADS:
            if quotation.depth and before.is_quote and (scene := _pictured(doc, first)) is not None:
                found.append(_attribution(doc, first, quotation, *scene, True))
            continue
        if quotation.depth == 0 and not any(t.pos_ in ("VERB", "AUX") for t in doc[first : last + 1]):
            continue
        hit = _said_by(doc, first, quotation.depth > 0)
        if hit is not None:
            found.append(_attribution(doc, first, quotation, *hit))
    return found


def _attribution(doc: Doc, first: int, quotation: Quotation, verb: Token, holder: Token, supposed: bool) -> Attribution:
    end = first - 1
    while end > verb.i and (doc[end].is_punct or doc[end].is_space):
        end -= 1
    cue = place(doc, auxiliaries_start(verb), end)
    words = place(doc, holder.left_edge.i, holder.i)
    rule = "imagined" if supposed else "inner"
    return Attribution(rule, verb.i, verb.lemma_, IMAGINED, cue, words, holder.i, quotation.pieces)


def _said_by(doc: Doc, first: int, inside: bool) -> tuple[Token, Token, bool] | None:
    """Return the verb before a quotation, whose words they are, and whether they are made up."""
    for i in range(first - 1, max(-1, first - _AWAY), -1):
        token = doc[i]
        if token.text in _STOPS or "\n" in token.text:
            return None
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass"):
            continue
        supposed = _is_supposed(token) or _heard_from(token) is not None
        if not supposed and not inside:
            if utters(token) and token.tag_ in ("VBD", "VBZ", "VBP"):
                return None  # "Asked whether they would come, he replied: …"
            continue
        holder = _holder(token, first)
        if holder is None or holder.i >= first:
            return None
        if holder.lower_ in SELF and not (inside and supposed):
            return None
        return token, holder, supposed or holder.lower_ in _NOBODY
    return None


def _pictured(doc: Doc, first: int) -> tuple[Token, Token] | None:
    """Return the verb and the holder of *“I can see the communiqué,” she said. “‘We have agreed to meet again.’”*.

    The scene is pictured in the quotation before, and what is said in it fills the next.
    """
    for i in range(first - 1, max(-1, first - _AWAY), -1):
        verb = doc[i]
        if "\n" in verb.text:
            return None
        if verb.lemma_.lower() not in _PERCEIVE | _IMAGINE or verb.pos_ != "VERB":
            continue
        seen = next((c for c in verb.rights if c.dep_ in ("dobj", "nsubj", "ccomp") and c.i < first), None)
        who = subject(verb)
        if seen is not None and who is not None and who.lower_ in SELF:
            return verb, seen
    return None


def _holder(verb: Token, first: int) -> Token | None:
    """Return whose words they are: who speaks, the author of a speech, or whom one hears them from."""
    for other in verb.rights:
        if other.i >= first:
            break
        if other.dep_ == "dobj" and other.lemma_.lower() in _SCRIPTS:
            author = next((c for c in other.lefts if c.dep_ == "poss" and c.lower_ not in _OWN), None)
            if author is not None:
                return author
    own = next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    shared = _nearest_subject(verb) if verb.dep_ == "conj" else None
    return _heard_from(verb) or own or shared or subject(verb) or _object_above(verb)


def _nearest_subject(verb: Token) -> Token | None:
    """Return "China" of *The worst case is that China walks out and says*."""
    before = verb.doc[max(verb.sent.start, verb.i - _AWAY) : verb.i]
    return next((t for t in reversed(list(before)) if t.dep_ == "nsubj"), None)


def _heard_from(verb: Token) -> Token | None:
    """Return "him" of *what she longs to hear from him is*."""
    if verb.lemma_ != "be":
        return None
    for token in verb.doc[verb.left_edge.i : verb.i]:
        if token.lower_ == "from" and any(a.lemma_ in ("hear", "expect", "want") for a in token.ancestors):
            return next((c for c in children(token) if c.dep_ == "pobj"), None)
    return None


def _object_above(verb: Token) -> Token | None:
    """Return "him" of *imagine him saying*."""
    return next((c for c in children(verb.head) if c.dep_ == "dobj" and c.i < verb.i), None)


def _is_supposed(verb: Token) -> bool:
    """Tell whether a verb of saying only supposes: *could say*, *if he says*, *nobody who says*, *imagine them say*."""
    at, seen = verb, 0
    while seen < 5:
        seen += 1
        for other in at.lefts:
            if (other.dep_ == "aux" and other.lower_ in _MODALS) or other.dep_ == "neg" or other.lower_ == "if":
                return True
        if at.lemma_ == "be" and any(c.dep_ == "nsubj" and c.lemma_.lower() in _SCENES for c in at.lefts):
            return True
        lemma = at.lemma_.lower()
        if at is not verb and (lemma in _IMAGINE or (lemma in _PERCEIVE and _can(at))):
            return True
        if at.dep_ not in ("ccomp", "xcomp", "acl", "relcl", "advcl", "conj", "pcomp", "attr", "dobj", "prep", "pobj"):
            return False
        if at.head.i == at.i:
            return False
        at = at.head
    return False


def _can(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ in _MODALS for c in verb.lefts)
