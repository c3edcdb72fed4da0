"""Where a content begins and ends, learned: among the places where it could, the likeliest by a log-linear model.

The rules take a complement with all that the parse hangs on it. The parse guesses whether *on Monday* or *after the
vote* belongs to the saying or to what was said; how writers use such phrases can be counted.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.contents import LONGEST
from talleyrand.evidence.cues import utters
from talleyrand.evidence.scoring import word
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Side = Literal["left", "right"]
Weights = Mapping[str, float]

MOST = 8
"""Edges that are tried on either side of the one that the rule gives."""
NEAR = 1.5
"""What half the right content is worth, where the right edge is worth 1."""
WHOLE = frozenset({"quote-alone", "caption", "imagined"})
"""Rules whose contents have no other edges."""
_CLAUSAL = frozenset({"clause-before", "insertion", "as", "according", "view"})
"""Rules whose content begins where its clause begins."""
_OPENERS = frozenset({"prep", "mark", "cc", "agent", "npadvmod", "dative"})
_CLAUSES = frozenset({"advcl", "relcl", "acl", "conj", "appos", "parataxis", "ccomp", "xcomp", "pcomp"})
_TAGS = frozenset({"WDT", "WP", "WRB", "WP$", "IN", "TO", "VBG", "VBN", "CC"})
_RUN = 12
"""Marks and spaces in a row that are looked past at most."""
_MARKS = frozenset('“”"')
_STEPS = (2, 4, 8, 16, 32)


def refined(
    weights: Weights,
    doc: Doc,
    attribution: Attribution,
    starts: Sequence[int],
    path: Sequence[int],
    heads: Sequence[int] = (),
) -> Attribution:
    """Return the attribution with its likeliest edges.

    Parameters
    ----------
    weights
        By feature; without any the edges stay.
    starts
        Where each token starts.
    path
        The tagger's label of each token.
    heads
        Cues of other statements, sorted: no content grows over one.
    """
    if not weights or not path or attribution.rule in WHOLE or _is_speech(doc, attribution, starts):
        return attribution
    sides: tuple[Side, ...] = ("right", "left")
    for side in sides:
        found = choices(doc, attribution, starts, side)
        found = [i for i in found if not _between(heads, found[0], i)] if side == "right" else found
        if len(found) > 1:
            scores = [score(weights, edge_features(doc, attribution, found[0], i, side, path)) for i in found]
            best = found[_safest(doc, attribution, found, scores, side)]
            if best != found[0]:
                attribution = moved(doc, attribution, best, side)
    return attribution


def _is_speech(doc: Doc, attribution: Attribution, starts: Sequence[int]) -> bool:
    """Tell whether a content is a quotation that begins a sentence: all of it was said, and nothing else."""
    first = max(0, bisect.bisect_right(starts, attribution.start) - 1)
    last = max(0, bisect.bisect_right(starts, attribution.end - 1) - 1)
    if first + 1 >= len(doc) or doc[first].text not in _MARKS or doc[last].text not in _MARKS:
        return False
    return str(doc[first + 1].text)[:1].isupper()


def _safest(doc: Doc, attribution: Attribution, found: Sequence[int], scores: Sequence[float], side: Side) -> int:
    """Return which edge promises most: to be right itself, and to lie close to what else may be right."""
    top = max(scores)
    odds = [math.exp(s - top) for s in scores]
    sizes = [size(moved(doc, attribution, i, side)) for i in found]

    def gain(i: int) -> float:
        near = sum(o for o, other in zip(odds, sizes, strict=True) if 2 * min(other, sizes[i]) >= max(other, sizes[i]))
        return odds[i] + NEAR * near

    return max(range(len(found)), key=lambda i: (gain(i), -i))


def _between(heads: Sequence[int], kept: int, index: int) -> bool:
    """Tell whether a cue stands in what an edge adds."""
    return index > kept and bisect.bisect_right(heads, kept) < bisect.bisect_right(heads, index)


def size(attribution: Attribution) -> int:
    """Return how many characters a content has."""
    return sum(end - start for start, end in attribution.content)


def score(weights: Weights, names: Sequence[str]) -> float:
    """Return the sum of the weights of some features."""
    return sum([weights.get(name, 0.0) for name in names])


def moved(doc: Doc, attribution: Attribution, index: int, side: Side) -> Attribution:
    """Return the attribution with its content ending (or beginning) at a token."""
    token = doc[index]
    pieces = attribution.content
    if side == "right":
        end = token.idx + len(token.text)
        return replace(attribution, content=(*pieces[:-1], (pieces[-1][0], end)))
    return replace(attribution, content=((token.idx, pieces[0][1]), *pieces[1:]))


def choices(doc: Doc, attribution: Attribution, starts: Sequence[int], side: Side) -> list[int]:
    """Return the tokens at which the content may end (or begin), the rule's own first."""
    start, end = attribution.content[-1 if side == "right" else 0]
    first = max(0, bisect.bisect_right(starts, start) - 1)
    last = max(0, bisect.bisect_right(starts, end - 1) - 1)
    if first >= last:
        return [last if side == "right" else first]
    return _ends(doc, attribution, first, last) if side == "right" else _beginnings(doc, attribution, first, last)


def _ends(doc: Doc, attribution: Attribution, first: int, last: int) -> list[int]:
    backwards = (i for i in range(last - 1, max(first, last - 120) - 1, -1) if _breaks(doc, i))
    before = [*islice(backwards, MOST)][::-1]
    limit = min(doc[last].sent.end, last + 1 + LONGEST)
    if attribution.head > last:
        limit = min(limit, attribution.head)
    if attribution.source_head is not None and attribution.source_head > last:
        limit = min(limit, doc[attribution.source_head].left_edge.i)
    stop = limit - 1
    while stop > last and (doc[stop].is_punct or doc[stop].is_space) and doc[stop].text not in _MARKS:
        stop -= 1
    onwards = (i for i in range(last + 1, stop + 1) if i == stop or _breaks(doc, i))
    after = [*islice(onwards, MOST)]
    return [last, *before, *after]


def _beginnings(doc: Doc, attribution: Attribution, first: int, last: int) -> list[int]:
    if attribution.rule in _CLAUSAL:
        return [first]
    after = [i + 1 for i in range(first, min(last, first + 40)) if _breaks(doc, i) or doc[i].dep_ in ("prep", "mark")]
    after = [i for i in after if i < last and _opens(doc, i)]
    before: list[int] = []
    if attribution.head < first:
        before = [
            i
            for i in range(first - 1, max(attribution.head, first - 12), -1)
            if _opens(doc, i) and doc[i].lower_ != "that"
        ]
    return [first, *after[:MOST], *before[:3]]


def _opens(doc: Doc, index: int) -> bool:
    """Tell whether a content may begin at a token: a word, or a mark of quotation, and no "that" before a clause."""
    token = doc[index]
    if token.lower_ == "that" and token.dep_ == "mark":
        return False
    return not (token.is_punct or token.is_space) or token.text in _MARKS


def _breaks(doc: Doc, index: int) -> bool:
    """Tell whether a content may end at a token: a phrase or clause, or a mark, comes next."""
    token, following = doc[index], doc[index + 1] if index + 1 < len(doc) else None
    if following is None:
        return True
    if token.is_space or (token.is_punct and token.text not in _MARKS) or token.dep_ in ("det", "cc", "mark", "aux"):
        return False
    return (
        following.is_punct or following.dep_ in _OPENERS or following.tag_ in _TAGS or top(following).dep_ in _CLAUSES
    )


def top(token: Token) -> Token:
    """Return the highest token whose words begin at a token."""
    found = token
    while found.head.i != found.i and found.head.left_edge.i == token.i:
        found = found.head
    return found


def edge_features(
    doc: Doc, attribution: Attribution, kept: int, index: int, side: Side, path: Sequence[int]
) -> list[str]:
    """Return what speaks for an edge: what it cuts off or adds, where that hangs, what the tagger says there."""
    rule = attribution.rule.removeprefix("open-")
    right = side == "right"
    way = "same" if index == kept else ("cut" if (index < kept) == right else "more")
    outer, comma = _next(doc, index) if right else _before(doc, index)
    inner = doc[index]
    names = [f"{way}", f"{way} {rule}", f"{way} {comma}", f"{way} {rule} {comma}"]
    names.append(f"{way} in={inner.tag_} {inner.dep_}")
    names.append(f"{way} in word={word(inner, lemma=False)}")
    inside = int(path[index])
    if outer is None:
        names += [f"{way} out=none", f"{way} out=none {rule}", f"{way} vote={inside} -"]
    else:
        vote = int(path[outer.i])
        names += [f"{way} vote={inside} {vote}", f"{way} vote={inside} {vote} {rule}"]
        names += list(_hanging(doc, attribution, index, outer, way, rule, comma, right))
    if index != kept:
        gap = doc[min(index, kept) + 1 : max(index, kept) + 1] if right else doc[min(index, kept) : max(index, kept)]
        names.append(f"{way} size={bisect.bisect_right(_STEPS, len(gap))}")
        names.append(f"{way} marks={sum(t.text in _MARKS for t in gap) % 2} {comma}")
        names.append(f"{way} finite={any(t.tag_ in ('VBD', 'VBZ', 'VBP', 'MD') for t in gap)} {rule}")
        names.append(f"{way} cue={any(t.pos_ == 'VERB' and utters(t) for t in gap)}")
        names.append(f"{way} date={any(t.ent_type_ in ('DATE', 'TIME') for t in gap)} {rule}")
    return [f"{side} {name}" for name in names]


def _hanging(
    doc: Doc, attribution: Attribution, index: int, outer: Token, way: str, rule: str, comma: str, right: bool
) -> Iterator[str]:
    """Yield features of the words beyond an edge."""
    if right:
        head = top(outer)
        where = _where(attribution, head, index)
        yield f"{way} hangs={head.dep_} {where} {comma}"
        yield f"{way} hangs={head.dep_} {where} {rule}"
        yield f"{way} hangs on={word(head.head)} {head.dep_}"
        noun = next((c for c in children(head) if c.dep_ in ("pobj", "pcomp")), None) if head.dep_ == "prep" else None
        if noun is not None:
            yield f"{way} noun={word(noun)} {where}"
            yield f"{way} prep={word(outer, lemma=False)} {noun.ent_type_ or noun.pos_} {where}"
        yield f"{way} above={head.tag_} {head.dep_}"
    else:
        yield f"{way} outer dep={outer.dep_} {outer.head.i == attribution.head}"
        yield f"{way} cue={attribution.lemma} {word(outer, lemma=False)}"
        yield f"{way} begins={doc[index].tag_} {outer.tag_}"
        yield f"{way} child={doc[index].dep_} {doc[index].head.i == attribution.head} {rule}"
    yield f"{way} out={outer.tag_} {outer.dep_} {rule}"
    yield f"{way} out={outer.tag_} {outer.dep_} {comma}"
    yield f"{way} out word={word(outer, lemma=False)} {comma}"
    yield f"{way} out word={word(outer, lemma=False)} {rule}"
    yield f"{way} in,out={doc[index].tag_} {outer.tag_}"


def _where(attribution: Attribution, head: Token, index: int) -> str:
    if head.head.i == attribution.head:
        return "cue"
    return "self" if head.head.i == head.i else ("inside" if head.head.i <= index else "beyond")


def _next(doc: Doc, index: int) -> tuple[Token | None, str]:
    """Return the first word after a token in its sentence, and the marks between."""
    marks = ""
    for token in doc[index + 1 : index + 1 + _RUN]:
        if token.is_sent_start:
            break
        if not (token.is_punct or token.is_space):
            return token, marks[:2] or "_"
        marks += token.text if token.is_punct else ""
    return None, marks[:2] or "_"


def _before(doc: Doc, index: int) -> tuple[Token | None, str]:
    """Return the last word before a token in its sentence, and the marks between."""
    marks, i = "", index
    while i > max(0, index - _RUN) and not doc[i].is_sent_start:
        i -= 1
        token = doc[i]
        if not (token.is_punct or token.is_space):
            return token, marks[-2:] or "_"
        marks = (token.text if token.is_punct else "") + marks
    return None, marks[-2:] or "_"
