"""Talks of many: the sessions of a commission, a board, a conference or a cartel, where whoever does something sits.

Of talks between two a report says who they are between. Of a body it says who blocks, proposes and votes: a deed at the
table (`rule: deed` in ``lexicons/seat_cues.yaml``) shows that its doer has a seat there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.talk_mentions import BODY, weight_of

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAST_PROCEDURE = 2
"""Different words of procedure (consensus, vote, member) that show a body at work; one is enough in a few sentences."""
SHORT = 5
"""Sentences that are more than a few."""
MUCH_PROCEDURE = 5
"""So many that less need be said of the body itself."""
LEAST_WEIGHT = 3
"""What the mentions of a body must weigh: one in the headline or lead is enough, or several further on."""


@dataclass(frozen=True)
class Round:
    """A body in session: the words that name it, and how much they weigh."""

    words: tuple[Token, ...]
    weight: int

    @property
    def title(self) -> str:
        """What to call its talks: the words that name the body first, without what hangs behind them."""
        bodies = frozenset(lexicon("seats")["bodies"])
        noun = next((w for w in self.words if w.lemma_.lower() in bodies), self.words[0])
        before = [t for t in noun.lefts if t.dep_ in {"compound", "amod", "nmod"}]
        first = min((t.left_edge.i for t in before), default=noun.i)
        text = noun.doc[first : noun.i + 1].text
        return f"The {text}" if noun.lemma_.lower() in bodies else f"The meeting of the {text}"


def round_of(cast: Cast, doers: int = 0) -> Round | None:
    """Return the body whose session a document is about; None where it is about no such thing.

    `doers` is the number of parties that do what those do who sit at a table: three are as good as words of procedure.

    Examples
    --------
    >>> from talleyrand.evidence.extractors import Reading
    >>> from talleyrand.evidence.language import load, parse
    >>> from talleyrand.reading.document import Document
    >>> text = "The whaling commission decides by consensus. Japan vetoed a proposal of Brazil's."
    >>> document = Document(sha256="0" * 64, text=text)
    >>> round_of(Cast.of(Reading(document, parse(document, load())))).words[0].text
    'commission'
    """
    data = lexicon("seats")
    bodies, ministers = frozenset(data["bodies"]), frozenset(data["members"])
    procedure, counted = frozenset(data["procedure"]), frozenset(data["counted"])
    doc = cast.reading.doc
    text = cast.reading.document.text
    own = {word.lower() for name in data["forums"] if name in text for word in name.split()}  # see forums.py
    words, told, weight = [], set(), 0
    for token in doc:
        lemma = token.lemma_.lower()
        if lemma in procedure:
            told.add(lemma)
        named = lemma in bodies and lemma not in own
        several = lemma in ministers or (lemma in counted and _number(token) > PAIR)
        plural = several and token.tag_ == "NNS" and not any(c.dep_ == "poss" for c in token.lefts)
        if (named or plural) and _sits(cast, token):
            worth = weight_of(cast, token)
            if worth > BODY or named:
                words.append(token)
                weight += worth
    least = LEAST_PROCEDURE if sum(1 for _ in doc.sents) >= SHORT else 1
    many = len(told - {w.lemma_.lower() for w in words})
    if (many < least and doers <= PAIR) or weight < LEAST_WEIGHT - (many >= MUCH_PROCEDURE):
        return None
    return Round(tuple(words), weight)


PAIR = 2
"""A number of states that makes no body."""
_NUMBERS = {word: n for n, word in enumerate(["three", "four", "five", "six", "seven", "eight", "nine", "ten"], 3)}


def _number(noun: Token) -> int:
    """Return how many are spoken of: "the five states"; 0 where it is not said."""
    said = next((c.lower_ for c in noun.lefts if c.dep_ == "nummod"), "")
    return int(said) if said.isdigit() else _NUMBERS.get(said, 0)


def _sits(cast: Cast, noun: Token) -> bool:
    """Tell whether a body is spoken of itself: not the press, nor the ministers or the commission of one party."""
    inside = frozenset(lexicon("seats")["internal"])
    if noun.pos_ not in {"NOUN", "PROPN"} or any(c.lower_ in inside for c in noun.lefts):
        return False
    if noun.dep_ == "compound" and noun.head.lemma_.lower() not in lexicon("seats")["opening"]:
        return False
    own = cast.side(noun)
    if own is not None and own.party and noun.pos_ == "PROPN" and not any(c.dep_ == "compound" for c in noun.lefts):
        return False  # "the Commission" is the European Union
    owners = cast.owners(noun)
    return not any(s.actor is not None and s.actor.kind == "state" for s in owners)
