"""Nouns that are acts themselves: "a visit to Beijing by …", "talks between A and B", "pressure from the UN"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_act import Act, without
from talleyrand.evidence.event_frames import Frames, Trigger
from talleyrand.evidence.event_sides import pobjs, slot, surface_subject
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token


_MAKES = frozenset({"make", "issue", "extend", "table", "present", "put", "send", "submit"})


def nominal(cast: Cast, noun: Token, lexicon: Frames) -> Act | None:
    """Return the act that a noun is, with the sides it names; None where it names too few."""
    trigger = lexicon.triggers.get(noun.lemma_.lower())
    if trigger is None or noun.dep_ in {"compound", "nmod"}:
        return None
    if trigger.needs and not any(
        c.lemma_.lower() in trigger.needs or c.lower_ in trigger.needs for c in noun.lefts for c in c.subtree
    ):
        return None
    plover = trigger.plover
    if noun.lemma_ == "call" and not any(c.lower_ in {"for", "on"} or c.dep_ == "acl" for c in noun.children):
        plover = "CONSULT"  # "a call from the Kremlin"
    source, target = both_sides(cast, noun) if trigger.both else _noun_sides(cast, noun, trigger)
    if trigger.both and not source and len(cast.pair) > 1 and _of_the_main_talks(noun):
        pair = slot(cast, noun, "pair")
        source, target = pair[:1], pair[1:]
    if not source or not (target or trigger.bare or len(source) > 1):
        return None
    return Act(noun, plover, source, target, noun, rule="noun")


def _of_the_main_talks(noun: Token) -> bool:
    """Tell whether talks or clashes without sides are those of the main talks: planned, or begun or broken off."""
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
    others = without(_first_named(cast, noun, "with") or _first_named(cast, noun, "of"), tuple(sides.values()))
    ordered = tuple(sides.values())
    if others and ordered:
        return ordered, others
    return (ordered[:1], ordered[1:]) if len(ordered) > 1 else ((), ())


def _first_named(cast: Cast, noun: Token, preposition: str) -> tuple[Side, ...]:
    holders = [noun]
    if noun.dep_ in {"nsubj", "nsubjpass", "dobj"} and preposition in {"between", "among"}:
        holders.append(noun.head)  # "dialogue developed between A and B"
    for holder in holders:
        for word in (*pobjs(holder, preposition), *_below(holder, preposition)):
            if sides := cast.named(word):
                return sides
    return ()


def _below(holder: Token, preposition: str) -> list[Token]:
    """Return what hangs on "between" further below: "talks on the gulf between A and B"."""
    if preposition not in {"between", "among"} or holder.pos_ != "NOUN":
        return []
    preps = [w for w in holder.subtree if w.lower_ == preposition and w.dep_ == "prep"]
    return [w for prep in preps for w in children(prep) if w.dep_ == "pobj"]


def _noun_sides(cast: Cast, noun: Token, trigger: Trigger) -> tuple[tuple[Side, ...], tuple[Side, ...]]:
    source: tuple[Side, ...] = ()
    for name in trigger.source:
        source = source or _noun_slot(cast, noun, name)
    target: tuple[Side, ...] = ()
    for name in trigger.target:
        target = target or without(_noun_slot(cast, noun, name), source)
    return source, target


def _noun_slot(cast: Cast, noun: Token, name: str) -> tuple[Side, ...]:
    if name.startswith("prep:"):
        for word in pobjs(noun, name[5:]):
            if sides := cast.named(word):
                return sides
        for prep in children(noun):  # "visits to A and B by C": the second preposition may hang on the first's object
            for word in prep.subtree if prep.dep_ == "prep" else ():
                if word.dep_ == "prep" and word.lower_ == name[5:]:
                    for inner in children(word):
                        if sides := cast.named(inner):
                            return sides
        return ()
    if name == "maker":
        clause = next((c for c in children(noun) if c.dep_ == "relcl" and c.lemma_ in _MAKES), None)
        maker = surface_subject(clause) if clause is not None else None
        return cast.named(maker) if maker is not None and maker != noun else ()
    if name == "governor":
        verb = next((w for w in noun.ancestors if w.pos_ == "VERB"), None)
        subject = surface_subject(verb) if verb is not None else None
        return cast.named(subject) if subject is not None else ()
    wanted = {"poss": {"poss"}, "compound": {"compound", "amod", "nmod"}}[name]
    for child in noun.lefts:
        if child.dep_ in wanted and (sides := cast.named(child)):
            return sides
    return ()
