"""Words saying that parties mean different things by an issue ("a common definition of what X means to each side")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from talleyrand.evidence.extractors import Reading
from talleyrand.evidence.issue_catalogue import Issue
from talleyrand.evidence.issue_matching import Matcher
from talleyrand.evidence.records import By, Contest
from talleyrand.evidence.tree import children
from talleyrand.ids import record_id

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEFINITION = frozenset({"definition", "interpretation", "meaning", "reading", "understanding"})
_APART = frozenset(
    [
        "common",
        "shared",
        "agreed",
        "different",
        "differing",
        "own",
        "rival",
        "competing",
        "conflicting",
        "agree",
        "disagree",
        "differ",
        "dispute",
        "quarrel",
        "argue",
        "same",
        "each",
        "vary",
        "clash",
        "contested",
    ]
)
_MEAN = frozenset({"mean", "define", "interpret", "understand", "call", "read"})
_EACH = frozenset(
    {"each", "both", "different", "differently", "another", "other", "itself", "everyone", "thing", "something"}
)


def contests(reading: Reading, issues: Mapping[str, Issue], matcher: Matcher) -> Iterator[Contest]:
    """Yield one contest for each issue whose meaning a sentence says is open.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> from talleyrand.evidence.pipeline import read
    >>> from talleyrand.reading.document import Document
    >>> text = "The two sides disagree over the definition of denuclearization."
    >>> [r.issue for r in read(Document(sha256="0" * 64, text=text), load()).records if r.type == "contest"]
    ['denuclearization']
    """
    for sentence in reading.doc.sents:
        word = next((token for token in sentence if _opens(token)), None)
        if word is None:
            continue
        hits = matcher.find(sentence)
        if not hits:
            continue
        hit = min(hits, key=lambda h: (not issues[h.issue].contested, abs(h.first - word.i)))
        key, top = hit.issue, _top(word)
        near = [h for h in hits if h.issue == key and _holds(top, h.first)]
        tokens = [t for t in (top.subtree if near else sentence) if not t.is_space]
        first, last = tokens[0], tokens[-1]
        if last.is_punct and len(tokens) > 1:
            last = tokens[-2]
        evidence = reading.document.span(first.idx, last.idx + len(last.text))
        yield Contest(
            id=record_id("contest", reading.document.id, [evidence.place], key),
            document=reading.document.id,
            issue=key,
            evidence=(evidence,),
            by=By(name="contests: definition", confidence=0.7),
        )


def _opens(token: Token) -> bool:
    """Tell whether a word says that a meaning is open: "a common definition of", "what it means to each side"."""
    if token.lemma_ in _DEFINITION and token.pos_ == "NOUN":
        near = [w for w in token.sent if abs(w.i - token.i) <= 8]
        return any(w.lemma_.lower() in _APART for w in near)
    if token.lemma_ in _MEAN and token.pos_ == "VERB":
        what = any(c.lower_ == "what" for c in children(token))
        return what and any(c.lower_ in _EACH or c.lemma_ in _EACH for c in token.subtree)
    return False


def _top(word: Token) -> Token:
    """Return the noun or gerund phrase around a word, short of a finite clause."""
    while word.head != word and word.dep_ in {"pobj", "prep", "dobj", "pcomp", "acl", "compound"}:
        if word.head.pos_ in {"VERB", "AUX"} and word.head.tag_ not in {"VBG", "VB"}:
            break
        word = word.head
    return word


def _holds(top: Token, place: int) -> bool:
    return top.left_edge.i <= place <= top.right_edge.i
