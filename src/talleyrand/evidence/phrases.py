"""Set phrases found by words, in whatever tree the parser makes: alternatives, gaps, an index by the rarest word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from talleyrand.evidence.tree import children

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


@lru_cache(maxsize=1)
def _places(doc: Doc) -> Mapping[int, tuple[frozenset[str], Mapping[str, list[int]]]]:
    """Return the forms of each sentence and where they stand, by its beginning; the last document's are kept."""
    row, found = forms(doc), dict[int, tuple[frozenset[str], dict[str, list[int]]]]()
    for sentence in doc.sents:
        here: dict[str, list[int]] = {}
        for at in range(sentence.start, sentence.end):
            for form in row[at]:
                here.setdefault(form, []).append(at)
        found[sentence.start] = frozenset(here), here
    return found


def standing(sentence: Span, words: Collection[str]) -> list[Token]:
    """Return the tokens of a whole sentence that have one of some forms, in order, without a look at the others.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> sentence = next(load()("The host waits while guests wait.").sents)
    >>> [token.text for token in standing(sentence, {"wait"})]
    ['waits', 'wait']
    """
    told, places = _places(sentence.doc)[sentence.start]
    found = told.intersection(words) if len(words) > len(told) else {word for word in words if word in told}
    return [sentence.doc[i] for i in sorted({i for word in found for i in places[word]})]


def _forms(token: Token) -> tuple[str, ...]:
    lemma, kind = token.lemma_.lower(), _KINDS.get(token.pos_)
    plain = (lemma, token.lower_) if lemma != token.lower_ else (lemma,)
    return (*plain, f"{lemma}/{kind}") if kind else plain


_KINDS = {"NOUN": "n", "VERB": "v"}


@dataclass(frozen=True)
class Phrases(Generic[T]):
    """Phrases with what each stands for, by their rarest word, so that their number costs little time.

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

    by_anchor: Mapping[str, tuple[Anchored[T], ...]]

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The words by which phrases are found."""
        return frozenset(self.by_anchor)

    @classmethod
    def of(cls, entries: Iterable[tuple[str, T]]) -> Phrases[T]:
        """Compile phrases, each with what it stands for; those listed first are found first."""
        rows = [(tuple(frozenset(word.split("|")) for word in phrase.split()), what) for phrase, what in entries]
        common = Counter(word for words, _ in rows for some in words for word in some)
        found: dict[str, list[Anchored[T]]] = {}
        for order, (words, what) in enumerate(rows):
            place = _rarest(words, common)
            for word in sorted(words[place]):
                found.setdefault(word, []).append(Anchored(order, words[:place][::-1], words[place + 1 :], what))
        return cls({word: tuple(row) for word, row in found.items()})

    def find(self, sentence: Span) -> Iterator[tuple[Span, T]]:
        """Yield the stretch and the meaning of every phrase that stands in a sentence, in the order of its words."""
        row, found = forms(sentence.doc), dict[tuple[int, int, int], T]()
        low, high = sentence.start, sentence.end
        told, places = _places(sentence.doc)[low]
        for form in told & self.anchors:
            for phrase in self.by_anchor[form]:
                if not phrase.alone <= told or any(map(told.isdisjoint, phrase.choices)):
                    continue  # a word that it needs stands nowhere in the sentence
                for at in places[form]:
                    start = _reach(row, at - 1, phrase.before, -1, low, high)
                    end = _reach(row, at + 1, phrase.after, 1, low, high) if start is not None else None
                    if start is not None and end is not None:
                        found[start + 1, phrase.order, end] = phrase.what
        for start, order, end in sorted(found):
            yield sentence.doc[start:end], found[start, order, end]


@dataclass(frozen=True)
class Anchored(Generic[T]):
    """A phrase at its rarest word: what stands before that word, the nearest first, and what stands after it."""

    order: int
    before: Words
    after: Words
    what: T

    @cached_property
    def alone(self) -> frozenset[str]:
        """Those of its other words that have no alternative."""
        return frozenset(word for some in self._beside if len(some) == 1 for word in some)

    @cached_property
    def choices(self) -> Words:
        """The alternatives of its other words."""
        return tuple(some for some in self._beside if len(some) > 1)

    @property
    def _beside(self) -> Words:
        return tuple(some for some in (*self.before, *self.after) if some not in _GAP)


def _rarest(words: Words, common: Mapping[str, int]) -> int:
    """Return the place in a phrase whose words stand in the fewest phrases, since there the fewest are compared."""
    places = [place for place, some in enumerate(words) if some not in _GAP]
    return min(places, key=lambda place: (sum(common[w] + _weight(w) for w in words[place]), place))


def _weight(word: str) -> int:
    return _OFTEN if word in _PLAIN else _SOMETIMES if word in _COMMON else 0


_PLAIN = frozenset({
    "the", "a", "an", "be", "have", "do", "not", "no", "it", "to", "of", "in", "on", "for", "from", "with", "at", "by",
    "as", "and", "or", "that", "will", "would", "out", "up", "off", "down", "back", ",", '"', "“", "”", "'", "’", "-",
    ".", "its", "their", "his", "who", "'s", "which", "what", "if", "into", "over", "more", "could", "can", "one",
})  # fmt: skip
"""Words that nearly every sentence has, and no good place to look from."""
_COMMON = frozenset({
    "say", "ask", "tell", "call", "make", "take", "give", "get", "go", "come", "put", "keep", "hold", "let", "turn",
    "see", "want", "offer", "leave", "set", "send", "stand", "end", "run", "side", "day", "talk", "talks", "minister",
})  # fmt: skip
"""Words that many reports have."""
_OFTEN, _SOMETIMES = 5000, 300


def _reach(row: Sequence[tuple[str, ...]], at: int, words: Words, step: int, low: int, high: int) -> int | None:
    """Return the place behind (or, stepping back, before) words that stand from a token on; None where they do not.

    All of them must stand from `low` on and before `high`.
    """
    for place, word in enumerate(words):
        if width := _GAP.get(word):
            rest = words[place + 1 :]
            for gap in range(width + 1):
                if (end := _reach(row, at + step * gap, rest, step, low, high)) is not None:
                    return end
            return None
        if not low <= at < high or word.isdisjoint(row[at]):
            return None
        at += step
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
    return any(t.lower_ in NEGATIONS or t.dep_ == "neg" for t in (*span, *children(verb)))
