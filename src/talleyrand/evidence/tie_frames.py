"""Frames of ties: how a sentence says that one party holds something over another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import complements, objects, slot, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.magnitudes import magnitude
from talleyrand.evidence.records import TieKind

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token


@dataclass(frozen=True)
class TieFrame:
    """One line of the lexicon, compiled; see the head of ``ties.yaml``."""

    kind: TieKind
    holder: tuple[str, ...]
    over: tuple[str, ...]
    particle: str | None = None
    add: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    amount: bool = False
    now: bool = False
    must: bool = False
    cannot: bool = False
    may: bool = False
    fixed: bool = False
    alone: bool = False
    from_: bool = False


@dataclass(frozen=True)
class Bond:
    """A tie found in a sentence, not yet a record: who, over whom, by what, and the first and last token."""

    holder: str
    over: str | None
    kind: TieKind
    means: tuple[str, ...]
    word: Token
    first: int
    last: int
    rule: str


@cache
def _compiled() -> tuple[dict[str, tuple[TieFrame, ...]], dict[str, str]]:
    data = lexicon("ties")
    frames: dict[str, list[TieFrame]] = {}
    for entry in data["frames"]:
        for verb in entry["verbs"]:
            lemma, _, particle = str(verb).partition(" ")
            frames.setdefault(lemma, []).append(_frame(entry, particle or None))
    means = {noun: kind for kind, nouns in data["means"].items() for noun in reversed(nouns)}
    return {lemma: tuple(row) for lemma, row in frames.items()}, means


def _frame(entry: dict[str, Any], particle: str | None) -> TieFrame:
    holder = entry["holder"]
    flags = {key: bool(entry.get(key)) for key in ("amount", "now", "must", "cannot", "may", "fixed", "alone")}
    return TieFrame(
        kind=entry["kind"],
        holder=(holder,) if isinstance(holder, str) else tuple(holder),
        over=tuple(entry["over"]),
        particle=particle,
        add=tuple(entry.get("add", ())),
        needs=frozenset(entry.get("needs", ())),
        from_=bool(entry.get("from")),
        **flags,
    )


def bonds(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Yield the ties of a sentence, in the order of their words."""
    verbs, _ = _compiled()
    for token in sentence:
        if token.pos_ in {"VERB", "AUX"}:
            for frame in verbs.get(_lemma(token), ()):
                if found := list(_verbal(cast, token, frame)):
                    yield from found
                    break
        elif token.pos_ in {"NOUN", "PROPN"}:
            yield from _nominal(cast, token)
    yield from _linked(cast, sentence)
    yield from _exchanged(cast, sentence)
    yield from _in_council(cast, sentence)


def _lemma(verb: Token) -> str:
    lemma = verb.lemma_.lower()
    return str(lexicon("events")["irregular"].get(lemma, lemma))


# --- verbs ----------------------------------------------------------------------------------------------------------


def _verbal(cast: Cast, verb: Token, frame: TieFrame) -> Iterator[Bond]:
    if not _holds(verb, frame):
        return
    if frame.over in {("subject",), ("barred",)}:
        over = _fill(cast, verb, frame.over, ())
        holders = _fill(cast, verb, frame.holder, over)
    else:
        holders = _fill(cast, verb, frame.holder, ())
        over = _fill(cast, verb, frame.over, holders)
    if not holders or not (over or frame.alone):
        return
    means = _means(verb, frame)
    if not means:
        return
    first, last = _extent(verb)
    for one in holders:
        for other in over or (None,):
            if one.party and (other is None or (other.party and other.party != one.party)):
                yield Bond(one.party, other.party if other else None, frame.kind, means, verb, first, last, verb.lemma_)


def _holds(verb: Token, frame: TieFrame) -> bool:
    """Tell whether the words that a frame asks for stand at a verb."""
    if frame.particle and not any(c.lower_ == frame.particle for c in verb.children):
        return False
    below = [t for t in verb.subtree if not _aside(t, verb)]
    if frame.needs and not any({t.lemma_.lower(), t.lower_} & frame.needs for t in below):
        return False
    if frame.from_ and not any(t.lower_ in {"from", "in"} for t in below):
        return False
    if frame.now and verb.tag_ == "VBD":
        return False
    if frame.must and not _obliged(verb):
        return False
    if frame.cannot and _barring(verb) is None:
        return False
    if frame.may and not any(c.tag_ == "MD" for c in verb.children):
        return False
    return not frame.amount or magnitude(_text(verb)) is not None


def _aside(token: Token, verb: Token) -> bool:
    """Tell whether a word belongs to another clause than the verb's own."""
    for above in (token, *token.ancestors):
        if above == verb:
            return False
        if above.dep_ in {"ccomp", "advcl", "relcl", "parataxis", "conj"} and above.pos_ in {"VERB", "AUX"}:
            return True
    return True


def _text(verb: Token) -> str:
    first, last = _extent(verb)
    return str(verb.doc[first : last + 1].text)


def _extent(verb: Token) -> tuple[int, int]:
    """Return the first and last token of a verb's own clause, without its subject and side clauses."""
    own = [verb.i]
    for child in verb.children:
        if child.dep_ in {"nsubj", "advcl", "relcl", "parataxis", "punct", "ccomp", "conj", "cc", "mark"}:
            continue
        own += [t.i for t in child.subtree if not t.is_punct]
    return min(own), max(own)


def _obliged(verb: Token) -> bool:
    """Tell whether something must be done: "has to cater", "must heed"."""
    must = set(lexicon("ties")["must"])
    if any(c.lower_ in must for c in verb.children if c.dep_ == "aux"):
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_ in must


def _barring(verb: Token) -> Token | None:
    """Return the verb of whoever cannot do a thing "without asking" another, or must be careful not to irritate it."""
    for above in verb.ancestors:
        if above.lower_ == "without" and verb.dep_ == "pcomp":
            return next((w for w in above.ancestors if w.pos_ in {"VERB", "AUX"}), None)
        if above.lemma_ in {"avoid", "afford"} or any(c.lemma_ == "careful" for c in above.children):
            return above
    return None


def _fill(cast: Cast, verb: Token, slots: tuple[str, ...], taken: tuple[Side, ...]) -> tuple[Side, ...]:
    keys = {side.key for side in taken}
    for name in slots:
        sides = tuple(s for s in _slot(cast, verb, name) if s.key not in keys and s.party)
        if sides:
            return sides[:1] if name == "wide" else sides
    return ()


def _slot(cast: Cast, verb: Token, name: str) -> tuple[Side, ...]:
    """Return the sides in a slot; two are ours alone: where the subject is ("workers *in Russia*"), who hosts it."""
    if name == "subject_place":
        subject = surface_subject(verb)
        words = [w for w in subject.subtree if w.dep_ == "pobj"] if subject is not None else []
        return next((s for w in reversed(words) if (s := cast.named(w))), ())
    if name == "subject_any":
        subject = surface_subject(verb)
        return next(((one,) for w in (subject.subtree if subject is not None else ()) if (one := cast.side(w))), ())
    if name == "barred":
        above = _barring(verb)
        subject = surface_subject(above) if above is not None else None
        return cast.named(subject) if subject is not None else ()
    if name == "wide":
        return tuple(one for w in verb.subtree if w.i > verb.i and (one := cast.side(w)) is not None)
    if name == "host":
        places = [w for w in verb.sent if w.dep_ in {"pobj", "poss"} and w.i < verb.i]
        return next((s for w in reversed(places) if (s := cast.named(w))), ())
    return slot(cast, verb, name)


def _means(verb: Token, frame: TieFrame) -> tuple[str, ...]:
    """Return what the tie consists of, from the words around the verb; those of the frame first."""
    _, kinds = _compiled()
    found = list(frame.add)
    if frame.fixed:
        return tuple(found)
    roots = [*objects(verb)] or [verb]
    for root in (*roots, verb) if frame.add == () else roots:
        for token in root.subtree:
            kind = kinds.get(token.lemma_.lower())
            if kind and kind not in found and not _aside(token, verb) and token.pos_ in {"NOUN", "PROPN", "ADJ"}:
                found.append(kind)
        if found and root != verb:
            break
    return tuple(found)


# --- nouns ----------------------------------------------------------------------------------------------------------


def _nominal(cast: Cast, noun: Token) -> Iterator[Bond]:
    """Read "Beijing, Moscow's biggest trade partner and a source of loans"."""
    entry = lexicon("ties")["nouns"].get(noun.lemma_.lower())
    if entry is None or (noun.dep_ == "conj" and noun.head.lemma_.lower() in lexicon("ties")["nouns"]):
        return
    near = {w.lower_ for w in noun.children}
    if entry["needs"] and not near & set(entry["needs"]):
        return
    over = _owner(cast, noun)
    holder = _equal(cast, noun)
    if not over or not holder or not holder[0].party:
        return
    _, kinds = _compiled()
    means = list(entry["means"])
    means += [k for w in noun.subtree if (k := kinds.get(w.lemma_.lower())) and k not in means and w != noun]
    if not means:
        return
    tokens = [t.i for t in noun.subtree if t.dep_ != "relcl"]
    for side in over:
        if side.party and side.party != holder[0].party:
            yield Bond(holder[0].party, side.party, "lever", tuple(means), noun, min(tokens), max(tokens), noun.lemma_)


def _owner(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return whose partner or source it is: its possessor, "of" or "for" whom, or that of the noun it is joined to."""
    for child in noun.children:
        if child.dep_ == "poss" and (sides := cast.named(child)):
            return sides
    for name in ("for", "of", "to"):
        for prep in noun.children:
            if prep.lower_ == name:
                for word in prep.children:
                    if sides := cast.named(word):
                        return sides
    return _owner(cast, noun.head) if noun.dep_ == "conj" else ()


def _equal(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return who is the partner or source: what the noun is in apposition to, or the subject of "is"."""
    word = noun
    while word.dep_ == "conj":
        word = word.head
    if word.dep_ == "appos":
        return cast.named(word.head)[:1]
    if word.dep_ in {"attr", "oprd"}:
        subject = surface_subject(word.head)
        return cast.named(subject)[:1] if subject is not None else ()
    before = word.left_edge.i - 1
    if before > 0 and word.doc[before].lower_ == "," and (side := cast.side(word.doc[before - 1])):
        return (side,)  # an apposition that the parser took for a second object
    return next(((s,) for c in word.children if c.dep_ == "appos" and (s := cast.side(c))), ())


# --- one thing for another ------------------------------------------------------------------------------------------


def _linked(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Read "X would pull back only if Y reopened the railway": X links what it gives to what Y must do."""
    for token in sentence:
        if token.dep_ != "advcl" or not _conditional(token):
            continue
        main = token.head
        giver = surface_subject(main)
        inner = next(iter(complements(token)), token) if token.lower_ == "provided" else token
        taker = surface_subject(inner)
        if giver is None or taker is None or not any(c.lower_ in {"would", "will", "could"} for c in main.children):
            continue
        one, other = cast.named(giver), cast.named(taker)
        if not one or not other or not one[0].party or not other[0].party or one[0].party == other[0].party:
            continue
        _, kinds = _compiled()
        means = tuple(dict.fromkeys(k for w in main.subtree if (k := kinds.get(w.lemma_.lower()))))
        words = [t.i for t in main.subtree if not t.is_punct]
        yield Bond(
            one[0].party, other[0].party, "linkage", means or ("agenda",), main, min(words), max(words), "only if"
        )


def _conditional(clause: Token) -> bool:
    words = [c for c in clause.children if c.dep_ in {"mark", "advmod"}]
    lows = {c.lower_ for c in words}
    if "if" in lows:
        mark = next(c for c in words if c.lower_ == "if")
        return clause.doc[max(0, mark.i - 1)].lower_ in {"only", "but"} or "return" in {
            t.lower_ for t in clause.head.subtree
        }
    return bool(lows & {"unless", "provided", "once"}) or clause.lower_ == "provided"


def _exchanged(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Read "offered to cut the levy in exchange for zero tariffs": the one who offers links it to what it asks for."""
    _, kinds = _compiled()
    for token in sentence:
        if token.lower_ not in {"exchange", "return"} or token.dep_ != "pobj" or token.head.lower_ != "in":
            continue
        if any(token.lefts):  # "in the largest exchange" is a swap and no bargain
            continue
        verb = next((w for w in token.ancestors if w.pos_ == "VERB"), None)
        giver = surface_subject(verb) if verb is not None else None
        one = cast.named(giver)[:1] if giver is not None else ()
        if verb is None or not one or not one[0].party:
            continue
        words = [t for t in verb.subtree if not _aside(t, verb)]
        asked = [s for w in token.subtree if (s := cast.side(w)) and s.party and s.party != one[0].party]
        other = tuple(asked[:1]) or cast.opposite(one[0])[:1]
        means = tuple(dict.fromkeys(k for w in words if (k := kinds.get(w.lemma_.lower()))))
        if other and other[0].party:
            places = [t.i for t in words if not t.is_punct and t.i >= verb.i]
            bond = means or ("agenda",)
            yield Bond(one[0].party, other[0].party, "linkage", bond, verb, min(places), max(places), "in exchange")


def _in_council(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Read "anything which involves the Security Council, Russia is there": a seat in the Council is a lever."""
    named = any(a.lower_ == "security" and b.lower_ == "council" for a, b in pairwise(sentence))
    if not named:
        return
    for token in sentence:
        there = token.lemma_ == "be" and any(c.lower_ == "there" and c.dep_ == "advmod" for c in token.children)
        member = token.lemma_ in {"member", "veto"}
        if not (there or member):
            continue
        subject = (
            surface_subject(token if there else token.head) if there or token.head.pos_ in {"VERB", "AUX"} else None
        )
        for side in cast.named(subject) if subject is not None else ():
            if side.party and side.actor and side.actor.kind == "state":
                first = next(t.i for t in sentence if t.lower_ == "security")
                ends = sorted((first, token.i, side.word))
                yield Bond(side.party, None, "lever", ("veto",), token, ends[0], ends[-1], "council")
