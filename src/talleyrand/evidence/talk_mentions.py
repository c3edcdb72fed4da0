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
from talleyrand.evidence.dates import dates_within
from talleyrand.evidence.event_nouns import both_sides
from talleyrand.evidence.event_sides import pobjs, surface_subject
from talleyrand.evidence.event_status import YEARS_BACK
from talleyrand.evidence.lexicon_files import lexicon
from talleyrand.evidence.records import DateRange

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Place = tuple[int, int]

HEADLINE, LEAD, OPENING, BODY = 4, 3, 2, 1
"""How much a mention counts in the headline, in the paragraph after it, in the next one, and later."""
_CLOSE = 3
_FAMILIES = {"summit": "summit", "conference": "conference", "meeting": "meeting", "consultation": "talks"}
_FORMAT = re.compile(r"(?i)^(two|three|four|five|six|seven|eight|\d+)$")
_BEFORE = frozenset({"earlier", "previous", "past", "former", "old", "last"})
_PAST = re.compile(r"\b(in the past|in past years|years ago|decades ago|in earlier (talks|rounds))\b")
_ORDINAL = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "recent", "latest", *_BEFORE})
_APART = frozenset({"separate", "parallel", "bilateral", "another", "other", "different"})
_CARRIERS = frozenset({"take", "hold", "resume", "open", "begin", "start", "enter"})
"""Verbs that mean talks only with a noun for them: "took part", "held talks"."""
_JOINT = _CARRIERS | {"meet", "negotiate", "talk", "agree", "sign", "discuss", "sit", "swap", "exchange", "participate"}
_QUARRELS = frozenset({"clash", "fight", "quarrel", "dispute"})
_OUTSIDERS = frozenset(
    {"broker", "mediate", "host", "facilitate", "arrange", "chair", "sideline", "exclude", "bar", "shut"}
    | {
        "welcome",
        "support",
        "praise",
        "bless",
        "back",
        "condemn",
        "oppose",
        "denounce",
        "fear",
        "follow",
        "watch",
        "urge",
    }
    | {"join", "attend", "call", "convene", "propose", "organise", "organize", "sponsor", "guarantee", "observe"}
)
"""Verbs whose subject need not take part in the talks that they speak of."""
_TO_TALKS = frozenset({"for", "at", "into", "from", "in", "to", "of", "after"})


@dataclass
class TalkMention:
    """Words for talks: the word itself, whom they name, and what tells these talks from others.

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
    aside: bool = False
    form: bool = False
    noun: bool = True

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
        one = _noun(cast, token) if token.pos_ in {"NOUN", "PROPN"} else _verb(cast, token)
        if one is None:
            continue
        one.weight = weight_of(cast, token)
        one.past = long_ago(token, dates, base)
        if one.past and not one.noun:
            continue  # who met years ago is history, an event at most
        found.append(one)
    return found


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


def long_ago(word: Token, dates: tuple[DateRange, ...], base: date | None) -> str | None:
    """Return the year that a clause is dated to where that lies years back: "walked out of similar talks in 2022".

    Without a date in the clause the sentence counts; a date after "since" lasts until now. "In the past" has no year.
    """
    sentence = word.sent
    inside = [
        d for d in dates_within(dates, sentence.start_char, sentence.end_char) if d.to and not _since(d, sentence)
    ]
    words = _clause(word)
    if _PAST.search(" ".join(t.lower_ for t in words)):
        return "the past"
    inside = [d for d in inside if any(d.start <= t.idx < d.end for t in words)] or inside
    if base is None or not inside or not all(d.to.year <= base.year - YEARS_BACK for d in inside if d.to):
        return None
    return str(inside[0].to.year) if inside[0].to else None


def _since(date_: DateRange, sentence: Span) -> bool:
    before = sentence.text[: date_.start - sentence.start_char].rstrip().casefold()
    return before.endswith("since")


def _clause(word: Token) -> list[Token]:
    """Return the words of the clause that a word stands in, without clauses joined to it."""
    verb = next((t for t in (word, *word.ancestors) if t.pos_ in {"VERB", "AUX"}), word)
    cut = {t.i for c in verb.children if c.dep_ in {"conj", "advcl", "parataxis", "ccomp"} for t in c.subtree}
    return [t for t in verb.subtree if t.i not in cut]


def _noun(cast: Cast, noun: Token) -> TalkMention | None:
    lemma = noun.lemma_.lower()
    counted = _count_of_parties(noun)
    if noun.dep_ == "compound" or (lemma not in lexicon("seats")["opening"] and not counted):
        return None
    left = {w.lower_ for w in noun.lefts}
    sides = _sides(cast, noun)
    if (lemma == "contact" and len(sides) < 2) or (lemma == "talk" and noun.tag_ in {"NN", "NNP"}):
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
        aside=bool(left & (_ORDINAL | _APART)),
        form=any(c.lower_ == "of" and _counts_parties(c) for c in noun.children),
    )


def _counts_parties(of: Token) -> bool:
    """Tell whether "talks of three parties" is spoken of: a form that talks may take."""
    return any(w.dep_ == "pobj" and w.lemma_ in {"party", "nation", "power", "side"} for w in of.children)


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
    return word.pos_ == "PROPN" and word.text[:1].isupper() and not word.text.isupper()


def _place(noun: Token) -> str | None:
    """Return the town of talks: "talks in Geneva", "the Geneva talks"."""
    before = noun.doc[noun.i - 1] if noun.i else noun
    if before.dep_ == "compound" and before.head == noun and _proper(before):
        return before.text if before.ent_type_ not in {"ORG", "PERSON", "NORP", "EVENT"} else _town(noun)
    return _town(noun)


def _town(head: Token) -> str | None:
    for prep in head.children:
        if prep.lower_ in {"in", "at"} and prep.dep_ == "prep":
            town = next((w for w in prep.children if w.dep_ == "pobj" and w.pos_ == "PROPN"), None)
            if town is not None and (prep.lower_ == "in" or town.ent_type_ == "GPE"):
                return town.text
    return None


def _sides(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return who talks: what the noun says itself, else with the subject of the clause ("A held talks with B")."""
    one, other = both_sides(cast, noun)
    if one and other:
        return (*one, *other)
    own = _partners(cast, noun)
    if held := _opened_by(cast, noun):
        return held
    held = _holders(cast, noun)
    if own:
        return (*(h for h in held if h.key not in {s.key for s in own}), *own)
    return held if len({s.party for s in held if s.party}) > 1 else ()


def _partners(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return whom "talks with B" and "A's talks" name."""
    for word in (*pobjs(noun, "with"), *(c for c in noun.lefts if c.dep_ == "poss")):
        if sides := tuple(s for s in cast.named(word) if s.party):
            return sides
    return ()


def _opened_by(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return who is to hold talks by a relative clause: "the summit which A and B were to hold"."""
    for clause in noun.children:
        if clause.dep_ == "relcl" and clause.lemma_ not in _OUTSIDERS and surface_subject(clause) != noun:
            held = tuple(s for s in _doers(cast, clause) if s.party and s.word != noun.i)
            if held:
                return held
    return ()


def _holders(cast: Cast, noun: Token) -> tuple[Side, ...]:
    """Return the subject of the clause that talks stand in, where its verb has it take part in them."""
    verb = _governor(noun)
    if verb is None or verb.lemma_ in _OUTSIDERS or any(c.dep_ == "neg" for c in verb.children):
        return ()
    return tuple(s for s in _doers(cast, verb) if s.party)


def _governor(noun: Token) -> Token | None:
    """Return the verb that talks belong to: as its object, or below a preposition ("arrived for talks")."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ in _TO_TALKS:
        above = above.head
        if above.dep_ in {"prep", "prt", "dobj", "advmod"}:
            above = above.head  # "walked out of talks", "set a date for talks"
    elif noun.dep_ not in {"dobj", "conj", "attr"}:
        return None
    return above if above.pos_ == "VERB" else None


def _doers(cast: Cast, verb: Token) -> tuple[Side, ...]:
    subject = surface_subject(verb)
    sides = cast.named(subject) if subject is not None else ()
    return sides if len({s.party for s in sides if s.party}) > 1 else _in_a_row(cast, verb) or sides


def _in_a_row(cast: Cast, verb: Token) -> tuple[Side, ...]:
    """Return the parties named one after another right before a verb, where the parse has lost the first of them."""
    found: dict[str, Side] = {}
    joined = False
    doc = verb.doc
    start = verb.sent.start if verb.sent.start < verb.i else doc[max(0, verb.i - 1)].sent.start
    for token in reversed(doc[start : verb.i]):
        if side := cast.side(token):
            if side.party:
                found.setdefault(side.party, side)
        elif token.text == "-" or doc[max(0, token.i - 1)].text == "-":
            continue
        elif token.lower_ in {"and", ","}:
            joined = joined or token.lower_ == "and"
        elif token.pos_ not in {"PROPN", "NOUN", "ADJ", "DET", "AUX", "ADV"} or token.lower_ == "not":
            break
    return tuple(reversed(found.values())) if joined and len(found) > 1 else ()


def _verb(cast: Cast, verb: Token) -> TalkMention | None:
    """Read "A met B", "A met with B", "A and B agreed"."""
    lemma = verb.lemma_
    if verb.pos_ != "VERB" or lemma not in _JOINT | _QUARRELS | _RECEIVES or _only_told(verb):
        return None
    sides = _doers(cast, verb)
    if lemma in _RECEIVES:
        guests = [c for c in verb.children if c.dep_ == "dobj" and (s := cast.side(c)) and _person(s)]
        sides = (*sides, *(s for word in guests for s in cast.named(word))) if guests else ()
    elif lemma == "meet":
        for word in (*(c for c in verb.children if c.dep_ == "dobj"), *pobjs(verb, "with")):
            sides = (*sides, *(_other_person(cast, verb, word, sides) or cast.named(word)))
    parties = {p: place for p, place in _placed(cast, verb, sides).items() if p not in _bodies()}
    subject = surface_subject(verb)
    if subject is not None and subject.lemma_.lower() in lexicon("seats")["opening"]:
        return None  # "the meeting between A and B took place" is read at its noun
    if len(parties) < 2 or (lemma in _CARRIERS and not _of_talks(verb)):
        return None
    family = "meeting" if lemma in _RECEIVES | {"meet"} else None
    return TalkMention(verb, parties, family, place=_town(verb), noun=False)


_RECEIVES = frozenset({"host", "receive"})


def _person(side: Side) -> bool:
    return side.actor is not None and side.actor.kind == "person"


def _only_told(verb: Token) -> bool:
    """Tell whether a verb is negated or says that somebody only looks on ("will take part as observers")."""
    return any(c.dep_ == "neg" for c in verb.children) or any(t.lemma_ == "observer" for t in verb.subtree)


def _other_person(cast: Cast, verb: Token, word: Token, subjects: tuple[Side, ...]) -> tuple[Side, ...]:
    """Return whom "him" must stand for where the subject cannot be meant: the person named last before the subject."""
    own = {s.party for s in subjects}
    side = cast.side(word)
    if word.tag_ != "PRP" or side is None or side.party not in own:
        return ()
    for token in reversed(verb.doc[verb.sent.start : min((s.word for s in subjects), default=verb.i)]):
        other = cast.side(token)
        if other and other.party and other.party not in own and other.actor and other.actor.kind == "person":
            return (Side(other.actor, other.party, word.i),)
    return ()


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
    return any(w.lemma_.lower() in {"part", "talk", "talks", "negotiation", "summit", "meeting"} for w in verb.children)


def stretch(cast: Cast, word: Token, side: Side) -> Place:
    """Return the code points from a word to the words for one side, both included."""
    doc = word.doc
    first, last = sorted((word.i, side.word))
    mention = cast.by_token.get(side.word)
    start, end = doc[first].idx, doc[last].idx + len(doc[last].text)
    return (min(start, mention.start), max(end, mention.end)) if mention else (start, end)
