"""The main clause of what somebody says: who acts in it, in which tense and mood, and whether it is negated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_AUXILIARIES = ("aux", "auxpass")
_SHORT = {"'ll": "will", "’ll": "will", "wo": "will", "'d": "would", "’d": "would", "ca": "can", "sha": "shall"}
_NONE = frozenset({"no", "nobody", "nothing", "none", "neither", "not", "never", "nor"})
_SOMEBODY = frozenset({"i", "we", "it", "they", "he", "she"})
_SINGULAR = frozenset({"NN", "NNP"})


@dataclass(frozen=True)
class Clause:
    """A main clause, as far as it tells what its speaker does with it.

    Parameters
    ----------
    verb
        Lemma of its verb.
    modal
        Its modal verb in full (*will* for *'ll*), or "".
    negated
        The verb or its subject is (*did not*, *nobody will*).
    past
        It is in the simple past, which reported words have for the present, too.
    perfect
        It is in a perfect, and tells what has been or had been.
    plain
        It is in the present, after a subject in the plural that is no pronoun.
    bare
        Its verb has neither tense nor modal though it has a subject (*that the plant stay open*).
    ordering
        It is an imperative.
    subject
        Its subject's head in lower case, or "".
    passive
        Its subject suffers it.
    named
        Its subject is a pronoun or a name: somebody who can want and refuse.
    """

    verb: str
    modal: str = ""
    negated: bool = False
    past: bool = False
    perfect: bool = False
    plain: bool = False
    bare: bool = False
    ordering: bool = False
    subject: str = ""
    named: bool = False
    passive: bool = False


def clause_of(doc: Doc, start: int, end: int) -> Clause | None:
    """Return the main clause of the words between two offsets; None where they hold no verb.

    Examples
    --------
    >>> from talleyrand.evidence.language import load
    >>> doc = load()("Nobody has crossed the river.")
    >>> clause = clause_of(doc, 0, len(doc.text))
    >>> clause.verb, clause.negated, clause.perfect
    ('cross', True, True)
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not (verb := _main(span)):
        return None
    helpers = [c for c in verb.lefts if c.dep_ in _AUXILIARIES and c.i >= span.start]
    subject = next((c for c in verb.children if c.dep_ in _SUBJECTS and span.start <= c.i < span.end), None)
    finite = next((t for t in (*helpers, verb) if t.tag_ in _FINITE), None)
    modal = next((_SHORT.get(t.lower_, t.lower_) for t in helpers if t.tag_ == "MD"), "")
    has = any(t.lemma_ == "have" or t.lower_ in ("'ve", "’ve") for t in helpers)
    past = finite is not None and finite.tag_ == "VBD" and not has
    return Clause(
        verb=verb.lemma_.lower(),
        modal=modal,
        negated=_is_negated(verb, subject),
        past=past,
        perfect=has and not modal,
        plain=finite is verb and verb.tag_ == "VBP" and verb.lemma_ != "be" and _is_plural(subject),
        bare=subject is not None and subject.i < verb.i and not modal and _is_bare(verb, helpers, subject),
        ordering=subject is None and finite is None and verb.tag_ == "VB" and _opens(verb, span),
        subject="" if subject is None else subject.lower_,
        passive=any(c.dep_ == "auxpass" for c in verb.lefts),
        named=subject is not None and (subject.pos_ == "PROPN" or subject.lower_ in _SOMEBODY),
    )


def _is_plural(subject: Token | None) -> bool:
    return subject is not None and subject.tag_ in ("NNS", "NNPS")


def _main(span: Span) -> Token | None:
    """Return the verb that the other words hang on: the one at the top that comes first, or the first finite one."""
    verbs = [t for t in span if t.pos_ in ("VERB", "AUX") and t.dep_ not in _AUXILIARIES]
    tops = [t for t in verbs if not span.start <= t.head.i < span.end or t.head.i == t.i]
    return next(iter(tops), None) or next((t for t in verbs if t.tag_ in _FINITE), None)


def _is_negated(verb: Token, subject: Token | None) -> bool:
    if any(c.dep_ == "neg" or c.lower_ in ("never", "nor") for c in verb.children):
        return True
    return subject is not None and (subject.lower_ in _NONE or any(c.lower_ in _NONE for c in subject.lefts))


def _is_bare(verb: Token, helpers: list[Token], subject: Token) -> bool:
    """Tell whether a verb is a subjunctive: *be*, or a base form after a subject in the singular."""
    first = min([verb, *helpers], key=lambda t: t.i)
    if first.lower_ == "be":
        return True
    return not helpers and verb.tag_ in ("VB", "VBP") and subject.tag_ in _SINGULAR and verb.lower_ == verb.lemma_


def _opens(verb: Token, span: Span) -> bool:
    """Tell whether nothing but marks, *please*, *do not* and adverbs of order stand before a verb."""
    before = span.doc[span.start : verb.i]
    return all(t.is_punct or t.lower_ in ("please", "do", "not", "n't", "n’t", "first", "so", "then") for t in before)
