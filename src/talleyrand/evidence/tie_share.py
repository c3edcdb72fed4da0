"""Shares and stocks: what of one party's goods, people or money goes through another's hands.

"Two thirds of Zambia's copper leaves through Tanzania", "Kuwait employs every fourth Filipino", "its gas comes from
Russia": the goods belong to whoever is held, and whoever else stands in the clause has them in hand, whether as the
subject, behind a preposition, or in the main clause of a relative one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import agent, is_passive, objects, surface_subject
from talleyrand.evidence.lexicon_files import words_of
from talleyrand.evidence.phrases import standing
from talleyrand.evidence.tie_bond import Bond, means_in, means_of_nouns
from talleyrand.evidence.tie_who import antecedent_of, before_it, parties_in
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_words = partial(words_of, "ties", "shares")
_NEAR = 9
"""How many words behind a share the goods may stand of which it is one."""


_UNREAL = frozenset({"was", "were", "had", "would", "could", "might", "may", "should", "will"})


@dataclass(frozen=True)
class Stock:
    """Goods, people or money of a party: the word that measures them, their noun, and who owns them."""

    measure: Token
    noun: Token
    owner: Side | None
    means: str
    shared: bool


def shared(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Yield the ties that shares and stocks of a sentence tell of."""
    row = list(sentence)
    here = parties_in(cast, sentence)
    if not here:
        return
    for stock in _stocks(cast, row):
        verb = _verb(stock)
        if verb is None or not _stands(verb, stock):
            continue
        pair = _between(cast, stock, verb, here)
        if pair is None:
            continue
        holder, over = pair
        words = [stock.measure.i, stock.noun.i, verb.i]
        words += [s.word for s in pair if sentence.start <= s.word < sentence.end]
        means = _all_means(verb, stock)
        yield Bond(str(holder.party), over.party, "lever", means, verb, min(words), max(words), "share", stock.shared)


def _all_means(verb: Token, stock: Stock) -> tuple[str, ...]:
    """Return what a tie is made of: the goods, what stands behind a preposition, and the way that they take."""
    preps = [c for c in children(verb) if c.dep_ in {"prep", "agent"} and c.i > stock.noun.i]
    found = [stock.means, *means_in(t for p in preps for t in p.subtree)]
    if any(p.lower_ in {"through", "via", "across", "over"} for p in (*preps, *verb.lefts)):
        found.append("transport")
    return tuple(dict.fromkeys(found))


# --- goods ----------------------------------------------------------------------------------------------------------


def _stocks(cast: Cast, row: list[Token]) -> Iterator[Stock]:
    """Yield the shares of a sentence ("half the crude that X sells"), and goods with an owner ("its gas")."""
    taken: set[int] = set()
    for token in row:
        if _is_measure(token) and (noun := _measured(cast, token)) is not None and noun.i not in taken:
            means = _means(cast, noun)
            if means:
                taken.add(noun.i)
                yield Stock(token, noun, _owner(cast, token, noun), means, True)
    for token in row:
        if token.pos_ not in {"NOUN", "PROPN"} or token.i in taken or token.dep_ == "compound":
            continue
        possessor = next((c for c in children(token) if c.dep_ == "poss"), None)
        if possessor is None and token.dep_ in {"nsubj", "nsubjpass"} and token.lemma_.lower() in means_of_nouns():
            owner = next(iter(cast.owners(token)), None)
            if owner is not None and (token.head.lemma_.lower() in _words("serves") or _by_way(token.head)):
                yield Stock(token, token, owner, means_of_nouns()[token.lemma_.lower()], False)
        if possessor is not None:
            yield Stock(token, token, next(iter(cast.named(possessor)), None), _means(cast, token) or "trade", False)


def _is_measure(token: Token) -> bool:
    low = token.lower_
    if low in _words("parts"):
        return True
    if low in {"in", "of"} and 1 < token.i < len(token.doc) - 2:
        before = token.nbor(-2) if token.nbor(-1).lower_ == "out" else token.nbor(-1)
        after = token.nbor(2) if token.nbor(1).lower_ == "every" else token.nbor(1)
        counted = before.pos_ == "NUM" or (before.pos_ == "NOUN" and token.nbor(-2).pos_ == "NUM")
        return counted and after.pos_ == "NUM"
    return token.pos_ == "NUM" and low not in _words("small") and _people(token) is not None


def _people(number: Token) -> Token | None:
    """Return the people that a number counts: "two million of its *citizens*"."""
    for word in number.doc[number.i + 1 : min(number.sent.end, number.i + 6)]:
        if word.lemma_.lower() in _words("people"):
            return word
        if word.tag_ in {"NNS", "NNPS"} and (word.ent_type_ == "NORP" or word.is_title):
            return word
        if word.pos_ in {"VERB", "AUX", "PUNCT"}:
            return None
    return None


def _measured(cast: Cast, measure: Token) -> Token | None:
    """Return the noun of which a measure is taken: behind it, past possessors and compounds."""
    doc, end = measure.doc, min(measure.sent.end, measure.i + _NEAR)
    if measure.lower_ == "everything" and measure.dep_ == "dobj":
        return measure
    if measure.lower_ == "in" and doc[measure.i - 1].pos_ == "NOUN":
        return doc[measure.i - 1]  # "two *bottles* in three"
    for word in doc[measure.i + 1 : end]:
        if word.lower_ in {"what", "everything"}:
            return word
        if word.is_punct and word.tag_ not in {"POS", "HYPH"} and word.text not in {"-", "–", "'", "’"}:
            return None
        if word.pos_ in {"VERB", "AUX"} and word.dep_ not in {"amod", "compound"}:
            return None
        if word.pos_ not in {"NOUN", "PROPN"} or word.lower_ in _words("parts"):
            continue
        following = doc[word.i + 1] if word.i + 1 < end else None
        if following is not None and (following.tag_ == "POS" or following.pos_ in {"NOUN", "PROPN"}):
            continue
        if word.pos_ == "PROPN" and word.lemma_.lower() not in means_of_nouns() and cast.side(word) is None:
            continue
        return word
    return None


def _means(cast: Cast, noun: Token) -> str | None:
    lemma = noun.lemma_.lower()
    if noun.lower_ in {"what", "everything"}:
        return "trade"
    if lemma in means_of_nouns():
        return means_of_nouns()[lemma]
    if lemma in _words("goods"):
        return "trade"
    if lemma in _words("people"):
        return "labour"
    if lemma in {"people", "person", "man", "woman", "child"}:
        above = next((w for w in noun.ancestors if w.pos_ == "VERB"), None)
        return "refugees" if above is not None and above.lemma_.lower() in _words("hosts") else None
    return (
        "labour" if noun.tag_ in {"NNS", "NNPS"} and cast.side(noun) is not None and noun.ent_type_ != "ORG" else None
    )


def _owner(cast: Cast, measure: Token, noun: Token) -> Side | None:
    """Return whose goods they are: by the words between, by the noun itself, or by what hangs on it."""
    doc = noun.doc
    for word in reversed(doc[measure.i : noun.i + 1]):
        if (side := cast.side(word)) is not None and side.party:
            return side
        if word.tag_ == "PRP$":
            return None
    if noun.lower_ == "everything" and noun.dep_ == "dobj" and noun.head.i < noun.i:
        return None
    verb = noun.head if noun.lower_ in {"what", "everything"} else None
    below = verb.subtree if verb is not None and verb.pos_ in {"VERB", "AUX"} else noun.subtree
    for word in below:
        if word.i > noun.i and (side := cast.side(word)) is not None and side.party:
            return None if word.dep_ == "pobj" and word.head.lower_ in {"to", "into", "with"} else side
    return None


# --- clauses --------------------------------------------------------------------------------------------------------


def _verb(stock: Stock) -> Token | None:
    """Return the verb whose subject, object or complement the goods are."""
    word = stock.measure if stock.shared else stock.noun
    inside = {stock.noun.i}
    for above in word.ancestors:
        if above.pos_ in {"VERB", "AUX"} and above.dep_ not in {"aux", "auxpass"}:
            if above.i > stock.noun.i and above.dep_ in {"acl", "relcl", "pcomp"} and above.head.i in inside:
                continue
            if stock.noun.lower_ in {"what", "everything"} and above == stock.noun.head and above.dep_ != "ROOT":
                continue
            return above
    return None


def _stands(verb: Token, stock: Stock) -> bool:
    """Tell whether a clause tells of how things are: no past, no negation, no verb of harm, will or speech."""
    lemma = verb.lemma_.lower()
    if lemma in _words("harm") or any(c.dep_ == "neg" for c in children(verb)):
        return False
    if verb.tag_ == "VBD" or any(c.lower_ in _UNREAL for c in children(verb)):
        return False
    if stock.shared or lemma in _words("buys"):
        return True  # whatever is bought, "its magnets", is goods
    if _by_way(verb) and stock.noun.lemma_.lower() in means_of_nouns():
        return True
    if lemma in _words("serves") | _words("runs") and is_passive(verb) and agent(verb) is not None:
        return True  # "its police are paid by X"
    return lemma in _words("flows") | _words("serves") and stock.noun.lemma_.lower() in means_of_nouns()


def _between(cast: Cast, stock: Stock, verb: Token, here: list[Side]) -> tuple[Side, Side] | None:
    """Return who holds the goods and whose they are."""
    inside = {t.i for t in stock.noun.subtree} - _led(stock.noun)
    owner = stock.owner
    subject = surface_subject(verb)
    mine = cast.named(subject) if subject is not None else ()
    if stock.noun.i > verb.i and (owner is None or _pronoun(stock, owner)):
        owner = _nearest_owner(cast, verb, mine) or owner
    if owner is None or not owner.party:
        return None
    serving = verb.lemma_ in _words("serves") and not is_passive(verb)
    if serving and subject is not None and subject.i in {stock.noun.i, stock.measure.i}:
        served = next((s for t in objects(verb) for s in cast.named(t) if s.party and s.key != owner.key), None)
        return (owner, served) if served is not None else None
    own = {s.key for s in mine}
    around = _behind(cast, verb) if owner.key in own and stock.noun.i > verb.i else _around(cast, verb, here)
    outside = [s for s in (*antecedent_of(cast, verb), *around) if s.key != owner.key and s.word not in inside]
    if outside:
        return outside[0], owner
    if stock.shared and not _pronoun(stock, owner) and (side := before_it(cast, verb, owner)):
        return side, owner
    return None


def _around(cast: Cast, verb: Token, here: list[Side]) -> Iterator[Side]:
    """Yield who else stands in a verb's clause: behind its prepositions, then its subject, its object, anywhere."""
    yield from _behind(cast, verb)
    for child in children(verb):
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "oprd", "dative"}:
            yield from (s for s in cast.named(child) if s.party)
    below = {t.i for t in verb.subtree}
    yield from (s for s in here if s.word in below)


def _behind(cast: Cast, verb: Token) -> Iterator[Side]:
    """Yield who stands behind the prepositions of a verb and of its objects: "sells its ore *to*", "half *from*"."""
    heads = [verb, *(c for c in children(verb) if c.dep_ in {"dobj", "attr"})]
    preps = [c for head in heads for c in children(head) if c.dep_ in {"prep", "agent", "dative", "prt", "advmod"}]
    for prep in sorted(preps, key=lambda c: (c.i < verb.i, c.i)):
        if prep.lower_ != "of":
            for word in prep.subtree:
                if word.dep_ in {"pobj", "pcomp"}:
                    yield from (s for s in cast.named(word) if s.party)


def _nearest_owner(cast: Cast, verb: Token, mine: tuple[Side, ...]) -> Side | None:
    """Return whom "its" means behind a verb: whoever gets something, else the subject ("Chad sells *its* ore")."""
    given = [c for c in children(verb) if c.dep_ == "dative" and c.pos_ != "ADP"]
    given += [c for c in children(verb) if c.dep_ == "dobj" and c.pos_ == "PROPN"]
    if (got := next((s for c in given for s in cast.named(c) if s.party), None)) is not None:
        return got
    return next((s for s in mine if s.party), None) if verb.lemma_ in _words("own") else None


def _led(noun: Token) -> set[int]:
    """Return the words behind "from", "to" and "through" at a noun, which tell where it goes, and not whose it is."""
    preps = (c for c in children(noun) if c.dep_ == "prep" and c.lower_ in {"from", "to", "through", "via", "across"})
    return {t.i for prep in preps for t in prep.subtree}


def _by_way(verb: Token) -> bool:
    """Tell whether a verb says which way things take: "reaches the sea *through* a Russian port"."""
    moves = verb.lemma_.lower() in _words("flows") or verb.lemma_ in {"reach", "get", "end"}
    return moves and any(c.lower_ in {"through", "via", "across"} and c.dep_ == "prep" for c in children(verb))


def served(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Yield who is fed, guarded or paid by another: "Estonia is defended by British tanks"."""
    for verb in standing(sentence, _words("serves")):
        if verb.tag_ != "VBN" or verb.lemma_ not in _words("serves") or (doer := agent(verb)) is None:
            continue
        subject = surface_subject(verb)
        if (
            subject is None
            or not is_passive(verb)
            or any(c.lower_ in _UNREAL or c.dep_ == "neg" for c in children(verb))
        ):
            continue
        over = next((s for s in cast.named(subject) if s.party), None)
        holder = next((s for s in cast.named(doer) if s.party and (over is None or s.key != over.key)), None)
        if over is not None and holder is not None:
            words = [verb.i, doer.i, over.word, holder.word]
            ends = [w for w in words if sentence.start <= w < sentence.end]
            means = means_in(doer.subtree) or ("support",)
            yield Bond(str(holder.party), over.party, "lever", means, verb, min(ends), max(ends), "served")


def _pronoun(stock: Stock, owner: Side | None) -> bool:
    """Tell whether goods are owned by a pronoun, which then is whom the clause has a pronoun for."""
    doc = stock.noun.doc
    if owner is not None:
        return bool(doc[owner.word].pos_ == "PRON")
    return any(t.tag_ == "PRP$" for t in doc[stock.measure.i : stock.noun.i]) or any(
        c.tag_ == "PRP$" for c in stock.noun.lefts
    )
