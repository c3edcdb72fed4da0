"""Offices: reading who somebody is, and for whom, from a title, an apposition or a description."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from talleyrand.evidence.ground import Ground
from talleyrand.evidence.lexicons import Entity, Offices, offices
from talleyrand.evidence.records import Role

_SERVES = frozenset({"of", "at", "for", "with", "in", "from", "on"})
_OF_OFFICE = frozenset(
    {"state", "staff", "defense", "defence", "state.", "exchequer", "mission", "treasury", "commerce"}
)
_ABROAD = frozenset({"ambassador", "envoy", "emissary"})
_OF_STATES = frozenset({"official", "negotiator", "diplomat", "envoy", "delegation", "spokesman", "spokeswoman"})
_OF_TOWNS = frozenset(
    {"mayor", "governor", "councillor", "councilor", "prosecutor", "judge", "officer", "correspondent", "resident"}
    | {"citizen", "bishop", "cardinal", "priest", "chief", "commander", "prince", "patriarch", "trader", "worker"}
)
_REBEL = frozenset({"rebel", "separatist", "militia", "insurgent", "guerrilla", "militant", "jihadist", "secessionist"})
_HEADS = frozenset(
    {"president", "chief", "chairman", "chairwoman", "chair", "director", "head", "executive", "vice-president"}
)
_NO_PARTY: frozenset[str] = frozenset({"expert", "former_official", "media", "civilian", "unknown"})


@dataclass(frozen=True)
class Title:
    """An office or calling as words give it.

    `office` is the phrase without country, rank words kept ("deputy foreign minister"); `head` its noun; `plural`
    tells whether it names several people; `party` is the code that its holder speaks for; `owner` the token of "its" or
    "his" where the state is not named; `other_body` tells of a body before it that the lexicon lacks;
    `presumed` that the state is only the one that has such an office first of all.
    """

    office: str
    head: str
    role: Role
    party: str | None
    state: str | None
    former: bool
    plural: bool
    first: int
    last: int
    owner: int | None = None
    other_body: bool = False
    presumed: bool = False

    @property
    def female(self) -> bool | None:
        """Sex of the holder where the word itself says it."""
        words = set(self.office.split())
        if words & offices().female:
            return True
        return False if words & offices().male else None


def title_at(ground: Ground, low: int, high: int, head: int | None = None) -> Title | None:
    """Read the first office between two tokens (or that headed by `head`), with the country or body beside it.

    Examples
    --------
    "a former Russian diplomat and lawmaker" is a former official; "the chair of the Russia Program at the Carnegie
    Moscow Center" an expert; "Houthi spokesman" of an armed group; "Ukraine's deputy defence minister" official.
    """
    head = _head(ground, low, high) if head is None else head
    if head is None or _noun(ground, head) is None:
        return None
    known, doc = offices(), ground.doc
    noun = _noun(ground, head)
    assert noun is not None
    start = _office_start(ground, low, head)
    tail = _of_office(ground, head, high)
    words = [doc[i].lower_ for i in range(start, tail) if i not in ground.at]
    office = " ".join(word for word in words if not _is_former(word, known)).replace(" - ", "-")
    former = any(_is_former(doc[i].lower_, known) for i in range(low, head))
    body = _body(ground, low, head, tail, high, noun)
    party = (body.party if body else None) or known.states.get(office) or known.states.get(noun)
    role = _role(ground, noun, words, body, tail, high)
    foreign = body is None and _serves_unknown(ground, low, start)
    if foreign and noun in _HEADS:
        role = "expert" if known.is_institute(t.lower_ for t in doc[low:start]) else "unknown"
    if former and role in {"official", "international_official"}:
        role = "former_official"
    return Title(
        office=office,
        head=noun,
        role=role,
        party=None if role in _NO_PARTY or "opposition" in words else party,
        state=(body.state or body.party) if body else party,
        former=former,
        plural=doc[head].tag_ in {"NNS", "NNPS"} or doc[head].lower_ not in known.roles,
        first=start,
        last=tail,
        other_body=foreign,
        presumed=party is not None and (body is None or body.party is None),
        owner=None if party else next((i for i in range(low, head) if doc[i].tag_ == "PRP$"), None),
    )


def _serves_unknown(ground: Ground, low: int, start: int) -> bool:
    """Tell whether a name that the lexicon lacks stands before an office: "Gazprom chief", "Likud leader"."""
    if start > low and ground.doc[start - 1].text in {"'s", "'"}:
        return False  # "Clinton's chief of staff" serves a person
    return any(
        t.pos_ == "PROPN" and t.text[:1].isupper() and t.i not in ground.at and not _is_former(t.lower_, offices())
        for t in ground.doc[max(low, start - 4) : start]
    )


def _noun(ground: Ground, index: int) -> str | None:
    token = ground.doc[index]
    if token.pos_ in {"VERB", "AUX", "ADV", "PART", "DET", "ADP"} or index in ground.at:
        return None
    if token.pos_ == "ADJ" and token.lower_ not in {"representative", "general", "official", "chief"}:
        return None
    return offices().head(token.text)


def _head(ground: Ground, low: int, high: int) -> int | None:
    """Find the last noun of the first run of office words ("chief negotiator", "deputy foreign minister")."""
    found: int | None = None
    for i in range(low, high):
        if _noun(ground, i):
            found = i
        elif (found is not None and not (ground.doc[i].lower_ in offices().modifiers or i in ground.at)) or (
            ground.doc[i].pos_ in {"VERB", "AUX"}
            and found is None
            and ground.doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"}
        ):
            break
    return found


def _office_start(ground: Ground, low: int, head: int) -> int:
    """Walk left from the head over rank and portfolio words."""
    start = head
    while start > low and start - 1 not in ground.at:
        token = ground.doc[start - 1]
        allowed = token.lower_ in offices().modifiers or offices().head(token.text) or token.text in {"-", "and", "&"}
        if not allowed or (token.lower_ == "and" and not _portfolio_before(ground, start - 1, low)):
            break
        start -= 1
    return start


def _portfolio_before(ground: Ground, index: int, low: int) -> bool:
    return index - 1 >= low and ground.doc[index - 1].lower_ in offices().modifiers


def _of_office(ground: Ground, head: int, high: int) -> int:
    """Return the token after "secretary of state" and its like."""
    doc = ground.doc
    if head + 2 < len(doc) and doc[head + 1].lower_ == "of":
        if doc[head + 2].lower_ in _OF_OFFICE:
            return head + 3
        if doc[head + 2].lower_ == "the" and head + 3 < len(doc) and doc[head + 3].lower_ in _OF_OFFICE:
            return head + 4
    return head + 1


def _is_former(word: str, known: Offices) -> bool:
    return word in known.former or word.startswith("ex-")


def _body(ground: Ground, low: int, head: int, tail: int, high: int, noun: str) -> Entity | None:
    """Find whom an office serves: the nearest name before it, else the one after "of" or "at"."""
    for i in range(head - 1, low - 1, -1):
        if (entity := ground.entity(i)) and (ground.at[i].form.how != "capital" or _from_capital(ground, i, noun)):
            return entity
    return _body_after(ground, tail, high, noun)


def _from_capital(ground: Ground, index: int, noun: str) -> bool:
    """Tell "Moscow's top diplomat", "Kyiv officials" from "the Moscow mayor", "a Moscow resident"."""
    owns = index + 1 < len(ground.doc) and ground.doc[index + 1].text in {"'s", "'"}
    return noun not in _OF_TOWNS if owns else noun in _OF_STATES


def _body_after(ground: Ground, tail: int, high: int, noun: str) -> Entity | None:
    linked = False
    for i in range(tail, min(high, tail + 14, len(ground.doc))):
        token = ground.doc[i]
        if token.lower_ in _SERVES:
            linked = token.lower_ != "in" and not (noun in _ABROAD and token.lower_ == "for")
        elif token.lower_ in {"to", "against", "who", "which"} or token.pos_ in {"VERB", "AUX"}:
            return None
        elif linked and (entity := ground.entity(i)) and ground.at[i].form.how in {"name", "seat", "demonym"}:
            return entity
    return None


def _role(ground: Ground, noun: str, words: Iterable[str], body: Entity | None, tail: int, high: int) -> Role:
    known = offices()
    role = known.roles[noun]
    if role == "official" and _REBEL.intersection(words):
        return "armed_group"
    if body is not None and body.role == "armed_group" and role == "official":
        return "armed_group"  # also where the movement governs and calls them ministers
    if noun == "commissioner" and body is not None and body.kind == "state":
        return "official"
    if noun not in known.follows_body:
        return role
    if body is not None:
        if body.kind == "state":
            return "official" if role in {"official", "unknown"} else role
        if body.role in {"international_official", "armed_group", "media", "expert", "official"}:
            return role if role == "expert" else body.role
    if noun not in {"ambassador", "envoy", "official", "governor", "politician"}:
        after = [t.lower_ for t in ground.doc[tail : min(high, tail + 16)]]
        if known.is_institute(after):
            return "expert"
    return role


def title_before(ground: Ground, name: int) -> Title | None:
    """Read the title that stands before a name which begins at token `name`.

    Examples
    --------
    "Russian Foreign Minister [Sergei Lavrov]", "the U.N. special envoy for Syria, [Staffan de Mistura]".
    """
    apart = name >= 3 and ground.doc[name - 1].text == ","
    if apart:
        return _apart(ground, name)
    start = _left_edge(ground, name)
    if start == name:
        return None
    title = title_at(ground, _with_owner(ground, start), name)
    if title is None or title.plural or title.last < name - 1:
        return None
    if title.state is None and start >= 3 and ground.doc[start - 1].text == ",":
        return _apart(ground, start) or title  # "the army chief, General …"
    return title


def _apart(ground: Ground, name: int) -> Title | None:
    """Read "its ambassador to the WTO, [Caio Reis],": the tree says what the name stands beside."""
    doc = ground.doc
    root = next((t for t in doc[name : name + 5] if t.dep_ == "appos" and t.head.i < name - 1), None)
    if root is not None and offices().head(root.head.text):
        start, head = root.head.left_edge.i, root.head.i
        title = title_at(ground, max(start, head - 9), name - 1, head)
    else:
        start = _with_owner(ground, _left_edge(ground, name - 1))
        title = title_at(ground, start, name - 1) if start < name - 1 else None
        if title is None and start > 1 and doc[start - 1].lower_ in {"for", "on"}:
            start = _with_owner(ground, _left_edge(ground, start - 1))  # "its commissioner for trade, …"
            title = title_at(ground, start, name - 1)
    return title if title and not title.plural and _definite(ground, start) else None


def _with_owner(ground: Ground, start: int) -> int:
    """Take in "its" or "their" before a title."""
    return start - 1 if start and ground.doc[start - 1].tag_ == "PRP$" else start


def _definite(ground: Ground, start: int) -> bool:
    """Tell whether a phrase names one holder: "the …", "its …", "Georgia's …"."""
    near = ground.doc[max(0, start - 1) : start + 5]
    return any(t.lower_ in {"the", "his", "her", "its", "their", "'s"} for t in near)


def _left_edge(ground: Ground, name: int) -> int:
    """Walk left over what a title may hold: nouns, adjectives, names of states, 's, "of"; a comma only at its end."""
    doc, i = ground.doc, name
    while i > 0 and name - i < 12:
        token = doc[i - 1]
        if (
            token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
            or i - 1 in ground.at
            or token.text in {"'s", "'", "-", "of", "&"}
        ) or (token.lower_ == "and" and i >= 2 and doc[i - 2].lower_ in offices().modifiers):
            i -= 1
        else:
            break
    while i < name and doc[i].text in {"of", "-", "'s", "'", "&", "and", "for"}:
        i += 1
    return i
