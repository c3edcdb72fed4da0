"""Attributions that the parse shows: each word that may be a cue is asked for its holder and its complement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talleyrand.evidence.according import SIGHTS, by_according, by_sight
from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.building import deeds
from talleyrand.evidence.cues import PARTS, Sense, frames_of, lemma
from talleyrand.evidence.insertions import find_insertions
from talleyrand.evidence.misread import misread
from talleyrand.evidence.noun_cues import by_adjective, by_noun
from talleyrand.evidence.tagging import NONE
from talleyrand.evidence.verb_cues import by_verb

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PREPOSITIONS = ("for", "of", "about", "on", "to", "with", "against", "at", "in", "from", "as", "over", "by", "into")
_ANY = dict.fromkeys(["clause", "object", "to", "object_to", "ing", *_PREPOSITIONS], Sense("speech"))
"""Frames of a word of which nothing is known."""
_RULES = {"verb": by_verb, "noun": by_noun, "adjective": by_adjective}


def find_clauses(doc: Doc, beyond: bool = False, path: Sequence[int] = ()) -> list[Attribution]:
    """Find the attributions that the parse shows, in the order of their cues.

    Parameters
    ----------
    beyond
        Propose words and frames that the lexicon lacks, too; the names of their rules begin with ``open-``. They are
        candidates for a model, and mostly wrong without one.
    path
        A tagger's labels: words that it takes for no part of an attribution are looked up in the lexicon only.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> text = "The minister denied that talks had failed."
    >>> [found] = find_clauses(load()(text))
    >>> found.lemma, found.rule, [text[a:b] for a, b in found.content]
    ('deny', 'clause-after', ['talks had failed'])
    """
    inserted = find_insertions(doc)
    heads = {a.head for a in inserted}
    found = [*inserted]
    for token in doc:
        if token.i not in heads:
            found += _by(token, beyond and (not path or path[token.i] != NONE))
    return sorted(found, key=lambda a: a.head)


def _by(token: Token, beyond: bool) -> list[Attribution]:
    """Return the attributions whose cue is a token."""
    if token.lower_ == "according":
        return list(by_according(token, token.i + 1))
    if token.lower_ in SIGHTS and (seen := list(by_sight(token))):
        return seen
    part = PARTS.get(token.pos_)
    if part is None or token.dep_ in ("aux", "auxpass"):
        return []
    frames = frames_of(part, token)
    known = list(_RULES[part](token, frames)) if frames else []
    if not known and part == "noun":
        known = misread(token)
    if beyond and not known and lemma(token) not in deeds("acts"):
        return [replace(a, rule=f"open-{a.rule}") for a in _RULES[part](token, {**_ANY, **frames})]
    return known
