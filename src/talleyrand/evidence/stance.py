"""What a statement does (demand, offer, refuse, …): from its cue, or from its words where the cue is neutral."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from talleyrand.evidence.cues import Sense
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.mood import Clause
from talleyrand.evidence.records import Role, Stance
from talleyrand.evidence.stance_frames import NEUTRAL, PRIVATE, Told, by_frame, colour, cues_that, harmful

LONGEST = 600
"""Characters of a content that are looked at: what it does, it does early on."""

_STRAIGHT = str.maketrans({"’": "'", "‘": "'"})
_PARTIES = frozenset({"official", "armed_group", "unknown"})
_IDLE = frozenset({
    "know", "see", "say", "tell", "believe", "think", "have", "need", "matter", "last", "work", "happen", "change",
    "rain", "be", "hold", "take", "understand", "remember", "want", "seem", "mean", "get", "help", "become", "come",
    "look", "feel", "hear", "expect", "suffice", "improve", "fail", "survive", "do", "go", "make", "hurt",
})  # fmt: skip
"""Verbs that nobody refuses by negating them: *we will not know*, *it would not last*."""
_YIELDS = frozenset({"accept", "agree", "recognise", "recognize", "concede", "consent", "yield", "surrender"})
_OWN = frozenset({"i", "we", "it", "he", "she", "there", ""})
"""Subjects that mean the speaker, mostly, and nobody else in particular."""
_TURNS = frozenset(
    {"look", "see", "believe", "imagine", "remember", "mark", "say", "think", "call", "suppose", "ask", "note"}
)
"""Imperatives that ask for nothing."""


@cache
def patterns(part: str = "words") -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    """Return the stances of a part of the lexicon (`words`, `plain`) in their order, each as one pattern."""
    rows: Any = lexicon("stances")[part]
    return tuple((row["stance"], re.compile("|".join(row["patterns"]), re.IGNORECASE)) for row in rows)


def stance_of(sense: Sense, words: str, role: Role, told: Told | None = None) -> Stance:
    """Return what a statement does.

    Parameters
    ----------
    sense
        The cue's; a telling cue (accuse, reject, urge) decides alone.
    words
        The content.
    role
        The speaker's: experts, media and former officials assess; they offer, refuse and threaten nothing.
    told
        The cue, the rule and the main clause: *warned that aid would stop* threatens, *denied that …* informs.

    Examples
    --------
    >>> stance_of(Sense("speech", "inform"), "Sanctions must be lifted first", "official")
    'demand'
    >>> stance_of(Sense("speech", "inform"), "We will not trade territory for a photograph", "official")
    'refuse'
    >>> stance_of(Sense("speech", "inform"), "We will not trade territory for a photograph", "expert")
    'assess'
    >>> stance_of(Sense("speech", "oppose"), "the demand for inspections", "official")
    'refuse'
    >>> stance_of(Sense("speech", "accuse"), "the army of shelling a village", "official")
    'accuse'
    """
    told = told or Told()
    decided = by_frame(sense, words, role, told)
    if decided is None and sense.stance not in NEUTRAL:
        decided = sense.stance
    if decided is not None:
        return decided
    words = words[:LONGEST].translate(_STRAIGHT)
    if role in PRIVATE:
        return _judged(sense, words, role, told)
    return _telling(sense, words, told) or _by_clause(sense, role, told) or _plain(sense, words, told)


def _telling(sense: Sense, words: str, told: Told) -> Stance | None:
    """Return what turns of phrase do, the first that is found: *over my dead body*, *will pay a price*."""
    clause = told.clause
    if clause is not None and clause.perfect and clause.negated and clause.verb not in _YIELDS:
        return "inform"
    guess = sense.carries == "belief" or told.lemma in cues_that("guess")
    for stance, pattern in patterns():
        if guess and stance != "demand":
            continue
        if stance == "demand" and told.quoted and clause is not None and _orders(clause):
            return "demand"
        if pattern.search(words):
            return stance
    return None


def _plain(sense: Sense, words: str, told: Told) -> Stance:
    """Return whether words inform or judge."""
    for stance, pattern in patterns("plain"):
        if pattern.search(words):
            return "inform" if told.lemma in cues_that("announce") else stance
    return _default(sense, words, told)


def _orders(clause: Clause) -> bool:
    return clause.ordering and clause.verb not in _TURNS and not clause.negated


def _judged(sense: Sense, words: str, role: Role, told: Told) -> Stance:
    """Return what those say who can do nothing: they assess, or inform of what has happened."""
    had = told.clause is not None and told.clause.perfect
    if had and told.rule == "according" and told.clause is not None and "had" in words:
        return "inform"
    if role in ("expert", "former_official") or dict(patterns("plain"))["assess"].search(words):
        return "inform" if told.lemma in cues_that("announce") else "assess"
    return _default(sense, words, told)


def _by_clause(sense: Sense, role: Role, told: Told) -> Stance | None:
    """Return what the form of the main clause does: it refuses by a negated will, it tells what has been."""
    clause = told.clause
    if clause is None or sense.carries == "belief":
        return None
    if role in _PARTIES:
        if (done := _done(clause, told)) is not None:
            return done
        if _refuses(clause, told.quoted):
            return "refuse"
    if clause.perfect and (not told.quoted or clause.negated):
        return "inform"
    reports = sense.stance == "assess" and told.lemma in cues_that("maintain")
    return "inform" if reports and clause.past else None


def _done(clause: Clause, told: Told) -> Stance | None:
    """Return what it does to tell of harm: done by others it accuses, to come it threatens.

    *Chinese boats had cut the cable*, *those who stayed would be punished*, *they have turned a ferry into a fortress*.
    """
    harms = clause.verb in harmful()
    if harms and not clause.negated and clause.modal in ("will", "would", "shall"):
        return "threaten"
    if clause.negated or clause.modal or clause.subject in _OWN:
        return None
    if harms and not clause.passive:
        return "accuse"
    return "oppose" if told.quoted and clause.subject in ("they", "you") and (clause.past or clause.perfect) else None


def _refuses(clause: Clause, quoted: bool) -> bool:
    """Tell whether a clause refuses: *it would not be bound*, *a lighthouse is not a bargaining chip*."""
    if not clause.negated or clause.perfect:
        return False
    if clause.modal:
        willed = clause.modal in ("will", "would", "shall", "can", "ca")
        return willed and (clause.named or quoted) and (clause.passive or clause.verb not in _IDLE)
    idle = clause.subject in ("i", "we") and clause.verb in _IDLE - {"be"}
    return quoted and not clause.past and clause.subject != "there" and not idle


def _default(sense: Sense, words: str, told: Told) -> Stance:
    """Return what is left: quoted words judge unless they tell of the past, reported ones do as their cue does."""
    if not told.quoted or sense.stance == "assess":
        return "assess" if sense.stance == "assess" or sense.carries == "belief" else "inform"
    clause = told.clause
    if clause is None:
        return colour(words) or "assess"
    denies = clause.subject == "there" and clause.negated and not clause.modal
    return "inform" if clause.past or clause.perfect or denies else "assess"
