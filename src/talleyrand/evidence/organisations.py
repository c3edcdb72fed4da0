"""Bodies that the lexicon lacks: ministries, institutes, outlets, parties, as the pipeline tags them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talleyrand.evidence.ground import Ground, is_place
from talleyrand.evidence.lexicons import offices
from talleyrand.evidence.persons import company
from talleyrand.evidence.records import Role

if TYPE_CHECKING:
    from spacy.tokens import Span

_SMALL = frozenset({"the", "of", "for", "in", "and", "on", "&", "de", "la", "'s", "-", "to"})


@dataclass(frozen=True)
class Organisation:
    """A body from token `first` up to `last`; `state` is the state whose organ it is, or that it names."""

    first: int
    last: int
    name: str
    role: Role
    party: str | None
    state: str | None

    @property
    def key(self) -> str:
        """The folded name."""
        return " ".join(self.name.casefold().split())


def organisations_in(ground: Ground, taken: frozenset[int]) -> Iterator[Organisation]:
    """Yield the tagged organisations that are no person, place or name of the lexicon.

    Examples
    --------
    "the Carnegie Moscow Center" is an expert body, "Russian Foreign Ministry" an organ of RUS.
    """
    for ent in ground.doc.ents:
        firm = ent.label_ == "PERSON" and company(ground, ent.start, ent.end)
        if (ent.label_ != "ORG" and not firm) or any(i in taken for i in range(ent.start, ent.end)):
            continue
        first, last = _edges(ground, ent)
        if first < last and not all(i in ground.at or i in ground.places for i in range(first, last)):
            made = _organisation(ground, first, last)
            if made is not None:
                yield made


def _edges(ground: Ground, ent: Span) -> tuple[int, int]:
    first, last = ent.start, ent.end
    doc = ground.doc
    while first < last and (doc[first].lower_ in {"the", "a", "an"} or doc[first].is_space or doc[first].is_punct):
        first += 1
    while last > first and (doc[last - 1].text in {"'s", "'"} or doc[last - 1].is_punct or doc[last - 1].is_space):
        last -= 1
    return first, last


def _organisation(ground: Ground, first: int, last: int) -> Organisation | None:
    tokens = ground.doc[first:last]
    words = [t.lower_ for t in tokens]
    plain = [t for t in tokens if t.i not in ground.at and t.lower_ not in _SMALL]
    if last - first == 1 and (is_place(tokens[0]) or tokens[0].lower_ in ground.common):
        return None
    if not plain or not all(t.text[:1].isupper() or t.is_digit for t in plain) or len("".join(words)) < 3:
        return None
    if all(offices().head(t.text) or t.lower_ in offices().modifiers for t in plain) and not _organ(words):
        return None
    state = _state(ground, first, last)
    role = _role(words, state)
    start, end = ground.chars(first, last)
    party = state if role == "official" else None
    return Organisation(first, last, " ".join(ground.text[start:end].split()), role, party, state)


def _organ(words: list[str]) -> bool:
    return bool(offices().institutions.intersection(words))


def _role(words: list[str], state: str | None) -> Role:
    if offices().is_institute(words):
        return "expert"
    if _organ(words):
        return "official"
    return "media" if any(word in words for word in offices().media_words) else "unknown"


def _state(ground: Ground, first: int, last: int) -> str | None:
    """Find the state in a body's name or before it: "Russia's Defence Ministry"."""
    for i in [*range(first, last), first - 1, first - 2]:
        entity = ground.entity(i) if i >= 0 else None
        if entity is not None and entity.party:
            return entity.party
    return None
