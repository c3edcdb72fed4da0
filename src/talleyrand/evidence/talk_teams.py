"""Who deals with whom by the people that they send: "envoys from A and B", "A's and B's ministers meet"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import pobjs
from talleyrand.evidence.lexicon_files import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token


def teams_of(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return the parties that send people together; nobody where it is one party, or who they are is only remembered.

    Examples
    --------
    "Envoys from Belize and Guatemala", "Greek and Turkish negotiators", "officials of Chad and Niger met".
    """
    data, lemma = lexicon("seats"), noun.lemma_.lower()
    if lemma not in data["envoys"] and not (lemma in data["holders"] and noun.tag_ == "NNS" and _come(noun)):
        return ()
    of = (word for prep in ("of", "from", "for") for word in pobjs(noun, prep))
    behind = next((sides for word in of if len(sides := _parties(cast.named(word))) > 1), ())
    return behind or _parties(cast.owners(noun))


def _parties(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    return tuple({side.party: side for side in reversed(sides) if side.party}.values())[::-1]


def _come(noun: Token) -> bool:
    """Tell whether people come together: they are the subject of a verb that says so."""
    verb = noun.head
    return noun.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_ in lexicon("seats")["comes"]
