"""What is said inside what somebody says, and what was never said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.records import StatementStatus
from talleyrand.evidence.stance_frames import cues_that
from talleyrand.evidence.syntax import is_negated

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PLAIN = frozenset(
    {"clause-after", "clause-before", "insertion", "gerund", "noun-clause", "according", "view", "adjective"}
)
_SHARP_RULES = frozenset({"object", "object-to", "preposition", "noun-to", "noun-of", "passive"})
_SHARP = frozenset({"oppose", "accuse", "refuse", "threaten", "demand", "offer", "promise"})
_ALONE = frozenset({"caption", "imagined", "inner", "according", "view"})
_ANYBODY = frozenset({"i", "we", "you", "one", "people", "some"})
_WILL = frozenset({"will", "'ll", "’ll"})
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

    It says, believes, asks or refuses something; what a speaker says that others want, might accept or should expect
    is the speaker's own statement and no more.
    """
    if attribution.rule.startswith("quote") or attribution.rule in ("imagined", "inner"):
        return True
    carries, rule = attribution.sense.carries, attribution.rule
    if carries == "wish" and not _of_a_third(doc, attribution):
        return False
    if rule in _SHARP_RULES and any(c.dep_ == "neg" or c.lower_ == "never" for c in doc[attribution.head].children):
        return False  # "had not asked for help"
    names = _names(doc, attribution)
    if carries != "wish" and not (rule in _PLAIN or names or _is_sharp(attribution)):
        return False
    verb = doc[attribution.head]
    helpers = [c for c in verb.lefts if c.dep_ == "aux"]
    barred = {c.lower_ for c in helpers if c.tag_ == "MD" or c.lower_ == "to"} - (_WILL if names else set())
    return verb.tag_ != "VBG" and not barred


def _names(doc: Doc, attribution: Attribution) -> bool:
    """Tell whether somebody gives a thing a name: *what Moscow calls an exercise*, *they will call it late*."""
    if attribution.lemma not in cues_that("label") or attribution.rule != "object" or attribution.source_head is None:
        return False
    return doc[attribution.source_head].lower_ not in _ANYBODY


def is_aside(doc: Doc, attribution: Attribution) -> bool:
    """Tell whether words are told in passing, in a relative or participial phrase of the reporter's own.

    Examples
    --------
    >>> from talleyrand.evidence.clauses import find_clauses
    >>> from talleyrand.evidence.language import load
    >>> doc = load()("Windhoek stayed away, arguing that the quarrel was one among Angolans.")
    >>> [is_aside(doc, found) for found in find_clauses(doc)]
    [True]
    """
    if attribution.rule.startswith("quote") or attribution.rule in _ALONE:
        return False
    at = doc[attribution.head]
    for _ in range(DEEPEST):
        if at.dep_ in ("relcl", "acl") or (at.dep_ == "advcl" and at.tag_ == "VBG"):
            return True
        if at.dep_ not in ("conj", "xcomp") or at.head.i == at.i:
            return False
        at = at.head
    return False


def _of_a_third(doc: Doc, attribution: Attribution) -> bool:
    """Tell whether a wish is ascribed to somebody by name: *the envoy wants to be asked*, and not *he wants to go*."""
    if attribution.source_head is None or attribution.rule not in ("infinitive", "object-to"):
        return False
    return attribution.lemma in _WISHES and doc[attribution.source_head].pos_ != "PRON"


def _is_sharp(attribution: Attribution) -> bool:
    """Tell whether a cue without a clause says something plain (offers to, fears, accuses, asks for, a request to)."""
    if attribution.rule == "infinitive":
        return attribution.sense.carries in ("speech", "refusal")
    if attribution.rule == "object" and attribution.lemma == "fear":
        return True
    spoken = attribution.sense.carries in ("speech", "refusal")
    return attribution.rule in _SHARP_RULES and spoken and attribution.sense.stance in _SHARP


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
