"""What is said inside what somebody says, and what was never said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.records import StatementStatus
from talleyrand.evidence.syntax import is_negated

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PLAIN = frozenset(
    {"clause-after", "clause-before", "insertion", "gerund", "noun-clause", "according", "view", "adjective"}
)
_WISHES = frozenset({"want", "wish", "hope", "seek", "long", "prefer", "desire"})
DEEPEST = 20
"""Attributions around one cue at most; only garbage has more."""


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
    if attribution.rule.startswith("quote") or attribution.rule in ("imagined", "inner"):
        return True
    carries, rule = attribution.sense.carries, attribution.rule
    if carries == "wish" and not _of_a_third(doc, attribution):
        return False
    if carries != "wish" and not (rule in _PLAIN or _is_sharp(attribution)):
        return False
    verb = doc[attribution.head]
    helpers = [c for c in verb.lefts if c.dep_ == "aux"]
    return verb.tag_ != "VBG" and not any(c.tag_ == "MD" or c.lower_ == "to" for c in helpers)


def _of_a_third(doc: Doc, attribution: Attribution) -> bool:
    """Tell whether a wish is ascribed to somebody by name: *the envoy wants to be asked*, and not *he wants to go*."""
    if attribution.source_head is None or attribution.rule not in ("infinitive", "object-to"):
        return False
    return attribution.lemma in _WISHES and doc[attribution.source_head].pos_ != "PRON"


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
