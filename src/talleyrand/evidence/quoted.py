"""Whose words stand in marks: the attribution after, before or inside a quotation, and quotations that run on.

The parse is weak around quotation marks, so these rules read the words between quotations from left to right and ask
the parse only for subjects and noun phrases.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talleyrand.evidence.clauses import lemma
from talleyrand.evidence.cues import Sense, lexicon
from talleyrand.evidence.quotes import Quotation
from talleyrand.evidence.syntax import subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Place = tuple[int, int]

WINDOW = 40
"""Tokens looked at on either side of a quotation."""

_STOPS = frozenset(".?!")
_OPEN_ENDED = frozenset(",?!—–-…:;")
SPEECH = Sense("speech", "inform")


@dataclass(frozen=True)
class Quoted:
    """A quotation with its tokens, its paragraph, and the cue that its surroundings give it.

    Parameters
    ----------
    quotation
        The words in marks.
    first, last
        First and last token, marks included.
    paragraph
        Number of the paragraph in which it starts.
    side
        Where its cue stands: ``after``, ``before``, or ``none``.
    cue
        The cue's main token, None where there is none.
    subject
        Head of the words that name the speaker, None where unknown.
    starts, whole
        Whether it begins a sentence, and whether it is one (it ends with a stop, a question mark or a comma).
    """

    quotation: Quotation
    first: int
    last: int
    paragraph: int
    side: str
    cue: Token | None
    subject: Token | None
    starts: bool
    whole: bool


def attribute_quotations(
    doc: Doc, text: str, quotations: tuple[Quotation, ...], paragraphs: list[Place]
) -> list[Quoted]:
    """Look for the cue of every outermost quotation, in order."""
    outer = [q for q in quotations if q.depth == 0]
    index = _Index(doc, text, outer, paragraphs)
    return [index.attribute(number) for number in range(len(outer))]


class _Index:
    """Positions of quotations and paragraphs in tokens."""

    def __init__(self, doc: Doc, text: str, outer: list[Quotation], paragraphs: list[Place]) -> None:
        self.doc, self.text, self.outer, self.paragraphs = doc, text, outer, paragraphs
        self.offsets = [token.idx for token in doc]
        self.starts = [start for start, _ in paragraphs]
        self.tokens = [self._tokens(q) for q in outer]

    def _at(self, offset: int) -> int:
        return max(0, bisect.bisect_right(self.offsets, offset) - 1)

    def _tokens(self, quotation: Quotation) -> Place:
        return self._at(quotation.start), self._at(quotation.end - 1)

    def _paragraph(self, offset: int) -> int:
        return max(0, bisect.bisect_right(self.starts, offset) - 1)

    def attribute(self, number: int) -> Quoted:
        quotation, (first, last) = self.outer[number], self.tokens[number]
        starts, whole = self._starts(number), self._whole(quotation)
        paragraph = self._paragraph(quotation.start)
        side, cue, holder = "none", None, None
        if found := self._after(number, quotation, last):
            side, (cue, holder) = "after", found
        elif found := self._before(number, first, paragraph):
            side, (cue, holder) = "before", found
        return Quoted(quotation, first, last, paragraph, side, cue, holder, starts, whole)

    def _whole(self, quotation: Quotation) -> bool:
        words = self.text[quotation.inner[-1][0] : quotation.inner[-1][1]].rstrip()
        after = self.text[quotation.end : quotation.end + 1]
        return words[-1:] in _STOPS | _OPEN_ENDED or after in _STOPS

    def _starts(self, number: int) -> bool:
        """Tell whether a quotation begins a sentence: after a stop, a colon, another quotation's end, or a break."""
        start = self.outer[number].start
        paragraph = self.paragraphs[self._paragraph(start)]
        before = self.text[paragraph[0] : start].rstrip()
        return not before or before[-1] in '.?!:”"’)' or before.endswith("—")

    def _after(self, number: int, quotation: Quotation, last: int) -> tuple[Token, Token | None] | None:
        """Find the cue of *"…," X said* and *"…," said X* before the sentence ends."""
        words = self.text[quotation.inner[-1][0] : quotation.inner[-1][1]].rstrip()
        ended = words[-1:] == "." or self.text[quotation.end : quotation.end + 1] == "."
        if ended:
            return None
        end_of_paragraph = self.paragraphs[self._paragraph(quotation.end - 1)][1]
        limit = min(self._limit(number, last), last + 1 + WINDOW)
        first_word = None
        for i in range(last + 1, limit):
            token = self.doc[i]
            if token.idx >= end_of_paragraph or token.text in _STOPS:
                return None
            if token.is_space or token.is_punct:
                continue
            if first_word is None:
                first_word = i
            if token.pos_ in ("VERB", "AUX"):
                if _speaks(token):
                    return self._with_subject(token, first_word, limit)
                if not self._inside_subject(token, first_word):
                    return None
        return None

    def _limit(self, number: int, last: int) -> int:
        following = self.tokens[number + 1][0] if number + 1 < len(self.outer) else len(self.doc)
        return max(following, last + 1)

    def _inside_subject(self, verb: Token, first: int) -> bool:
        """Tell whether a verb before the cue belongs to its subject ("Kim, who leads the talks, said") or its group."""
        return verb.dep_ in ("relcl", "acl", "aux", "auxpass", "amod", "advcl", "pcomp") and verb.i > first

    def _with_subject(self, verb: Token, first: int, limit: int) -> tuple[Token, Token | None] | None:
        holder = subject(verb)
        if holder is not None and first <= holder.i < limit:
            return verb, holder
        for i in range(verb.i + 1, min(limit, verb.i + 12)):  # "said X"
            token = self.doc[i]
            if token.pos_ in ("PROPN", "NOUN", "PRON") and token.head.i not in range(verb.i + 1, token.i + 8):
                return verb, token
            if token.pos_ in ("VERB", "AUX", "ADP") or token.is_punct:
                break
        for i in range(verb.i - 1, first - 1, -1):
            token = self.doc[i]
            if token.pos_ in ("PROPN", "NOUN", "PRON") and not token.is_space:
                return verb, _top(token, first)
        return None

    def _before(self, number: int, first: int, paragraph: int) -> tuple[Token, Token | None] | None:
        """Find the cue of *X said: "…"*, *X said that it was "…"*, and of a sentence that ends the paragraph before."""
        floor = self.tokens[number - 1][1] if number else -1
        start = self.paragraphs[paragraph][0] if self.paragraphs else 0
        low = max(floor, first - WINDOW - 1, self._at(start) - 1)
        cue: Token | None = None
        for i in range(first - 1, low, -1):
            token = self.doc[i]
            if token.text in _STOPS and i < first - 1:
                break
            if token.text in _STOPS:
                return None
            if token.pos_ in ("VERB", "AUX") and _speaks(token):
                cue = token
                break
        if cue is None:
            return None
        return cue, subject(cue) or self._near_subject(cue, low)

    def _near_subject(self, verb: Token, low: int) -> Token | None:
        for i in range(verb.i - 1, low, -1):
            if self.doc[i].pos_ in ("PROPN", "NOUN", "PRON"):
                return _top(self.doc[i], low + 1)
        return None


def _top(token: Token, first: int) -> Token:
    """Climb to the head of the noun phrase that a token belongs to."""
    for _ in range(6):
        if token.dep_ in ("compound", "appos", "nmod", "poss", "pobj", "prep", "amod") and token.head.i >= first:
            token = token.head
    return token


def _speaks(token: Token) -> bool:
    frames = lexicon().get(("verb", lemma(token)))
    return frames is not None and "quote" in frames


def standing_alone(quoted: list[Quoted]) -> Iterator[Quoted]:
    """Yield the quotations without a cue that are sentences of their own."""
    return (q for q in quoted if q.cue is None and q.starts and q.whole)
