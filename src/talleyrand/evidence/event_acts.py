"""Acts in a sentence: what a verb or a noun does, to the class of PLOVER, with its sides.

A verb is read in this order: a promise, threat or refusal of the act in its complement ("threatened to cut off gas"),
a saying that somebody must do something ("said that Chad must pay": a request) or will do it itself ("said it would
not pay": a rejection), a light verb with an act for its object ("issued an ultimatum"), and last the frames.
What such an act speaks of is not an act of its own: it is `absorbed`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import Act, build, search, source_of, without
from talleyrand.evidence.event_context import ABOUT, MUTUAL, SUFFERED, completed, speaks_of_talks, whole
from talleyrand.evidence.event_cues import by_phrase
from talleyrand.evidence.event_echoes import echoed
from talleyrand.evidence.event_frames import Frame, Frames, frames
from talleyrand.evidence.event_idle import idle
from talleyrand.evidence.event_nouns import nominal
from talleyrand.evidence.event_sides import agent, complements, is_passive, object_words, objects, pobjs, slot
from talleyrand.evidence.event_speech import committed, said
from talleyrand.evidence.event_talks import convened
from talleyrand.evidence.event_terms import conditioned
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_IDLE = frozenset({"comment", "name", "identify", "elaborate"})
"""Complements that make no act: "declined to comment", "asked not to be named"."""
_INTERNAL = frozenset({"COERCE", "CONCEDE", "ASSAULT", "PROTEST", "REQUEST", "REJECT", "THREATEN", "ACCUSE"})


def acts(cast: Cast, sentence: Sentence, told: Sequence[Act] = ()) -> Iterator[Act]:
    """Yield the acts of a sentence, each once, in the order of their words; `told` are those of the text before it."""
    lexicon = frames()
    absorbed: set[int] = set()
    found: list[Act] = []
    for token in sorted(_triggers(sentence, lexicon), key=_depth):
        if token.i in absorbed and not _shown(token):
            continue
        before = (*told, *sorted(found, key=_place))
        act = _verbal(cast, token, lexicon, before) if token.pos_ != "NOUN" else nominal(cast, token, lexicon)
        if act is not None and not idle(act):
            absorbed |= act.absorbed
            found.append(act)
    done: list[Act] = []
    for raw in sorted(found, key=_place):
        act = completed(cast, raw, (*told, *done))
        if whole(act):
            done.append(act)
    yield from done


def _triggers(sentence: Sentence, lexicon: Frames) -> Iterator[Token]:
    """Yield the words of a sentence that may be acts: its verbs and adjectives, and nouns for acts."""
    for token in sentence:
        part = token.pos_
        if part in _VERBAL or (part == "NOUN" and token.lemma_.lower() in lexicon.triggers):
            yield token


_VERBAL = frozenset({"VERB", "AUX", "ADJ"})


def _place(act: Act) -> int:
    return act.trigger.i


def _shown(noun: Token) -> bool:
    """Tell whether a noun is force shown, which remains an act of its own where somebody condemns it."""
    if noun.pos_ != "NOUN":
        return False
    ahead = any(c.lower_ in {"planned", "proposed", "upcoming"} for c in noun.lefts)
    return noun.lemma_.lower() in {"drill", "test", "manoeuvre", "maneuver"} or (
        ahead and noun.lemma_ in {"summit", "meeting"}
    )


def _depth(token: Token) -> tuple[bool, int, int]:
    depth, word = 0, token
    while word.head != word:
        depth, word = depth + 1, word.head
    return (token.pos_ == "NOUN", depth, token.i)


def _verbal(cast: Cast, verb: Token, lexicon: Frames, told: Sequence[Act]) -> Act | None:
    told_by = (
        conditioned(cast, verb)
        or committed(cast, verb, lexicon)
        or said(cast, verb, lexicon)
        or convened(cast, verb, told)
    )
    if told_by is not None:
        return told_by
    frame = lexicon.of(verb)
    if (act := _carried(cast, verb, lexicon, frame)) is not None:
        return act
    if frame is not None and frame.particular:
        act = _framed(cast, verb, frame, lexicon, told)
        if act is None or act.wanting:
            act = by_phrase(cast, verb, lexicon, told) or act
        return act
    act = by_phrase(cast, verb, lexicon, told)
    return act or (_framed(cast, verb, frame, lexicon, told) if frame is not None else None)


def _carried(cast: Cast, verb: Token, lexicon: Frames, frame: Frame | None) -> Act | None:
    """Read "issued an ultimatum to", "paid a visit to", "signed off on a deal with"."""
    if verb.lemma_.lower() not in lexicon.light or (frame is not None and frame.particle):
        return None  # "called off a visit" carries no visit
    for word in objects(verb):
        before = [f"{c.lower_} {word.lemma_.lower()}" for c in word.lefts]
        before += [f"{word.lemma_.lower()} of {w.lemma_.lower()}" for w in pobjs_of(word)]
        plover = next((lexicon.carried[w] for w in (*before, word.lemma_.lower()) if w in lexicon.carried), None)
        if plover is None:
            continue
        source = source_of(cast, verb)
        target = search(
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
            source = without(slot(cast, verb, "object"), target)
        mutual = plover in MUTUAL and bool(source) and bool(cast.opposite(source[0]))
        if target or len(source) > 1 or mutual or (plover == "PROTEST" and source):
            told = is_passive(verb) and not source and plover in SUFFERED
            return build(verb, plover, source, target, word, "frame" if told else "light verb")
    return None


def _met(verb: Token, frame: Frame) -> bool:
    """Tell whether a verb alone says that somebody met: "its envoys will sit down again", not "he spoke"."""
    alone = frame.joint and frame.plover == "CONSULT" and not (frame.needs_slot or frame.only_joint)
    return alone and verb.lemma_ not in {"talk", "negotiate", "consult", "converse"}


def pobjs_of(noun: Token) -> list[Token]:
    """Return what follows "of" at a noun."""
    return [w for c in noun.children if c.lower_ == "of" for w in c.children if w.dep_ == "pobj"]


def _framed(cast: Cast, verb: Token, frame: Frame, lexicon: Frames, told: Sequence[Act]) -> Act | None:
    if (
        verb.pos_ == "ADJ"
        or (verb.lemma_ == "meet" and is_passive(verb))
        or any(c.lemma_ in _IDLE for c in complements(verb))
    ):
        return None
    source = _frame_source(cast, verb, frame)
    bare_no = frame.plover == "REJECT" and not objects(verb) and not complements(verb)
    target = search(cast, verb, ("reply",) if bare_no else frame.target, source) or _domestic(
        verb, frame.plover, source
    )
    target = target or echoed(cast, verb, frame.plover, source, told, lexicon)
    if frame.plover == "PROTEST" and not source:
        source = slot(cast, verb, "prep:in")  # "thousands marched in Caracas"
    if not target and source and not {s.party for s in source} & set(cast.pair) and speaks_of_talks(verb, frame.plover):
        target = slot(cast, verb, "pair")
    if frame.joint and not (source or target) and is_passive(verb):
        target = slot(cast, verb, "pair")
    if _met(verb, frame) and len(source) == 1 and not (target or objects(verb)):
        target = cast.opposite(source[0])  # "its envoys will sit down again"
    if (frame.joint or frame.plover == "CONSULT") and not source and len(target) > 1:
        source, target = target[:1], target[1:]  # "a round is set for March" is between the parties
    if not _complete(cast, verb, frame, source, target):
        return None
    governed = complements(verb) if frame.plover in ABOUT else []
    head = governed[0] if governed else next(iter(objects(verb)), verb)
    below = [*objects(verb), *governed]
    below += [w for c in children(verb) if c.dep_ == "prep" for w in children(c) if w.dep_ == "pcomp"]
    below += pobjs(verb, "to") if frame.plover == "CONCEDE" else []
    act = build(verb, frame.plover, source, target, head, "frame", below if frame.plover in ABOUT else [])
    wanting = _wanting(verb, frame, source, target)
    rule = "refusal" if frame.refused else "frame"
    return replace(act, joint=frame.joint, rule=rule, wanting=wanting) if act else None


def _complete(cast: Cast, verb: Token, frame: Frame, source: tuple[Side, ...], target: tuple[Side, ...]) -> bool:
    """Tell whether enough sides are known for a record: who acts, and on whom where the frame asks for it."""
    if not target and source and frame.plover in MUTUAL and not frame.needs_slot:
        target = cast.opposite(source[0])
    together = frame.joint and len(source) > 1
    if (frame.needs_slot or frame.only_joint) and not (target or together):
        return False
    known = (frame.sourceless or _suffered(verb, frame)) and any(side.party for side in target)
    alone = frame.bare or together or _wanting(verb, frame, source, target)
    return bool(source or known) and bool(target or alone)


def _suffered(verb: Token, frame: Frame) -> bool:
    return frame.plover in SUFFERED and is_passive(verb) and agent(verb) is None


def _wanting(verb: Token, frame: Frame, source: tuple[Side, ...], target: tuple[Side, ...]) -> bool:
    """Tell whether a party does something to a thing that names nobody: whose it is the text around may tell."""
    lone = frame.bare or (frame.joint and len(source) > 1)
    said = frame.plover in ABOUT
    return not target and not lone and (said or bool(objects(verb))) and any(side.party for side in source)


def _domestic(verb: Token, plover: str, source: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return the source's own country where the act hits people of no other ("jailed opposition leaders")."""
    if plover not in _INTERNAL or not source or source[0].party is None:
        return ()
    for thing in object_words(verb):
        if thing.lemma_.lower() in frames().domestic:
            return (Side(None, source[0].party, thing.i),)
    return ()


def _frame_source(cast: Cast, verb: Token, frame: Frame) -> tuple[Side, ...]:
    if is_passive(verb) and agent(verb) is None and "troop_owner" in frame.source:
        return slot(cast, verb, "object")
    if is_passive(verb) and agent(verb) is None and "owner" in frame.source:
        return next((sides for thing in objects(verb) if (sides := cast.owners(thing))), ())
    for name in frame.source:
        if name in {"deep", "object"} and (sides := slot(cast, verb, name)):
            return sides
    return source_of(cast, verb) or _where_done(cast, verb, frame.plover)


def _where_done(cast: Cast, verb: Token, plover: str) -> tuple[Side, ...]:
    """Return the state where something was done that only a state does: "was detained at Tianjin", "hailed in Rome"."""
    if plover not in _BY_THE_STATE or not is_passive(verb) or agent(verb) is not None:
        return ()
    found = slot(cast, verb, "verb:in") or slot(cast, verb, "verb:at")
    return tuple(side for side in found if side.party)[:1]


_BY_THE_STATE = frozenset({"COERCE", "RETREAT", "SUPPORT", "ACCUSE", "REJECT"})
