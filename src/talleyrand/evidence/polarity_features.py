"""What a sentence shows of somebody named in it: words, and classes of words, by their place in the parse to the name.

Names of people and places never become features, so that nothing is learned of anybody in particular.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from talleyrand.evidence.cues import PARTS
from talleyrand.evidence.cues import lexicon as cues
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_VERBAL = frozenset({"hurts", "helps", "shines", "fails"})
_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV", "AUX", "INTJ"})
_ALIKE = frozenset({"^conj", "vconj", "^appos", "vappos", "^compound"})
"""Steps that change nothing: what is said of one of two is said of the other."""
_NOT = frozenset({"no", "never", "neither", "nobody", "hardly", "nor", "little", "few"})
_PREDICATIVE = frozenset({"acomp", "attr", "xcomp", "amod", "advmod", "dobj"})
FARTHEST = 4
"""Steps in the parse within which the way to a word is told in full."""
_MOST_COUNTED = 4
_TURNED = "!"


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """Return the classes of the lexicon by lemma.

    Examples
    --------
    >>> sorted(classes()["praise"])
    ['good', 'helps']
    """
    found: dict[str, set[str]] = {}
    for name, words in lexicon("polarity").items():
        for word in str(words).split():
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@cache
def _stances() -> Mapping[tuple[str, str], frozenset[str]]:
    return {key: frozenset(f"cue-{s.stance}" for s in frames.values()) for key, frames in cues().items()}


@dataclass(frozen=True)
class _Way:
    """How a word lies to the name: the steps in the parse, or None in another sentence; before or after; how far."""

    steps: tuple[str, ...] | None
    side: str
    distance: str

    @property
    def told(self) -> str:
        if self.steps is None:
            return "other"
        if len(self.steps) > FARTHEST:
            return f"far{self.steps[0]}"
        return "/".join(self.steps) or "self"


def features(doc: Doc, start: int, end: int) -> list[str]:
    """Return the features of a name, sorted.

    Parameters
    ----------
    doc
        The parsed text; only the sentences that the name stands in are looked at.
    start, end
        Code points of the name.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> names = features(load()("The envoy praised Kim."), 18, 21)
    >>> [name for name in names if name.startswith("place:")]
    ['place:cue-support:^dobj', 'place:helps:^dobj']
    """
    name = doc.char_span(start, end, alignment_mode="expand")
    if name is None:
        return ["bias"]
    head = _head(name)
    quoted = _quoted(doc)
    found = {"bias", f"dep:{head.dep_}", f"pos:{head.pos_}", f"quoted:{head.i in quoted}"}
    if not _is_name(head.head):
        found.add(f"head:{head.dep_}:{head.head.lemma_.lower()}")
    counts: Counter[str] = Counter()
    first, last = name[0].sent.start, name[-1].sent.end
    for word in doc[first:last]:
        if word.is_space or word.is_punct or name.start <= word.i < name.end:
            continue
        said_of_it = word.i in quoted and head.i not in quoted
        kinds = [kind + _TURNED * _negated(word) for kind in sorted(_kinds(word))]
        counts.update(kinds)
        found.update(_of(word, kinds, _way(name, head, word), said_of_it))
    found.update(f"many:{k}:{m}" for k, n in counts.items() for m in range(2, min(n, _MOST_COUNTED) + 1))
    return sorted(found)


def _of(word: Token, kinds: Sequence[str], way: _Way, said_of_it: bool) -> Iterator[str]:
    lemma = word.lemma_.lower()
    if not _is_name(word):
        content, near = word.pos_ in _CONTENT, way.steps is not None and len(way.steps) <= FARTHEST
        turned = _TURNED * _negated(word)
        if content:
            yield f"word:{lemma}{turned}"
        if near and (content or len(way.steps or ()) <= 2):
            yield f"at:{way.told}:{lemma}{turned}"
    for kind in kinds:
        yield f"class:{kind}"
        yield f"place:{kind}:{way.told}"
        yield f"side:{kind}:{way.side}{way.distance}{'q' * said_of_it}"
        if way.steps is not None:
            yield f"steps:{kind}:{min(5, len(way.steps))}:{way.steps[0] if way.steps else ''}"


def _is_name(word: Token) -> bool:
    """Tell whether a word may be a name: tagged so, part of an entity, with a capital (the tagger errs) or a figure."""
    plain = word.text.islower() and word.text.replace("-", "").replace("'", "").isalpha()
    return not plain or bool(word.pos_ == "PROPN" or word.ent_type_)


def _kinds(word: Token) -> frozenset[str]:
    known = classes().get(word.lemma_.lower(), frozenset()) | classes().get(word.lower_, frozenset())
    fitting = known & _VERBAL if word.pos_ in {"VERB", "AUX"} else known - _VERBAL
    stances = _stances().get((PARTS.get(word.pos_, ""), word.lemma_.lower()), frozenset())
    return (fitting or known) | stances


def _head(name: Span) -> Token:
    root = name.root
    return root.head if root.lower_ in {"'s", "’s"} else root


def _negated(word: Token) -> bool:
    count = sum(c.dep_ == "neg" or c.lower_ in _NOT for c in children(word))
    if word.dep_ in _PREDICATIVE:
        count += any(c.dep_ == "neg" or c.lower_ == "never" for c in children(word.head))
    return count % 2 == 1


def _quoted(doc: Doc) -> frozenset[int]:
    """Return the tokens within curly double marks; `language.parse` has made all double marks so."""
    found, inside = set(), False
    for token in doc:
        inside = inside or token.text == "“"
        if inside:
            found.add(token.i)
        inside = inside and token.text != "”"
    return frozenset(found)


def _way(name: Span, head: Token, word: Token) -> _Way:
    before = word.i < name.start
    gap = name.start - word.i if before else word.i - name.end + 1
    steps = _steps(head, word)
    kept = None if steps is None else tuple(step for step in steps if step not in _ALIKE)
    return _Way(kept, "L" if before else "R", "n" if gap <= 4 else "m" if gap <= 10 else "f")


def _steps(one: Token, other: Token) -> list[str] | None:
    """Return the labels on the way from one word up and down to another; None in another sentence."""
    ups: dict[int, list[str]] = {one.i: []}
    at, way = one, list[str]()
    while at.head.i != at.i:
        way = [*way, f"^{at.dep_}"]
        at = at.head
        ups[at.i] = way
    at, down = other, list[str]()
    while at.i not in ups:
        if at.head.i == at.i:
            return None
        down.insert(0, f"v{at.dep_}")
        at = at.head
    return ups[at.i] + down
