"""Acts done by words about other acts.

Promises, threats and refusals of what stands in their complement ("threatened to cut off gas"), and sayings that
somebody must do a thing ("said that Chad must pay") or that the speaker will or will not do it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import (
    SAYING,
    SELF,
    Act,
    build,
    class_of,
    modal,
    negated,
    search,
    source_of,
    targets_below,
    without,
)
from talleyrand.evidence.event_frames import Frames
from talleyrand.evidence.event_sides import clause_subject, complements, objects, surface_subject
from talleyrand.evidence.records import Plover
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

_DUTY = frozenset({"must", "should", "shall", "need", "ought"})
_WILL = frozenset({"will", "would", "'ll", "wo", "’ll", "shall"})
_WANTING = frozenset({"insist", "demand", "propose", "recommend", "suggest", "stress"})
_MIGHT = frozenset({"will", "may", "might", "could", "wo"})
_LOSSES = frozenset({"lose", "pay", "regret", "suffer", "forfeit", "face", "feel", "rue", "answer", "bear"})
"""What is said to come upon somebody else is a threat."""
_RULED_OUT = frozenset({"question"})


def committed(cast: Cast, verb: Token, lexicon: Frames) -> Act | None:
    """Read "offered to …", "threatened to …", "is ready to …", "refused to …": the kind comes from the verb."""
    kind = lexicon.commit.get(lexicon.irregular.get(verb.lemma_.lower(), verb.lemma_.lower()))
    bearer, settled = verb, False
    if kind is None and verb.lemma_ == "be":
        adjective = next(
            (c for c in children(verb) if c.dep_ in {"acomp", "attr"} and c.lower_ in lexicon.commit_adjectives), None
        )
        kind, bearer = (lexicon.commit_adjectives[adjective.lower_], adjective) if adjective else (None, verb)
        settled = adjective is not None
    if kind is None or kind == "allowed":
        return None
    clause = next((c for c in (*complements(bearer), *_adverbial(bearer, kind))), None)
    if (
        clause is None
        or clause.lemma_ in {"comment", "elaborate"}
        or clause.pos_ not in {"VERB", "AUX"}
        or (kind == "promise" and clause_subject(clause) is not None and bearer.lemma_ == "propose")
    ):
        return None
    plover = _committed_class(clause, kind, lexicon)
    if plover is None or (settled and class_of(clause, lexicon) is None):
        return None
    source = source_of(cast, verb)
    target = targets_below(cast, clause, source, lexicon) or search(
        cast, verb, ("verb:with", "verb:to", "wide"), source
    )
    return build(verb, plover, source, without(target, source), clause, "commitment")


def _adverbial(bearer: Token, kind: str) -> list[Token]:
    """Return infinitives that the parser hung on the verb as adverbial clauses."""
    if kind == "intent" or objects(bearer):
        return []
    return [c for c in children(bearer) if c.dep_ == "advcl" and c.tag_ == "VB"]


def _committed_class(clause: Token, kind: str, lexicon: Frames) -> Plover | None:
    inner = class_of(clause, lexicon)
    if kind == "refusal":
        return "REJECT"
    if kind == "threat":
        return "THREATEN" if inner in lexicon.hostile or clause.tag_ == "VB" or modal(clause) in _WILL else None
    if negated(clause):
        return "REJECT" if kind == "promise" else "THREATEN"
    if kind == "promise":
        return "AGREE"
    if inner is None:
        return None
    return "THREATEN" if inner in lexicon.hostile else None


def said(cast: Cast, verb: Token, lexicon: Frames) -> Act | None:
    """Read what is said as an act: others must do it (REQUEST), or the speaker will or will not do it itself."""
    if verb.lemma_.lower() not in SAYING:
        return None
    speaker = source_of(cast, verb)
    if not speaker:
        return None
    for clause in [c for c in children(verb) if c.dep_ == "ccomp"]:
        subject = surface_subject(clause)
        if subject is None:
            continue
        about = cast.named(subject)
        itself = (subject.lower_ in SELF and not about) or _same(about, speaker) or (not about and _own_side(subject))
        verb_modal = modal(clause)
        if (
            (verb_modal in _DUTY or (clause.lemma_ in {"need", "have"} and complements(clause)))
            and not itself
            and about
        ):
            return build(verb, "REQUEST", speaker, about, clause, "duty")
        if verb.lemma_ in _WANTING and verb_modal is None and clause.tag_ == "VB" and not itself and about:
            return build(verb, "REQUEST", speaker, about, clause, "duty")
        if about and not itself and verb_modal in _MIGHT and clause.lemma_ in _LOSSES:
            return build(verb, "THREATEN", speaker, about, clause, "own intent")
        if itself and verb_modal in _WILL and (act := _own_intent(cast, verb, clause, speaker, lexicon)):
            return act
        if _refuses(clause, subject):
            return build(verb, "REJECT", speaker, without(_anybody(cast, clause), speaker), clause, "refusal")
        if any(w.lemma_ in _RULED_OUT for w in clause.subtree) and any(w.lower_ == "out" for w in clause.subtree):
            return build(verb, "REJECT", speaker, without(_anybody(cast, clause), speaker), clause, "ruled out")
    return None


def _own_side(subject: Token) -> bool:
    """Tell whether words point to the speaker's own side: "his country", "our navy"."""
    mine = any(c.tag_ == "PRP$" and c.lower_ not in {"your", "their"} for c in children(subject))
    return mine and subject.lemma_.lower() in _SIDES


_SIDES = frozenset({"country", "government", "side", "delegation", "army", "navy", "team", "people", "nation", "state"})


def _refuses(clause: Token, subject: Token) -> bool:
    """Tell whether words refuse: "we are not going there to …", "the island is not a bargaining chip"."""
    if not negated(clause):
        return False
    if subject.lower_ in {"we", "i"} and not any(c.dep_ == "acomp" for c in clause.children):
        return modal(clause) in _WILL or (clause.lemma_ in {"go", "come"} and modal(clause) is None)
    return clause.lemma_ == "be" and any(
        w.lemma_.lower() in _STAKES for c in clause.children if c.dep_ in {"attr", "acomp", "prep"} for w in c.subtree
    )


_STAKES = frozenset({
    "chip", "rent", "ransom", "gift", "pawn", "currency", "commodity", "sale", "negotiable", "bazaar", "colony", "toy",
    "vassal", "province", "bargaining", "negotiation", "discussion", "debate", "option", "hostage", "coin", "cheque",
    "beggar", "satellite", "dumping", "playground", "backyard", "market", "doormat",
})  # fmt: skip
"""What something is not, where it is refused."""


def _same(one: tuple[Side, ...], other: tuple[Side, ...]) -> bool:
    """Tell whether both name one actor; two people of one country are two."""
    people = {s.actor.id for s in (*one, *other) if s.actor and s.actor.kind in {"person", "group"}}
    if people and not {s.actor.id for s in one if s.actor} & {s.actor.id for s in other if s.actor}:
        states = [s for s in (*one, *other) if s.actor and s.actor.kind == "state"]
        return bool(states) and bool({s.key for s in one} & {s.key for s in other})
    return bool({s.key for s in one} & {s.key for s in other})


def _anybody(cast: Cast, clause: Token) -> tuple[Side, ...]:
    """Return the first sides anywhere in a clause, its subject included."""
    for word in clause.subtree:
        if cast.side(word) and (sides := cast.named(word)):
            return sides
    return ()


def _plover(name: str) -> Plover:
    """Return a class name of the lexicon as the type that records take."""
    found: Plover = name  # type: ignore[assignment]
    return found


def _own_intent(cast: Cast, verb: Token, clause: Token, speaker: tuple[Side, ...], lexicon: Frames) -> Act | None:
    fellows = [c for c in children(clause) if c.dep_ == "conj" and c.tag_ == "VB" and clause_subject(c) is None]
    inner = next((k for c in (clause, *fellows) if (k := class_of(c, lexicon)) is not None), None)
    if inner is None:
        return None
    hostile = inner in lexicon.hostile
    if hostile and verb.lemma_ == "announce":
        return build(verb, _plover(inner), speaker, targets_below(cast, clause, speaker, lexicon), clause, "announced")
    plover: Plover = "THREATEN" if hostile else "REJECT" if negated(clause) else "AGREE"
    if hostile and negated(clause):
        return None
    return build(verb, plover, speaker, targets_below(cast, clause, speaker, lexicon), clause, "own intent")
