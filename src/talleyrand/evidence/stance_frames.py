"""What a statement does by its cue and the complement that the cue takes: *warned that …*, *insisted that it stay*."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from talleyrand.evidence.attribution import Attribution
from talleyrand.evidence.cues import PARTS, Sense
from talleyrand.evidence.cues import lexicon as lexicon_of_cues
from talleyrand.evidence.lexicon_files import words_of
from talleyrand.evidence.mood import Clause
from talleyrand.evidence.records import Role, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Told:
    """How words are told.

    Parameters
    ----------
    lemma
        The cue's, "" where there is none.
    rule
        The rule that found them.
    quoted
        They stand in marks, all of them.
    past
        The cue is in the past.
    clause
        Their main clause, None where they have none.
    """

    lemma: str = ""
    rule: str = ""
    quoted: bool = False
    past: bool = False
    clause: Clause | None = None


PRIVATE = frozenset({"expert", "former_official", "media", "civilian"})
"""Who offers, refuses and threatens nothing."""
NEUTRAL = frozenset({"inform", "assess", "other"})
FUTURE = frozenset({"will", "would", "shall", "may", "might", "could", "can"})

_ASKED = re.compile(
    r"^(?:(?:the|a|an|any|all|this|that|these|those|its|his|her|their|\w+[’']s?|\w+ian|\w+ese|\w+ish) )*"
    r"(?:demand|proposal|offer|request|call|appeal|plan|condition|term|ultimatum|invitation|suggestion|draft|deal)s?\b",
    re.IGNORECASE,
)
_RUMOUR = re.compile(r"^(?:an?|the|any|all) (?:\w+ )?(?:report|rumour|rumor|story|leak)s?\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|unless|until|otherwise|as long as)\b", re.IGNORECASE)
_HOSTILE = re.compile(
    r"^\W*(?:to )?(?:using?|su(?:e|ing)|retaliat|strik|impos|hit|respond|fil(?:e|ing)|fight|cut|clos|punish|act\b|tax|"
    r"shut|walk|leav|quit|withdraw|with?hold|stop|halt|suspend|expel|seiz|freez|block|veto|rais|arm|cancel|"
    r"tear|scrap|break|turn(?:ing)? off|boycott|sever|end(?:ing)?\b|pull|bomb|attack|invad|annex|mobili[sz]|deploy)\w*",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"\b(?:curbs?|bans?|tariffs|sanctions|countermeasures|retaliat\w+|reprisals?|boycott|embargo|blockade|war|force|"
    r"consequences|reckoning|veto|strikes?|walkout|response)\b",
    re.IGNORECASE,
)
_NATURAL = re.compile(
    r"\b(?:rise|rising|fall|collapse|fail|spread|worsen|suffer|starve|die|hungry|hunger|famine|drought|flood\w*|prices?|"
    r"inflation|epidemic|disease|shortages?|melt|dry up|run (?:out|dry|short)|default|recession|costs?|slow)\b",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"^\W*(?:the|a|an|its|his|her|their) (?:\w+ )?(?:need|necessity|urgency|right|demand|call|obligation|duty)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:no|not|nothing|never|nobody|none)\b|n[’']t\b", re.IGNORECASE)
_NOT_SO = re.compile(r"\bnot an? \w+", re.IGNORECASE)
_LABELS = frozenset({"object", "open-object", "tagger"})
_MARKS = frozenset("\"“‘'")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?", re.IGNORECASE)


def cues_that(name: str) -> frozenset[str]:
    """Return the cues under a heading of the lexicon of stances."""
    return words_of("stances", "cues", name)


@cache
def _bad() -> frozenset[str]:
    return words_of("polarity", "bad") | words_of("stances", "ill")


@cache
def harmful() -> frozenset[str]:
    """Return verbs whose object fares badly or whose subject shows badly, without those of mere words."""
    verbs = words_of("polarity", "hurts") | words_of("stances", "harm")
    return frozenset(v for v in verbs if ("verb", v) not in lexicon_of_cues()) - words_of("stances", "harmless")


def sense_of(doc: Doc, attribution: Attribution) -> Sense:
    """Return the sense of a cue in the frame that it has here, where the rule that found it could not tell.

    *called for the arsenals to be counted*, found by the tagger, demands; *expects the text signed*, a frame that the
    lexicon lacks, assesses as *expects* does in others.
    """
    if attribution.lemma == "ask" and attribution.rule.startswith("quote"):
        return Sense("speech", "inform")
    beyond = attribution.rule.startswith("open-")
    if attribution.rule == "object" and attribution.lemma in cues_that("carry"):
        return _of_noun(doc, attribution)
    if attribution.cue is None or not (beyond or attribution.rule == "tagger"):
        return attribution.sense
    head = doc[attribution.head]
    frames = lexicon_of_cues().get((PARTS.get(head.pos_, "verb"), attribution.lemma), {})
    if not frames:
        return Sense("speech", "inform") if beyond else attribution.sense
    last = doc.text[slice(*attribution.cue)].split()[-1].lower()
    if beyond:
        return frames.get(last, next(iter(frames.values())))
    return frames.get(last, attribution.sense)


def _of_noun(doc: Doc, attribution: Attribution) -> Sense:
    """Return the sense of the noun of speech that a cue hands over (*lodged a protest against the road*)."""
    noun = next((c for c in doc[attribution.head].rights if c.dep_ == "dobj"), None)
    frames = {} if noun is None else lexicon_of_cues().get(("noun", noun.lemma_.lower()), {})
    return next((sense for sense in frames.values() if sense.stance not in NEUTRAL), attribution.sense)


def by_frame(sense: Sense, words: str, role: Role, told: Told) -> Stance | None:
    """Return what the cue and its complement make of a statement; None where the words have to tell.

    Examples
    --------
    >>> warned = Told(lemma="warn", clause=Clause("flow", modal="would"))
    >>> by_frame(Sense("speech", "assess"), "its gas would flow elsewhere", "official", warned)
    'threaten'
    >>> by_frame(Sense("speech", "assess"), "prices would rise", "official", warned) is None
    True
    """
    if sense.stance in ("oppose", "refuse"):
        if sense.stance == "oppose" and (_ASKED.search(words[:80]) or told.lemma in cues_that("balk")):
            return "refuse"
        if _RUMOUR.search(words):
            return "inform"
    if told.lemma in cues_that("label") and told.rule in _LABELS and sense.stance in NEUTRAL:
        if _has(words, _bad()):
            return "oppose"
        if _has(words, words_of("polarity", "good")) and role not in PRIVATE:
            return "support"
    if role in PRIVATE:
        return None if sense.stance in NEUTRAL else sense.stance
    if told.lemma in ("speak", "talk") and told.rule == "preposition" and (told.quoted or words[:1] in _MARKS):
        return "oppose"
    return _threat(words, role, told) or _wish(sense, words, told) or _rest(sense, words, told)


def _threat(words: str, role: Role, told: Told) -> Stance | None:
    """Take *warned that its gas would flow elsewhere*, *hinted at a boycott*, *is ready to strike*."""
    if told.lemma in cues_that("ready") and _HOSTILE.search(words):
        return "threaten"
    if told.lemma in cues_that("warn"):
        if _CONDITION.search(words):
            return "threaten"
        acts = told.clause is not None and told.clause.modal in FUTURE
        if role != "international_official" and (acts or told.rule == "preposition") and not _NATURAL.search(words):
            return "threaten"
    if told.lemma in cues_that("hint"):
        if told.clause is not None and told.clause.modal in FUTURE:
            return "threaten" if not _NATURAL.search(words) else None
        if _HOSTILE.search(words) or _HARM.search(words):
            return "threaten"
    return None


def _wish(sense: Sense, words: str, told: Told) -> Stance | None:
    """Take what is asked for in the subjunctive, proposed as a thing, or stressed as a need."""
    clause = told.clause
    if clause is not None and told.lemma in cues_that("bid"):
        unshifted = told.past and clause.plain and told.lemma == "insist"
        if clause.bare or unshifted:
            return "offer" if sense.stance == "offer" else "demand"
    if told.lemma in cues_that("propose") and told.rule in ("object", "open-object", "gerund") and not told.quoted:
        return "offer"
    if told.lemma in cues_that("stress") and _NEED.search(words):
        return "demand"
    return None


def _rest(sense: Sense, words: str, told: Told) -> Stance | None:
    clause = told.clause
    ahead = clause is not None and clause.modal in ("will", "would", "shall")
    if told.lemma in cues_that("assure"):
        return "promise" if ahead else "inform"
    if told.lemma in cues_that("concede") and ahead and not _DENIES.search(words):
        return "accept"
    if sense.stance not in NEUTRAL:
        return sense.stance
    return "inform" if told.lemma == "deny" else None


def colour(words: str) -> Stance | None:
    """Return what words without a verb do by their good or ill names: *a shameful day* opposes."""
    return "oppose" if _has(words, _bad()) else "support" if _has(words, words_of("polarity", "good")) else None


def _has(words: str, names: frozenset[str]) -> bool:
    """Tell whether words hold one that speaks well or ill: *a robbery*, and not *a delay, not a defeat*."""
    return not _NOT_SO.search(words) and any(word.lower() in names for word in _WORD.findall(words))
