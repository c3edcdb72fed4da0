"""Things at stake that a text names in full once and briefly later: "the ban on export duties", then "the ban".

The bare noun carries the issue of the words that it stood with. A thing that keeps the issue's matter away (a ban, a
freeze, a waiver) turns its direction: who wants the ban on duties wants no duties.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from talleyrand.evidence.issue_matching import Hit, Matcher
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.positions import turned

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BEARING = frozenset({"on", "of", "in", "for", "to", "against", "from", "over", "off"})
_POINTS = frozenset({"the", "that", "this", "these", "those", "its", "their", "his", "her", "any", "such"})
_CLEAR = 0.6
"""Share of a noun's full namings that must agree on an issue before its bare form carries it."""


@cache
def words(name: str) -> frozenset[str]:
    """Return the words under a heading of the lexicon of wills."""
    return frozenset(str(lexicon("wills")[name]).split())


@dataclass(frozen=True)
class Topics:
    """Which issue each bare noun of a document carries.

    Examples
    --------
    >>> from talleyrand.evidence.issue_catalogue import catalogue
    >>> from talleyrand.evidence.issue_matching import our_matcher
    >>> from talleyrand.evidence.language import load
    >>> doc = load()("The ban on export duties ends in May. Peru wants the ban made permanent.")
    >>> topics = Topics.of(doc, our_matcher())
    >>> [(hit.issue, doc[hit.first].i) for hit in topics.find(list(doc)[9:])]
    [('export_controls', 12)]
    """

    carried: Mapping[str, tuple[str, int]]
    """Issue by the lemma of a noun, with -1 where the thing keeps the issue's matter away."""
    main: str | None = None
    """The issue that most of these things hang on."""

    @classmethod
    def of(cls, doc: Doc, matcher: Matcher) -> Topics:
        """Learn from the cues of a document which nouns carry which issue; other sentences are passed by."""
        things = _things()
        bearing = [s for s in doc.sents if any(t.pos_ == "NOUN" and t.lemma_.lower() in things for t in s)]
        hits = [hit for sentence in bearing for hit in matcher.find(sentence)]
        votes: dict[str, dict[str, dict[int, float]]] = defaultdict(lambda: defaultdict(lambda: {1: 0.0, -1: 0.0}))
        for hit in hits:
            root = doc[hit.first : hit.last + 1].root
            if (head := _bearer(root)) is not None:
                sign = -1 if head.lemma_.lower() in words("things_away") else 1
                votes[head.lemma_.lower()][hit.issue][sign] += 2 * hit.weight
            elif _known(root):
                votes[root.lemma_.lower()][hit.issue][1] += hit.weight
        found: dict[str, tuple[str, int]] = {}
        for noun, issues in votes.items():
            key, signs = max(issues.items(), key=lambda item: sum(item[1].values()))
            if sum(signs.values()) >= _CLEAR * sum(sum(one.values()) for one in issues.values()):
                found[noun] = key, 1 if signs[1] >= signs[-1] else -1
        counts = Counter(key for key, _ in found.values())
        return cls(found, counts.most_common(1)[0][0] if counts else None)

    def find(self, tokens: Sequence[Token]) -> list[Hit]:
        """Return the bare nouns in a stretch of words that carry an issue."""
        if not self.carried:
            return []
        return [
            Hit(self.carried[word][0], token.i, token.i, 1.0)
            for token in tokens
            if (word := token.lemma_.lower()) in self.carried and token.pos_ in {"NOUN", "PROPN"} and _pointed_at(token)
        ]


def bent(base: int, hit: Hit, tokens: Sequence[Token], scope: frozenset[int] | None = None) -> int:
    """Return ±1 for where wanting what the words do to a carried thing points: "made permanent", "lapse".

    `base` is where wanting the thing itself points.
    """
    thing = next(t for t in tokens if t.i == hit.first)
    score = 0
    for token in tokens:
        forms = {token.lemma_.lower(), token.lower_}
        sign = bool(forms & words("prolong")) - bool(forms & words("end"))
        if sign and token.i != thing.i:
            score += -sign if turned(token, scope) else sign
    if score == 0:
        score = -1 if turned(thing, scope) else 1
    return base if score > 0 else -base


@cache
def _things() -> frozenset[str]:
    return words("things") | words("things_away")


def _known(word: Token) -> bool:
    return word.lemma_.lower() in _things()


def _bearer(word: Token) -> Token | None:
    """Return the noun that a cue stands under: "ban" for the duties of "ban on export duties"."""
    above = word.head
    if word.dep_ in {"compound", "amod", "nmod"} and _known(above):
        return above
    if word.dep_ == "pobj" and above.lower_ in _BEARING and _known(above.head):
        return above.head
    return None


def _pointed_at(noun: Token) -> bool:
    return any(c.lower_ in _POINTS for c in noun.lefts)
