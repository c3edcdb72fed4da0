"""Records in words."""

from __future__ import annotations

from talleyrand.analyses.words import with_article
from talleyrand.brief.material import Material
from talleyrand.evidence.records import (
    Actor,
    Contest,
    DateRange,
    Event,
    Expectation,
    Negotiation,
    Party,
    Record,
    Seat,
    Statement,
    Tie,
)

QUOTE_LIMIT = 280
TOGETHER = ("CONSULT", "AGREE", "COOPERATE")

ROLE_WORDS = {
    "official": "official",
    "former_official": "former official, speaks for nobody",
    "expert": "outside expert",
    "media": "media",
    "armed_group": "armed group",
    "international_official": "international official",
    "civilian": "civilian",
    "unknown": None,
}
SEAT_WORDS = {
    "in": "at the table",
    "out": "left out",
    "mediator": "mediates",
    "host": "hosts",
    "invited": "invited",
    "refused": "refuses to come",
    "left": "has left",
}


def shortened(words: str, limit: int = QUOTE_LIMIT) -> str:
    """Return words on one line, cut at a word's end where they are longer than `limit`.

    Examples
    --------
    >>> shortened("one two  three", 9)
    'one two …'
    """
    flat = " ".join(words.split())
    if len(flat) <= limit:
        return flat
    return flat[: limit - 1].rsplit(" ", 1)[0] + " …"


def quoted(record: Record) -> str:
    """Return the words that a record rests on, its pieces joined by an ellipsis; of an event the fullest telling."""
    if isinstance(record, Statement):
        pieces = [span.text for span in record.content]
    elif isinstance(record, Seat):
        pieces = [record.evidence.text]
    elif isinstance(record, Actor):
        pieces = [span.text for span in record.mentions[:1]]
    elif isinstance(record, Event):
        pieces = [max((span.text for span in record.evidence), key=len)]
    else:
        pieces = [span.text for span in getattr(record, "evidence", ())]
    return shortened(" … ".join(pieces))


def code_name(material: Material, code: str | None) -> str:
    """Return a party's name as the case or an actor gives it, else its code."""
    if code is None:
        return "somebody unnamed"
    if code in material.case.parties:
        return with_article(material.case.parties[code].name)
    name = material.actor_names.get(code)
    return with_article(name) if name else code


def who(material: Material, record: Record) -> str:
    """Return who a record is about: the speaker and in whose name, or source and target."""
    if isinstance(record, Statement):
        return _speaker(material, record)
    if isinstance(record, Event):
        both = record.plover in TOGETHER and record.source and record.target
        between = " and " if both else " → "
        return f"{_sides(material, record.source)}{between}{_sides(material, record.target)}"
    if isinstance(record, Seat):
        return f"{code_name(material, record.party)}: {SEAT_WORDS[record.seat]}"
    if isinstance(record, Tie):
        over = f" over {code_name(material, record.over)}" if record.over else ""
        return f"{code_name(material, record.holder)}{over}: {', '.join(record.means) or record.kind}"
    if isinstance(record, Expectation):
        return f"{record.about}: {record.likelihood}"
    if isinstance(record, Negotiation):
        return record.title
    if isinstance(record, Actor):
        return record.name
    if isinstance(record, Contest):
        return f"what {record.issue.replace('_', ' ')} means is open"
    return record.id


def _speaker(material: Material, record: Statement) -> str:
    actor = material.actors.get(record.speaker.actor or "") if record.speaker else None
    name = actor.name if actor else (record.speaker.text if record.speaker else "unnamed")
    known_as = [code_name(material, record.party) if record.party else None, ROLE_WORDS[record.role]]
    told = [word for word in known_as if word and word not in (name, with_article(name))]
    return f"{name} ({', '.join(told)})" if told else name


def _sides(material: Material, sides: tuple[Party, ...]) -> str:
    names = []
    for side in sides:
        actor = material.actors.get(side.actor or "")
        names.append(code_name(material, side.party) if side.party else actor.name if actor else "somebody unnamed")
    return " and ".join(dict.fromkeys(names)) or "–"


def record_date(record: Record) -> DateRange | None:
    """Return the date that a record carries."""
    if isinstance(record, Statement):
        return record.made
    if isinstance(record, Event | Seat):
        return record.date
    return None


def record_status(record: Record) -> str | None:
    """Return a record's status, the ordinary one ("made") left out."""
    status = getattr(record, "status", None)
    return None if status in (None, "made") else str(status)
