"""Where words place a party on an issue's scale, as a range.

The direction comes from words beside the cue ("lift", "keep"), turned by negation and by the stance (who refuses a
thing wants its opposite). Words that touch an issue and take no side give no range. The range is narrower the nearer
the words are to the party: an official's own words span 30 points, what others say of it 45. An offer or a consent
concedes: it tells where a party would go and not where it stands, so it spans the 50 points around the nearer side of
the middle and leaves out the end of the scale. A share that the words name ("a haircut of 40 percent"), on a scale that
is a share, is taken for what it is, 15 points either way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talleyrand.evidence.issue_catalogue import Issue
from talleyrand.evidence.issue_matching import Hit
from talleyrand.evidence.records import Stance, Statement
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

OWN, HEARSAY = 30.0, 45.0
YIELDING = (30.0, 80.0)
"""Where an offer or a consent that points to 100 may stand."""
NAMED_MARGIN = 15.0
_AGAINST = frozenset({"refuse", "oppose"})
_FOR = frozenset({"demand", "offer", "accept", "support", "promise", "threaten"})
SIDED = _AGAINST | _FOR
"""Stances that want or reject something."""
_YIELDS = frozenset({"offer", "accept"})
_NEED = frozenset(
    [
        "must",
        "need",
        "necessary",
        "essential",
        "require",
        "only",
        "until",
        "unless",
        "without",
        "condition",
        "should",
        "cannot",
        "demand",
        "want",
        "insist",
        "first",
        "before",
        "understand",
        "understood",
        "ready",
        "important",
        "precondition",
    ]
)
_NOBODY = frozenset({"no", "nobody", "never", "neither", "nor", "few"})
_WORRIES = frozenset({"concern", "fear", "worry", "dismay", "anxiety", "feared", "alarm", "anger"})
CONDITIONS = frozenset({"if", "unless", "once", "until", "provided", "providing", "soon"})
_READY = frozenset({"ready", "willing", "prepared"})
_PERCENT = frozenset({"%", "percent"})
SHORT = 9
REACH = 7
"""How many tokens away from a cue a word of direction may stand."""


def direction(
    issue: Issue,
    hits: Sequence[Hit],
    tokens: Sequence[Token],
    wanted: bool = False,
    scope: frozenset[int] | None = None,
    bargains: bool = False,
) -> int:
    """Return +1 where the words around the cues point to 100, -1 to 0, and 0 where they take no side.

    "cannot be comprehensive without the lifting of sanctions" points up: the two negations cancel. What a condition
    supposes ("if they gave up the arsenal") takes no side; what it demands ("only if", "unless") does. Where nothing
    beside the cue points anywhere and the thing is `wanted` or rejected, the cue's own direction counts. Where there is
    a `scope` of tokens, negations outside it turn nothing. Who `bargains` wants what the condition supposes ("if they
    lifted the levy, our duties would be gone").
    """
    score = pointed(issue, hits, tokens, scope, bargains)
    open_hits = [h for h in hits if h.issue == issue.key and not _supposed(h, tokens)]
    if score == 0 and wanted and open_hits and not _no_this_no_that(tokens):
        word = next((t for t in tokens if t.i == open_hits[0].first), None)
        score = -issue.plain if word is not None and turned(word, scope) else issue.plain
    return (score > 0) - (score < 0)


def pointed(
    issue: Issue,
    hits: Sequence[Hit],
    tokens: Sequence[Token],
    scope: frozenset[int] | None = None,
    bargains: bool = False,
) -> int:
    """Return how far the words beside the cues point up the scale: those up less those down, negations counted."""
    score = 0
    if _no_this_no_that(tokens):
        return 0
    for hit in hits:
        if hit.issue == issue.key and (bargains or not _supposed(hit, tokens)):
            for token in tokens:
                if hit.first - REACH <= token.i <= hit.last + REACH and (sign := _sign(issue, token)):
                    if sign < 0 > issue.plain and token.pos_ == "NOUN" and hit.first <= token.i <= hit.last:
                        continue  # "lift the export *ban*": the thing itself says nothing of where it goes
                    score += -sign if turned(token, scope) else sign
    return score


def _no_this_no_that(tokens: Sequence[Token]) -> bool:
    """Tell whether words are a bargain in short: "no pullout, no pipeline" says no to neither."""
    return sum(t.lower_ == "no" for t in tokens) == 2 and len(tokens) <= SHORT


def _supposed(hit: Hit, tokens: Sequence[Token]) -> bool:
    """Tell whether a cue stands in a mere supposition."""
    word = next((t for t in tokens if t.i == hit.first), None)
    for above in (word, *word.ancestors) if word is not None else ():
        mark = next((c for c in children(above) if c.dep_ == "mark" and c.lower_ in {"if", "whether", "should"}), None)
        if mark is not None:
            return above.doc[max(0, mark.i - 1)].lower_ not in {"only", "even"}
    return False


def _sign(issue: Issue, token: Token) -> int:
    words = {token.lemma_.lower(), token.lower_}
    up, down = bool(words & issue.up), bool(words & issue.down)
    return int(up) - int(down)


def turned(token: Token, scope: frozenset[int] | None = None) -> bool:
    """Tell whether an odd number of negations governs a word; those outside the `scope`, if there is one, do not."""
    count = 0
    for above in (token, *token.ancestors):
        if scope is not None and above.i not in scope:
            break
        if above.dep_ == "prep" and above.lower_ == "without" and above != token:
            count += 1
        count += any(
            c.i < token.i and (c.dep_ == "neg" or c.lower_ in _NOBODY) and not _asks(c) for c in children(above)
        )
        if above.dep_ in {"relcl", "ROOT", "parataxis"}:
            break
    return count % 2 == 1


def _asks(negation: Token) -> bool:
    """Tell whether a negation states a condition and denies nothing: "*not* before the land is divided"."""
    return negation.i + 1 < len(negation.doc) and negation.nbor(1).lower_ in {"before", "until", "unless", "without"}


def attitude(statement: Statement, tokens: Sequence[Token], own_will: bool, hits: Sequence[Hit] = ()) -> int:
    """Return +1 where the speaker wants what the words say, -1 where it rejects it, 0 where it only tells.

    A refusal in full words ("we will not pay") already says its no; "rejected the plan" does not, and neither does a
    no that the cues of an issue, where there are any, do not stand under ("is not a shop where one swaps prisoners").
    """
    stance: Stance = statement.stance
    worried = statement.cue is not None and any(
        word.rstrip("s") in _WORRIES for word in statement.cue.text.lower().split()
    )
    if worried:
        return -1
    if stance in _AGAINST and (denied := _denied_cue(statement, tokens)):
        return int("longer" in denied)
    if stance in _AGAINST:
        noes = [t for t in tokens if t.dep_ == "neg" and not _asks(t)]
        named = [t for t in tokens if any(h.first <= t.i <= h.last for h in hits)]
        apart = named and any(t.sent == named[0].sent for t in noes) and not any(turned(t) for t in named)
        return 1 if noes and not apart else -1
    if stance in _FOR or own_will:
        return 1
    return int(any(t.lower_ in _NEED or t.lemma_.lower() in _NEED for t in tokens))


def _denied_cue(statement: Statement, tokens: Sequence[Token]) -> set[str]:
    """Return the words that deny a cue of refusal: "*no longer* objects", "has *not* ruled out"."""
    cue = statement.cue
    verbs = [t for t in tokens if cue is not None and cue.start <= t.idx < cue.end and t.pos_ == "VERB"]
    return {c.lower_ for verb in verbs for c in children(verb) if c.dep_ == "neg" or c.lower_ in {"longer", "never"}}


def concedes(statement: Statement, issue: Issue, hits: Sequence[Hit], tokens: Sequence[Token]) -> bool:
    """Tell whether a statement gives way on an issue.

    An offer or a consent does, and whatever is said under a condition, but not on what stands in the condition, which
    it demands ("would leave only if the railway were reopened": the railway), nor on what it goes on to deny ("but
    would not cut principal").
    """
    bound = any(t.lower_ in CONDITIONS or t.lower_ in _READY or _only_after(t) for t in tokens)
    if statement.stance not in _YIELDS and not (bound and statement.stance not in _AGAINST):
        return False
    mine = [h for h in hits if h.issue == issue.key]
    if any(in_condition(token) for token in tokens if any(h.first <= token.i <= h.last for h in mine)):
        return False
    near = (t for t in tokens if any(h.first - REACH <= t.i <= h.last + REACH for h in mine))
    return not any(_sign(issue, token) and turned(token) for token in near)


def _only_after(token: Token) -> bool:
    return token.lower_ in {"after", "when"} and token.i > 0 and token.nbor(-1).lower_ in {"only", "not"}


def in_condition(token: Token) -> bool:
    """Tell whether a word stands in a condition: behind "if", "unless", "once", "as soon as", "provided that"."""
    for word in (token, *token.ancestors):
        if (word.lower_ in {"provided", "providing"} and word != token) or _only_after(word):
            return True
        for child in children(word):
            if child.i > word.i:
                continue
            if _only_after(child) or (child.dep_ in {"mark", "advmod"} and child.lower_ in CONDITIONS):
                return True
            if child.lower_ == "as" and child.i and child.nbor(-1).lower_ in {"soon", "long"}:
                return True
    return False


def span_on_scale(
    sign: int, *, own: bool, yields: bool = False, plain: bool = False
) -> tuple[float, float] | tuple[None, None]:
    """Return the range that a direction stands for; `plain` where only the cue itself tells it, which is less sure.

    Examples
    --------
    >>> span_on_scale(1, own=True)
    (70.0, 100.0)
    >>> span_on_scale(-1, own=False)
    (0.0, 45.0)
    >>> span_on_scale(1, own=True, yields=True)
    (30.0, 80.0)
    >>> span_on_scale(0, own=True)
    (None, None)
    """
    if sign == 0:
        return (None, None)
    if own and yields:
        low, high = YIELDING
    else:
        low, high = 100.0 - (OWN if own and not plain else HEARSAY), 100.0
    return (low, high) if sign > 0 else (100.0 - high, 100.0 - low)


def named_share(issue: Issue, hits: Sequence[Hit], tokens: Sequence[Token]) -> tuple[float, float] | None:
    """Return the range around the share that words beside the cues name, on a scale that is a share; else None.

    "a haircut of 40 percent" stands at 25 to 55. Of several shares the one nearest to a cue counts.
    """
    if not issue.share:
        return None
    near: list[tuple[int, float]] = []
    for token in tokens:
        if token.lower_ not in _PERCENT or token.i == 0 or (value := _number(token.nbor(-1).text)) is None:
            continue
        gaps = [min(abs(token.i - h.first), abs(token.i - h.last)) for h in hits if h.issue == issue.key]
        near += [(gap, value) for gap in gaps if gap <= REACH]
    if not near:
        return None
    value = min(near)[1]
    return max(0.0, value - NAMED_MARGIN), min(100.0, value + NAMED_MARGIN)


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return value if 0 <= value <= 100 else None
