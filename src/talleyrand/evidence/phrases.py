"""Set phrases found by words, in whatever tree the parser makes of them: alternatives, gaps, an index by first word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

T = TypeVar("T")
Words = tuple[frozenset[str], ...]
GAPS = {"*": 3, "**": 8}
"""How many words a gap may take, at most."""
_GAP = {frozenset({name}): width for name, width in GAPS.items()}
NEGATIONS = frozenset({"no", "not", "n't", "nobody", "none", "neither", "never", "nor", "without", "nothing", "hardly"})


@lru_cache(maxsize=1)
def forms(doc: Doc) -> tuple[tuple[str, ...], ...]:
    """Return what each token can be matched by; the last document's are kept.

    That is its lemma in small letters, the word as it stands, and for nouns and verbs the lemma with its kind.
    """
    return tuple(_forms(token) for token in doc)


def _forms(token: Token) -> tuple[str, ...]:
    lemma, kind = token.lemma_.lower(), _KINDS.get(token.pos_)
    plain = (lemma, token.lower_) if lemma != token.lower_ else (lemma,)
    return (*plain, f"{lemma}/{kind}") if kind else plain


_KINDS = {"NOUN": "n", "VERB": "v"}


@dataclass(frozen=True)
class Phrases(Generic[T]):
    """Phrases with what each stands for, by every word that can open them, so that their number costs no time.

    A word is a lemma, or a word as it stands; ``|`` parts alternatives, ``*`` is up to three words, ``**`` up to eight.
    ``say/n`` is the noun alone, ``say/v`` the verb.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> found = Phrases.of([("look|watch * on", "onlooker")])
    >>> sentence = next(load()("Chad could only look calmly on.").sents)
    >>> [(span.text, what) for span, what in found.find(sentence)]
    [('look calmly on', 'onlooker')]
    """

    by_first: Mapping[str, tuple[tuple[Words, T], ...]]

    @classmethod
    def of(cls, entries: Iterable[tuple[str, T]]) -> Phrases[T]:
        """Compile phrases, each with what it stands for; those listed first are found first."""
        found: dict[str, list[tuple[Words, T]]] = {}
        for phrase, what in entries:
            words = tuple(frozenset(word.split("|")) for word in phrase.split())
            for first in sorted(words[0]):
                found.setdefault(first, []).append((words, what))
        return cls({first: tuple(rows) for first, rows in found.items()})

    def find(self, sentence: Span) -> Iterator[tuple[Span, T]]:
        """Yield the stretch and the meaning of every phrase that stands in a sentence, in the order of its words."""
        row = forms(sentence.doc)[sentence.start : sentence.end]
        for first, at in enumerate(row):
            for form in at:
                for words, what in self.by_first.get(form, ()):
                    last = _end(row, first, words)
                    if last is not None:
                        yield sentence[first:last], what


def _end(row: Sequence[tuple[str, ...]], at: int, words: Words) -> int | None:
    """Return where a phrase ends that begins at a token, or None where it does not stand there."""
    for place, word in enumerate(words):
        if width := _GAP.get(word):
            ends = (_end(row, at + gap, words[place + 1 :]) for gap in range(width + 1))
            return next((end for end in ends if end is not None), None)
        if at >= len(row) or word.isdisjoint(row[at]):
            return None
        at += 1
    return at


def governor(span: Span) -> Token | None:
    """Return the verb that heads a phrase, or stands above it."""
    verb = next((t for t in (span.root, *span.root.ancestors) if t.pos_ in {"VERB", "AUX"}), None)
    if verb is not None and verb.dep_ in {"aux", "auxpass"}:
        return verb.head
    return verb


def negated(span: Span) -> bool:
    """Tell whether a negation stands in a phrase or at its verb."""
    verb = governor(span) or span.root
    return any(t.lower_ in NEGATIONS or t.dep_ == "neg" for t in (*span, *verb.children))
