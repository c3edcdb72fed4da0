"""The records of the ledger: what a report says, each on its exact words.

Unknown is None, never an invented value. Every record prints as one line of JSON (`Record.as_json`) in the
form that ``talleyrand read --json`` promises; see the reference page on records.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, model_validator

from talleyrand.reading.span import Frozen, Span

ActorKind = Literal["person", "state", "organisation", "group"]
Role = Literal[
    "official",
    "former_official",
    "expert",
    "media",
    "armed_group",
    "international_official",
    "civilian",
    "unknown",
]
StatementKind = Literal["direct", "mixed", "indirect"]
StatementStatus = Literal["made", "planned", "hypothetical", "denied"]
Stance = Literal[
    "demand",
    "offer",
    "accept",
    "refuse",
    "support",
    "oppose",
    "threaten",
    "accuse",
    "promise",
    "assess",
    "inform",
    "other",
]
Plover = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
EventStatus = Literal["happened", "planned", "hypothetical", "historical", "denied"]
SeatKind = Literal["in", "out", "mediator", "host", "invited", "refused", "left"]
TieKind = Literal["lever", "dependence", "constraint", "linkage"]
Likelihood = Literal["unlikely", "open", "likely"]
Granularity = Literal["day", "week", "month", "part", "year", "decade", "vague"]


class By(Frozen):
    """Who proposed a record: a rule, a model or a person, by name, with a confidence in [0, 1] or None."""

    name: str
    kind: Literal["rule", "model", "person"] = "rule"
    confidence: float | None = Field(default=None, ge=0, le=1)


class Ref(Frozen):
    """Words of the same document that name somebody or something; `actor` where they could be resolved."""

    text: str
    start: int
    end: int
    actor: str | None = None


class DateRange(Frozen):
    """A date as far as the words fix it: first and last day (both may be None), and how fine it is."""

    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    granularity: Granularity = "day"
    text: str
    start: int
    end: int

    model_config = Frozen.model_config | {"populate_by_name": True}

    @model_validator(mode="after")
    def _ordered(self) -> DateRange:
        if self.from_ and self.to and self.to < self.from_:
            raise ValueError(f"the date ends ({self.to}) before it begins ({self.from_})")
        return self


class Party(Frozen):
    """One side of an event: an actor's id and the party it acts for; either may be unknown."""

    actor: str | None = None
    party: str | None = None


class Position(Frozen):
    """Where words place somebody on an issue's anchored scale.

    Parameters
    ----------
    issue
        Key of the issue in the catalogue.
    holder
        Party code whose position it is: the speaker's own, or the one spoken about (hearsay).
    low, high
        Range on the scale, 0 to 100; both None where the words touch the issue and take no side.
    own
        True where a speaker states the position of the party it speaks for.
    cue
        The words that the match rests on.
    """

    issue: str
    holder: str | None
    low: float | None = Field(default=None, ge=0, le=100)
    high: float | None = Field(default=None, ge=0, le=100)
    own: bool = False
    cue: Span


class Record(Frozen):
    """What all records share."""

    id: str
    document: str

    def spans(self) -> Iterator[Span]:
        """Yield every stretch of words that the record quotes, those of speakers, dates and references too."""
        for name in type(self).model_fields:
            yield from _spans_in(getattr(self, name), self.document)

    def as_json(self) -> dict[str, Any]:
        """Return the record as plain JSON values, ``type`` first."""
        data = self.model_dump(mode="json", by_alias=True)
        return {"type": data.pop("type"), **data}


def _spans_in(value: object, document: str) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Ref | DateRange | Speaker):
        yield Span(document=document, start=value.start, end=value.end, text=value.text)
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans_in(item, document)
    elif isinstance(value, Position):
        yield value.cue


class Actor(Record):
    """Somebody whom a document names, with all the places where it does.

    `key` is the same in every document (a party code for states and organisations, the folded name for people);
    `party` is the ISO 3166 alpha-3 code of the state, or an organisation's short name, that the actor speaks for;
    `state` is the code of the state or body it belongs to, also where it does not speak for it (residents, analysts);
    `why` tells for each mention what joined it (``lexicon``, ``title``, ``surname``, ``pronoun``, ``description``, …).
    """

    type: Literal["actor"] = "actor"
    key: str
    name: str
    kind: ActorKind
    party: str | None
    role: Role
    office: str | None = None
    state: str | None = None
    mentions: tuple[Span, ...]
    why: tuple[str, ...] = ()


class Speaker(Frozen):
    """The words that name a speaker, a pronoun included, and the actor they stand for."""

    actor: str | None
    start: int
    end: int
    text: str


class Statement(Record):
    """Who said (thought, wanted, refused) what. `content` has several pieces where a quotation is broken.

    `aside` is true of what is told in passing, in a relative or participial phrase of the reporter's own.
    """

    type: Literal["statement"] = "statement"
    speaker: Speaker | None
    party: str | None
    role: Role
    kind: StatementKind
    status: StatementStatus
    content: tuple[Span, ...] = Field(min_length=1)
    cue: Span | None
    addressee: Ref | None = None
    medium: Ref | None = None
    made: DateRange | None = None
    issue: str | None = None
    stance: Stance = "other"
    nested_in: str | None = None
    aside: bool = False
    positions: tuple[Position, ...] = ()
    by: By


class Event(Record):
    """Who did what to whom, in the classes of PLOVER (Halterman et al. 2023), and whether it happened.

    `issue` and `positions` tell what the act is about and where it places those who did it, as for statements.
    """

    type: Literal["event"] = "event"
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    plover: Plover
    status: EventStatus
    date: DateRange | None = None
    place: str | None = None
    context: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = Field(min_length=1)
    statement: str | None = None
    issue: str | None = None
    positions: tuple[Position, ...] = ()
    by: By


class Negotiation(Record):
    """Talks that a report speaks of; the one that the report is about comes first in its document."""

    type: Literal["negotiation"] = "negotiation"
    title: str
    issues: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = Field(min_length=1)
    by: By


class Seat(Record):
    """Whether a party takes part in a negotiation, brokers it, or is left out."""

    type: Literal["seat"] = "seat"
    negotiation: str
    party: str
    seat: SeatKind
    date: DateRange | None = None
    evidence: Span
    by: By


class Magnitude(Frozen):
    """How much, as the words say it: a number where they give one, its unit, and the words."""

    value: float | None
    unit: str | None
    text: str


class Tie(Record):
    """What one party holds over another or is bound by."""

    type: Literal["tie"] = "tie"
    holder: str
    over: str | None
    kind: TieKind
    means: tuple[str, ...]
    issue: str | None = None
    magnitude: Magnitude | None = None
    status: EventStatus = "happened"
    statement: str | None = None
    evidence: tuple[Span, ...] = Field(min_length=1)
    by: By


class Expectation(Record):
    """Who holds an outcome likely or not."""

    type: Literal["expectation"] = "expectation"
    holder: str | None
    about: str
    outcome: str | None = None
    likelihood: Likelihood
    statement: str | None = None
    evidence: tuple[Span, ...] = Field(min_length=1)
    by: By


class Contest(Record):
    """Words saying that parties mean different things by an issue (what "denuclearization" is, say)."""

    type: Literal["contest"] = "contest"
    issue: str
    evidence: tuple[Span, ...] = Field(min_length=1)
    by: By


AnyRecord = Annotated[
    Actor | Statement | Event | Negotiation | Seat | Tie | Expectation | Contest, Field(discriminator="type")
]
_ADAPTER: TypeAdapter[AnyRecord] = TypeAdapter(AnyRecord)


def parse_record(data: dict[str, Any]) -> AnyRecord:
    """Validate one line of JSON as the record that its ``type`` names; raises pydantic's ValidationError."""
    return _ADAPTER.validate_python(data)
