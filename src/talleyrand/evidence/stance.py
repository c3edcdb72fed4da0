"""What a statement does (demand, offer, refuse, …): from its cue, or from its words where the cue is neutral."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from talleyrand.evidence.cues import Sense
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.records import Role, Stance

_NEUTRAL = frozenset({"inform", "assess", "other"})
_PRIVATE = frozenset({"expert", "former_official", "media", "civilian"})

_ASKED = re.compile(
    r"^(?:(?:the|a|an|any|all|this|that|these|those|its|his|her|their|\w+[’']s?|\w+ian|\w+ese|\w+ish) )*"
    r"(?:demand|proposal|offer|request|call|appeal|plan|condition|term|ultimatum|invitation|suggestion|draft|deal)s?\b",
    re.IGNORECASE,
)
_RUMOUR = re.compile(r"^(?:an?|the|any|all) (?:\w+ )?(?:report|rumour|rumor|story|leak)s?\b", re.IGNORECASE)
_BALKS = frozenset({"balk", "baulk", "jib"})
_ANNOUNCES = frozenset({"announce", "confirm"})
_READY = frozenset({"ready", "prepared", "prepare", "willing"})
_HOSTILE = re.compile(
    r"^\W*to (?:sue|retaliate|strike|impose|hit|respond|file|fight|cut|close|punish|act|tax|shut|walk|leave)\b",
    re.IGNORECASE,
)
_WARNS = frozenset({"warn", "caution"})
_CONDITION = re.compile(r"\b(?:if|unless|until|otherwise)\b", re.IGNORECASE)


LONGEST = 600
"""Characters of a content that are looked at: what it does, it does early on."""


@cache
def patterns() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    """Return the stances of the lexicon in their order, each as one pattern."""
    rows: Any = lexicon("stances")
    return tuple((row["stance"], re.compile("|".join(row["patterns"]), re.IGNORECASE)) for row in rows)


def stance_of(sense: Sense, words: str, role: Role, lemma: str = "") -> Stance:
    """Return what a statement does.

    Parameters
    ----------
    sense
        The cue's; a telling cue (accuse, reject, urge) decides alone.
    words
        The content.
    role
        The speaker's: experts, media and former officials assess; they offer, refuse and threaten nothing.

    lemma
        The cue's; *warned that aid would stop if …* threatens, *denied that …* informs.

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
    private = role in _PRIVATE
    if sense.stance == "oppose" and _ASKED.search(words[:80]):
        return "refuse"
    if sense.stance == "oppose" and lemma in _BALKS:
        return "refuse"
    if sense.stance in {"oppose", "refuse"} and _RUMOUR.search(words):
        return "inform"
    if lemma in _READY and not private and _HOSTILE.search(words):
        return "threaten"
    if lemma in _WARNS and not private and _CONDITION.search(words):
        return "threaten"
    if sense.stance not in _NEUTRAL:
        return sense.stance
    if lemma == "deny":
        return "inform"
    words = words[:LONGEST]
    for stance, pattern in patterns():
        if private and stance != "assess":
            continue
        if pattern.search(words):
            return "inform" if stance == "assess" and lemma in _ANNOUNCES else stance
    return "assess" if role in ("expert", "former_official") else sense.stance
