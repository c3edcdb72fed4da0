"""What is known of a parsed document before its actors are read: lexicon names, quotations, paragraphs, by token."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from talleyrand.evidence.common_nouns import common_nouns
from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.language import normalised
from talleyrand.evidence.lexicons import Entity, Form, Found, names
from talleyrand.evidence.neighbours import neighbours

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_PERSONAL = re.compile(r"(?:[A-Z][\w'-]*\.?)(?: (?:[A-Z][\w'-]*\.?|bin|al|de|van|von|der|el|bint|ibn|da|dos|du|di))+")
_LONG_NAME = 8
_ALIKE = 90
"""Names of states at least so long are also known with a slip: similarity (rapidfuzz ratio, 0 to 100) from which on."""
_LOCATIVE = frozenset({"in", "near", "at", "outside", "around", "across", "inside", "throughout", "within"})


@dataclass(frozen=True)
class Ground:
    """A reading's tokens with what the lexicon says of them.

    Parameters
    ----------
    doc
        The parse.
    text
        The text as the pipeline saw it (same offsets as the document's own).
    starts
        Offset of each token.
    found
        Forms of the lexicon that stand for an entity, in order.
    at
        For each token inside such a form, the form.
    places
        Tokens that belong to a name of a place or of nothing.
    quoted
        For each token, the number of the quotation that it stands in, 0 outside.
    common
        Words that the text also writes small: one that begins a sentence is no name.
    """

    doc: Doc
    text: str
    starts: list[int]
    found: tuple[Found, ...]
    at: dict[int, Found]
    places: frozenset[int]
    quoted: list[int]
    common: frozenset[str]

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Return the first token and the one after the last that `start` to `end` touches."""
        first = max(0, bisect_right(self.starts, start) - 1)
        return first, max(first + 1, bisect_right(self.starts, end - 1))

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of the tokens `first` up to `last` (exclusive)."""
        final = self.doc[last - 1]
        return self.doc[first].idx, final.idx + len(final.text)

    def entity(self, index: int) -> Entity | None:
        """Return the state or organisation that the token at `index` names."""
        found = self.at.get(index)
        return entity_of(found) if found else None


def entity_of(found: Found) -> Entity | None:
    """Return the entity that a form stands for."""
    known = found.form.code and found.form.how not in {"place", "nothing"}
    return names().entities[found.form.code] if known and found.form.code else None


def survey(reading: Reading) -> Ground:
    """Look every name of the lexicon up in a reading."""
    doc, text = reading.doc, normalised(reading.document.text)
    starts = [token.idx for token in doc]
    bare = Ground(
        doc,
        text,
        starts,
        (),
        {},
        frozenset(),
        quotations(doc),
        frozenset(t.text for t in doc if t.is_alpha and t.text.islower()),
    )
    persons = {i: ent for ent in doc.ents if ent.label_ == "PERSON" and len(ent) > 1 for i in range(ent.start, ent.end)}
    kept: list[Found] = []
    at: dict[int, Found] = {}
    places: set[int] = set()
    matches = _without_rivals(list(names().find(text)))
    named = [found for found in matches if found.form.how in {"name", "demonym", "people"}]
    full = {found.form.code for found in named} | {e.party for found in named if (e := entity_of(found))}
    for found in matches:
        first, last = bare.tokens(found.start, found.end)
        if found.form.how == "nothing":
            continue
        if found.form.how == "place":
            places.update(range(first, last))
        elif _counts(found, first, last, bare, persons, full):
            kept.append(found)
            at.update(dict.fromkeys(range(first, last), found))
    for misspelt in _misspelt(doc, at, places):
        kept.append(misspelt)
        at.update(dict.fromkeys(range(*bare.tokens(misspelt.start, misspelt.end)), misspelt))
    kept.sort(key=lambda found: found.start)
    for common in (*common_nouns(doc, kept, at), *neighbours(doc, kept, at)):
        kept.append(common)
        at.update(dict.fromkeys(range(*bare.tokens(common.start, common.end)), common))
    kept.sort(key=lambda found: found.start)
    return replace(bare, found=tuple(kept), at=at, places=frozenset(places))


def _without_rivals(matches: list[Found]) -> list[Found]:
    """Leave out "Georgia" where the text has Atlanta and nothing else of the state in the Caucasus."""
    rivals = names().rivals
    words = {found.form.text for found in matches}
    beside = {form for form, places in rivals.items() if form in words and places & words}
    codes = {found.form.code for found in matches if found.form.text not in beside}
    return [f for f in matches if f.form.text not in beside or f.form.code in codes]


def _misspelt(doc: Doc, at: dict[int, Found], places: set[int]) -> Iterator[Found]:
    """Yield tagged places that are the name of a state but for a letter ("Unites States")."""
    for ent in doc.ents:
        if ent.label_ != "GPE" or any(i in at or i in places for i in range(ent.start, ent.end)):
            continue
        first = ent.start + (ent[0].lower_ == "the")
        words = doc[first : ent.end].text.removesuffix("'s")
        if len(words) >= _LONG_NAME and (form := _nearest(words)) is not None:
            yield Found(doc[first].idx, doc[first].idx + len(words), form)


@lru_cache(maxsize=256)
def _nearest(words: str) -> Form | None:
    from rapidfuzz import fuzz, process

    states = _long_names()
    best = process.extractOne(words, list(states), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return states[best[0]] if best and best[0][0] == words[0] else None


@lru_cache(maxsize=1)
def _long_names() -> dict[str, Form]:
    forms = (form for group in names().forms.values() for form in group)
    return {form.text: form for form in forms if form.how == "name" and len(form.text) >= _LONG_NAME}


def _counts(
    found: Found, first: int, last: int, ground: Ground, persons: dict[int, Span], full: set[str | None]
) -> bool:
    """Tell whether a form names its entity here.

    Not inside a person's name (Michael Jordan); "the North" only where the text also says North Korea.
    """
    if found.form.how == "contextual":
        entity = entity_of(found)
        return found.form.code in full or (entity is not None and entity.party in full and entity.code != entity.party)
    if last - first == 1 and first in persons and found.form.how in {"name", "capital", "seat"}:
        ent = persons[first]
        inner = [i for i in range(ent.start, ent.end) if i != first and ground.doc[i].text not in {"'s", "the", "The"}]
        return not inner or not _PERSONAL.fullmatch(ent.text)
    return True


def quotations(doc: Doc) -> list[int]:
    """Give each token the number of its quotation between double marks; a mark left open ends with its paragraph."""
    numbers, current, count = [], 0, 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            current = 0
        elif token.text == "“":
            count += 1
            current = count
        numbers.append(current)
        if token.text == "”":
            current = 0
    return numbers


def is_place(token: Token) -> bool:
    """Tell whether a name of a state or capital says where something is ("in Moscow") and not who acts."""
    return bool(token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE)
