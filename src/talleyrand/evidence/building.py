"""Putting an attribution together from tokens: its cue, the words that name its source, and its content."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution, Place
from talleyrand.evidence.contents import Tokens
from talleyrand.evidence.cues import Frames, lemma
from talleyrand.evidence.lexicon_files import lexicon as lexicon_file
from talleyrand.evidence.syntax import auxiliaries_start, child, place, speaker_phrase

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def deeds(name: str) -> frozenset[str]:
    """Return the words under a heading of the lexicon of deeds."""
    return frozenset(lexicon_file("deeds")[name].split())


def make(
    rule: str, head: Token, frame: str, frames: Frames, cue: Tokens, source: Token | None, contents: list[Tokens]
) -> Attribution | None:
    """Put an attribution together; None where nothing is left of its content."""
    doc = head.doc
    pieces = tuple(place(doc, *tokens) for tokens in contents if tokens[0] <= tokens[1])
    if not pieces:
        return None
    if cue[0] > cue[1]:
        cue = head.i, head.i
    return Attribution(
        rule=rule,
        head=head.i,
        lemma=lemma(head),
        sense=frames[frame],
        cue=place(doc, *cue),
        source=source_place(source),
        source_head=None if source is None else source.i,
        content=pieces,
    )


def source_place(source: Token | None) -> Place | None:
    """Return the place of the noun phrase that names a source."""
    return None if source is None else place(source.doc, *speaker_phrase(source))


def cue_tokens(verb: Token, *more: Token | None) -> Tokens:
    """Return the tokens of a verb with its auxiliaries, its particle, and what else belongs to the cue."""
    last = max([verb.i, *(t.i for t in more if t is not None)])
    particle = child(verb, "prt")
    if particle is not None and particle.i == verb.i + 1:
        last = max(last, particle.i)
    return auxiliaries_start(verb), last
