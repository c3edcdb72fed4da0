"""What a statement does: demand, offer, refuse, threaten, …, from its cue first and from its words where the cue is neutral."""

from __future__ import annotations

import re

from talleyrand.evidence.cues import Sense
from talleyrand.evidence.records import Role, Stance

_NEUTRAL = frozenset({"inform", "assess", "other"})
_PRIVATE = frozenset({"expert", "former_official", "media", "civilian"})

_WE = r"\b(?:we|i|our|us|my)\b"
_RULES: tuple[tuple[Stance, str], ...] = (
    (
        "threaten",
        r"\b(?:will|would|shall|’ll|'ll)\b[^.;]*\b(?:retaliat\w+|respond (?:in kind|with force)|pay (?:a|the) (?:\w+ )?price|"
        r"consequences|strike back|resume (?:\w+ )?(?:attacks|strikes|shelling|fighting)|walk (?:away|out)|destroy\w*)\b",
    ),
    (
        "refuse",
        r"\b(?:we|i|it|they|he|she)\b[^.,;]{0,20}\b(?:will|would|can|could|shall|do|does|did|is|are)(?: not|n[’']t| never)\b"
        r"[^.;]{0,25}\b(?:accept|agree|negotiat\w*|trade|give|yield|allow|tolerat\w+|recogni[sz]e|sign|withdraw|return|"
        r"surrender|bow|concede|talk|discuss|consider|compromise|bargain|pay|bend|abandon|stop|retreat)\b"
        r"|\b(?:ruled? out|out of the question|unacceptable|non-?negotiable|no (?:talks|negotiations|concessions|deal)\b)",
    ),
    (
        "accuse",
        r"\b(?:violat\w+|breach(?:ed|es|ing)|lied|lying|lies|cheat\w+|illegal\w*|war crimes?|aggress\w+|sabotag\w+|blackmail\w*|"
        r"massacr\w+|smuggl\w+|steal\w*|stole|to blame|provocation|forced labou?r|genocide)\b",
    ),
    (
        "offer",
        r"\b(?:ready|willing|prepared|open) (?:to|for)\b|\bcould (?:agree|accept) \w+|\bwould (?:accept|agree|lift|release|"
        r"withdraw|pull|sign|send|pay|free|suspend|freeze|halt|stop|end|return|allow|join)\b[^.;]* \b(?:if|once|provided|"
        r"as soon as|in (?:return|exchange))\b|\b(?:only )?if\b[^.;]*\bwould (?:accept|lift|release|withdraw|sign|be gone)\b"
        r"|\bwould (?:reopen|extend|lift|release|suspend|freeze|withdraw|resume talks|grant|host|guarantee)\b",
    ),
    (
        "demand",
        r"\b(?:must|should|ought to|need(?:s|ed)? to|ha(?:s|ve|d) to|shall|no longer be allowed|only if|unless|"
        r"without (?:the )?(?:lifting|removal|release|withdrawal)|calls? (?:on|for)|demand\w*|urge\w*|insist\w*)\b"
        r"|^\W*no [\w ]+, no \w+|\bthere (?:cannot|can’t|can't) be\b",
    ),
    ("promise", r"\b(?:we|i)(?: will|[’']ll| shall| pledge| promise| guarantee| are committed)\b"),
    (
        "accept",
        r"\b(?:we|i|it|they|he|she)\b[^.,;]{0,12}\b(?:accept(?:s|ed)?|agree(?:s|d)?|ha(?:s|ve|d) accepted|consent\w*)\b",
    ),
    (
        "support",
        r"\b(?:welcom\w+|support\w*|endors\w+|backs?\b|happy (?:that|if)|applaud\w*|prais\w+|step in the right direction)\b",
    ),
    (
        "oppose",
        r"\b(?:oppos\w+|reject\w*|against|condemn\w*|wrong|mistake|dangerous|disaster|reckless|regret\w*|unfair)\b",
    ),
    (
        "assess",
        r"\b(?:may|might|could|would|likely|unlikely|probably|perhaps|seems?|appears?|because|matters?|means?|important|"
        r"too|very|more than|less|never|always|hard|difficult|limited|clear|enough|every|nobody|everyone|if)\b",
    ),
)
_COMPILED = tuple((stance, re.compile(pattern, re.IGNORECASE)) for stance, pattern in _RULES)
_ASKED = re.compile(
    r"^(?:(?:the|a|an|any|all|this|that|these|those|its|his|her|their|\w+[’']s?|\w+ian|\w+ese|\w+ish) )*"
    r"(?:demand|proposal|offer|request|call|appeal|plan|condition|term|ultimatum|invitation|suggestion|draft|deal)s?\b",
    re.IGNORECASE,
)
_WARNS = frozenset({"warn", "caution"})
_CONDITION = re.compile(r"\b(?:if|unless|until|otherwise)\b", re.IGNORECASE)


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
    if lemma in _WARNS and not private and _CONDITION.search(words):
        return "threaten"
    if sense.stance not in _NEUTRAL:
        return sense.stance
    if lemma == "deny":
        return "inform"
    for stance, pattern in _COMPILED:
        if private and stance != "assess":
            continue
        if pattern.search(words):
            return stance
    return "assess" if role in ("expert", "former_official") else sense.stance
