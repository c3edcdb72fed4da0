"""A sequence tagger that labels each token as source, cue, begin or inside of a content, or none of them.

It sees what frames miss: speech without a word of the lexicon, parses that lost the subject. The statement model
counts its vote on every candidate of the rules, and what it finds where they find nothing is a candidate, too.
Features are hashed, so that a file of weights holds numbers and no words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.cues import PARTS, Sense, lemma, lexicon
from talleyrand.evidence.quotes import Quotation
from talleyrand.evidence.syntax import auxiliaries_start, place
from talleyrand.evidence.verb_cues import is_asked, keeps_silent

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token

    Ints = NDArray[np.int64]
    Words = NDArray[np.uint64]
    Floats = NDArray[np.float32]

NONE, SOURCE, CUE, BEGIN, INSIDE = range(5)
LABELS = 5
BUCKETS = 1 << 18
"""Rows of the table of weights; features that fall into one bucket share its weights."""
RULE = "tagger"
SPEECH = Sense("speech", "inform")


@dataclass(frozen=True)
class Tagger:
    """Weights by bucket and label, of shape (BUCKETS, LABELS), and of steps from label to label."""

    weights: Floats
    steps: Floats

    def tag(self, doc: Doc, quotations: Sequence[Quotation]) -> Ints:
        """Return the label of each token: the best path through each sentence."""
        import numpy as np

        scores = np.zeros((len(doc), LABELS), dtype=np.float32)
        for column in observed(doc, quotations):
            scores += self.weights[column]
        return best_paths(scores, [(s.start, s.end) for s in doc.sents], self.steps)

    def save(self, file: BinaryIO) -> None:
        """Write the weights in eight bits each; the same weights give the same bytes."""
        import numpy as np

        scale = float(np.quantile(np.abs(self.weights[self.weights != 0]), 0.999)) / 127 if self.weights.any() else 1.0
        small = np.clip(np.round(self.weights / scale), -127, 127).astype(np.int8)
        np.savez_compressed(file, weights=small, scale=np.float32(scale), steps=self.steps.astype(np.float32))


def load_tagger(file: Any) -> Tagger:
    """Read what `Tagger.save` wrote."""
    import numpy as np

    with np.load(file, allow_pickle=False) as kept:
        return Tagger(kept["weights"].astype(np.float32) * kept["scale"], kept["steps"])


def best_path(scores: Floats, steps: Floats) -> Ints:
    """Return the best path through scores (tokens, labels), given scores of steps (Viterbi 1967).

    Examples
    --------
    >>> import numpy as np
    >>> scores = np.array([[0, 1, 0, 0, 0], [0, 0, 0, 0, 2.0]])
    >>> best_path(scores, np.zeros((5, 5))).tolist()
    [1, 4]
    """
    return best_paths(scores, [(0, len(scores))], steps)


def best_paths(scores: Floats, sentences: Sequence[tuple[int, int]], steps: Floats) -> Ints:
    """Return the best path through each stretch of scores, side by side: all sentences take their next step at once.

    `sentences` are stretches (first, behind the last) that follow on one another.
    """
    import numpy as np

    order = sorted(sentences, key=lambda s: s[0] - s[1])  # the longest first, so that those under way are in front
    starts, lengths = np.array([s for s, _ in order], int), np.array([e - s for s, e in order], int)
    path = np.zeros(len(scores), dtype=np.int64)
    if not order or not lengths[0]:
        return path
    back = np.zeros(scores.shape, dtype=np.int64)
    best = scores[starts[lengths > 0]]
    longest = int(lengths[0])
    for i in range(1, longest):
        at = starts[: int((lengths > i).sum())] + i
        through = best[: len(at), :, None] + steps
        back[at] = through.argmax(axis=1)
        best[: len(at)] = through.max(axis=1) + scores[at]
    last = np.zeros(len(order), dtype=np.int64)
    last[: len(best)] = best.argmax(axis=1)
    for i in range(longest - 1, -1, -1):
        here = int((lengths > i).sum())
        at = starts[:here] + i
        path[at] = last[:here]
        last[:here] = back[at, last[:here]]
    return path


@lru_cache(maxsize=1)
def _cue_keys() -> dict[int, frozenset[int]]:
    """Return the lexicon's lemmas as spaCy numbers them, by part of speech."""
    from spacy import symbols
    from spacy.strings import get_string_id

    words: dict[str, list[int]] = {}
    for part, word in lexicon():
        words.setdefault(part, []).append(get_string_id(word))
    return {getattr(symbols, tag): frozenset(words.get(part, ())) for tag, part in PARTS.items()}


def flags(doc: Doc, quotations: Sequence[Quotation]) -> Words:
    """Return for each token a sum: 1 in marks, 2 cue by its lemma, 4 under such a cue, 8 opens a clause."""
    import numpy as np
    from spacy.attrs import DEP, HEAD, LEMMA, POS
    from spacy.strings import get_string_id

    starts = np.array([token.idx for token in doc])
    row = np.zeros(len(doc), dtype=np.uint64)
    for quotation in quotations:
        for start, end in quotation.pieces:
            row[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = 1
    pos, words, dep = (doc.to_array([a]).astype(np.uint64) for a in (POS, LEMMA, DEP))
    heads = np.arange(len(doc)) + doc.to_array([HEAD]).astype(np.int64)
    keys, none = _cue_keys(), frozenset[int]()
    told = zip(pos.tolist(), words.tolist(), strict=True)
    is_cue = np.array([word in keys.get(tag, none) for tag, word in told], dtype=bool)
    opens = np.isin(dep, np.array([get_string_id(name) for name in ("mark", "ccomp")], dtype=np.uint64))
    bits: Words = row + np.uint64(2) * is_cue + np.uint64(4) * is_cue[heads] + np.uint64(8) * opens
    return bits


def observed(doc: Doc, quotations: Sequence[Quotation]) -> Iterator[Ints]:
    """Yield, feature after feature, the bucket of each token."""
    import numpy as np
    from spacy.attrs import DEP, ENT_TYPE, HEAD, LEMMA, LOWER, POS, TAG

    lem, low, pos, tag, dep, ent = (
        doc.to_array([a]).astype(np.uint64) for a in (LEMMA, LOWER, POS, TAG, DEP, ENT_TYPE)
    )
    up = np.arange(len(doc)) + doc.to_array([HEAD]).astype(np.int64)
    flag = flags(doc, quotations)
    groups: list[list[Words]] = [
        [], [lem], [low], [tag], [dep], [ent], [flag], [lem, dep], [dep, lem[up]], [dep, tag[up]], [lem[up]],
        [dep, dep[up]], [dep, dep[up], lem[up[up]]], [flag, dep], [flag, flag[up], dep], [ent, dep],
        [_near(lem, -2)], [_near(lem, -1)], [_near(lem, 1)], [_near(lem, 2)], [_near(tag, -1), tag],
        [_near(tag, 1), tag], [_near(tag, -2), _near(tag, -1), tag], [tag, _near(tag, 1), _near(tag, 2)],
        [_near(flag, -1), flag, _near(flag, 1)], [_near(lem, -1), lem], [pos, lem[up], dep],
    ]  # fmt: skip
    for number, group in enumerate(groups):
        yield _buckets(number, group, len(doc))


def _near(row: Words, step: int) -> Words:
    """Return the values of the token so many steps ahead; 0 beyond the ends."""
    import numpy as np

    out = np.zeros_like(row)
    if step < 0:
        out[-step:] = row[:step]
    else:
        out[:-step] = row[step:]
    return out


def _buckets(number: int, group: Sequence[Words], length: int) -> Ints:
    """Mix the parts of a feature into one number (FNV-1a with a shift) and take its bucket."""
    import numpy as np

    mixed = np.full(length, 0x9E3779B97F4A7C15 * (number + 1) % (1 << 64), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for part in group:
            mixed = (mixed ^ part) * np.uint64(0x100000001B3)
            mixed ^= mixed >> np.uint64(29)
    return (mixed % np.uint64(BUCKETS)).astype(np.int64)


def tagged(doc: Doc, path: Sequence[int]) -> list[Attribution]:
    """Put labels together: a content with the pieces that go on from it, its nearest cue and that cue's source."""
    found = []
    for sentence in doc.sents:
        runs = _runs(path, sentence.start, sentence.end)
        cues, sources = ([run for label, run in runs if label == kind] for kind in (CUE, SOURCE))
        contents: list[list[tuple[int, int]]] = []
        for label, run in runs:
            if label == INSIDE:
                if contents and path[run[0]] != BEGIN:
                    contents[-1].append(run)
                else:
                    contents.append([run])
        for pieces in contents if cues else []:
            cue = min(cues, key=lambda run: _gap(run, pieces))
            source = min(sources, key=lambda run: _gap(run, [cue])) if sources else None
            found.append(_attribution(doc, cue, source, pieces))
    return [a for a in found if not (keeps_silent(doc[a.head]) or is_asked(doc[a.head]))]


def _runs(path: Sequence[int], start: int, end: int) -> list[tuple[int, tuple[int, int]]]:
    """Return runs of one label, (label, (first, last)); the begin of a content counts as inside, and starts a run."""
    runs: list[tuple[int, tuple[int, int]]] = []
    for i in range(start, end):
        label = INSIDE if path[i] == BEGIN else path[i]
        if runs and runs[-1][0] == label and path[i] != BEGIN:
            runs[-1] = label, (runs[-1][1][0], i)
        else:
            runs.append((label, (i, i)))
    return runs


def _gap(run: tuple[int, int], others: Sequence[tuple[int, int]]) -> int:
    return min(max(first - run[1], run[0] - last, 0) for first, last in others)


def _attribution(
    doc: Doc, cue: tuple[int, int], source: tuple[int, int] | None, pieces: Sequence[tuple[int, int]]
) -> Attribution:
    head = _head(doc, cue)
    frames = lexicon().get((PARTS.get(head.pos_, "verb"), lemma(head)), {})
    sense = frames.get("clause") or next(iter(frames.values()), SPEECH)
    return Attribution(
        rule=RULE,
        head=head.i,
        lemma=lemma(head),
        sense=sense,
        cue=place(doc, min(cue[0], auxiliaries_start(head)), cue[1]),
        source=None if source is None else place(doc, *source),
        source_head=None if source is None else _head(doc, source).i,
        content=tuple(place(doc, *piece) for piece in pieces),
    )


def _head(doc: Doc, run: tuple[int, int]) -> Token:
    """Return the token of a run that hangs on a token outside of it; a verb or noun before others."""
    tops = [doc[i] for i in range(run[0], run[1] + 1) if not run[0] <= doc[i].head.i <= run[1] or doc[i].head.i == i]
    tops = tops or [doc[run[0]]]
    return next((t for t in tops if t.pos_ in ("VERB", "NOUN", "PROPN", "PRON")), tops[0])
