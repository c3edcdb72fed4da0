"""Which candidates become statements: what the rules and the tagger find, weighed, nested and given their edges."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.clauses import find_clauses
from talleyrand.evidence.confidence import UNWEIGHED, confidence
from talleyrand.evidence.edges import refined
from talleyrand.evidence.joining import join
from talleyrand.evidence.nesting import parents, worth_nesting
from talleyrand.evidence.quoted import attribute_quotations
from talleyrand.evidence.quotes import Quotation, paragraphs_of
from talleyrand.evidence.scoring import Model, Vote, features, offsets
from talleyrand.evidence.tagging import RULE, tagged

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from talleyrand.reading.document import Document

Place = tuple[int, int]

LEAST = 0.33
"""Least confidence of a statement."""
LEAST_PLAIN = 0.15
"""Least confidence where a cue of the lexicon plainly demands, offers, refuses or charges: the model learned from news
of a campaign, where *offer* and *appeal to* rarely carry words."""
LEAST_NESTED = 0.35
"""Least confidence of a statement inside another, where its cue is none of those."""

_PLAIN = frozenset({"demand", "offer", "refuse", "threaten", "promise", "accept", "oppose", "accuse"})


@dataclass(frozen=True)
class Scored:
    """An attribution and how likely it is one."""

    attribution: Attribution
    confidence: float
    reach: tuple[Place, ...] | None = None
    """The content as the rule gave it, where the model gave it other edges."""

    @property
    def taken(self) -> Attribution:
        """Return the attribution with all that its rule takes: what stands in there is its own."""
        return self.attribution if self.reach is None else replace(self.attribution, content=self.reach)

    @property
    def likely(self) -> bool:
        """Whether it may become a statement."""
        return self.confidence >= (LEAST_PLAIN if _is_plain(self.attribution) else LEAST)


def _is_plain(attribution: Attribution) -> bool:
    """Tell whether a cue of the lexicon, in a frame that it has, says what negotiators say."""
    if attribution.rule.startswith("open-") or attribution.rule == RULE:
        return False
    if attribution.lemma == "deny" and attribution.rule == "gerund":
        return True
    return attribution.sense.stance in _PLAIN and attribution.sense.carries in ("speech", "refusal")


def weighed(model: Model, doc: Doc, path: Sequence[int], found: list[Attribution]) -> list[Scored]:
    """Give the candidates of the rules their probability, and add what the tagger finds where none of them is likely.

    In the place of a likely candidate it finds worse edges, even where the model prefers it. `path` has the tagger's
    labels, none where there is no tagger.
    """
    starts = offsets(doc)
    if not path:
        return [Scored(a, model.probability(features(doc, a, starts))) for a in found]
    vote = Vote(path)
    scored = [
        Scored(a, confidence(a) if a.rule in UNWEIGHED else model.probability(features(doc, a, starts, vote)))
        for a in found
    ]
    more = tagged(doc, path)
    rivals = rivals_of(more, [s for s in scored if s.likely])
    proposed = [
        Scored(a, model.probability([*features(doc, a, starts, vote), rival(r)]))
        for a, r in zip(more, rivals, strict=True)
    ]
    return [*scored, *(s for s, others in zip(proposed, rivals, strict=True) if not others)]


def labels(model: Model, doc: Doc, quotations: tuple[Quotation, ...]) -> Sequence[int]:
    """Return the tagger's label of each token; none where there is no tagger."""
    return tuple(model.tagger.tag(doc, quotations).tolist()) if model.tagger is not None else ()


def rival(others: Sequence[Scored]) -> str:
    """Return the feature of what the tagger finds: how likely the likeliest candidate is that it touches."""
    return f"rival={int(10 * max((s.confidence for s in others), default=0.0))}"


def rivals_of(found: Sequence[Attribution], others: Sequence[Scored]) -> list[list[Scored]]:
    """Return for each attribution those of the others that share a character of content or cue with it."""
    taken = sorted(((place, k) for k, s in enumerate(others) for place in _words(s.attribution)))
    starts = [place[0] for place, _ in taken]
    furthest = list(accumulate((place[1] for place, _ in taken), max))

    def touching(place: Place) -> Iterator[int]:
        index = bisect.bisect_left(starts, place[1]) - 1
        while index >= 0 and furthest[index] > place[0]:
            if taken[index][0][1] > place[0]:
                yield taken[index][1]
            index -= 1

    return [[others[k] for k in sorted({k for place in _words(a) for k in touching(place)})] for a in found]


def _words(attribution: Attribution) -> list[Place]:
    return [*attribution.content, *([attribution.cue] if attribution.cue else [])]


def chosen(doc: Doc, scored: list[Scored]) -> list[Scored]:
    """Keep what is likely enough; inside another's words more is asked."""
    likely = sorted(
        (s for s in scored if s.likely),
        key=lambda s: (s.attribution.start, -s.attribution.end, s.attribution.head, s.attribution.rule),
    )
    above = parents([s.attribution for s in likely])
    return [s for s, parent in zip(likely, above, strict=True) if _stands(doc, s, parent is not None)]


def _stands(doc: Doc, scored: Scored, nested: bool) -> bool:
    """Tell whether a likely attribution is kept where it stands, alone or inside another's words."""
    if not nested:
        return scored.attribution.rule != "inner"
    least = LEAST_PLAIN if _is_plain(scored.attribution) else LEAST_NESTED
    return scored.confidence >= least and worth_nesting(doc, scored.attribution)


def candidates(
    document: Document, doc: Doc, quotations: tuple[Quotation, ...], beyond: bool = True, path: Sequence[int] = ()
) -> list[Attribution]:
    """Find what may be an attribution, sorted by the start of the content; `beyond` and `path` as in `find_clauses`."""
    paragraphs = paragraphs_of(document)
    quoted = attribute_quotations(doc, document.text, quotations, paragraphs)
    return join(doc, find_clauses(doc, beyond, path), quoted, paragraphs)


def sharpened(model: Model, doc: Doc, kept: list[Scored], path: Sequence[int]) -> list[Scored]:
    """Give each attribution the edges that the model finds likeliest; what stood in it before stays its own."""
    starts, heads = offsets(doc), sorted({s.attribution.head for s in kept})
    done = []
    for s in kept:
        better = refined(model.edges, doc, s.attribution, starts, path, heads)
        done.append(
            s
            if better is s.attribution or _leaves(doc, better)
            else Scored(better, s.confidence, s.attribution.content)
        )
    return done


def _leaves(doc: Doc, attribution: Attribution) -> bool:
    """Tell whether a content reaches out of the relative clause that its cue stands in."""
    verb = doc[attribution.head]
    if verb.dep_ != "relcl":
        return False
    last = verb.right_edge
    return attribution.end > last.idx + len(last.text)
