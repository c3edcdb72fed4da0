"""What is said inside what somebody says, words that one speaker imagines for another, and what was never said."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.cues import Sense
from talleyrand.evidence.quotes import Quotation
from talleyrand.evidence.records import StatementStatus
from talleyrand.evidence.syntax import auxiliaries_start, is_negated, place, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PLAIN = frozenset({"clause-after", "clause-before", "insertion", "gerund", "noun-clause", "according"})
_MODALS = frozenset({"could", "might", "would", "may", "can"})
_SELF = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
_IMAGINE = frozenset({"imagine", "picture", "suppose", "fancy"})
_LEADS = frozenset({",", ":", "as", "say", "says", "saying", "like", "–", "—"})
_PERCEIVE = frozenset({"hear", "see", "picture", "imagine"})
DEEPEST = 20
"""Attributions around one cue at most; only garbage has more."""
IMAGINED = Sense("speech", "other")


def parents(attributions: list[Attribution]) -> list[int | None]:
    """Return for each attribution the one whose content holds its cue: the innermost, None for outermost ones.

    `attributions` come sorted by (start, -end); time grows with their number, not its square.
    """
    order = sorted(range(len(attributions)), key=lambda i: (attributions[i].start, -attributions[i].end))
    found: list[int | None] = [None] * len(attributions)
    cues = sorted((a.cue[0] if a.cue else a.start, i) for i, a in enumerate(attributions))
    stack: list[int] = []
    pending = 0
    for offset, index in cues:
        while pending < len(order) and attributions[order[pending]].start <= offset:
            stack.append(order[pending])
            pending += 1
        stack = [i for i in stack if attributions[i].end > offset][-DEEPEST:]
        holders = [i for i in stack if _wider(attributions, i, index) and attributions[i].holds(offset)]
        found[index] = min(holders, key=lambda i: (attributions[i].end - attributions[i].start, i), default=None)
    return found


def _wider(attributions: list[Attribution], outer: int, inner: int) -> bool:
    """Tell whether one attribution can hold another: it reaches further, so that no two hold each other."""
    first, second = attributions[outer], attributions[inner]
    return (first.end - first.start, -outer) > (second.end - second.start, -inner)


def worth_nesting(doc: Doc, attribution: Attribution) -> bool:
    """Tell whether an attribution inside another is plain enough to be a statement of its own.

    It says, believes or refuses something in a clause or in marks; what a speaker says that others want, might
    accept or should expect is the speaker's own statement and no more.
    """
    if attribution.rule.startswith("quote") or attribution.rule == "imagined":
        return True
    carries, rule = attribution.sense.carries, attribution.rule
    if carries == "wish" or not (rule in _PLAIN or _is_sharp(attribution)):
        return False
    verb = doc[attribution.head]
    helpers = [c for c in verb.lefts if c.dep_ == "aux"]
    return verb.tag_ != "VBG" and not any(c.tag_ == "MD" or c.lower_ == "to" for c in helpers)


def _is_sharp(attribution: Attribution) -> bool:
    """Tell whether a cue with an infinitive or a noun phrase says something plain (offers to, fears, accuses)."""
    if attribution.rule == "infinitive":
        return attribution.sense.carries in ("speech", "refusal")
    return attribution.rule == "object" and (
        attribution.sense.stance in ("oppose", "accuse", "refuse", "threaten") or attribution.lemma == "fear"
    )


def status_of(doc: Doc, attribution: Attribution) -> StatementStatus:
    """Return whether words were said, are to be said, might be said, or were not.

    *would say*, *if he offers* are hypothetical; *will ask* is planned; *did not say*, *never threatened* is denied.
    """
    if attribution.rule == "imagined":
        return "hypothetical"
    verb = doc[attribution.head]
    if verb.pos_ not in ("VERB", "AUX"):
        return "made"
    helpers = {c.lower_ for c in verb.lefts if c.dep_ in ("aux", "auxpass")}
    if helpers & {"could", "might", "may"} or (
        "would" in helpers and verb.lemma_ not in ("like", "prefer", "want", "love")
    ):
        return "hypothetical"
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.lefts):
        return "hypothetical"
    if attribution.sense.carries == "speech" and is_negated(verb):
        return "denied"
    if attribution.sense.carries == "speech" and helpers & {"will", "'ll", "’ll", "shall"}:
        return "planned"
    return "made"


def imagined(doc: Doc, text: str, quotations: tuple[Quotation, ...]) -> list[Attribution]:
    """Find quotations that a speaker makes up for somebody: *Trump could play it up as, "Look, I know …"*.

    A modal stands before the marks and its subject is the person whose words they would be; or the speaker asks to
    imagine it. Only quotations of a clause or more count: *could call it "progress"* is none.
    """
    offsets = [token.idx for token in doc]
    found = []
    for quotation in quotations:
        first = max(0, bisect.bisect_right(offsets, quotation.start) - 1)
        last = max(0, bisect.bisect_right(offsets, quotation.end - 1) - 1)
        if not any(t.pos_ in ("VERB", "AUX") for t in doc[first : last + 1]) or last - first < 4:
            continue
        opening, before = quotation.inner[0][0], doc[first - 1] if first else None
        if not text[opening].isupper() or before is None or before.text not in _LEADS:
            continue
        if (hit := _imagined_by(doc, first)) is not None:
            verb, holder = hit
            start = auxiliaries_start(verb)
            end = first - 1
            while end > verb.i and (doc[end].is_punct or doc[end].is_space):
                end -= 1
            words = place(doc, holder.left_edge.i, holder.i)
            found.append(
                Attribution(
                    "imagined", verb.i, verb.lemma_, IMAGINED, place(doc, start, end), words, holder.i, quotation.pieces
                )
            )
    return found


def _imagined_by(doc: Doc, first: int) -> tuple[Token, Token] | None:
    """Return the verb before a quotation and the person it is imagined for."""
    for i in range(first - 1, max(-1, first - 25), -1):
        token = doc[i]
        if token.text in (".", "?", "!") or "\n" in token.text:
            return None
        if token.pos_ not in ("VERB", "AUX"):
            continue
        modal = next((c for c in token.lefts if c.dep_ == "aux" and c.lower_ in _MODALS), None)
        asked = token.tag_ == "VBG" and _under_imagine(token)
        if modal is None and not asked:
            continue
        holder = next((c for c in token.lefts if c.dep_ == "nsubj"), None) or subject(token)
        if holder is None and asked:
            holder = next((c for c in token.head.children if c.dep_ == "dobj"), None)
        if holder is None or holder.lower_ in _SELF or holder.i >= first:
            return None
        return token, holder
    return None


def _under_imagine(verb: Token) -> bool:
    head = verb.head
    for _ in range(3):
        if head.lemma_.lower() in _IMAGINE:
            return True
        if head.lemma_.lower() in _PERCEIVE and any(c.dep_ == "aux" and c.lower_ in _MODALS for c in head.lefts):
            return True
        head = head.head
    return False
