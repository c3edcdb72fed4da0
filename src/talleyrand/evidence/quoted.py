"""Whose words stand in marks: the attribution after, before or inside a quotation, and quotations that run on.

The parse is weak around quotation marks, so these rules read the words between quotations from left to right and ask
the parse only for subjects and noun phrases.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talleyrand.evidence.cues import Sense, lemma, lexicon
from talleyrand.evidence.quotes import Quotation
from talleyrand.evidence.syntax import auxiliaries_start, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Place = tuple[int, int]

WINDOW = 40
"""Tokens looked at on either side of a quotation."""

_STOPS = frozenset(".?!")
_ENDS = frozenset(".?!…—–")
_DASHES = frozenset("—–―-")
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
    starts, ended
        Whether it begins a sentence, and whether it ends one (with a stop, a question or an exclamation mark).
    edge
        Where the attribution begins (``after``: its first token; else the last token before the quotation that may
        belong to the content's own sentence).
    """

    quotation: Quotation
    first: int
    last: int
    paragraph: int
    side: str
    cue: Token | None
    subject: Token | None
    starts: bool
    ended: bool
    edge: int = -1


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
        starts, ended = self._starts(number), self._ended(quotation)
        paragraph = self._paragraph(quotation.start)
        side, cue, holder, edge = "none", None, None, -1
        ahead = None if starts else self._governed(number, quotation, first, last, paragraph)
        if ahead is not None:
            side, (cue, holder) = "before", ahead
        elif found := self._after(number, quotation, last):
            side, (cue, holder) = "after", found
            edge = self._phrase_start(cue, holder, last)
        elif (found := self._before(number, first, paragraph)) or (found := self._introduced(number, paragraph)):
            side, (cue, holder) = "before", found
        return Quoted(quotation, first, last, paragraph, side, cue, holder, starts, ended, edge)

    def _governed(
        self, number: int, quotation: Quotation, first: int, last: int, paragraph: int
    ) -> tuple[Token, Token | None] | None:
        """Find the cue before a quotation inside a clause, where what follows is no attribution of it.

        In *called it a "farce," and said it failed* and *who said she would "fight on" - said on Monday* the first cue
        governs; in *the plan is "dead," he said* the last one does.
        """
        words = self.text[quotation.inner[-1][0] : quotation.inner[-1][1]].rstrip()
        following = next((t for t in self.doc[last + 1 : last + 4] if not (t.is_punct or t.is_space)), None)
        goes_on = following is not None and following.dep_ == "cc"
        if words[-1:] in (",", "?", "!") and not goes_on:
            return None
        if not words[-1:].isalnum() and not goes_on:
            return None
        return self._before(number, first, paragraph)

    def _phrase_start(self, cue: Token, holder: Token | None, last: int) -> int:
        """Return the first token of "the minister, on Monday, said" after a quotation."""
        first = auxiliaries_start(cue)
        if holder is not None and last < holder.i < first:
            first = max(last + 1, holder.left_edge.i)
        return first

    def _introduced(self, number: int, paragraph: int) -> tuple[Token, Token | None] | None:
        """Find the cue in the paragraph before, where that ends with a colon (*The minister went on:*)."""
        quotation = self.outer[number]
        if paragraph == 0 or self.paragraphs[paragraph][0] != quotation.start:
            return None
        start, end = self.paragraphs[paragraph - 1]
        if self.text[end - 1] != ":":
            return None
        last = self._at(end - 1)
        main: Token | None = None
        for i in range(last - 1, max(self._at(start), last - WINDOW) - 1, -1):
            token = self.doc[i]
            if token.text in _STOPS:
                break
            if token.pos_ in ("VERB", "AUX") and _speaks(token):
                return token, subject(token)
            if token.dep_ == "ROOT" and token.pos_ in ("VERB", "AUX"):
                main = token
        return None if main is None else (main, subject(main))

    def _ended(self, quotation: Quotation) -> bool:
        words = self.text[quotation.inner[-1][0] : quotation.inner[-1][1]].rstrip(" ”’\"')")
        return words[-1:] in _ENDS or not quotation.closed or self.text[quotation.end : quotation.end + 1] in _STOPS

    def _starts(self, number: int) -> bool:
        """Tell whether a quotation begins a sentence: after a stop, a colon, another quotation's end, or a break."""
        start = self.outer[number].start
        paragraph = self.paragraphs[self._paragraph(start)]
        before = self.text[max(paragraph[0], start - 20) : start].rstrip()
        return not before or before[-1] in '.?!:”"’)' or before.endswith("—")

    def _after(self, number: int, quotation: Quotation, last: int) -> tuple[Token, Token | None] | None:
        """Find the cue of *"…," X said* and *"…," said X* before the sentence ends."""
        words = self.text[quotation.inner[-1][0] : quotation.inner[-1][1]].rstrip()
        ended = words[-1:] == "." or self.text[quotation.end : quotation.end + 1] == "."
        end_of_paragraph = self.paragraphs[self._paragraph(quotation.end - 1)][1]
        if (byline := self._byline(quotation, last, end_of_paragraph)) is not None:
            return byline
        if ended:
            return None
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

    def _byline(self, quotation: Quotation, last: int, end: int) -> tuple[Token, Token | None] | None:
        """Find the name of *"…" — Jane Doe* where it ends the paragraph."""
        if end - quotation.end > 80:
            return None
        rest = self.text[quotation.end : end].strip()
        if rest[:1] not in _DASHES or not 3 < len(rest) < 60 or not rest[1:].strip()[:1].isupper():
            return None
        i = last + 1
        while i + 1 < len(self.doc) and (self.doc[i].is_space or self.doc[i].text not in _DASHES):
            if self.doc[i].idx >= end:
                return None
            i += 1
        name = next((t for t in self.doc[i + 1 : i + 8] if t.pos_ == "PROPN"), None)
        return None if name is None else (self.doc[i], _top(name, i + 1))

    def _limit(self, number: int, last: int) -> int:
        """Return the token where the next quotation starts; one inside a noun phrase ("a “yes” vote") is no limit."""
        for following in range(number + 1, min(number + 3, len(self.outer))):
            before = self.text[max(0, self.outer[following].start - 2) : self.outer[following].start].rstrip()
            if self._starts(following) or before.endswith(","):
                return max(self.tokens[following][0], last + 1)
        return len(self.doc)

    def _inside_subject(self, verb: Token, first: int) -> bool:
        """Tell whether a verb before the cue belongs to its subject ("Kim, who leads the talks, said") or its group."""
        return verb.dep_ in ("relcl", "acl", "aux", "auxpass", "amod", "advcl", "pcomp") and verb.i > first

    def _with_subject(self, verb: Token, first: int, limit: int) -> tuple[Token, Token | None] | None:
        holder = subject(verb)
        if holder is not None and first <= holder.i < limit:
            return verb, holder
        for i in range(verb.i + 1, min(limit, verb.i + 12)):  # "said X"
            token = self.doc[i]
            inside = token.head.i in range(verb.i + 1, token.i + 8) and token.head.pos_ not in ("VERB", "AUX")
            if token.ent_type_ in ("DATE", "TIME"):
                continue  # "Flynn said Thursday morning"
            if token.pos_ in ("PROPN", "NOUN", "PRON") and not inside:
                return verb, token
            if (token.pos_ in ("VERB", "AUX") and token.dep_ != "amod") or token.pos_ == "ADP" or token.is_punct:
                break  # "said retired general Lund": a participle may stand in front of the name
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
            if token.pos_ in ("VERB", "AUX") and (_speaks(token) or _labels(token, first)):
                cue = token
                break
        if cue is None and self.doc[first - 1].text == ":":
            cue = _main_verb(self.doc[first - 1], low)
        if cue is None:
            return None
        return cue, subject(cue) or self._inverted(cue, first) or self._near_subject(cue, low)

    def _inverted(self, verb: Token, first: int) -> Token | None:
        """Return "Lund" of *Said Lund: “…”*."""
        following = self.doc[verb.i + 1]
        opens = verb.i == verb.sent.start and following.pos_ in ("PROPN", "PRON", "DET", "NOUN")
        names = [t for t in self.doc[verb.i + 1 : first] if t.pos_ in ("PROPN", "PRON", "NOUN")]
        return _top(names[0], verb.i + 1) if opens and names else None

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


def _labels(token: Token, first: int) -> bool:
    """Tell whether a verb labels something with what is quoted: *dismissed as “fantasy” a European plan*."""
    return (
        first - token.i == 2
        and token.doc[first - 1].lower_ == "as"
        and "object" in lexicon().get(("verb", lemma(token)), {})
    )


def _main_verb(colon: Token, low: int) -> Token | None:
    """Return the main verb of the words before a colon: *Lund pictured the call: “…”*."""
    for i in range(colon.i - 1, low, -1):
        token = colon.doc[i]
        if token.text in _STOPS:
            return None
        if token.dep_ in ("ROOT", "conj", "ccomp") and token.pos_ == "VERB" and subject(token) is not None:
            return token
    return None
