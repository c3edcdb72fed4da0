"""Dependence told by a loss: "Mozambique would lose the gas fields if the Rwandan battalions left"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.phrases import standing
from talleyrand.evidence.tie_bond import Bond, means_in
from talleyrand.evidence.tie_who import free_side, recalled

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

_WOULD = frozenset({"would", "could", "will", "'d", "can"})
_DEEDS = frozenset({"close", "shut", "halt", "stop", "cease", "end", "break", "sink"})
"""Verbs of ill that are deeds as well: "would close the channel"."""


def lost(cast: Cast, sentence: Sentence) -> Iterator[Bond]:
    """Yield who depends on whom by what would befall it if the other went, stopped or closed something."""
    if not any(t.lower_ in _WOULD for t in standing(sentence, _WOULD)):
        return
    row = list(sentence)
    opener = next((n for n, t in enumerate(row) if _opens(t)), None)
    if opener is None:
        return
    condition, rest = _parts(row, opener)
    words = lexicon("ties")["without"]
    going = next((t for t in condition if t.lemma_.lower() in words["goes"]), None)
    if going is None or not _ill(rest):
        return
    holder = free_side(cast, condition, None)
    if holder is None:
        nouns = [t for t in condition if t.pos_ == "NOUN"]
        holder = next((s for t in nouns if (s := recalled(cast, t, None))), None)
    over = free_side(cast, _suffering(rest), holder) if holder is not None else None
    if holder is None or over is None:
        return
    means = means_in([*condition, *rest]) or ("support",)
    places = [t.i for t in (*condition, *rest) if not t.is_punct and not t.is_space]
    yield Bond(
        str(holder.party), over.party, "lever", means[:1], going, min(places), max(places), "without", standing=True
    )


def _opens(token: Token) -> bool:
    """Tell whether a word opens a condition: "if", or "were" and "should" before a subject."""
    if token.lower_ in {"if", "once"}:
        return True
    if token.lower_ not in {"were", "should"} or token.i + 1 >= token.sent.end:
        return False
    before = token.nbor(-1) if token.i > token.sent.start else None
    begins = before is None or before.is_punct or before.pos_ not in {"NOUN", "PROPN", "PRON"}
    return begins and token.nbor(1).pos_ in {"PROPN", "DET", "PRON", "ADJ", "NOUN"}


def _parts(row: Sequence[Token], opener: int) -> tuple[list[Token], list[Token]]:
    """Return the words of the condition, up to the next comma, and those of the rest."""
    end = next((n for n in range(opener, len(row)) if row[n].text in {",", ";", "—", "–"}), len(row))
    return list(row[opener:end]), [*row[:opener], *row[end:]]


def _suffering(rest: Sequence[Token]) -> list[Token]:
    """Return the words of the rest in the order in which they may name who suffers: back from "would", then on."""
    would = next(n for n, t in enumerate(rest) if t.lower_ in _WOULD)
    return [*reversed(rest[:would]), *rest[would:]]


def _ill(rest: Sequence[Token]) -> bool:
    """Tell whether the rest says what ill would follow."""
    words = lexicon("ties")["without"]
    would = next((n for n, t in enumerate(rest) if t.lower_ in _WOULD), None)
    if would is None:
        return False
    after = rest[would:]
    denied = any(t.lower_ in {"not", "n't", "never", "hardly"} for t in after[:4])
    if denied:
        return any(t.lemma_.lower() in words["lasts"] for t in after)
    lemmas = {t.lemma_.lower() for t in after} | {t.lower_ for t in after}
    return bool(lemmas & ((set(words["fails"]) - _DEEDS) | set(words["states"]) | set(words["loses"])))
