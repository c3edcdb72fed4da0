"""An act found in a sentence, and how its source and target are looked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_frames import DEFAULT_TARGETS, Frames
from talleyrand.evidence.event_sides import complements, doer, object_words, slot
from talleyrand.evidence.records import Plover
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

SAYING = frozenset(
    [
        "say",
        "tell",
        "announce",
        "declare",
        "state",
        "insist",
        "stress",
        "warn",
        "add",
        "write",
        "argue",
        "conclude",
        "note",
        "report",
        "quote",
        "maintain",
        "emphasise",
        "emphasize",
        "reiterate",
        "repeat",
        "assert",
        "claim",
        "vow",
        "confirm",
        "indicate",
        "suggest",
        "recommend",
        "propose",
        "demand",
    ]
)
SELF = frozenset({"it", "he", "she", "they", "we", "i"})


@dataclass(frozen=True)
class Act:
    """An act found in a sentence, not yet a record."""

    trigger: Token
    plover: Plover
    source: tuple[Side, ...]
    target: tuple[Side, ...]
    head: Token
    absorbed: frozenset[int] = frozenset()
    rule: str = "frame"
    joint: bool = False
    wanting: bool = False
    """Whether it counts only where somebody is found on whom it is done."""

    @property
    def governor(self) -> Token:
        """Return the verb whose tense and negation tell whether the act happened."""
        if self.trigger.pos_ in {"VERB", "AUX", "ADJ"}:
            return self.trigger
        return next((w for w in self.trigger.ancestors if w.pos_ in {"VERB", "AUX"}), self.trigger)


def joined(act: Act) -> Act:
    """Return the act of a joint subject ("A and B signed") with each side on both ends."""
    if act.target or len(act.source) < 2 or not act.joint:
        return act
    return replace(act, target=(*act.source[1:], act.source[0]))


def build(
    verb: Token,
    plover: Plover,
    source: tuple[Side, ...],
    target: tuple[Side, ...],
    head: Token,
    rule: str,
    below: list[Token] | None = None,
) -> Act | None:
    """Build an act; what hangs below its head is absorbed, except further clauses beside it."""
    if not source and rule != "frame":
        return None
    absorbed = _absorbed(head) if head != verb else set()
    for word in below or ():
        absorbed |= _absorbed(word)
    joint = rule in {"light verb", "commitment"}
    return Act(verb, plover, source, target, head, frozenset(absorbed - {verb.i}), rule, joint)


def _absorbed(word: Token) -> set[int]:
    """Return the words below a word that tell no act of their own: all but its relative clauses, which tell facts."""
    found = {word.i}
    for child in children(word):
        if child.dep_ != "relcl" and not _a_fact(child):
            found |= _absorbed(child)
    return found


def _a_fact(clause: Token) -> bool:
    """Tell whether a clause at a noun tells what somebody did: "regret that Chad had shelled the town"."""
    if clause.dep_ != "acl" or clause.tag_ not in {"VBD", "VBN"}:
        return False
    words = children(clause)
    return any(c.dep_ == "nsubj" for c in words) and any(c.lower_ == "that" for c in words)


def source_of(cast: Cast, verb: Token) -> tuple[Side, ...]:
    """Return who acts; a bare pronoun in a reported clause is whoever reports."""
    subject = doer(verb)
    if subject is None:
        return ()
    sides = cast.named(subject) or _whose(cast, subject)
    if not sides and verb.dep_ == "acl" and verb.tag_ == "VBG" and subject.dep_ == "dobj":
        above = doer(subject.head)  # "issued a declaration demanding that …"
        return cast.named(above) if above is not None else ()
    if sides or subject.lower_ not in SELF:
        return sides
    for clause in verb.ancestors:
        if clause.lemma_.lower() in SAYING:
            reporter = doer(clause)
            return cast.named(reporter) if reporter is not None and reporter != subject else ()
    return ()


def _whose(cast: Cast, subject: Token) -> tuple[Side, ...]:
    """Return who owns the subject of a relative clause: "the front, whose leaflets warn …"."""
    if not any(c.tag_ == "WP$" for c in subject.lefts):
        return ()
    clause = next((w for w in subject.ancestors if w.dep_ == "relcl"), None)
    return cast.named(clause.head) if clause is not None else ()


def without(sides: tuple[Side, ...], others: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return the sides that are none of the others."""
    keys = {side.key for side in others}
    return tuple(side for side in sides if side.key not in keys)


def search(cast: Cast, verb: Token, slots: tuple[str, ...], source: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return the first slot's sides that are not the source's own; its own fellows only where nobody else is named."""
    own: tuple[Side, ...] = ()
    nameless: tuple[Side, ...] = ()
    words = {side.word for side in source}
    doc = verb.doc
    for name in slots:
        sides = slot(cast, verb, name)
        if others := without(sides, source):
            if any(side.party for side in others):
                return others
            nameless = nameless or others
        if not own and name != "deep":
            own = tuple(s for s in sides if s.word not in words and not _ones_own(doc[s.word]))
    return own or nameless


def _ones_own(word: Token) -> bool:
    """Tell whether words point back to the source itself: "its negotiators"."""
    return word.pos_ == "PRON" or any(c.tag_ == "PRP$" for c in children(word))


def targets_below(cast: Cast, clause: Token, source: tuple[Side, ...], lexicon: Frames) -> tuple[Side, ...]:
    """Return the target of the act in a complement: "threatened to cut off gas *to Moldova*"."""
    frame = lexicon.of(clause)
    slots = (*(frame.target if frame else DEFAULT_TARGETS), "deep")
    found = search(cast, clause, slots, source)
    for inner in complements(clause) if not found else ():
        found = targets_below(cast, inner, source, lexicon)
    return found


def class_of(verb: Token, lexicon: Frames) -> str | None:
    """Return the class that a verb would have on its own, through "begin to" and light verbs."""
    if verb.lemma_ in lexicon.through or verb.lemma_ in lexicon.light:
        for word in object_words(verb):
            if word.lemma_ in lexicon.carried:
                return lexicon.carried[word.lemma_]
    frame = lexicon.of(verb)
    if frame is not None:
        return frame.plover
    inner = complements(verb)
    return class_of(inner[0], lexicon) if verb.lemma_ in lexicon.through and inner and inner[0] != verb else None


def modal(clause: Token) -> str | None:
    """Return the modal of a clause, folded: "would", "must"."""
    return next((c.lower_ for c in children(clause) if c.dep_ == "aux" and c.tag_ == "MD"), None)


def negated(verb: Token) -> bool:
    """Tell whether a verb itself is negated."""
    return any(c.dep_ == "neg" or c.lower_ in {"never", "no"} for c in children(verb))
