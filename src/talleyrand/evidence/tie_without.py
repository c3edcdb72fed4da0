"""Dependence told by what would happen: "without Chilean gas, Peru would freeze"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.phrases import standing
from talleyrand.evidence.tie_bond import Bond, means_in
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_WOULD = frozenset({"would", "could", "can", "will", "'d", "ca"})


def without(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Yield who depends on whom by what would befall it "without" the other, or "but for" its help."""
    for token in standing(sentence, {"for", "without", "absent"}):
        if not _lacking(token):
            continue
        verbs = (w for w in (*token.ancestors, *sentence) if w.pos_ in {"VERB", "AUX"})
        verb = next((w for w in verbs if _befalls(w) or _unable(w)), None)
        if verb is None:
            continue
        thing = _thing(token)
        holders = _named(cast, thing)
        over = tuple(s for s in _sufferers(cast, verb) if not holders or s.key != holders[0].key)
        means = means_in(thing) or _lacked(verb, thing) or (("trade",) if _goods(thing) else ())
        if holders and over and means:
            words = [t.i for t in verb.subtree if not t.is_punct and not t.is_space]
            pair = (str(holders[0].party), over[0].party)
            yield Bond(*pair, "lever", means, verb, min(words), max(words), "without", True)


def _lacking(token: Token) -> bool:
    """Tell whether a word says what would be missing: "without", "absent", "but for"."""
    if token.lower_ == "for" and token.i > token.sent.start:
        return token.nbor(-1).lower_ == "but"
    return token.lower_ in {"without", "absent"} and token.dep_ in {"prep", "amod", "advcl", "mark"}


def _lacked(verb: Token, thing: list[Token]) -> tuple[str, ...]:
    """Return what would be lacking, from the ill that would follow; support, where only a party would be missing."""
    lacks = lexicon("ties")["without"]["lacks"]
    kinds = [lacks[t.lower_] for t in verb.subtree if t.lower_ in lacks]
    bare = sum(t.pos_ == "NOUN" for t in thing) == 0
    return (str(kinds[0]),) if kinds else ("support",) if bare else ()


def _thing(word: Token) -> list[Token]:
    """Return what would be missing: the words behind "without" up to the next mark or verb."""
    found: list[Token] = []
    for token in word.doc[word.i + 1 : word.sent.end]:
        if token.is_punct or token.pos_ in {"VERB", "AUX"}:
            break
        found.append(token)
    return found


def _named(cast: Cast, words: Iterable[Token]) -> tuple[Side, ...]:
    below = (cast.side(w) for w in words)
    return next(((side,) for side in below if side is not None and side.party), ())


def _sufferers(cast: Cast, verb: Token) -> tuple[Side, ...]:
    subject = surface_subject(verb)
    if subject is None:
        return ()
    whole = tuple(side for side in cast.named(subject) if side.party)
    return whole or _named(cast, subject.subtree)


def _unable(verb: Token) -> bool:
    """Tell whether somebody cannot do a thing at all: "*cannot print* a passport without"."""
    row = children(verb)
    return any(c.lower_ in {"can", "ca", "could"} for c in row if c.dep_ == "aux") and any(c.dep_ == "neg" for c in row)


def _goods(thing: list[Token]) -> bool:
    """Tell whether what would be missing is a thing that one gets: no word, no leave, no favour."""
    kept = lexicon("ties")["without"]["words"]
    return any(t.pos_ == "NOUN" for t in thing) and not any(t.lemma_.lower() in kept for t in thing)


def _befalls(verb: Token) -> bool:
    """Tell whether a clause says what ill would follow: "would go dark", "could not survive"."""
    if not any(c.lower_ in _WOULD for c in children(verb) if c.dep_ == "aux"):
        return False
    words = lexicon("ties")["without"]
    if any(c.dep_ == "neg" or c.lower_ in {"never", "hardly", "scarcely", "no"} for c in children(verb)):
        return verb.lemma_ in words["lasts"]
    return verb.lemma_ in words["fails"] or any(c.lower_ in words["states"] for c in verb.subtree if c.i > verb.i)
