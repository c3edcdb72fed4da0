"""Where a document speaks of talks: nouns ("the A–B summit", "talks with B") and verbs ("A met B", "A and B agreed").

A mention is full where it names two parties or more, partial where it names one, bare where it names none. What it
lacks, `talleyrand.evidence.negotiations` finds in the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from talleyrand.evidence.cast import Cast, Side
from talleyrand.evidence.event_sides import objects, pobjs, surface_subject
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.phrases import forms
from talleyrand.evidence.records import DateRange
from talleyrand.evidence.talk_sides import Place, against, doers, is_person, other_person, sides_of, stretch
from talleyrand.evidence.talk_teams import teams_of
from talleyrand.evidence.talk_when import long_ago
from talleyrand.evidence.tree import children

if TYPE_CHECKING:
    from spacy.tokens import Token

HEADLINE, LEAD, OPENING, BODY = 4, 3, 2, 1
"""How much a mention counts in the headline, in the paragraph after it, in the next one, and later."""
_CLOSE = 3
_FAMILIES = {"summit": "summit", "conference": "conference", "meeting": "meeting", "consultation": "talks"}
_FORMAT = re.compile(r"(?i)^(two|three|four|five|six|seven|eight|\d+)$")
_BEFORE = frozenset({"earlier", "previous", "past", "former", "old", "last"})
_ORDINAL = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "recent", "latest", *_BEFORE})
_APART = frozenset({"separate", "parallel", "bilateral", "another", "other", "different"})
_CARRIERS = frozenset({"take", "hold", "resume", "open", "begin", "start", "enter"})
"""Verbs that mean talks only with a noun for them: "took part", "held talks"."""
_REACHES = frozenset({"reach", "strike", "conclude", "hammer", "thrash", "seal", "clinch"})
"""Verbs that mean talks only with a deal that they lead to: "A and B reached a truce"."""
_SPEAKS = frozenset(
    {"meet", "negotiate", "talk", "sit", "haggle", "bargain", "confer", "parley", "wrangle", "discuss", "speak"}
    | {"huddle", "dicker", "dine", "closet", "deliberate", "converse", "barter", "deal"}
)
"""Verbs that name the other side behind "with"."""
_JOINT = _CARRIERS | _REACHES | _SPEAKS | {"agree", "sign", "swap", "exchange", "participate", "initial", "reconvene"}
_JOINT |= {"divide", "share", "settle", "gather", "convene", "differ", "disagree"}
_BROKERS = frozenset(
    {"mediate", "broker", "bridge", "shuttle", "facilitate", "arbitrate", "relay", "carry", "ferry", "convey", "pass"}
    | {"narrow", "reconcile", "conciliate", "adjudicate"}
)
"""Verbs whose doer stands between those who talk."""
_ENVOYS = frozenset({"envoys", "negotiators", "delegates", "delegations", "emissaries"})
"""Words for people that the parser now and then takes for verbs."""
_QUARRELS = frozenset({"clash", "fight", "quarrel", "dispute"})


@dataclass
class TalkMention:
    """Words for talks: the word itself, whom they name, and what tells these talks from others.

    `half` marks talks with somebody who is no party that we know ("talks between Chad and the rebels"),
    `aside` marks a meeting among others ("his second meeting", "separate talks"), `form` a mere form ("talks of three
    parties"), `past` the year of what lies years back.
    """

    word: Token
    sides: dict[str, Place]
    family: str | None
    name: str | None = None
    place: str | None = None
    weight: int = BODY
    past: str | None = None
    topic: str | None = None
    aside: bool = False
    form: bool = False
    noun: bool = True
    half: bool = False

    @property
    def full(self) -> bool:
        """Whether it says who talks with whom."""
        return len(self.sides) > 1 or self.half

    @property
    def bounds(self) -> Place:
        """The code points from the first to the last of the words that name who takes part."""
        own = (self.word.idx, self.word.idx + len(self.word.text))
        places = [*self.sides.values()] or [own]
        return min(p[0] for p in places), max(p[1] for p in places)


def talk_mentions(cast: Cast, dates: tuple[DateRange, ...], base: date | None) -> list[TalkMention]:
    """Return the mentions of talks in the order of the text."""
    found = []
    for token in cast.reading.doc:
        one = _mention(cast, token)
        if one is None:
            continue
        one.weight = weight_of(cast, token)
        one.past = long_ago(token, dates, base)
        if one.past and not one.noun:
            continue  # who met years ago is history, an event at most
        found.append(one)
    return found


def _mention(cast: Cast, token: Token) -> TalkMention | None:
    if token.pos_ in {"NOUN", "PROPN"} or token.lower_ in _ENVOYS:
        return _noun(cast, token) or _teams(cast, token)
    return _among_themselves(cast, token) if token.lower_ == "themselves" else _verb(cast, token)


def weight_of(cast: Cast, word: Token) -> int:
    """Return how much a mention at a word counts."""
    paragraph = cast.reading.document.paragraph_of(word.idx)
    headline = _has_headline(cast)
    if headline and paragraph == 1:
        return HEADLINE
    if paragraph <= 1 + headline:
        return LEAD
    return OPENING if paragraph <= _CLOSE else BODY


def headline_end(cast: Cast) -> int:
    """Return the code point where the headline ends; 0 where a document has none."""
    first = cast.reading.document.text.lstrip().partition("\n")[0]
    return cast.reading.document.text.find(first) + len(first) if _has_headline(cast) else 0


def _has_headline(cast: Cast) -> bool:
    first, _, rest = cast.reading.document.text.lstrip().partition("\n")
    return bool(rest.strip()) and not first.rstrip().endswith((".", "”", '"'))


def _noun(cast: Cast, noun: Token) -> TalkMention | None:
    lemma = noun.lemma_.lower()
    counted = _count_of_parties(noun)
    if noun.dep_ == "compound" or (lemma not in lexicon("seats")["opening"] and not counted):
        return None
    left = {w.lower_ for w in noun.lefts}
    sides = sides_of(cast, noun)
    half = not sides and (one := against(cast, noun)) is not None
    if half and one is not None:
        sides = (one,)
    if (lemma == "contact" and len(sides) < 2 - half) or (lemma == "talk" and noun.tag_ in {"NN", "NNP"}):
        return None  # "there is talk of sanctions"
    if not counted and any(c.dep_ == "compound" and c.lower_ in lexicon("seats")["internal"] for c in noun.lefts):
        return None  # "a news conference"
    name = _name(noun)
    return TalkMention(
        noun,
        _placed(cast, noun, sides, name),
        "talks" if counted else _FAMILIES.get(lemma, "talks"),
        name=name,
        place=_place(noun),
        topic=_topic(noun),
        aside=bool(left & (_ORDINAL | _APART)),
        form=any(c.lower_ == "of" and _counts_parties(c) for c in children(noun)),
        half=half,
    )


def _teams(cast: Cast, noun: Token) -> TalkMention | None:
    """Read "delegations from A and B", "negotiators for A and B", "a channel between A and B"."""
    lemma = noun.lemma_.lower()
    if noun.dep_ == "compound":
        return None
    if lemma in lexicon("seats")["between"]:
        sides = tuple(s for word in pobjs(noun, "between") for s in cast.named(word))
    else:
        sides = teams_of(cast, noun)
    placed = _placed(cast, noun, sides)
    return TalkMention(noun, placed, None, noun=False) if len(placed) > 1 else None


def _counts_parties(of: Token) -> bool:
    """Tell whether "talks of three parties" is spoken of: a form that talks may take."""
    return any(w.dep_ == "pobj" and w.lemma_ in {"party", "nation", "power", "side"} for w in children(of))


def _count_of_parties(noun: Token) -> str | None:
    """Return "six-party" for "the six-party talks", "the six-party format"."""
    i = noun.i
    if i < 3 or noun.doc[i - 2].text != "-" or noun.doc[i - 1].lower_ not in {"party", "nation", "way", "power"}:
        return None
    number = noun.doc[i - 3]
    return f"{number.text}-{noun.doc[i - 1].text}" if _FORMAT.match(number.text) else None


def _name(noun: Token) -> str | None:
    """Return the proper name of talks: "six-party talks", "Geneva talks", "Trump-Kim summit"."""
    if counted := _count_of_parties(noun):
        return f"{counted} talks"
    words = [c for c in noun.lefts if c.dep_ in {"compound", "nmod", "amod"} and _proper(c)]
    if not words:
        return None
    doc = noun.doc
    start = min(w.left_edge.i for w in words)
    if any(t.dep_ == "poss" or t.tag_ in {"DT", "POS"} for t in doc[start : noun.i]):
        return None
    text = " ".join(doc[start : noun.i + 1].text.split())
    return text.strip("[]").replace("[", "").replace("]", "")


def _proper(word: Token) -> bool:
    return word.pos_ == "PROPN" and word.text[:1].isupper()


def _place(noun: Token) -> str | None:
    """Return the town of talks: "talks in Geneva", "the Geneva talks"."""
    before = noun.doc[noun.i - 1] if noun.i else noun
    if before.dep_ == "compound" and before.head == noun and _proper(before):
        body = before.ent_type_ in {"ORG", "PERSON", "NORP", "EVENT"} or before.text.isupper()
        return _town(noun) if body else before.text
    return _town(noun)


MOST_TOPIC = 5
"""Words of a topic that a title takes up."""


def _topic(noun: Token) -> str | None:
    """Return what talks are on, in a few words: "a ceasefire" for "talks on a ceasefire"."""
    for prep in children(noun):
        thing = next((w for w in children(prep) if w.dep_ == "pobj"), None) if prep.lower_ == "on" else None
        if thing is None or thing.ent_type_ in {"DATE", "TIME"}:
            continue
        words = [t for t in thing.subtree if t.i <= thing.i]
        return thing.doc[words[0].i : thing.i + 1].text if len(words) <= MOST_TOPIC else thing.text
    return None


def _town(head: Token) -> str | None:
    after = head.doc[head.i + 1 : head.i + 3]
    if len(after) == 2 and after[0].lower_ == "in" and _proper(after[1]):
        return after[1].text
    for prep in children(head):
        if prep.lower_ in {"in", "at"} and prep.dep_ == "prep":
            town = next((w for w in children(prep) if w.dep_ == "pobj" and w.pos_ == "PROPN"), None)
            if town is not None and (prep.lower_ == "in" or town.ent_type_ == "GPE"):
                return town.text
    return None


def _verb(cast: Cast, verb: Token) -> TalkMention | None:
    """Read "A met B", "A met with B", "A and B agreed"."""
    lemma = verb.lemma_
    if verb.pos_ != "VERB" or _only_told(verb):
        return None
    if lemma in _BROKERS:
        return _brokered(cast, verb)
    if lemma in _BRINGS:
        return _brought(cast, verb)
    if lemma not in _JOINT | _QUARRELS | _RECEIVES:
        return None
    sides = () if _go_between(surface_subject(verb)) else doers(cast, verb)
    if lemma in _RECEIVES:
        guests = [c for c in children(verb) if c.dep_ == "dobj" and (s := cast.side(c)) and is_person(s)]
        sides = (*sides, *(s for word in guests for s in cast.named(word))) if guests else ()
    elif lemma in _SPEAKS:
        met = [c for c in children(verb) if c.dep_ == "dobj"] if lemma == "meet" else []
        for word in (*met, *pobjs(verb, "with")):
            sides = (*sides, *(other_person(cast, verb, word, sides) or cast.named(word)))
    parties = {p: place for p, place in _placed(cast, verb, sides).items() if p not in _bodies()}
    subject = surface_subject(verb)
    if subject is not None and subject.lemma_.lower() in lexicon("seats")["opening"]:
        return None  # "the meeting between A and B took place" is read at its noun
    half = (
        len(parties) == 1 and any(not s.party and s.actor is not None for s in sides) and lemma in _REACHES | _CARRIERS
    )
    if (
        len(parties) < 2 - half
        or (lemma in _CARRIERS and not _of_talks(verb))
        or (lemma in _REACHES and not _a_deal(verb))
    ):
        return None
    family = "meeting" if lemma in _RECEIVES | {"meet"} else None
    return TalkMention(verb, parties, family, place=_town(verb), noun=False, half=half)


_RECEIVES = frozenset({"host", "receive"})


def _go_between(subject: Token | None) -> bool:
    """Tell whether it is go-betweens who meet somebody: they are no side."""
    words = {"between", "betweens", "mediator", "broker", "intermediary", "facilitator"}
    return subject is not None and subject.lemma_.lower() in words


def _brokered(cast: Cast, verb: Token) -> TalkMention | None:
    """Read "relayed proposals between A and B", "to bridge the gap between A and B"."""
    sides = tuple(s for word in pobjs(verb, "between") for s in cast.named(word))
    placed = _placed(cast, verb, sides)
    return TalkMention(verb, placed, None, noun=False) if len(placed) > 1 else None


_BRINGS = frozenset({"bring", "get", "coax", "lure", "summon", "draw", "gather", "reunite", "herd", "drag"})
_WHITHER = frozenset({"to", "into", "back", "together", "around", "round", "in", "at", "aboard", "under"})


def _brought(cast: Cast, verb: Token) -> TalkMention | None:
    """Read "has brought A and B back to the dam", "gathered A and B in Sochi"."""
    sides = tuple(s for thing in objects(verb) for s in cast.named(thing))
    placed = _placed(cast, verb, sides)
    if len(placed) < 2 or not any(c.lower_ in _WHITHER for c in children(verb)):
        return None
    return TalkMention(verb, placed, None, place=_town(verb), noun=False)


def _among_themselves(cast: Cast, word: Token) -> TalkMention | None:
    """Read "A and B are settling the matter between themselves"."""
    verb = next((t for t in word.ancestors if t.pos_ == "VERB"), None)
    if word.head.lower_ not in {"between", "among"} or verb is None or _only_told(verb):
        return None
    placed = _placed(cast, verb, doers(cast, verb))
    return TalkMention(verb, placed, None, place=_town(verb), noun=False) if len(placed) > 1 else None


def _a_deal(verb: Token) -> bool:
    """Tell whether it is a deal that is reached: "the arrangement that A and B reached"."""
    deals = frozenset(lexicon("seats")["deals"])
    things = [*objects(verb), *(verb.head for _ in (1,) if verb.dep_ == "relcl")]
    return any(t.lemma_.lower() in deals for t in things)


def _only_told(verb: Token) -> bool:
    """Tell whether a verb is negated, refused, or says that somebody only looks on ("will take part as observers")."""
    if verb.dep_ == "xcomp" and verb.head.lemma_ in {"refuse", "decline", "fail"}:
        return True
    if any(c.dep_ == "neg" for c in children(verb)):
        return True
    said = forms(verb.doc)
    return any("observer" in said[i] for i in range(verb.left_edge.i, verb.right_edge.i + 1))


def _placed(cast: Cast, word: Token, sides: tuple[Side, ...], name: str | None = None) -> dict[str, Place]:
    """Return the words that place each side; a name that holds them both ("Trump-Kim summit") is not cut."""
    found: dict[str, Place] = {}
    end = word.idx + len(word.text)
    start = word.doc.text.rfind(name, 0, end) if name else -1
    for side in sides:
        if side.party:
            first, last = stretch(cast, word, side)
            whole = start >= 0 and start <= first < end
            found.setdefault(side.party, (start if whole else first, last))
    return found


def _bodies() -> frozenset[str]:
    return frozenset(forum["party"] for forum in lexicon("seats")["forums"].values())


def _of_talks(verb: Token) -> bool:
    return any(
        w.lemma_.lower() in {"part", "talk", "talks", "negotiation", "summit", "meeting"} for w in children(verb)
    )
