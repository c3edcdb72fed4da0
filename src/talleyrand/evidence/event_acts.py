"""Acts in a sentence: what a verb or a noun does, to the class of PLOVER, with its sides.

A verb is read in this order: a promise, threat or refusal of the act in its complement ("threatened to cut off gas"),
a saying that somebody must do something ("said that Chad must pay": a request) or will do it itself ("said it would
not pay": a rejection), a light verb with an act for its object ("issued an ultimatum"), and last the frames.
What such an act speaks of is not an act of its own: it is `absorbed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_frames import DEFAULT_TARGETS, Frame, Frames, Trigger, frames
from talleyrand.evidence.event_sides import (
    clause_subject,
    complements,
    deep,
    doer,
    is_passive,
    object_words,
    objects,
    pobjs,
    slot,
    surface_subject,
)
from talleyrand.evidence.records import Plover

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_SAYING = frozenset(
    "say tell announce declare state insist stress warn add write argue conclude note report quote maintain emphasise "
    "emphasize reiterate repeat assert claim vow confirm indicate suggest recommend propose demand".split()
)
_DUTY = frozenset({"must", "should", "shall", "need", "ought"})
_WILL = frozenset({"will", "would", "'ll", "wo", "’ll", "shall"})
_NOT = frozenset({"neg"})
_RULED_OUT = frozenset({"question"})
_SELF = frozenset({"it", "he", "she", "they", "we", "i"})
_ABOUT = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE", "ACCUSE", "SUPPORT"})
"""Classes of acts that speak of other acts."""
_MUTUAL = frozenset(
    {"REJECT", "ACCUSE", "SANCTION", "COERCE", "THREATEN", "AGREE", "REQUEST", "CONCEDE", "RETREAT", "ASSAULT"}
)
"""Classes that parties to talks direct at each other where nobody else is named."""
_INTERNAL = frozenset({"COERCE", "CONCEDE", "ASSAULT", "PROTEST", "REQUEST", "REJECT", "THREATEN", "ACCUSE"})


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

    @property
    def governor(self) -> Token:
        """Return the verb whose tense and negation tell whether the act happened."""
        if self.trigger.pos_ in {"VERB", "AUX", "ADJ"}:
            return self.trigger
        return next((w for w in self.trigger.ancestors if w.pos_ in {"VERB", "AUX"}), self.trigger)


def acts(cast: Cast, sentence: Sentence) -> Iterator[Act]:
    """Yield the acts of a sentence, each once, in the order of their words."""
    lexicon = frames()
    absorbed: set[int] = set()
    found: list[Act] = []
    for token in sorted(sentence, key=_depth):
        if (token.i in absorbed and not _shown(token)) or token.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
            continue
        act = _verbal(cast, token, lexicon) if token.pos_ != "NOUN" else _nominal(cast, token, lexicon)
        if act is not None:
            absorbed |= act.absorbed
            if act.source or act.target:
                found.append(_completed(cast, act))
    yield from sorted(found, key=lambda act: act.trigger.i)


def _shown(noun: Token) -> bool:
    """Tell whether a noun is force shown, which remains an act of its own where somebody condemns it."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in {"drill", "test", "manoeuvre", "maneuver"}


def _completed(cast: Cast, act: Act) -> Act:
    """Give an act of one party to the main talks, on nobody named, the other parties for target.

    "Yerevan rejected the demand", in a report on talks between Armenia and Azerbaijan, is done to Azerbaijan.
    """
    if act.target or not act.source or (len(act.source) > 1 and act.joint):
        return act
    other: tuple[Side, ...] = ()
    if act.plover in _MUTUAL and len(act.source) == 1 and act.head != act.trigger:
        other = cast.opposite(act.source[0])
    if not other and not {s.party for s in act.source} & set(cast.pair) and _on_the_talks(act):
        other = slot(cast, act.trigger, "pair")
    return replace(act, target=other, rule="main talks") if other else act


def _on_the_talks(act: Act) -> bool:
    """Tell whether an outsider's act is about the main talks: "both welcomed the truce", "asked for a seat"."""
    words = {w.lemma_.lower() for w in act.trigger.subtree}
    if act.plover in {"SUPPORT", "ACCUSE"}:
        return bool(words & frames().outcomes)
    return act.plover in {"REQUEST", "AGREE"} and bool(words & {"seat", "place", "chair", "mediate", "mediation"})


def _depth(token: Token) -> tuple[bool, int, int]:
    depth, word = 0, token
    while word.head != word:
        depth, word = depth + 1, word.head
    return (token.pos_ == "NOUN", depth, token.i)


def _verbal(cast: Cast, verb: Token, lexicon: Frames) -> Act | None:
    for read in (_committed, _said, _carried, _framed):
        act = read(cast, verb, lexicon)
        if act is not None:
            return act
    return None


# --- promise, threat, refusal ---------------------------------------------------------------------------------------


def _committed(cast: Cast, verb: Token, lexicon: Frames) -> Act | None:
    """Read "offered to …", "threatened to …", "is ready to …", "refused to …": the kind comes from the verb."""
    kind = lexicon.commit.get(verb.lemma_.lower())
    bearer, settled = verb, False
    if kind is None and verb.lemma_ == "be":
        adjective = next(
            (c for c in verb.children if c.dep_ in {"acomp", "attr"} and c.lower_ in lexicon.commit_adjectives), None
        )
        kind, bearer = (lexicon.commit_adjectives[adjective.lower_], adjective) if adjective else (None, verb)
        settled = adjective is not None
    if kind is None or kind == "allowed":
        return None
    clause = next((c for c in (*complements(bearer), *_adverbial(bearer, kind))), None)
    if (
        clause is None
        or clause.pos_ not in {"VERB", "AUX"}
        or (kind in {"promise"} and clause_subject(clause) is not None and bearer.lemma_ == "propose")
    ):
        return None
    plover = _committed_class(clause, kind, lexicon)
    if plover is None or (settled and _class_of(clause, lexicon) is None):
        return None
    source = _source(cast, verb)
    target = _targets_below(cast, clause, source, lexicon) or _search(
        cast, verb, ("verb:with", "verb:to", "wide"), source
    )
    return _act(verb, plover, source, target, clause, "commitment")


def _adverbial(bearer: Token, kind: str) -> list[Token]:
    """Return infinitives that the parser hung on the verb as adverbial clauses."""
    if kind == "intent" or objects(bearer):
        return []
    return [c for c in bearer.children if c.dep_ == "advcl" and c.tag_ == "VB"]


def _committed_class(clause: Token, kind: str, lexicon: Frames) -> Plover | None:
    inner = _class_of(clause, lexicon)
    if kind == "refusal":
        return "REJECT"
    if kind == "threat":
        return "THREATEN" if inner in lexicon.hostile or clause.tag_ == "VB" or _modal(clause) in _WILL else None
    if _negated(clause):
        return "REJECT" if kind == "promise" else "THREATEN"
    if kind == "promise":
        return "AGREE"
    if inner is None:
        return None
    return "THREATEN" if inner in lexicon.hostile else None


def _class_of(verb: Token, lexicon: Frames) -> str | None:
    """Return the class that a verb would have on its own, through "begin to" and light verbs."""
    if verb.lemma_ in lexicon.through or verb.lemma_ in lexicon.light:
        for word in object_words(verb):
            if word.lemma_ in lexicon.carried:
                return lexicon.carried[word.lemma_]
    frame = lexicon.of(verb)
    if frame is not None:
        return frame.plover
    inner = complements(verb)
    return _class_of(inner[0], lexicon) if verb.lemma_ in lexicon.through and inner and inner[0] != verb else None


# --- said to be done or to do ---------------------------------------------------------------------------------------


def _said(cast: Cast, verb: Token, lexicon: Frames) -> Act | None:
    """Read what is said as an act: others must do it (REQUEST), or the speaker will or will not do it itself."""
    if verb.lemma_.lower() not in _SAYING:
        return None
    speaker = _source(cast, verb)
    if not speaker:
        return None
    for clause in [c for c in verb.children if c.dep_ == "ccomp"]:
        subject = surface_subject(clause)
        if subject is None:
            continue
        about = cast.named(subject)
        itself = (subject.lower_ in _SELF and not about) or bool({s.key for s in about} & {s.key for s in speaker})
        modal = _modal(clause)
        if (modal in _DUTY or clause.lemma_ in {"need", "have"} and complements(clause)) and not itself and about:
            return _act(verb, "REQUEST", speaker, about, clause, "duty")
        if itself and modal in _WILL and (act := _own_intent(cast, verb, clause, speaker, lexicon)):
            return act
        if any(w.lemma_ in _RULED_OUT for w in clause.subtree) and any(w.lower_ == "out" for w in clause.subtree):
            return _act(verb, "REJECT", speaker, _without(deep_all(cast, clause), speaker), clause, "ruled out")
    return None


def deep_all(cast: Cast, clause: Token) -> tuple[Side, ...]:
    """Return the first sides anywhere in a clause, its subject included."""
    for word in clause.subtree:
        if cast.side(word) and (sides := cast.named(word)):
            return sides
    return ()


def cast_class(name: str) -> Plover:
    """Return a class name of the lexicon as the type that records take."""
    found: Plover = name  # type: ignore[assignment]
    return found


def _own_intent(cast: Cast, verb: Token, clause: Token, speaker: tuple[Side, ...], lexicon: Frames) -> Act | None:
    inner = _class_of(clause, lexicon)
    if inner is None:
        return None
    hostile = inner in lexicon.hostile
    if hostile and verb.lemma_ == "announce":
        return _act(
            verb, cast_class(inner), speaker, _targets_below(cast, clause, speaker, lexicon), clause, "announced"
        )
    plover: Plover = "THREATEN" if hostile else "REJECT" if _negated(clause) else "AGREE"
    if hostile and _negated(clause):
        return None
    return _act(verb, plover, speaker, _targets_below(cast, clause, speaker, lexicon), clause, "own intent")


# --- light verbs and frames -----------------------------------------------------------------------------------------


def _carried(cast: Cast, verb: Token, lexicon: Frames) -> Act | None:
    """Read "issued an ultimatum to", "paid a visit to", "signed off on a deal with"."""
    if verb.lemma_.lower() not in lexicon.light:
        return None
    for word in objects(verb):
        before = [f"{c.lower_} {word.lemma_.lower()}" for c in word.lefts]
        plover = next((lexicon.carried[w] for w in (*before, word.lemma_.lower()) if w in lexicon.carried), None)
        if plover is None:
            continue
        source = _source(cast, verb)
        target = _search(
            cast,
            verb,
            (
                "dative",
                "prep:with",
                "prep:to",
                "prep:against",
                "prep:on",
                "prep:for",
                "prep:of",
                "prep:between",
                "prep:in",
                "prep:from",
                "object",
                "deep",
            ),
            source,
        )
        if plover == "CONSULT" and not source:
            source = _without(slot(cast, verb, "object"), target)
        mutual = plover in _MUTUAL and bool(source) and bool(cast.opposite(source[0]))
        if target or len(source) > 1 or mutual:
            return _act(verb, plover, source, target, word, "light verb")
    return None


def _framed(cast: Cast, verb: Token, lexicon: Frames) -> Act | None:
    frame = lexicon.of(verb)
    if frame is None or (verb.pos_ == "ADJ"):
        return None
    source = _frame_source(cast, verb, frame)
    bare_no = frame.plover == "REJECT" and not objects(verb) and not complements(verb)
    target = _search(cast, verb, ("reply",) if bare_no else frame.target, source) or _domestic(
        verb, frame.plover, source
    )
    if not _complete(cast, frame, source, target):
        return None
    governed = (
        complements(verb)
        if frame.plover in {"REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE", "ACCUSE", "SUPPORT"}
        else []
    )
    head = governed[0] if governed else next(iter(objects(verb)), verb)
    below = [*objects(verb), *governed]
    below += [w for c in verb.children if c.dep_ == "prep" for w in c.children if w.dep_ == "pcomp"]
    act = _act(verb, frame.plover, source, target, head, "frame", below if frame.plover in _ABOUT else [])
    return replace(act, joint=frame.joint) if act else None


def _complete(cast: Cast, frame: Frame, source: tuple[Side, ...], target: tuple[Side, ...]) -> bool:
    """Tell whether enough sides are known for a record: who acts, and on whom where the frame asks for it."""
    if not target and source and frame.plover in _MUTUAL and not frame.needs_slot:
        target = cast.opposite(source[0])
    together = frame.joint and len(source) > 1
    if (frame.needs_slot or frame.only_joint) and not (target or together):
        return False
    return bool(source or frame.sourceless) and bool(target or frame.bare or together)


def _domestic(verb: Token, plover: str, source: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return the source's own country where the act hits people of no other ("jailed opposition leaders")."""
    if plover not in _INTERNAL or not source or source[0].party is None:
        return ()
    for thing in object_words(verb):
        if thing.lemma_.lower() in frames().domestic:
            return (Side(None, source[0].party, thing.i),)
    return ()


def _frame_source(cast: Cast, verb: Token, frame: Frame) -> tuple[Side, ...]:
    for name in frame.source:
        if name == "deep" and (sides := deep(cast, verb)):
            return sides
    return _source(cast, verb)


def _source(cast: Cast, verb: Token) -> tuple[Side, ...]:
    """Return who acts; a bare pronoun in a reported clause is whoever reports."""
    subject = doer(verb)
    if subject is None:
        return ()
    sides = cast.named(subject)
    if sides or subject.lower_ not in _SELF:
        return sides
    for clause in verb.ancestors:
        if clause.lemma_.lower() in _SAYING:
            reporter = doer(clause)
            return cast.named(reporter) if reporter is not None and reporter != subject else ()
    return ()


# --- targets --------------------------------------------------------------------------------------------------------


def _without(sides: tuple[Side, ...], others: tuple[Side, ...]) -> tuple[Side, ...]:
    keys = {side.key for side in others}
    return tuple(side for side in sides if side.key not in keys)


def _search(cast: Cast, verb: Token, slots: tuple[str, ...], source: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return the first slot's sides that are not the source's own; its own fellows only where nobody else is named."""
    own: tuple[Side, ...] = ()
    words = {side.word for side in source}
    for name in slots:
        sides = slot(cast, verb, name)
        if others := _without(sides, source):
            return others
        if not own and name != "deep":
            doc = verb.doc
            own = tuple(s for s in sides if s.word not in words and doc[s.word].pos_ != "PRON")
    return own


def _targets_below(cast: Cast, clause: Token, source: tuple[Side, ...], lexicon: Frames) -> tuple[Side, ...]:
    frame = lexicon.of(clause)
    slots = (*(frame.target if frame else DEFAULT_TARGETS), "deep")
    found = _search(cast, clause, slots, source)
    for inner in complements(clause) if not found else ():
        found = _targets_below(cast, inner, source, lexicon)
    return found


# --- nouns ----------------------------------------------------------------------------------------------------------


def _nominal(cast: Cast, noun: Token, lexicon: Frames) -> Act | None:
    trigger = lexicon.triggers.get(noun.lemma_.lower())
    if trigger is None or noun.dep_ in {"compound", "nmod"}:
        return None
    if trigger.needs and not any(
        c.lemma_.lower() in trigger.needs or c.lower_ in trigger.needs for c in noun.lefts for c in c.subtree
    ):
        return None
    source, target = both_sides(cast, noun) if trigger.both else _noun_sides(cast, noun, trigger)
    if trigger.both and not source and len(cast.pair) > 1 and _of_the_main_talks(noun):
        pair = slot(cast, noun, "pair")
        source, target = pair[:1], pair[1:]
    if not source or not (target or trigger.bare or len(source) > 1):
        return None
    return Act(noun, trigger.plover, source, target, noun, rule="noun")


def _of_the_main_talks(noun: Token) -> bool:
    """Tell whether talks or clashes without sides are those of the main talks: planned, or said to begin or break off."""
    ahead = any(c.lower_ in {"planned", "upcoming", "proposed", "scheduled", "forthcoming"} for c in noun.lefts)
    begun = noun.dep_ == "nsubj" and noun.head.lemma_ in {
        "break",
        "erupt",
        "begin",
        "start",
        "resume",
        "collapse",
        "flare",
        "end",
    }
    return ahead or begun


def both_sides(cast: Cast, noun: Token) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    """Return the two sides of talks: "talks between A and B", "the A–B summit", "A's meeting with B"."""
    between = _first_named(cast, noun, "between") or _first_named(cast, noun, "among")
    if len(between) > 1:
        return between[:1], between[1:]
    left = [
        s
        for c in noun.lefts
        for w in c.subtree
        if (s := cast.side(w)) and c.dep_ in {"compound", "amod", "nmod", "poss"}
    ]
    sides = {s.key: s for s in left}
    others = _without(_first_named(cast, noun, "with") or _first_named(cast, noun, "of"), tuple(sides.values()))
    ordered = tuple(sides.values())
    if others and ordered:
        return ordered, others
    return (ordered[:1], ordered[1:]) if len(ordered) > 1 else ((), ())


def _first_named(cast: Cast, noun: Token, preposition: str) -> tuple[Side, ...]:
    holders = [noun]
    if noun.dep_ in {"nsubj", "nsubjpass", "dobj"} and preposition in {"between", "among"}:
        holders.append(noun.head)  # "dialogue developed between A and B"
    for holder in holders:
        for word in pobjs(holder, preposition):
            if sides := cast.named(word):
                return sides
    return ()


def _noun_sides(cast: Cast, noun: Token, trigger: Trigger) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    source: tuple[Side, ...] = ()
    for name in trigger.source:
        source = source or _noun_slot(cast, noun, name)
    target: tuple[Side, ...] = ()
    for name in trigger.target:
        target = target or _without(_noun_slot(cast, noun, name), source)
    return source, target


def _noun_slot(cast: Cast, noun: Token, name: str) -> tuple[Side, ...]:
    if name.startswith("prep:"):
        for word in pobjs(noun, name[5:]):
            if sides := cast.named(word):
                return sides
        for prep in noun.children:  # "visits to A and B by C": the second preposition may hang on the first's object
            for word in prep.subtree if prep.dep_ == "prep" else ():
                if word.dep_ == "prep" and word.lower_ == name[5:]:
                    for inner in word.children:
                        if sides := cast.named(inner):
                            return sides
        return ()
    if name == "governor":
        verb = next((w for w in noun.ancestors if w.pos_ == "VERB"), None)
        subject = surface_subject(verb) if verb is not None else None
        return cast.named(subject) if subject is not None else ()
    wanted = {"poss": {"poss"}, "compound": {"compound", "amod", "nmod"}}[name]
    for child in noun.lefts:
        if child.dep_ in wanted and (sides := cast.named(child)):
            return sides
    return ()


# --- helpers --------------------------------------------------------------------------------------------------------


def _modal(clause: Token) -> str | None:
    return next((c.lower_ for c in clause.children if c.dep_ == "aux" and c.tag_ == "MD"), None)


def _negated(verb: Token) -> bool:
    return any(c.dep_ in _NOT or c.lower_ in {"never", "no"} for c in verb.children)


def _act(
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
    absorbed = {w.i for w in head.subtree if head != verb}
    for word in below or ():
        absorbed |= {w.i for w in word.subtree if w.dep_ != "relcl"}
    joint = rule in {"light verb", "commitment"}
    return Act(verb, plover, source, target, head, frozenset(absorbed - {verb.i}), rule, joint)


def joined(act: Act) -> Act:
    """Return the act of a joint subject ("A and B signed") with each side on both ends."""
    if act.target or len(act.source) < 2 or not act.joint:
        return act
    return replace(act, target=(*act.source[1:], act.source[0]))


def passive_of(act: Act) -> bool:
    """Tell whether the act stands in the passive."""
    return is_passive(act.trigger)
