"""Attributions set between commas, read from the words alone: *Tehran, she said, is in no hurry*.

The parse is often lost there. What tells them is a noun phrase and a verb of saying between two commas, or between a
comma and the end of the sentence, with nothing else inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.building import cue_tokens, make
from talleyrand.evidence.contents import FINITE, around_insertion, attribution_phrase, trimmed
from talleyrand.evidence.contents import LONGEST as FAR
from talleyrand.evidence.cues import Frames, lemma, lexicon
from talleyrand.evidence.syntax import subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST = 12
"""Words of an inserted noun phrase at most."""
_OPENS = frozenset({",", "–", "—"})
_STOPS = frozenset(".!?")
_QUOTES = frozenset("“”\"'‘’")
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_PHRASE = _NOUNS | {"DET", "ADJ", "NUM", "PART"}
_ADVERBIAL = 5


def find_insertions(doc: Doc) -> list[Attribution]:
    """Find attributions between commas, and what a cue just before one of them governs after it.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> text = "Ottawa fears, Lund added, a concession on milk would cost the government Quebec."
    >>> for found in find_insertions(load()(text)):
    ...     print(found.lemma, [text[a:b] for a, b in found.content])
    add ['Ottawa fears', 'a concession on milk would cost the government Quebec']
    fear ['a concession on milk would cost the government Quebec']
    """
    found = []
    for opening in doc:
        if opening.text not in _OPENS or (verb := _verb_after(opening)) is None:
            continue
        last = _closing(verb, opening)
        if last is None:
            continue
        holder = _holder(doc, opening.i + 1, verb.i)
        frames = lexicon()["verb", lemma(verb)]
        frame = "quote" if "quote" in frames else "clause"
        pieces = around_insertion(verb, opening.i, _trailing(verb, holder, opening, last))
        relative = _in_relative(doc, opening.i, pieces)
        pieces = relative or pieces
        if not pieces or not (relative or _is_content(doc, pieces, opening.i, last)):
            continue
        made = make("insertion", verb, frame, frames, cue_tokens(verb), holder, pieces)
        found += [made] if made is not None else []
        found += _governed(doc, opening.i - 1, pieces)
    return found


def _in_relative(doc: Doc, opening: int, pieces: list[tuple[int, int]]) -> list[tuple[int, int]] | None:
    """Return the content where an insertion stands in a relative clause that closes its sentence; None elsewhere.

    *the mines that, they say, the company stole*, *a road, which it will open, its engineers say, in May*.
    """
    start = doc[opening].sent.start
    pronoun = next(
        (i for i in range(opening - 1, start, -1) if doc[i].tag_ in ("WDT", "WP") or doc[i].text == ","), start
    )
    if doc[pronoun].tag_ not in ("WDT", "WP") or not any(t.tag_ in FINITE for t in doc[start:pronoun]):
        return None
    after = [piece for piece in pieces if piece[0] > opening]
    if pronoun == opening - 1:
        verb = doc[pronoun].head
        return [(a, min(b, verb.right_edge.i)) for a, b in after if a <= verb.right_edge.i]
    if doc[pronoun - 1].text != ",":
        return None
    return [(pronoun + 1, opening - 1), *after]


def _verb_after(opening: Token) -> Token | None:
    """Return the verb of saying or believing after a comma and a noun phrase; None where anything else comes.

    The phrase may have an apposition: *…, its envoy, Ada Lund, has said.*
    """
    doc, first = opening.doc, opening.i + 1
    if opening.i == 0 or opening.is_sent_start or doc[opening.i - 1].text in _QUOTES:
        return None
    commas = 0
    for i in range(first, min(first + LONGEST + 1, len(doc))):
        token, before = doc[i], doc[i - 1]
        if token.is_sent_start:
            return None
        if i > first and (before.pos_ in _NOUNS or (commas == 2 and before.text == ",")) and commas != 1:
            if _says(token):
                return token
            if token.lower_ in ("has", "have", "had") and i + 1 < len(doc) and doc[i + 1].tag_ == "VBN":
                return doc[i + 1] if _is_cue_of(doc[i + 1]) else None
        if token.text == "," and i > first and commas < 2 and before.pos_ in _NOUNS:
            commas += 1
            continue
        inner = i > first and (token.lower_ in ("of", "in", "at", "for") or token.text == "-")
        if token.tag_ in ("WP", "WDT", "EX") or not (token.pos_ in _PHRASE or inner):
            return None
    return None


def _says(token: Token) -> bool:
    """Tell whether a token is a finite verb of saying or believing, or a noun that must be one (*diplomats joke*)."""
    if not _is_cue_of(token):
        return False
    if token.pos_ == "VERB":
        return token.tag_ in ("VBD", "VBZ", "VBP")
    return token.tag_ == "NN" and token.doc[token.i - 1].tag_ in ("NNS", "NNPS")


def _is_cue_of(token: Token) -> bool:
    """Tell whether the lexicon lets a word be set into what is said or believed."""
    frames = lexicon().get(("verb", lemma(token)), {})
    return any(frames[name].carries in ("speech", "belief") for name in ("quote", "clause") if name in frames)


def _closing(verb: Token, opening: Token) -> int | None:
    """Return the last token of an insertion, with a short adverbial (*in a statement*); None where more follows."""
    doc = verb.doc
    end = next((t.i for t in doc[verb.i + 1 : verb.i + 3 + _ADVERBIAL] if t.is_sent_start), len(doc))
    for i in range(verb.i + 1, min(verb.i + 2 + _ADVERBIAL, end)):
        token = doc[i]
        if token.text in _OPENS:
            following = doc[i + 1] if i + 1 < end else None
            return None if following is None or following.text in _QUOTES else i - 1
        if token.text in _STOPS or token.is_space:
            return None if any(c.i < opening.i for c in verb.lefts if c.dep_ == "ccomp") else i - 1
        opens = i == verb.i + 1
        if opens and token.pos_ not in ("ADP", "ADV"):
            return None
        if token.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ") or token.text in _QUOTES:
            return None
    return None


def _trailing(verb: Token, holder: Token, opening: Token, last: int) -> int:
    """Return the last token of an insertion after a whole clause, with what trails on its verb (*, after talks*)."""
    before = opening.doc[max(opening.sent.start, opening.i - FAR) : opening.i]
    whole = any(t.tag_ in FINITE for t in before) and verb.tag_ != "NN"
    return max(last, attribution_phrase(verb, holder)[1]) if whole else last


def _holder(doc: Doc, first: int, verb: int) -> Token:
    """Return the head of the inserted noun phrase: its last noun before a preposition."""
    end = next((i for i in range(first + 1, verb) if doc[i].pos_ == "ADP" or doc[i].text == ","), verb)
    return next((doc[i] for i in range(end - 1, first - 1, -1) if doc[i].pos_ in _NOUNS), doc[verb - 1])


def _is_content(doc: Doc, pieces: list[tuple[int, int]], opening: int, last: int) -> bool:
    """Tell whether what stands around is said: not a mere adverbial before it, nor a "that" clause after it."""
    before = [doc[i] for a, b in pieces if b < opening for i in range(a, b + 1)]
    if any(t.lower_ in ("that", "this", "it") for t in before[-1:]):
        return any(a > last for a, _ in pieces)
    after = next((a for a, _ in pieces if a > last), None)
    if not before:
        return False
    governs = _is_cue(before[-1])
    if after is not None and doc[after - 1].lower_ == "that" and not governs:
        return False
    if after is None:
        return any(t.tag_ in FINITE for t in before)
    return (
        governs
        or any(t.tag_ in FINITE for t in before)
        or any(
            t.pos_ in _NOUNS
            and t.dep_ in ("nsubj", "nsubjpass", "ROOT", "dobj", "attr", "compound", "conj", "appos", "expl")
            for t in before
        )
    )


def _is_cue(token: Token) -> bool:
    return token.tag_ in FINITE and "clause" in lexicon().get(("verb", lemma(token)), {})


def _governed(doc: Doc, index: int, pieces: list[tuple[int, int]]) -> Iterator[Attribution]:
    """Yield the attribution of a cue that the insertion parts from its clause (*Ottawa fears, Lund added, …*)."""
    verb = doc[index]
    after = [piece for piece in pieces if piece[0] > index]
    if not after or not _is_cue(verb) or any(c.i < pieces[-1][0] and c.dep_ in ("dobj", "ccomp") for c in verb.rights):
        return
    frames: Frames = lexicon()["verb", lemma(verb)]
    holder = subject(verb) or (doc[index - 1] if index and doc[index - 1].pos_ in _NOUNS else None)
    if holder is None or holder.i > index:
        return
    made = make("clause-after", verb, "clause", frames, cue_tokens(verb), holder, [trimmed(doc, *after[0])])
    if made is not None:
        yield made
